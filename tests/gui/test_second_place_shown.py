"""A second place for backups is offered, chosen with a passphrase, declined, and missed when it is away."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import open_draft
from s11desk.app.home.second_choice import read_second_place
from s11desk.app.home.workspace import Workspace
from s11desk.desktop.standalone.backups.data_page import DataPage
from s11desk.desktop.standalone.backups.second_place_page import MIN_LENGTH, SecondPlacePage
from s11desk.desktop.standalone.backups.second_restore_page import SecondRestorePage
from s11desk.domain.audits.audit import Answer
from s11desk.signing.identity.passphrase_rules import MIN_PASSPHRASE_LENGTH
from tests.gui.conftest import Bench

PASSPHRASE = "a quiet river in spring"


def text_of(page: QWidget) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if not one.isHidden()).replace("\u200b", "")


def press(bench: Bench, text: str) -> None:
    assert bench.window.page_stack.page is not None
    page = bench.window.page_stack.page
    next(one for one in page.findChildren(QPushButton) if one.text().replace("&", "") == text).click()
    bench.settle()


@pytest.fixture
def with_backup(bench: Bench, audit_id: str) -> Bench:
    """A window on its list of audits, with a backup that holds an audit."""
    assert audit_id
    with Workspace(bench.home, bench.clock) as workspace:
        workspace.back_up()
    bench.window.load_home()
    bench.bot.waitUntil(lambda: bench.window.backup_watch.report is not None)
    bench.settle()
    return bench


def open_data_page(bench: Bench) -> None:
    next(one for one in bench.window.findChildren(QAction) if one.text() == "Your files and backu&ps").trigger()
    bench.settle()
    assert isinstance(bench.window.page_stack.page, DataPage)


def choose(bench: Bench, folder: Path, passphrase: str, again: str) -> None:
    open_data_page(bench)
    press(bench, "Choose a second place…")
    page = bench.window.page_stack.page
    assert isinstance(page, SecondPlacePage)
    page.passphrase.field.setText(passphrase)
    page.again.field.setText(again)
    bench.answers.folder_chosen = folder
    press(bench, "Choose a folder…")


def test_a_second_place_is_offered_until_there_is_a_choice(with_backup: Bench) -> None:
    assert "It is on this computer only." in text_of(with_backup.window.home_page)
    open_data_page(with_backup)
    press(with_backup, "No second place")
    assert "You chose to have no second place." in text_of(with_backup.window.page_stack.page or with_backup.window)
    with_backup.window.backup_watch.check()
    with_backup.settle()
    assert "It is on this computer only." not in text_of(with_backup.window.home_page)


def test_a_chosen_place_is_brought_up_to_date_and_missed_when_away(with_backup: Bench, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with_backup.answers.expect_messages = True
    choose(with_backup, stick, PASSPHRASE, PASSPHRASE)
    assert "Leave the stick in" in with_backup.answers.messages[-1]
    assert "on this computer only" not in text_of(with_backup.window.page_stack.page or with_backup.window)
    assert list(stick.glob("*/drafts-*.s11"))
    assert "The second place has everything too:" in text_of(with_backup.window.home_page)
    shutil.rmtree(stick)
    with_backup.window.backup_watch.check()
    with_backup.settle()
    assert "The second place is not there:" in text_of(with_backup.window.home_page)
    assert not stick.exists()


@pytest.mark.parametrize(("passphrase", "again"), [("short", "short"), (PASSPHRASE, "a quiet river in autumn")])
def test_a_passphrase_that_is_too_short_or_mistyped_chooses_nothing(
    with_backup: Bench, tmp_path: Path, passphrase: str, again: str
) -> None:
    choose(with_backup, tmp_path / "stick", passphrase, again)
    with_backup.answers.folder_chosen = None  # so that asking for a folder fails
    press(with_backup, "Choose a folder…")
    assert isinstance(with_backup.window.page_stack.page, SecondPlacePage)
    assert read_second_place(with_backup.home) is None


def test_the_shortest_passphrase_of_a_second_place_is_that_of_every_key() -> None:
    assert MIN_LENGTH == MIN_PASSPHRASE_LENGTH


def test_answers_come_back_from_the_second_place_with_its_passphrase(
    with_backup: Bench, audit_id: str, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    with_backup.answers.expect_messages = True
    choose(with_backup, tmp_path / "stick", PASSPHRASE, PASSPHRASE)
    with with_backup.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("story", text="Today"))
    with_backup.answers.files_chosen = (next((tmp_path / "stick").glob("*/drafts-*.s11")),)
    press(with_backup, "Choose a copy from another place…")
    page = with_backup.window.page_stack.page
    assert isinstance(page, SecondRestorePage)
    page.passphrase.field.setText("a quiet river in autumn")
    press(with_backup, "Bring it back")
    assert with_backup.window.page_stack.page is page
    assert "That is not the passphrase of this second place." in text_of(page)
    assert "sign" not in text_of(page).partition("That is not")[2]
    page.passphrase.field.setText(PASSPHRASE)
    press(with_backup, "Bring it back")
    assert "to undo this, choose File, “Backups…”" in with_backup.answers.messages[-1]
    with with_backup.elsewhere() as workspace:
        assert open_draft(workspace, audit_id).audit.answer("story").text == ""

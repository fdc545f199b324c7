"""The journey through the window: restore yesterday, change one's mind, get today back; and one audit alone."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import list_drafts, open_draft
from s11desk.desktop.parts.card import Card
from s11desk.desktop.standalone.backups.copy_page import CopyPage
from s11desk.desktop.standalone.backups.data_page import DataPage
from s11desk.desktop.standalone.documents.preview_page import PreviewPage
from s11desk.domain.audits.audit import Answer
from tests.gui.conftest import Bench


def said(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel)).replace("\u200b", "")


def press(bench: Bench, text: str, place: int = 0) -> None:
    assert bench.window.page_stack.page is not None
    buttons = [
        one
        for one in bench.window.page_stack.page.findChildren(QPushButton)
        if one.text().replace("&", "") == text and not one.isHidden()
    ]
    buttons[place].click()
    bench.settle()


def data_page(bench: Bench) -> DataPage:
    action = next(one for one in bench.window.findChildren(QAction) if one.text() == "Your files and backu&ps")
    action.trigger()
    bench.settle()
    assert isinstance(bench.window.page_stack.page, DataPage)
    return bench.window.page_stack.page


def story(bench: Bench, audit_id: str) -> str:
    with bench.elsewhere() as workspace:
        return open_draft(workspace, audit_id).audit.answer("story").text


@pytest.fixture
def today(bench: Bench, audit_id: str) -> Bench:
    """Yesterday's answer is in yesterday's backup; today's is in the drafts."""
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("story", text="Yesterday"))
        workspace.back_up()
        bench.clock.now += dt.timedelta(days=1)
        save_answer(workspace, audit_id, Answer("story", text="Today"))
    bench.window.load_home()
    bench.bot.waitUntil(lambda: bench.window.backup_watch.report is not None)
    bench.settle()
    for path in sorted(bench.home.backups.iterdir())[2:]:  # the window has just backed up today
        path.unlink()
    bench.answers.expect_messages = True
    return bench


def test_yesterday_is_restored_and_today_comes_back(today: Bench, audit_id: str) -> None:
    today.answers.confirm_with = True
    page = data_page(today)
    assert "1 answer older than now." in said(page)
    press(today, "Bring back…")
    assert story(today, audit_id) == "Yesterday"
    assert "to undo this, choose File, “Backups…”" in today.answers.messages[-1]
    page = data_page(today)
    assert "kept when something else was brought back" in said(page)
    assert "1 answer newer than now." in said(page)
    press(today, "Bring back…")
    assert story(today, audit_id) == "Today"


def test_one_audit_is_read_and_brought_back_in_place(today: Bench, audit_id: str) -> None:
    data_page(today)
    press(today, "Look into it…")
    page = today.window.page_stack.page
    assert isinstance(page, CopyPage)
    assert "1 answer older than now." in said(page)
    press(today, "Read it")
    assert isinstance(today.window.page_stack.page, PreviewPage)
    today.window.page_stack.leave()
    today.answers.choose_with = 0
    press(today, "Bring this audit back…")
    assert "“Undo” in that audit" in today.answers.asked[-1]
    assert story(today, audit_id) == "Yesterday"
    assert today.window.page_stack.page is None


def test_the_menu_leads_to_the_backups_at_the_top_of_the_screen(today: Bench) -> None:
    today.window.resize(1024, 400)
    next(one for one in today.window.findChildren(QAction) if one.text() == "Bac&kups…").trigger()
    today.settle()
    page = today.window.page_stack.page
    assert isinstance(page, DataPage)
    heading = next(one for one in page.findChildren(QLabel) if one.text() == "Backups and other copies")
    today.bot.waitUntil(lambda: 0 <= heading.mapTo(page.viewport(), QPoint(0, 0)).y() < heading.height())


def test_a_backup_that_is_opened_as_a_file_that_was_sent_is_looked_into(today: Bench) -> None:
    today.answers.files_chosen = (sorted(today.home.backups.iterdir())[1],)
    today.window.file_opener.choose()
    today.settle()
    assert isinstance(today.window.page_stack.page, CopyPage)


def test_a_card_with_buttons_is_no_longer_than_its_content(today: Bench) -> None:
    data_page(today)
    press(today, "Look into it…")
    page = today.window.page_stack.page
    assert page is not None
    (card,) = page.findChildren(Card)
    links = [one for one in card.findChildren(QPushButton) if one.isVisible()]
    assert card.height() - max(one.geometry().bottom() for one in links) < links[0].height()


def test_one_audit_is_added_beside_or_left(today: Bench, audit_id: str) -> None:
    for choice, audits in ((2, 1), (1, 2)):
        data_page(today)
        press(today, "Look into it…", 0 if audits == 1 else 1)  # the second time there is a backup of today
        today.answers.choose_with = choice
        press(today, "Bring this audit back…")
        today.window.page_stack.leave_all()
        assert story(today, audit_id) == "Today"
        with today.elsewhere() as workspace:
            assert len(list_drafts(workspace)) == audits


def test_a_copy_from_another_place_is_looked_into_and_brought_back(today: Bench, audit_id: str, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    shutil.copyfile(sorted(today.home.backups.iterdir())[1], stick / "my backup.db")
    today.answers.files_chosen = (stick / "my backup.db",)
    today.answers.confirm_with = True
    data_page(today)
    press(today, "Choose a copy from another place…")
    assert isinstance(today.window.page_stack.page, CopyPage)
    press(today, "Bring all of it back…")
    assert story(today, audit_id) == "Yesterday"
    assert (stick / "my backup.db").exists()


def test_a_file_that_is_not_a_copy_says_so_and_offers_nothing(today: Bench, tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear partnership")
    today.answers.files_chosen = (tmp_path / "letter.db",)
    data_page(today)
    press(today, "Choose a copy from another place…")
    page = today.window.page_stack.page
    assert isinstance(page, CopyPage)
    assert "This file is damaged." in said(page)
    assert not [one for one in page.findChildren(QPushButton) if "ring" in one.text()]


def test_a_file_that_cannot_be_read_is_in_the_list_and_ends_nothing(today: Bench) -> None:
    (today.home.folder / "drafts 2.db").symlink_to(today.home.folder / "nothing")
    (today.home.backups / "drafts-2026-01-01.db").symlink_to(today.home.folder / "nothing")
    page = data_page(today)
    assert said(page).count("This file cannot be read.") == 2
    assert "Nothing can be removed now" in said(page)


def test_earlier_copies_are_shown_when_asked_for(today: Bench) -> None:
    for number in range(10):
        (today.home.backups / f"drafts-2025-01-{number + 10}.db").write_bytes(b"old and damaged")
    page = data_page(today)
    assert said(page).count("This file is damaged.") < 10
    (more,) = (one for one in page.findChildren(QPushButton) if "earlier cop" in one.text())
    more.click()
    assert said(page).count("This file is damaged.") == 10

"""Everything moves to another computer in the window: written, taken in beside what is there, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft, list_drafts
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.moves.write_home_file import write_home_file
from s11desk.desktop.standalone.locked_page import LockedPage
from s11desk.desktop.standalone.moving.home_move_page import HomeMovePage
from s11desk.desktop.standalone.moving.take_in_home_page import TakeInHomePage
from s11desk.domain.audits.audit import Answer
from tests.gui.conftest import Bench, SteppingClock, install
from tests.samples import small_topic

PASSPHRASE = "three plain words"


def begin(bench: Bench) -> HomeMovePage:
    actions = bench.window.findChildren(QAction)
    next(one for one in actions if one.text().startswith("Move &everything")).trigger()
    bench.settle()
    page = bench.window.page_stack.page
    assert isinstance(page, HomeMovePage)
    return page


def test_everything_goes_into_one_file_and_the_list_says_so_and_takes_it_back(
    bench: Bench, audit_id: str, tmp_path: Path
) -> None:
    bench.open(audit_id)
    page = begin(bench)
    assert bench.window.open_draft is None
    page.save.click()
    bench.answers.saved_as, bench.answers.expect_messages = tmp_path / "all", True
    for field in (page.passphrase.field, page.passphrase.again):
        field.setText(PASSPHRASE)
    page.save.click()
    bench.settle()
    assert (tmp_path / "all.s11home").exists()
    assert "Everything is ready to move" in bench.answers.messages[-1]
    back = bench.window.home_page.findChild(QPushButton, "take-all-back")
    assert isinstance(back, QPushButton)
    bench.answers.confirm_with = True
    back.click()
    bench.settle()
    assert bench.window.home_page.findChild(QPushButton, "take-all-back") is None
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("story", text="Here again"))


@pytest.fixture
def from_elsewhere(tmp_path: Path) -> Path:
    with Workspace(Home(tmp_path / "theirs"), SteppingClock()) as workspace:
        install(workspace, small_topic())
        save_answer(workspace, begin_draft(workspace, "sample", "Hilltop").audit.id, Answer("story", text="There"))
        begin_draft(workspace, "sample", "Riverside")
        return write_home_file(workspace, tmp_path / "all.s11home", PASSPHRASE).path


def test_a_home_in_a_file_is_shown_and_comes_in_beside_what_is_here(
    bench: Bench, audit_id: str, from_elsewhere: Path
) -> None:
    bench.window.load_home()
    bench.settle()
    bench.window.file_opener.open(from_elsewhere)
    bench.settle()
    locked = bench.window.page_stack.page
    assert isinstance(locked, LockedPage)
    locked.passphrase.setText("not this one")
    locked.open.click()
    bench.settle()
    assert bench.window.page_stack.page is locked
    locked.passphrase.setText(PASSPHRASE)
    locked.open.click()
    bench.settle()
    page = bench.window.page_stack.page
    assert isinstance(page, TakeInHomePage)
    bench.answers.expect_messages = True
    page.take.click()
    bench.settle()
    assert "2 audits from the file" in bench.answers.messages[-1]
    with bench.elsewhere() as workspace:
        found = {one.agency: one.id for one in list_drafts(workspace)}
        assert {"Hilltop", "Riverside"} <= set(found)
        assert audit_id in found.values()
    assert list(bench.home.work.glob("opened-*")) == []

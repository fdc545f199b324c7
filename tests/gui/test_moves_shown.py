"""An audit moves as one file, in the window: to another computer, to a colleague, taken in and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft, list_drafts, open_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.moves.write_draft_file import MoveChoice, write_draft_file
from s11desk.desktop.standalone.locked_page import LockedPage
from s11desk.desktop.standalone.moving.move_page import MovePage
from s11desk.desktop.standalone.moving.take_in_page import TakeInPage
from s11desk.domain.audits.audit import Answer
from s11desk.domain.keeping.moved_audit import MovePurpose
from tests.gui.conftest import Bench, SteppingClock, install
from tests.samples import small_topic

PASSPHRASE = "three plain words"


def text_of(page: QWidget) -> str:
    shown = [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    return "\n".join(shown).replace("\u200b", "")


def choose(bench: Bench, text: str) -> None:
    """Choose an entry of the File menu."""
    actions = bench.window.findChildren(QAction)
    next(action for action in actions if action.text().replace("&", "") == text).trigger()
    bench.settle()


def move_page(bench: Bench, audit_id: str, out: Path, entry: str = "Move to another computer…") -> MovePage:
    bench.open(audit_id)
    choose(bench, entry)
    page = bench.window.page_stack.page
    assert isinstance(page, MovePage)
    bench.answers.saved_as, bench.answers.expect_messages = out, True
    return page


@pytest.fixture
def from_elsewhere(tmp_path: Path) -> Path:
    """An audit that another computer hands over."""
    with Workspace(Home(tmp_path / "elsewhere"), SteppingClock()) as workspace:
        install(workspace, small_topic())
        audit_id = begin_draft(workspace, "sample", "Hillside School").audit.id
        save_answer(workspace, audit_id, Answer("story", text="From afar"))
        out = tmp_path / "moved.s11draft"
        write_draft_file(workspace, audit_id, out, MoveChoice(MovePurpose.HAND_OVER))
    return out


def open_file(bench: Bench, path: Path) -> None:
    bench.window.file_opener.open(path)
    bench.settle()


def test_moving_closes_the_audit_which_can_then_only_be_read(bench: Bench, audit_id: str, tmp_path: Path) -> None:
    page = move_page(bench, audit_id, tmp_path / "a.s11draft")
    assert page.notes.isChecked()
    page.save.click()
    bench.settle()
    assert (tmp_path / "a.s11draft").is_file()
    assert bench.window.open_draft is None
    assert "a.s11draft is in the folder" in bench.answers.messages[-1]
    assert "Here it can only be read" in text_of(bench.window.home_page)
    audit = bench.open(audit_id)
    assert "another computer" in text_of(audit)


def test_an_audit_is_taken_back_after_a_warning(bench: Bench, audit_id: str, tmp_path: Path) -> None:
    move_page(bench, audit_id, tmp_path / "a.s11draft").save.click()
    bench.settle()
    back = bench.window.home_page.findChild(QPushButton, f"take-back-{audit_id}")
    assert isinstance(back, QPushButton)
    bench.answers.confirm_with = True
    back.click()
    bench.settle()
    assert bench.answers.asked == ["Take this audit back?"]
    assert "Here it can only be read" not in text_of(bench.window.home_page)


def test_a_copy_leaves_the_audit_open(bench: Bench, audit_id: str, tmp_path: Path) -> None:
    page = move_page(bench, audit_id, tmp_path / "a.s11draft", "Give to a colleague to go on…")
    assert not page.notes.isChecked()
    page.save.click()
    bench.settle()
    assert (tmp_path / "a.s11draft").is_file()
    assert bench.window.open_draft is not None


def test_a_passphrase_is_typed_twice_before_the_place_is_asked_for(bench: Bench, audit_id: str, tmp_path: Path) -> None:
    page = move_page(bench, audit_id, tmp_path / "a.s11draft")
    page.locked.setChecked(True)
    page.passphrase.field.setText(PASSPHRASE)
    page.save.click()
    bench.settle()
    assert "not the same" in text_of(page)
    assert not (tmp_path / "a.s11draft").exists()
    page.passphrase.again.setText(PASSPHRASE)
    page.save.click()
    bench.settle()
    open_file(bench, tmp_path / "a.s11draft")
    locked = bench.window.page_stack.page
    assert isinstance(locked, LockedPage)
    locked.passphrase.setText("three other words")
    locked.open.click()
    bench.settle()
    assert bench.window.page_stack.page is locked
    locked.passphrase.setText(PASSPHRASE)
    locked.open.click()
    bench.settle()
    assert isinstance(bench.window.page_stack.page, TakeInPage)
    assert list(bench.home.work.glob("opened-*"))
    bench.window.page_stack.leave_all()
    bench.settle()
    assert not list(bench.home.work.glob("opened-*"))


def test_a_file_that_is_not_written_says_why_on_the_page(bench: Bench, audit_id: str, tmp_path: Path) -> None:
    (tmp_path / "a.s11draft").write_text("mine")
    page = move_page(bench, audit_id, tmp_path / "a.s11draft")
    page.save.click()
    bench.settle()
    assert bench.window.page_stack.page is page
    assert page.problem.isVisibleTo(page)
    assert page.save.isEnabled()
    assert (tmp_path / "a.s11draft").read_text() == "mine"


def test_a_file_shows_what_is_in_it_and_is_taken_in(bench: Bench, from_elsewhere: Path) -> None:
    open_file(bench, from_elsewhere)
    page = bench.window.page_stack.page
    assert isinstance(page, TakeInPage)
    assert "Hillside School" in text_of(page)
    assert "1 answer" in text_of(page)
    bench.answers.expect_messages = True
    page.take.click()
    bench.settle()
    assert bench.window.page_stack.page is None
    with bench.elsewhere() as workspace:
        (summary,) = list_drafts(workspace)
        assert open_draft(workspace, summary.id).audit.answer("story").text == "From afar"
    assert "Hillside School" in text_of(bench.window.home_page)


def test_a_damaged_file_is_refused_with_a_message(bench: Bench, from_elsewhere: Path) -> None:
    content = bytearray(from_elsewhere.read_bytes())
    content[content.index(b"From afar")] ^= 1
    from_elsewhere.write_bytes(bytes(content))
    bench.answers.expect_messages = True
    open_file(bench, from_elsewhere)
    assert "This file was not taken in" in bench.answers.messages[-1]
    assert bench.window.page_stack.page is None

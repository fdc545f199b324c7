"""Home: due dates, returns that were made, and half-typed text."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from s11desk.app.audits.drafts import archive_draft, begin_draft, list_drafts
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.desktop.messages.deadlines import deadline_text, is_close
from s11desk.desktop.pages.home.topic_card import TopicCard
from s11desk.desktop.standalone.received.received_page import ReceivedPage
from tests.gui.conftest import Bench, SteppingClock, install
from tests.gui.faults import tab_faults
from tests.samples import NOON, small_topic

TODAY = dt.date(2026, 3, 2)


@pytest.fixture
def due(home: Home) -> str:
    with Workspace(home, SteppingClock()) as workspace:
        install(workspace, msgspec.structs.replace(small_topic(), deadline=NOON.date() + dt.timedelta(days=12)))
        return begin_draft(workspace, "sample", "Riverside Trust").audit.id


def texts_of(bench: Bench) -> list[str]:
    return [label.text() for label in bench.window.home_page.findChildren(QLabel)]


def begin_typing(bench: Bench, text: str) -> None:
    bench.window.load_home()
    bench.settle()
    bench.window.findChildren(QPushButton, "begin-sample")[0].click()
    agency_field(bench).setText(text)


def agency_field(bench: Bench) -> QLineEdit:
    return bench.window.home_page.findChildren(QLineEdit, "agency-sample")[0]


@pytest.mark.parametrize(
    ("days", "words", "close"),
    [
        (30, "Due by 1 April 2026: 30 days left", False),
        (14, "Due by 16 March 2026: 14 days left", True),
        (1, "Due tomorrow, 3 March 2026", True),
        (0, "Due today, 2 March 2026", True),
        (-1, "Was due on 1 March 2026: 1 day ago", True),
    ],
)
def test_a_deadline_is_shown_in_days(days: int, words: str, close: bool) -> None:
    deadline = TODAY + dt.timedelta(days=days)
    assert deadline_text(deadline, TODAY) == words
    assert is_close(deadline, TODAY) is close


@pytest.mark.usefixtures("due")
def test_home_shows_the_days_left(bench: Bench) -> None:
    bench.window.load_home()
    bench.settle()
    assert texts_of(bench).count("Due by 14 March 2026: 12 days left") == 2  # the draft's, and the topic's


@pytest.mark.usefixtures("due")
def test_a_half_typed_agency_survives_zoom_and_colours(bench: Bench) -> None:
    begin_typing(bench, "Riversi")
    bench.window.appearance.zoom(1)
    assert agency_field(bench).text() == "Riversi"
    assert agency_field(bench).isVisibleTo(bench.window.home_page)
    bench.window.appearance.next_scheme()
    assert agency_field(bench).text() == "Riversi"
    bench.window.appearance.zoom(0)


@pytest.mark.usefixtures("due")
def test_a_half_typed_agency_survives_a_changed_list(bench: Bench) -> None:
    begin_typing(bench, "Riversi")
    with bench.elsewhere() as workspace:
        begin_draft(workspace, "sample", "Another agency")
    bench.window.load_home()
    bench.settle()
    assert "Another agency" in texts_of(bench)
    assert agency_field(bench).text() == "Riversi"


@pytest.mark.usefixtures("due")
def test_the_form_closes_when_the_audit_is_begun(bench: Bench) -> None:
    begin_typing(bench, "Riverside Trust")
    bench.window.home_page.findChildren(QPushButton, "go-sample")[0].click()
    bench.bot.waitUntil(lambda: bench.window.audit is not None)
    bench.window.go_home()
    bench.settle()
    assert agency_field(bench).text() == ""
    assert not agency_field(bench).isVisible()


@pytest.mark.usefixtures("due")
def test_a_refused_name_can_be_corrected(bench: Bench) -> None:
    bench.answers.expect_messages = True
    begin_typing(bench, "Riverside Trust")
    go = bench.window.home_page.findChildren(QPushButton, "go-sample")[0]
    go.setEnabled(False)
    bench.window.begin("gone", "Riverside Trust")
    bench.bot.waitUntil(lambda: bool(bench.answers.messages))
    assert bench.answers.messages[0].startswith("The questions of this audit are not on this computer")
    assert go.isEnabled()
    assert agency_field(bench).text() == "Riverside Trust"


@pytest.mark.usefixtures("due")
def test_a_file_can_be_opened_from_home(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "letter.zip").write_bytes(b"Dear all")
    bench.window.load_home()
    bench.settle()
    bench.answers.files_chosen = (tmp_path / "letter.zip",)
    bench.window.findChildren(QPushButton, "open-file")[0].click()
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, ReceivedPage))
    bench.window.go_home()
    assert bench.window.home_page.isVisible()


def test_an_audit_can_be_removed_from_the_list_and_brought_back(bench: Bench, audit_id: str) -> None:
    bench.window.load_home()
    bench.settle()
    off = bench.window.home_page.findChild(QPushButton, f"put-away-{audit_id}")
    assert off is not None
    off.click()
    bench.settle()
    assert "Continue where you left off" not in texts_of(bench)
    assert "removed from the list. Nothing was deleted." in " ".join(texts_of(bench))
    with bench.elsewhere() as workspace:
        (draft,) = list_drafts(workspace)
    assert (draft.id, draft.is_archived) == (audit_id, True)
    back = bench.window.home_page.findChild(QPushButton, f"bring-back-{audit_id}")
    assert back is not None
    assert back.text() == "Undo"
    back.click()
    bench.settle()
    assert "Continue where you left off" in texts_of(bench)
    assert "emoved from the list" not in " ".join(texts_of(bench))


def test_an_audit_that_was_removed_earlier_is_at_the_end_of_the_list(bench: Bench, audit_id: str) -> None:
    with bench.elsewhere() as workspace:
        archive_draft(workspace, audit_id)
    bench.window.load_home()
    bench.settle()
    assert "Removed from the list" in texts_of(bench)
    back = bench.window.home_page.findChild(QPushButton, f"bring-back-{audit_id}")
    assert back is not None
    assert back.text() == "Bring back"


def test_the_list_of_audits_takes_nothing_from_an_open_audit_when_it_is_read_again(bench: Bench, audit_id: str) -> None:
    bench.window.open_audit(audit_id)
    bench.settle()
    keyboard = bench.window.focusWidget()
    with bench.elsewhere() as workspace:
        begin_draft(workspace, "sample", "Hillside")
    bench.window.load_home()
    bench.settle()
    assert bench.window.focusWidget() is keyboard
    assert tab_faults(bench.window) == []


def test_what_a_form_lacks_is_said_before_it_is_begun(bench: Bench) -> None:
    bench.window.load_home()
    bench.settle()
    card = next(
        one
        for one in bench.window.home_page.findChildren(TopicCard)
        if one.findChild(QPushButton, "begin-wscp-early-help-2025-26")
    )
    words = [one.text() for one in card.findChildren(QLabel)]
    assert any("11 questions, the same as in 2023." in one for one in words)
    assert "The newest one: take this, unless the partnership asks you for another year." in words
    older = next(one for one in bench.window.home_page.findChildren(TopicCard) if one is not card)
    assert any("take it only if the partnership asks" in one.text() for one in older.findChildren(QLabel))
    card.begin.click()
    seen = [one.text() for one in card.findChildren(QLabel) if one.isVisibleTo(card)]
    assert seen.index("Before you begin") < seen.index("Name of your organisation or club")
    carried, address, name = seen[seen.index("Before you begin") + 1 :][:3]
    assert (
        "this is the right form, and you can begin now. Its questions are those of 2023, because the 2025/26" in carried
    )
    assert address.startswith("This form does not say where to send your return.")
    assert name == "Name of your organisation or club", "nothing that is no help"

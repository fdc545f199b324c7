"""A partnership sets up its desk, takes returns in, sees who is missing, accepts a return, and reads all answers."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TypeVar
from zipfile import ZipFile

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from s11desk.app.home.workspace import Workspace
from s11desk.app.receiving.agencies.remind import keep_reminder_words
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.desktop.receiving.agencies.agencies_page import AgenciesPage
from s11desk.desktop.receiving.agencies.agency_list_page import AgencyListPage
from s11desk.desktop.receiving.answers.desk_answers_page import DeskAnswersPage
from s11desk.desktop.receiving.desk_page import DeskPage
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.matrix.matrix_answer_page import MatrixAnswerPage
from s11desk.desktop.receiving.matrix.matrix_page import MatrixPage
from s11desk.desktop.receiving.overview.overview_page import OverviewPage
from s11desk.desktop.receiving.returns.desk_return_page import DeskReturnPage
from s11desk.desktop.receiving.returns.leave_out_form import LeaveOutForm
from s11desk.desktop.receiving.returns.request_form import RequestForm
from s11desk.desktop.receiving.returns.returns_page import ReturnsPage
from s11desk.desktop.receiving.set_up.desk_start_page import DeskStartPage
from s11desk.desktop.standalone.received.received_page import ReceivedPage
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.desktop.theme.tokens import Scheme
from s11desk.domain.receiving.also_here import AlsoHere
from s11desk.domain.receiving.desk_lines import LineState
from s11desk.domain.receiving.desk_values import ReviewState
from s11desk.domain.receiving.reminders import ReminderWords
from s11desk.topics.pack import decode_topic
from s11desk.wording.returns.verdict_sentences import NOT_KNOWN_YET
from tests.gui.conftest import Bench, install
from tests.gui.made_desk import officer
from tests.gui.scene import DETAILS, PASSPHRASE
from tests.samples import small_topic

GOLDEN = Path(__file__).parents[1] / "golden" / "returns" / "format-1"


def text_of(page: QWidget) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible()).replace("\u200b", "")


Page = TypeVar("Page", bound=StandalonePage)


def page_of(bench: Bench, kind: type[Page]) -> Page:
    page = bench.window.page_stack.page
    assert isinstance(page, kind)
    return page


def open_desk(bench: Bench) -> None:
    next(one for one in bench.window.findChildren(QAction) if one.text() == "&Receiving desk…").trigger()
    bench.settle()


def open_tab(bench: Bench, tab: DeskTab, kind: type[Page]) -> Page:
    page_of(bench, DeskPage).tabs[tab].click()
    bench.settle()
    return page_of(bench, kind)


@pytest.fixture
def post(tmp_path: Path) -> Path:
    """Two returns of one audit, and a letter."""
    folder = tmp_path / "post"
    folder.mkdir()
    for name in ("one-signature.zip", "two-signatures.zip"):
        (folder / name).write_bytes((GOLDEN / name).read_bytes())
    (folder / "letter.txt").write_text("Please find our return enclosed.")
    return folder


def know_questions(bench: Bench) -> None:
    """Have the topics of the returns on this computer, as a partnership has them that asked the agencies."""
    with ZipFile(GOLDEN / "one-signature.zip") as zipped:
        golden = decode_topic(zipped.read("topic.json"))
    with Workspace(bench.home, bench.clock) as workspace:
        for topic in (golden, small_topic()):
            install(workspace, topic)


DESK = "Receiving-desk-of-Riverside-Partnership"
"""The folder that a new desk gets in the folder that a person chooses."""


def set_up(bench: Bench, tmp_path: Path) -> OverviewPage:
    know_questions(bench)
    open_desk(bench)
    page = page_of(bench, DeskStartPage)
    page.partnership.setText("Riverside Partnership")
    bench.answers.folder_chosen = tmp_path
    page.make.click()
    bench.settle()
    return page_of(bench, OverviewPage)


def take_in(bench: Bench, folder: Path) -> OverviewPage:
    bench.answers.folder_chosen = folder
    page_of(bench, OverviewPage).take_folder.click()
    bench.settle()
    return page_of(bench, OverviewPage)


def take_list_in(bench: Bench, folder: Path, *agencies: str) -> None:
    """Take a list of agencies in at the desk. ``agencies``: the name and the type of each."""
    file = folder / "agencies.csv"
    file.write_text("\n".join(("Agency,Type", *agencies, "")))
    bench.answers.files_chosen = (file,)
    open_tab(bench, DeskTab.AGENCIES, AgenciesPage).agencies.click()
    bench.settle()
    page_of(bench, AgencyListPage).take.click()
    bench.settle()


def open_return(bench: Bench, state: str) -> DeskReturnPage:
    """Open the first return of the list with this state."""
    page = open_tab(bench, DeskTab.RETURNS, ReturnsPage)
    row = next(at for at in range(page.model.rowCount()) if page.model.index(at, 1).data() == state)
    page.table.chosen.emit(page.model.index(row, 0))
    bench.settle()
    return page_of(bench, DeskReturnPage)


def test_each_signer_has_a_check_code_to_compare(bench: Bench, tmp_path: Path, post: Path) -> None:
    set_up(bench, tmp_path)
    take_in(bench, post)
    page = open_return(bench, "New, counts")
    verdict = page._seen.verdict
    assert verdict is not None
    codes = [one.cms.signer.fingerprint_spoken for one in verdict.read.signatures if one.cms.signer is not None]
    assert len(set(codes)) == 2
    assert page.codes.isHidden()
    page.show_codes.click()
    for code in codes:
        assert text_of(page).count(code) == 1
    assert text_of(page).count("compare the signature check code") == 1, "what to do with them is said once"
    assert NOT_KNOWN_YET in text_of(page)
    line = replace(page._seen.line, also_here=AlsoHere("ABCD-1", ReviewState.RECEIVED, is_new_key=True))
    warned = DeskReturnPage(page.services, page.desk, replace(page._seen, line=line))
    assert NOT_KNOWN_YET not in text_of(warned), "the box above says to ring them"
    assert not warned.codes.isHidden()


def accept_the_one_that_counts(bench: Bench) -> DeskReturnPage:
    page = open_return(bench, "New, counts")
    if page.decision.name is not None:
        page.decision.name.field.setText("Jane Smith")
    page.decision.accept.click()
    bench.settle()
    return page_of(bench, DeskReturnPage)


def test_a_desk_is_set_up_and_opened_again(bench: Bench, tmp_path: Path) -> None:
    page = set_up(bench, tmp_path)
    assert "Receiving desk of Riverside Partnership" in text_of(page)
    assert "No return is here yet." in text_of(page)
    assert (tmp_path / DESK / "register.db").is_file()
    page.back.click()
    open_desk(bench)
    assert "Receiving desk of Riverside Partnership" in text_of(page_of(bench, OverviewPage)), (
        "the window knows its desk"
    )


def test_the_row_of_pages_stays_at_its_place(bench: Bench, tmp_path: Path) -> None:
    set_up(bench, tmp_path)
    places = []
    for tab in DeskTab:
        row = open_tab(bench, tab, DeskPage).tabs[DeskTab.OVERVIEW]
        places.append(row.mapTo(bench.window, QPoint(0, 0)).x())
    assert len(set(places)) == 1, places


def test_each_page_of_the_desk_leads_to_every_other(bench: Bench, tmp_path: Path) -> None:
    set_up(bench, tmp_path)
    for tab in (*DeskTab, *reversed(DeskTab)):
        page = open_tab(bench, tab, DeskPage)
        assert page.TAB is tab
        assert page.heading in text_of(page)


def test_a_page_behind_another_has_its_tabs_and_leaves_nothing_to_go_back_through(
    bench: Bench, tmp_path: Path, post: Path
) -> None:
    set_up(bench, tmp_path)
    take_in(bench, post)
    page = open_return(bench, "New, counts")
    assert page.tabs[DeskTab.RETURNS].accessibleDescription() == "This page belongs to it"
    page.tabs[DeskTab.AGENCIES].click()
    bench.settle()
    page_of(bench, AgenciesPage).back.click()
    bench.settle()
    assert bench.window.page_stack.page is None


def test_a_return_to_be_sent_back_says_what_is_asked_and_begins_to_make_the_letter_there(
    bench: Bench, tmp_path: Path, post: Path
) -> None:
    set_up(bench, tmp_path)
    with ReceivingDesk(tmp_path / DESK, officer(bench)) as desk:
        keep_reminder_words(desk, ReminderWords("", None, "us@partnership.example"))
    take_in(bench, post)
    page = open_return(bench, "New, counts")
    page.decision.send_back.click()
    form = page.decision.form
    assert page.decision.accept.isHidden() is False
    assert not page.decision.accept.isVisible(), "the form takes the place of the buttons"
    assert page.decision.name is not None
    assert isinstance(form, RequestForm)
    page.decision.name.field.setText("Jane Smith")
    form.reasons[0].text.setPlainText("Which policy?")
    form.send.click()
    bench.settle()
    page = page_of(bench, DeskReturnPage)
    assert page.state.text() == "To be sent back."
    assert "The agency does not know yet." in text_of(page)
    assert "was sent back" not in text_of(page)
    words = text_of(page)
    assert words.index("What you ask for:") < words.index("Which policy?") < words.index("For the agency")
    assert words.count("Which policy?") == 1
    page.set_up.begin.click()
    assert page.set_up.form is not None
    assert page.set_up.form.name.text() == "Jane Smith"
    assert page.set_up.form.name.hasFocus()
    assert page.set_up.form.email.text() == "us@partnership.example", "it was given for the reminders"
    page.set_up.form.job_title.setText(DETAILS.job_title)
    page.set_up.form.email.setText(DETAILS.email)
    page.set_up.form.first_typed.setText(PASSPHRASE)
    page.set_up.form.second_typed.setText(PASSPHRASE)
    page.set_up.form.make.click()
    bench.settle()
    page = page_of(bench, DeskReturnPage)
    assert "Your signature is set up." in text_of(page)
    assert page.reply_form is not None
    assert page.reply_form.make.hasFocus()


def test_a_desk_needs_the_name_of_a_partnership(bench: Bench) -> None:
    open_desk(bench)
    page = page_of(bench, DeskStartPage)
    page.make.click()
    bench.settle()
    assert page_of(bench, DeskStartPage) is page
    assert page.partnership.hasFocus()


def test_a_folder_without_a_desk_is_explained(bench: Bench, tmp_path: Path) -> None:
    open_desk(bench)
    page = page_of(bench, DeskStartPage)
    bench.answers.folder_chosen, bench.answers.expect_messages = tmp_path, True
    page.open_desk.click()
    bench.settle()
    assert len(bench.answers.messages) == 1
    assert page_of(bench, DeskStartPage) is page


def test_returns_are_taken_in_and_each_file_is_accounted_for(bench: Bench, tmp_path: Path, post: Path) -> None:
    set_up(bench, tmp_path)
    shown = text_of(take_in(bench, post))
    assert "1 return counts. 1 does not. We could read no return in 1 more file." in shown
    assert "3 files taken in. 1 of them needs a look." in shown
    assert shown.count("It is plain text") == 1, "each file is told once"
    assert (post / "letter.txt").exists(), "nothing in the folder is changed"


def test_more_returns_than_the_tables_of_agencies_have_are_explained(bench: Bench, tmp_path: Path, post: Path) -> None:
    set_up(bench, tmp_path)
    take_in(bench, post)
    take_list_in(bench, tmp_path, "Quayside Nursery,Nursery")
    shown = text_of(open_tab(bench, DeskTab.OVERVIEW, OverviewPage))
    assert "1 return counts, and it needs a look." in shown
    assert "Of the returns that count, 1 is not in the table below: Riverside Trust" in shown
    assert "is not on your list." in shown


def test_who_has_not_returned_is_named(bench: Bench, tmp_path: Path, post: Path) -> None:
    set_up(bench, tmp_path)
    take_in(bench, post)
    take_list_in(bench, tmp_path, "Riverside Trust - The Hub & Friends,Charity", "Quayside Nursery,Nursery")
    agencies = page_of(bench, AgenciesPage)
    assert "All agencies on the list: 1 of 2 have returned (50%)" in text_of(agencies)
    assert [agencies.model.cells(row)[:3] for row in range(2)] == [
        ("Quayside Nursery", "Nursery", "Not returned"),
        ("Riverside Trust - The Hub & Friends", "Charity", "Returned"),
    ]


def test_a_return_is_accepted_and_the_decision_taken_back(bench: Bench, tmp_path: Path, post: Path) -> None:
    set_up(bench, tmp_path)
    take_in(bench, post)
    page = accept_the_one_that_counts(bench)
    assert page.state.text() == "Accepted, counts."
    page.decision.undo.click()
    bench.settle()
    page = page_of(bench, DeskReturnPage)
    assert page.state.text() == "New, counts."
    assert page.decision.name is None, "the name is asked for once"
    assert "Accepted by Jane Smith" in text_of(page)
    assert "The decision was taken back by Jane Smith" in text_of(page), "the history keeps both"
    page.back.click()
    bench.settle()
    returns = page_of(bench, ReturnsPage)
    assert returns.model.line(returns.table.currentIndex().row()).state is LineState.NEW, "the list is read again"


def test_a_whole_return_is_read_at_the_desk_and_the_next_one_follows_an_accepted_one(
    bench: Bench, tmp_path: Path, post: Path
) -> None:
    set_up(bench, tmp_path)
    take_in(bench, post)
    page = open_return(bench, "New, counts")
    assert page.whole is not None
    page.whole.click()
    bench.settle()
    whole = page_of(bench, ReceivedPage)
    shown = {one.text() for one in whole.findChildren(QPushButton) if one.isVisible()}
    assert not any("pprove" in text or "hanges…" in text or "Begin an audit" in text for text in shown)
    stored = bench.window.page_stack.page
    assert stored is not None
    assert not re.search("[0-9a-f]{32}", text_of(stored)), "a file name of digits says nothing"
    assert whole.decide_at_end.mapTo(whole, QPoint()).y() > whole.content.mapTo(whole, QPoint()).y(), "for its reader"
    whole.decide.click()
    bench.settle()
    page = page_of(bench, DeskReturnPage)
    assert page.whole is not None
    page.whole.click()
    bench.settle()
    page_of(bench, ReceivedPage).decide_at_end.click()
    bench.settle()
    page = page_of(bench, DeskReturnPage)
    assert page.decision.name is not None
    page.decision.name.field.setText("Jane Smith")
    before = page.decision.send_back.x()
    page.decision.accept.click()
    bench.settle()
    page = page_of(bench, DeskReturnPage)
    assert not page.decision.accept.isEnabled()
    moved = abs(page.decision.send_back.x() - before)
    assert moved < page.decision.accept.width() // 4, "no button comes where another one was"
    page.decision.undo.click()
    bench.settle()
    page_of(bench, DeskReturnPage).decision.accept_and_go.click()
    bench.settle()
    listed = page_of(bench, ReturnsPage)
    assert LineState.NEW not in [one.state for one in listed.model._lines], "the last one leads back to the list"
    assert listed.done.text().endswith(" is accepted"), "the page after a decision says what was decided"


def test_nobody_decides_without_a_name_and_no_return_counts_if_chosen(bench: Bench, tmp_path: Path, post: Path) -> None:
    set_up(bench, tmp_path)
    take_in(bench, post)
    page = open_return(bench, "New, counts")
    assert page.decision.name is not None
    for way in (page.decision.accept, page.decision.leave_out):
        way.click()
    form = page.decision.form
    assert isinstance(form, LeaveOutForm)
    assert "counts then" not in text_of(page), "one question asks about it"
    assert form.neither is not None
    assert form.neither.accessibleName() == "Do not count return 1 of 2 March 2026 (JPH9-WHFD-1) either"
    form.neither.click()
    form.why.setPlainText("It is a test")
    form.leave_out.click()
    bench.settle()
    assert page_of(bench, DeskReturnPage) is page, "nothing is decided"
    assert "Write your name." in text_of(page)
    assert page.decision.name.field.hasFocus()
    page.decision.name.field.setText("Jane Smith")
    form.leave_out.click()
    bench.settle()
    words = text_of(page_of(bench, DeskReturnPage))
    assert "Not counted by Jane Smith" in words
    assert "counts now" not in words
    page_of(bench, DeskReturnPage).back.click()
    bench.settle()
    assert [one.counts for one in page_of(bench, ReturnsPage).model._lines] == [False, False]


def test_the_answers_of_the_desk_are_seen_side_by_side_and_opened(bench: Bench, tmp_path: Path, post: Path) -> None:
    set_up(bench, tmp_path)
    take_in(bench, post)
    accept_the_one_that_counts(bench).back.click()
    open_tab(bench, DeskTab.OVERVIEW, OverviewPage).numbers.matrix.click()
    bench.settle()
    matrix = page_of(bench, MatrixPage)
    assert "1 return. 1 return does not count." in matrix.summary.text()
    assert matrix.model.row(0).state == "Returned, accepted"
    assert not matrix.rule.isVisible()
    matrix.switch.click()
    assert matrix.rule.isVisible(), "beside per cent, how they are counted"
    assert matrix.tabs is not None
    matrix.tabs.buttons[DeskTab.ANSWERS].click()
    bench.settle()
    page_of(bench, DeskAnswersPage).matrix.click()
    bench.settle()
    matrix = page_of(bench, MatrixPage)
    assert matrix.totals.isVisible(), "as the person left it"
    matrix.switch.click()
    matrix.answers.chosen.emit(matrix.model.index(0, 0))
    bench.settle()
    page_of(bench, MatrixAnswerPage).whole.click()
    bench.settle()
    assert "You are reading a return" in text_of(page_of(bench, StandalonePage))


def test_what_was_taken_in_stays_when_the_colours_change(bench: Bench, tmp_path: Path, post: Path) -> None:
    set_up(bench, tmp_path)
    page = take_in(bench, post)
    bench.window.appearance.set_scheme(Scheme.DARK)
    bench.settle()
    assert page_of(bench, OverviewPage) is not page
    assert "3 files taken in. 1 of them needs a look." in text_of(page_of(bench, OverviewPage))

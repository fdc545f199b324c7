"""From the post of a day to a return that counts: dropped, sent back, corrected by the agency, accepted, receipted."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.receiving.arrivals.unfinished import note_take_in, read_unfinished
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.returns.review_return import accept_return
from s11desk.app.returns.making.encrypt import create_receiver, receiver_certificate
from s11desk.app.returns.making.make import make_return
from s11desk.app.returns.replies.partnership_replies import reply_news, take_in_reply
from s11desk.desktop.receiving.desk_page import DeskPage
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.overview.overview_page import OverviewPage
from s11desk.desktop.receiving.returns.desk_return_page import DeskReturnPage
from s11desk.desktop.receiving.returns.files_page import FilesPage
from s11desk.desktop.receiving.returns.replies_page import RepliesPage
from s11desk.desktop.receiving.returns.request_form import RequestForm
from s11desk.desktop.receiving.returns.returns_page import ReturnsPage
from s11desk.domain.receiving.desk_lines import LineState
from s11desk.register.received_rows import all_returns
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.wording.desk.line_words import LINE_COLUMNS
from tests.app.conftest import SteppingClock, keep
from tests.desk.conftest import COMPLETER, OFFICER, PASSPHRASE, answered, encrypted_to
from tests.gui.conftest import Bench, System, type_in
from tests.gui.made_desk import officer
from tests.gui.nineteen_files import GROUPS, REASONS, nineteen_files
from tests.gui.test_desk_shown import DESK, open_return, open_tab, page_of, post, set_up, take_in, take_list_in, text_of
from tests.samples import NOON, small_topic

__all__ = ["post"]

BEFORE = NOON - dt.timedelta(days=1)


@dataclass(frozen=True)
class Agency:
    """An agency with one return, one that is encrypted, and the keys of its partnership."""

    home: Home
    keys: Home
    audit: str
    first: Path
    encrypted: Path


@pytest.fixture
def agency(made_agency: Agency, tmp_path: Path) -> Agency:
    """Each test has the agency's data as it was before its first reply."""
    home = Home(tmp_path / "agency-home")
    shutil.copytree(made_agency.home.folder, home.folder)
    return replace(made_agency, home=home)


@pytest.fixture(scope="module")
def made_agency(tmp_path_factory: pytest.TempPathFactory) -> Agency:
    base = tmp_path_factory.mktemp("agency")
    keys = Home(base / "keys")
    create_receiver(keys, OFFICER, PASSPHRASE, BEFORE)
    create_identity(keys.identity, OFFICER, PASSPHRASE, BEFORE)
    closed = encrypted_to(small_topic(), receiver_certificate(keys).read_text("ascii"))
    with Workspace(Home(base / "home"), SteppingClock()) as workspace:
        keep(workspace, small_topic())
        keep(workspace, closed)
        create_identity(workspace.home.identity, COMPLETER, PASSPHRASE, BEFORE)
        audit = answered(workspace, "Hilltop Club")
        first = make_return(workspace, audit, base, PASSPHRASE).path
        locked = answered(workspace, "Quay Nursery", topic="closed")
        encrypted = make_return(workspace, locked, base, PASSPHRASE).to_send
        return Agency(workspace.home, keys, audit, first, encrypted)


def drop(bench: Bench, *paths: Path) -> OverviewPage:
    """Drop files onto the page of the desk that is shown."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    page = page_of(bench, DeskPage)
    place, none = QPoint(40, 40), Qt.KeyboardModifier.NoModifier
    left = Qt.MouseButton.LeftButton
    entered = QDragEnterEvent(place, Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(page.viewport(), entered)
    assert entered.isAccepted()
    assert page.drop_sign.isVisible(), "it shows that one may let go"
    QApplication.sendEvent(page.viewport(), QDropEvent(QPointF(place), Qt.DropAction.CopyAction, data, left, none))
    bench.settle()
    return page_of(bench, OverviewPage)


def give_keys(bench: Bench, agency: Agency) -> None:
    """Bring the partnership's keys onto this computer."""
    bench.window.load_home()
    bench.settle()
    bench.home.identity.parent.mkdir(parents=True, exist_ok=True)
    for path in agency.keys.identity.parent.iterdir():
        (bench.home.identity.parent / path.name).write_bytes(path.read_bytes())


def correct(home: Home, audit: str, request: Path, out: Path) -> Path:
    """At the agency: take the request in, see it beside question 3, and make the second return."""
    clock = SteppingClock()
    clock.now += dt.timedelta(days=2)
    with Workspace(home, clock) as workspace:
        take_in_reply(workspace, request)
        assert [(one.question, one.text) for one in reply_news(workspace, audit).reasons] == [
            ("policy", "Which policy do you mean?")
        ]
        return make_return(workspace, audit, out, PASSPHRASE).path


def test_a_return_is_sent_back_and_the_second_one_counts_and_gets_its_receipt(
    bench: Bench, tmp_path: Path, agency: Agency, system: System
) -> None:
    give_keys(bench, agency)
    set_up(bench, tmp_path)
    open_tab(bench, DeskTab.RETURNS, ReturnsPage)
    assert "1 return counts." in text_of(drop(bench, agency.first)), "dropped on the page of returns"
    page = open_return(bench, "New, counts")
    page.decision.send_back.click()
    form = page.decision.form
    assert isinstance(form, RequestForm)
    form.send.click()
    assert "Write what they should correct" in text_of(page)
    form.reasons[0].question.show_value("policy")
    form.reasons[0].text.setPlainText("Which policy do you mean?")
    form.due.line.setText("31 March 2020")
    form.send.click()
    assert "This day is over." in text_of(page)
    form.due.line.setText("31 March 2027")
    assert form.signature is not None
    form.signature.field.setText("not the one")
    form.send.click()
    bench.settle()
    assert page.state.text() == "New, counts.", "nothing is decided with a wrong passphrase"
    form.signature.field.setText(PASSPHRASE)
    form.send.click()
    bench.settle()
    page = page_of(bench, DeskReturnPage)
    assert page.state.text() == "To be sent back."
    assert "Question 3: Which policy do you mean?" in text_of(page)
    assert f"To be sent back, decided by {OFFICER.name}" in text_of(page), "the name in the signature was offered"
    assert page.replies[0].email.hasFocus(), "the page begins at what goes to the agency"
    places = [one.mapTo(bench.window, QPoint()) for one in (page.replies[0].email, page.decision)]
    for say, state in ((page.replies[0].say_sent, "Sent back."), (page.replies[0].take_back, "To be sent back.")):
        say.click()
        bench.settle()
        assert page_of(bench, DeskReturnPage) is page
        assert page.state.text() == state
        assert (f"Sent back by {OFFICER.name}" in text_of(page)) is page.replies[0].is_sent
        assert [one.mapTo(bench.window, QPoint()) for one in (page.replies[0].email, page.decision)] == places
    assert page.codes.isHidden()
    page.show_codes.click()
    assert "compare the signature check code" in text_of(page.codes)
    (request,) = (tmp_path / DESK / "outgoing").glob("*.s11request")

    assert "1 return counts. 1 does not." in text_of(
        drop(bench, correct(agency.home, agency.audit, request, tmp_path / "out"))
    )
    page = open_return(bench, "New, counts")
    (link,) = page.links.values()
    assert link.text().startswith("Earlier:")
    assert "Question 3: Which policy do you mean?\nThis is as it was." in text_of(page), "what was asked, and what came"
    page.decision.accept.click()
    bench.settle()
    page_of(bench, DeskReturnPage).back.click()
    replies = open_tab(bench, DeskTab.REPLIES, RepliesPage)
    assert replies.form is not None
    assert replies.form.row is None, "the passphrase is asked for once"
    replies.form.make.click()
    bench.settle()
    replies = page_of(bench, RepliesPage)
    assert "1 reply is made. It is in the list “To send”." in text_of(replies)
    assert "There is nothing to make" not in text_of(replies)
    assert next(iter(replies.panels.values())).email.hasFocus(), "the first that is to be sent has the keyboard"
    (receipt,) = (tmp_path / DESK / "outgoing").glob("*.s11receipt")
    with Workspace(agency.home, SteppingClock()) as workspace:
        assert take_in_reply(workspace, receipt).is_receipt
    _send(bench, system, receipt)


def _send(bench: Bench, system: System, receipt: Path) -> None:
    """E-mail the receipt, copy its text, and say that it is sent."""
    page = page_of(bench, RepliesPage)
    panel = next(one for one in page.panels.values() if "Receipt" in text_of(one))
    panel.email.click()
    bench.settle()
    mail = Path(system.asked[-1].toLocalFile())
    assert receipt.name in mail.read_text("utf-8")
    panel.copy.click()
    bench.settle()
    assert "has accepted it." in QGuiApplication.clipboard().text()
    panel.say_sent.setFocus()
    bench.settle()
    places = [one.email.mapTo(bench.window, QPoint()) for one in page.panels.values()]
    panel.say_sent.click()
    bench.settle()
    assert "Sent on " in text_of(panel)
    assert "To send: 1" in text_of(page), "the page counts again, and nothing on it moves"
    assert [one.email.mapTo(bench.window, QPoint()) for one in page.panels.values()] == places
    assert panel.take_back.hasFocus()
    panel.take_back.click()
    bench.settle()
    assert "Not sent yet." in text_of(panel)
    assert "To send: 2" in text_of(page)
    assert page.say_all.mapTo(page, QPoint()).y() < places[0].y(), "it is above the list, which may be long"
    for press_it, said in (("say_all", "Sent: 2"), ("not_sent", "To send: 2"), ("say_all", "Sent: 2")):
        getattr(page, press_it).click()
        bench.settle()
        page = page_of(bench, RepliesPage)
        assert said in text_of(page)
    assert "2 replies are recorded as sent today." in text_of(page)
    assert not page.say_all.isVisible()


def test_the_passphrase_of_the_receiving_key_is_asked_for_once(bench: Bench, tmp_path: Path, agency: Agency) -> None:
    give_keys(bench, agency)
    set_up(bench, tmp_path)
    page = drop(bench, agency.encrypted)
    assert "1 file needs a look" in text_of(page)
    assert page.key_card is not None
    page.key_card.row.field.setText("not the one")
    page.key_card.open.click()
    bench.settle()
    assert "That is not the passphrase of the receiving key." in text_of(page)
    page.key_card.row.field.setText(PASSPHRASE)
    page.key_card.open.click()
    bench.settle()
    page = page_of(bench, OverviewPage)
    assert page.key_card is None
    assert "1 return needs a look" in text_of(page), "this computer does not have its questions"
    assert "1 return counts" in text_of(page)
    written = b"".join(one.read_bytes() for one in (tmp_path / DESK).rglob("*") if one.is_file())
    assert PASSPHRASE.encode() not in written


def test_what_came_says_what_was_decided_since(bench: Bench, tmp_path: Path, post: Path) -> None:
    set_up(bench, tmp_path)
    assert "Now:" not in text_of(take_in(bench, post))
    with ReceivingDesk(tmp_path / DESK, officer(bench)) as desk:
        accept_return(desk, all_returns(desk.register)[0].sha256)
    open_tab(bench, DeskTab.RETURNS, ReturnsPage)
    assert text_of(open_tab(bench, DeskTab.OVERVIEW, OverviewPage)).count("Now: accepted.") == 1


def test_a_file_that_is_no_return_is_answered_and_dealt_with(bench: Bench, tmp_path: Path, post: Path) -> None:
    set_up(bench, tmp_path)
    page = take_in(bench, post)
    (card,) = page.cards.values()
    assert card.copy is not None
    assert card.done is not None
    card.copy.click()
    assert "We could not take it in as your return. It is plain text" in QGuiApplication.clipboard().text()
    card.done.click()
    bench.settle()
    assert "Nothing needs a look" in text_of(page_of(bench, OverviewPage))
    assert "Nothing needs a look" in text_of(take_in(bench, post)), "the same file again is still dealt with"


def test_all_files_without_a_return_are_dealt_with_at_once(bench: Bench, tmp_path: Path, post: Path) -> None:
    set_up(bench, tmp_path)
    assert take_in(bench, post).all_done.isHidden(), "one file has its own button"
    (tmp_path / "photo.jpg").write_bytes(b"a photo")
    page = drop(bench, tmp_path / "photo.jpg")
    for is_sure, said in ((False, "2 files need a look"), (True, "Nothing needs a look")):
        bench.answers.confirm_with = is_sure
        page.all_done.click()
        bench.settle()
        page = page_of(bench, OverviewPage)
        assert said in text_of(page)
    assert bench.answers.asked == ["Have you dealt with all 2 files?"] * 2
    assert page.all_done.isHidden()


def test_a_file_that_is_no_return_is_deleted(bench: Bench, tmp_path: Path, post: Path) -> None:
    set_up(bench, tmp_path)
    (card,) = take_in(bench, post).cards.values()
    assert card.delete is not None
    for is_sure, said in ((False, "1 file needs a look"), (True, "Nothing needs a look")):
        bench.answers.confirm_with = is_sure
        card.delete.click()
        bench.settle()
        assert said in text_of(page_of(bench, OverviewPage))
    assert bench.answers.asked == ["Delete letter.txt?"] * 2


def test_an_email_without_a_return_has_a_card_as_every_refused_file(bench: Bench, tmp_path: Path) -> None:
    set_up(bench, tmp_path)
    mail = tmp_path / "Question.eml"
    mail.write_text("From: kim@hub.example\nSubject: A question\nMIME-Version: 1.0\n\nWhen is our last day?\n")
    page = drop(bench, mail)
    assert "1 file taken in. It needs a look." in text_of(page)
    (card,) = page.cards.values()
    assert "No return was found in this e-mail." in text_of(card)
    assert "From kim@hub.example. Subject: “A question”." in text_of(card)
    assert "answer it yourself" in text_of(card)
    assert card.copy is None, "it may be a question, which no ready words answer"
    page.taking.take_in((mail,))
    page.follow()
    assert "1 file needs a look" in text_of(page), "what is known stays on the page"
    bench.settle()
    done = page_of(bench, OverviewPage).cards.popitem()[1].done
    assert done is not None
    done.click()
    bench.settle()
    page = page_of(bench, OverviewPage)
    page.take_in((mail,))
    assert "Nothing needs a look" not in text_of(page), "while files are taken in, nobody knows that yet"
    bench.settle()
    assert "Nothing needs a look" in text_of(page_of(bench, OverviewPage))


def test_taking_in_goes_on_after_the_program_was_killed(bench: Bench, tmp_path: Path, post: Path) -> None:
    set_up(bench, tmp_path)
    note_take_in(tmp_path / DESK, [post, tmp_path / "gone.zip"], NOON)
    open_tab(bench, DeskTab.RETURNS, ReturnsPage)
    page = open_tab(bench, DeskTab.OVERVIEW, OverviewPage)
    assert "Taking in is not finished" in text_of(page)
    page.go_on.click()
    bench.settle()
    assert "3 files taken in. 1 of them needs a look." in text_of(page_of(bench, OverviewPage))
    assert read_unfinished(tmp_path / DESK) == ()
    note_take_in(tmp_path / DESK, [post], NOON)
    assert json.loads((tmp_path / DESK / "unfinished.json").read_text())["paths"] == [str(post)]
    open_tab(bench, DeskTab.OVERVIEW, OverviewPage).leave_rest.click()
    bench.settle()
    assert "Taking in is not finished" not in text_of(page_of(bench, OverviewPage))


def test_what_waits_until_others_are_taken_in_is_remembered_too(bench: Bench, tmp_path: Path, post: Path) -> None:
    set_up(bench, tmp_path)
    later = tmp_path / "later.txt"
    later.write_text("no return")
    taking = page_of(bench, OverviewPage).taking
    taking.take_in((post,))
    taking.take_in((later,))
    bench.settle()
    assert read_unfinished(tmp_path / DESK) == ()
    taking.take_in((post,))
    taking.take_in((later,))
    taking.stop()
    bench.settle()
    assert later in read_unfinished(tmp_path / DESK)


def test_files_without_a_return_are_listed_with_the_reason_also_once_they_are_dealt_with(
    bench: Bench, tmp_path: Path, post: Path
) -> None:
    set_up(bench, tmp_path)
    page = take_in(bench, post)
    assert page.numbers.without.text() == "See the file without a return, and why"
    (card,) = [one for one in page.cards.values() if one.done is not None]
    assert card.done is not None
    card.done.click()
    bench.settle()
    page_of(bench, OverviewPage).numbers.which.click()
    bench.settle()
    page_of(bench, ReturnsPage).without.click()
    bench.settle()
    files = page_of(bench, FilesPage)
    assert files.spoken_state() == "We could read no return in 1 file."
    assert "You dealt with it on 2 March 2026." in text_of(files)
    assert next(iter(post.glob("*.txt"))).name in text_of(files)
    files.back.click()
    bench.settle()
    page_of(bench, ReturnsPage).back.click()
    bench.settle()
    assert page_of(bench, OverviewPage), "who followed a link from a page comes back to that page"


def test_what_the_list_shows_stays_while_the_desk_is_open(bench: Bench, tmp_path: Path, post: Path) -> None:
    set_up(bench, tmp_path)
    take_in(bench, post)
    page = open_tab(bench, DeskTab.RETURNS, ReturnsPage)
    assert page.model.rowCount() == 2
    table, why, kind = page.table, LINE_COLUMNS.index("Why"), LINE_COLUMNS.index("Type")
    table.fit([replace(page.model.line(row), why="", type="School") for row in range(2)])
    table.resize(1100, 400)
    assert (table.columnWidth(why) < table.columnWidth(0), table.isColumnHidden(kind)) == (True, False)
    name = "Riverside Trust, the Hub and friends of the old library"
    table.fit([replace(page.model.line(0), owner=name)])
    table.resize(2000, 400)
    assert table.columnWidth(0) > table.fontMetrics().horizontalAdvance(name), "no word is cut off where there is room"
    open_tab(bench, DeskTab.OVERVIEW, OverviewPage).numbers.which.click()
    bench.settle()
    page = page_of(bench, ReturnsPage)
    assert [page.model.index(row, 1).data() for row in range(page.model.rowCount())] == ["Earlier return"]
    assert page.model.index(0, 4).data().startswith("A later return of the same audit counts.")
    page.choices.everything.click()
    page.choices.state.setCurrentIndex(page.choices.state.findData(LineState.EARLIER.value))
    assert page.model.rowCount() == 1
    page.choices.words.setText("nobody")
    assert page.model.rowCount() == 0
    assert "No return matches." in text_of(page)
    open_tab(bench, DeskTab.OVERVIEW, OverviewPage)
    page = open_tab(bench, DeskTab.RETURNS, ReturnsPage)
    assert (page.choices.words.text(), page.model.rowCount()) == ("nobody", 0)
    page.choices.everything.click()
    assert page.model.rowCount() == 2


def test_a_return_is_given_to_an_agency_and_the_word_taken_back(bench: Bench, tmp_path: Path, post: Path) -> None:
    set_up(bench, tmp_path)
    take_in(bench, post)
    take_list_in(bench, tmp_path, "The Hub,Charity", "Quayside Nursery,Nursery")
    cards = open_tab(bench, DeskTab.OVERVIEW, OverviewPage).cards.values()
    card = next(one for one in cards if one.look is not None)
    assert card.look is not None
    assert "No agency on your list has this name." in text_of(card)
    card.look.click()
    bench.settle()
    page = page_of(bench, DeskReturnPage)
    page.whose.choose.click()
    assert "Choose an agency from the list" in text_of(page.whose)
    page.whose.agency.setCurrentIndex(page.whose.agency.findText("The Hub"))
    page.whose.choose.click()
    bench.settle()
    page = page_of(bench, DeskReturnPage)
    assert (page.heading, page.whose.says.text()) == ("The Hub", "You said that it is from The Hub.")
    page.whose.undo.click()
    bench.settle()
    assert "No agency on your list is called" in text_of(page_of(bench, DeskReturnPage).whose)


def press(*keys: Qt.Key) -> None:
    for key in keys:
        field = QApplication.focusWidget()
        assert field is not None
        QTest.keyClick(field, key)


def tab_to(name: str, *, back: bool = False) -> QWidget:
    """Press Tab until the part with this name has the keyboard."""
    passed: list[str] = []
    for _ in range(60):
        field = QApplication.focusWidget()
        assert field is not None
        if field.accessibleName().startswith(name):
            return field
        passed.append(field.accessibleName())
        press(Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)
    pytest.fail(f"Tab never came to {name!r}, only to {passed}")


def test_of_nineteen_files_dropped_those_that_need_no_look_are_accepted_at_once_after_a_question(
    bench: Bench, tmp_path: Path, agency: Agency, post: Path
) -> None:
    set_up(bench, tmp_path)
    files = nineteen_files(tmp_path / "day", post, agency.first, agency.encrypted)
    overview = drop(bench, *files)
    assert len(files) == 19
    assert [line for line in GROUPS if line not in text_of(overview)] == []
    said = (text_of(card).split("\n") for card in overview.cards.values())
    assert {name: why for name, why, *_ in said} == REASONS
    page = open_tab(bench, DeskTab.RETURNS, ReturnsPage)
    assert page.accept_all.text() == "Accept all 2 that count and need no look…"
    page.accept_all.click()
    assert "Write your name." in text_of(page)
    assert page.name is not None
    page.name.field.setText("Jane Smith")
    for answer, accepted in ((False, 0), (True, 2)):
        bench.answers.confirm_with = answer
        page_of(bench, ReturnsPage).accept_all.click()
        bench.settle()
        assert bench.answers.asked[-1] == "Accept 2 returns?"
        lines = page_of(bench, ReturnsPage).model._lines
        assert sum(one.state is LineState.ACCEPTED for one in lines) == accepted
    page = page_of(bench, ReturnsPage)
    assert not page.accept_all.isVisible()
    assert page.done.text() == "2 returns are accepted. Next, make their receipts on the page “Replies”."
    assert page.done.isVisible(), "it is seen where the button was"
    assert not open_tab(bench, DeskTab.RETURNS, ReturnsPage).done.isVisible()


def test_a_return_is_taken_in_sent_back_and_its_request_sent_by_keyboard(
    bench: Bench, tmp_path: Path, agency: Agency
) -> None:
    give_keys(bench, agency)
    set_up(bench, tmp_path)
    bench.answers.files_chosen = (agency.first,)
    tab_to("Take in files…")
    press(Qt.Key.Key_Space)
    bench.settle()
    tab_to("Returns", back=True)
    press(Qt.Key.Key_Return)
    bench.settle()
    assert tab_to("Returns") is page_of(bench, ReturnsPage).table, "the list has the keyboard"
    press(Qt.Key.Key_Return)
    bench.settle()
    tab_to("Send it back to be corrected…")
    press(Qt.Key.Key_Space)
    tab_to("Point 1: which question")
    press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down)
    type_in(tab_to("Point 1: what should"), "Which policy do you mean?")
    type_in(tab_to("Passphrase of your signature"), PASSPHRASE)
    tab_to("Send it back")
    press(Qt.Key.Key_Return)
    bench.settle()
    page = page_of(bench, DeskReturnPage)
    assert page.state.text() == "To be sent back."
    assert "Question 3: Which policy do you mean?" in text_of(page)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName().startswith("E-mail this: request to correct")
    tab_to("Copy the text: request to correct")
    press(Qt.Key.Key_Return)
    bench.settle()
    assert "Which policy do you mean?" in QGuiApplication.clipboard().text()
    tab_to("I have sent it: request to correct")
    press(Qt.Key.Key_Return)
    bench.settle()
    assert "Sent on " in text_of(page_of(bench, DeskReturnPage))
    (request,) = (tmp_path / DESK / "outgoing").glob("*.s11request")
    home = Home(shutil.copytree(agency.home.folder, tmp_path / "agency"))
    _accept_the_next(bench, correct(home, agency.audit, request, tmp_path / "out"))


def _accept_the_next(bench: Bench, path: Path) -> None:
    """From the page of a return: take the next one of its audit in, and accept it."""
    bench.answers.files_chosen = (path,)
    _press_at("Back", Qt.Key.Key_Space)
    bench.settle()
    _press_at("Overview", Qt.Key.Key_Space, back=True)
    bench.settle()
    _press_at("Take in files…", Qt.Key.Key_Space)
    bench.settle()
    _press_at("Returns", Qt.Key.Key_Return, back=True)
    bench.settle()
    table = page_of(bench, ReturnsPage).table
    assert tab_to("Returns") is table
    while table.currentIndex().siblingAtColumn(1).data() != "New, counts":
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    bench.settle()
    _press_at("Accept", Qt.Key.Key_Space)
    bench.settle()
    assert page_of(bench, DeskReturnPage).state.text() == "Accepted, counts."


def _press_at(name: str, key: Qt.Key, *, back: bool = False) -> None:
    tab_to(name, back=back)
    press(key)

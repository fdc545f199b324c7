"""Receipts and requests of a partnership in the window: opened, refused with a reason, and shown with the audit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import open_draft
from s11desk.app.home.paths import Home
from s11desk.app.incoming import FileKind, find_file_kind
from s11desk.app.receiving.arrivals.take_in import find_incoming, take_in_returns
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk, create_desk
from s11desk.app.receiving.replies.send_replies import write_due_replies
from s11desk.app.receiving.returns.review_return import accept_return, send_return_back
from s11desk.app.returns.making.make import MadeReturn, make_return
from s11desk.app.returns.replies.partnership_replies import replies_of, take_in_reply
from s11desk.app.returns.replies.reply_file import REPLY_ENDINGS, write_reply
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.pages.sign.sign_page import SignPage
from s11desk.desktop.standalone.files_to_open import can_open
from s11desk.domain.audits.audit import Answer
from s11desk.domain.audits.flow import SIGN
from s11desk.domain.receiving.desk_replies import REPLY_FORMAT, DeskReply, ReplyKind, ReturnMeant
from s11desk.domain.receiving.desk_values import ReviewReason, TakeOutcome
from s11desk.domain.returns.return_verdict import UnverifiedReason
from s11desk.signing.identity.lifecycle import create_identity, unlock
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.wording.dates import day
from tests.gui.conftest import Bench, SteppingClock, question, type_in
from tests.gui.every_page import complete
from tests.gui.test_approval_shown import LEAD, PASSPHRASE
from tests.gui.test_made_returns import made_on
from tests.gui.test_moves_shown import open_file, text_of
from tests.samples import NOON

OFFICER = IdentityDetails("Kim Officer", "Officer", "Sample Partnership", "kim@partnership.example")
REASONS = (ReviewReason("Which policy do you mean?", "policy"), ReviewReason("Thank you for the rest."))


@pytest.fixture
def returned(bench: Bench, audit_id: str, tmp_path: Path) -> MadeReturn:
    with bench.elsewhere() as workspace:
        complete(workspace, audit_id)
        create_identity(workspace.home.identity, LEAD, PASSPHRASE, workspace.clock())
        return make_return(workspace, audit_id, tmp_path / "out", PASSPHRASE)


def reply_file(
    bench: Bench,
    audit_id: str,
    folder: Path,
    reasons: tuple[ReviewReason, ...] = (),
    *,
    about_audit: str = "",
    due: dt.date | None = None,
) -> Path:
    """What the partnership sends: a receipt, or with ``reasons`` a request."""
    key = Home(folder / "partnership").identity
    if not key.exists():
        create_identity(key, OFFICER, PASSPHRASE, NOON)
    with bench.elsewhere() as workspace:
        audit = open_draft(workspace, audit_id).audit
    last, kind = audit.exports[-1], ReplyKind.REQUEST if reasons else ReplyKind.RECEIPT
    who, topic = about_audit or audit_id, (audit.topic_id, audit.topic_digest)
    about = ReturnMeant(who, last.number, last.reference, last.digest, last.content, audit.agency, *topic)
    at = NOON + dt.timedelta(days=2)
    said = DeskReply(REPLY_FORMAT, kind, "1.0", "Sample Partnership", "Kim Officer", at, at, about, reasons, due)
    path = folder / f"reply{REPLY_ENDINGS[kind]}"
    path.write_bytes(write_reply(said, unlock(key, PASSPHRASE, at)))
    return path


def test_a_receipt_is_taken_in_when_it_is_opened_whatever_its_name(
    bench: Bench, audit_id: str, returned: MadeReturn, tmp_path: Path
) -> None:
    path = reply_file(bench, audit_id, tmp_path)
    renamed = path.rename(tmp_path / "from the desk.zip")
    assert find_file_kind(renamed) is FileKind.REPLY
    bench.answers.expect_messages = True
    open_file(bench, renamed)
    assert "Somebody you have not checked says: received by Sample Partnership on" in bench.answers.messages[-1]
    assert returned.reference in bench.answers.messages[-1]
    with bench.elsewhere() as workspace:
        assert [one.is_receipt for one in replies_of(workspace, audit_id)] == [True]


@pytest.mark.usefixtures("returned")
def test_a_request_shows_its_reasons_when_it_is_opened(bench: Bench, audit_id: str, tmp_path: Path) -> None:
    path = reply_file(bench, audit_id, tmp_path, REASONS)
    bench.answers.expect_messages = True
    open_file(bench, path)
    said = bench.answers.messages[-1]
    assert said.startswith("Somebody you have not checked asks for changes to question ")
    assert "“Which policy do you mean?”" in said
    assert "“Thank you for the rest.”" in said


@pytest.mark.usefixtures("returned")
def test_a_reply_that_is_altered_or_about_another_home_is_not_taken_in_and_says_why(
    bench: Bench, audit_id: str, tmp_path: Path
) -> None:
    path = reply_file(bench, audit_id, tmp_path)
    content = path.read_bytes()
    bench.answers.expect_messages = True
    for changed in (content[:-1], content.replace(b"Kim Officer", b"Jim Officer", 1), b"Dear agency"):
        path.write_bytes(changed)
        assert can_open(path)
        open_file(bench, path)
        assert "This file was not taken in" in bench.answers.messages[-1]
    open_file(bench, reply_file(bench, audit_id, tmp_path, about_audit="aaaa-aaaa"))
    assert "not made here" in bench.answers.messages[-1]
    assert not bench.home.replies.exists()


def test_a_reply_that_is_checked_as_a_return_is_called_what_it_is(
    bench: Bench, audit_id: str, returned: MadeReturn, tmp_path: Path
) -> None:
    verdict = verify_return(reply_file(bench, audit_id, tmp_path))
    assert [one.reason for one in (verdict.unverified,) if one is not None] == [UnverifiedReason.REPLY]
    assert returned.path.exists()


@pytest.mark.usefixtures("returned")
def test_a_request_stands_with_the_return_and_beside_its_questions_until_the_next_return(
    bench: Bench, audit_id: str, tmp_path: Path
) -> None:
    with bench.elsewhere() as workspace:
        take_in_reply(workspace, reply_file(bench, audit_id, tmp_path, REASONS))
    bench.open(audit_id, SIGN)
    page = bench.audit.page
    assert isinstance(page, SignPage)
    assert "in the name of Sample Partnership, to correct it" in text_of(page.said)
    link = next(one for one in page.said.findChildren(QPushButton) if "Which policy" in one.accessibleName())
    link.click()
    bench.settle()
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    assert page.question.id == "policy"
    assert "“Which policy do you mean?”" in text_of(page.request)
    assert "Somebody you have not checked asks you to change this answer" in text_of(page.request)
    assert "Signed by Kim Officer, Sample Partnership. Anybody can use any name" in text_of(page.request)
    assert "Which policy do you mean?" in page.request.words.accessibleName()
    bench.audit.go(question("story"))
    bench.settle()
    assert not shown_question(bench).request.isVisible()
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("motto", text="We listen"))
        make_return(workspace, audit_id, tmp_path / "out", PASSPHRASE)
    bench.window.open_audit(audit_id)
    bench.settle()
    bench.audit.go(question("policy"))
    bench.settle()
    assert not shown_question(bench).request.isVisible()


@pytest.mark.usefixtures("returned")
def test_the_list_of_audits_says_what_is_asked_for_leads_there_and_knows_when_it_is_answered(
    bench: Bench, audit_id: str, tmp_path: Path
) -> None:
    bench.answers.expect_messages = True
    due = NOON.date() + dt.timedelta(days=14)
    open_file(bench, reply_file(bench, audit_id, tmp_path, REASONS, due=due))
    home = bench.window.home_page
    assert_shown(bench, "Changes are asked for", "Somebody you have not checked asks")
    assert_shown(bench, f"in the name of Sample Partnership, for changes to question 3, by {day(due)}.")
    assert "ready to be sent" not in text_of(home)
    links = [one for one in home.findChildren(QPushButton) if one.objectName().startswith("asked-")]
    assert [one.text() for one in links] == ["Go to question 3", "See everything they ask for"]
    assert links[0].accessibleName() == "Go to question 3: Sample topic, 2026, Riverside Trust"
    links[1].click()
    bench.settle()
    assert isinstance(bench.audit.page, SignPage)
    bench.window.go_home()
    bench.settle()
    home.findChildren(QPushButton, "asked-policy")[0].click()
    bench.settle()
    assert shown_question(bench).question.id == "policy"
    assert f"make the next return, and send that one by {day(due)}." in text_of(shown_question(bench).request)
    bench.window.go_home()
    bench.settle()
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("motto", text="We listen"))
        make_return(workspace, audit_id, tmp_path / "out", PASSPHRASE)
    bench.window.load_home()
    assert_shown(bench, "Your return 2 answers what Sample Partnership asked for on")
    assert not home.findChildren(QPushButton, "asked-policy")
    open_file(bench, reply_file(bench, audit_id, tmp_path))
    assert_shown(bench, "A receipt has come", "says: received by Sample Partnership on", "It is accepted.")


def test_the_agencys_part_of_the_round_trip_through_the_window(
    bench: Bench, audit_id: str, returned: MadeReturn, tmp_path: Path
) -> None:
    bench.answers.expect_messages = True
    with real_desk(tmp_path) as desk:
        signer = unlock(desk.officer.home.identity, PASSPHRASE, NOON)
        take_in_returns(desk, find_incoming((returned.path,)), compares=False)
        send_return_back(desk, returned.reference, REASONS)
        (request,) = write_due_replies(desk, signer)
        open_file(bench, request.file)
        assert_shown(bench, "for changes to question 3")
        bench.window.home_page.findChildren(QPushButton, "asked-policy")[0].click()
        bench.settle()
        assert "“Which policy do you mean?”" in text_of(shown_question(bench).request)
        bench.audit.go(question("motto"))
        bench.settle()
        first = shown_question(bench).first_field()
        assert first is not None
        type_in(first, "We listen")
        bench.audit.go(SIGN)
        bench.settle()
        page = bench.audit.page
        assert isinstance(page, SignPage)
        bench.bot.waitUntil(page.signing.sign.isVisible)
        page.after.choose(choice=False)
        page.signing.passphrase.setText(PASSPHRASE)
        page.signing.sign.click()
        second = made_on(bench, page)
        assert second.number == 2
        (taken,) = take_in_returns(desk, find_incoming((second.path,)), compares=False).files
        assert taken.outcome is TakeOutcome.REPLACING
        accept_return(desk, second.reference)
        (receipt,) = write_due_replies(desk, signer)
    bench.window.go_home()
    assert_shown(bench, "Your return 2 answers what Sample Partnership asked for on")
    open_file(bench, receipt.file)
    assert_shown(bench, "A receipt has come", "says: received by Sample Partnership on", "It is accepted.")
    with bench.elsewhere() as workspace:
        assert open_draft(workspace, audit_id).audit.answer("motto").text == "We listen"


@contextmanager
def real_desk(folder: Path) -> Iterator[ReceivingDesk]:
    officer = Officer(Home(folder / "partnership"), sentence, who="Kim", clock=SteppingClock())
    create_identity(officer.home.identity, OFFICER, PASSPHRASE, NOON)
    create_desk(folder / "desk", officer, "Sample Partnership")
    with ReceivingDesk(folder / "desk", officer) as desk:
        yield desk


def assert_shown(bench: Bench, *texts: str) -> None:
    bench.settle()
    bench.bot.waitUntil(lambda: all(text in text_of(bench.window.home_page) for text in texts))


@pytest.mark.usefixtures("returned")
def test_a_receipt_stands_with_the_return(bench: Bench, audit_id: str, tmp_path: Path) -> None:
    with bench.elsewhere() as workspace:
        take_in_reply(workspace, reply_file(bench, audit_id, tmp_path))
    bench.open(audit_id, SIGN)
    page = bench.audit.page
    assert isinstance(page, SignPage)
    assert "somebody you have not checked says that Sample Partnership received it on" in text_of(page.said)
    assert not page.said.links.isVisible()


def shown_question(bench: Bench) -> QuestionPage:
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    return page

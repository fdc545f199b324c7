"""The approver's trace: what they did with each return is on the start page and on the return itself."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from s11desk.app.audits.actions import save_action
from s11desk.app.audits.answers import save_answer
from s11desk.app.home.known_returns import KnownReturn, keep_known_return, opened_returns
from s11desk.app.returns.making.make import make_return
from s11desk.desktop.pages.sign.email_file import EmailFile
from s11desk.desktop.parts.text.wrapped_link import WrappedLink
from s11desk.desktop.standalone.approving.approved_page import ApprovedPage
from s11desk.desktop.standalone.approving.countersign_page import CountersignPage
from s11desk.desktop.standalone.received.received_page import ReceivedPage
from s11desk.domain.audits.audit import Action, Answer
from s11desk.signing.identity.lifecycle import create_identity
from tests.gui.conftest import Bench, System
from tests.gui.every_page import complete
from tests.gui.test_approval_shown import HEAD, LEAD, PASSPHRASE, opened, press, text_of, ways
from tests.samples import NOON


@pytest.fixture
def returns(bench: Bench, audit_id: str, tmp_path: Path) -> tuple[Path, Path]:
    """Return 1 and return 2 of somebody else, whose key is on another computer."""
    with bench.elsewhere() as workspace:
        complete(workspace, audit_id)
        create_identity(workspace.home.identity, LEAD, PASSPHRASE, workspace.clock())
        first = make_return(workspace, audit_id, tmp_path / "out", PASSPHRASE).path
        save_answer(workspace, audit_id, Answer("policy", choice="na", reason="Nobody under 18 here"))
        poster = Action(question="motto", area="Posters", action="Print them", lead="Kim", due=dt.date(2027, 9, 1))
        save_action(workspace, audit_id, poster)
        second = make_return(workspace, audit_id, tmp_path / "out", PASSPHRASE).path
    bench.home.identity.rename(tmp_path / "gone.p12")
    create_identity(bench.home.approver, HEAD, PASSPHRASE, NOON)
    return first, second


def approve(bench: Bench, folder: Path) -> None:
    page = bench.window.page_stack.page
    assert page is not None
    press(page, "Approve…")
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, CountersignPage), timeout=20_000)
    page = bench.window.page_stack.page
    assert isinstance(page, CountersignPage)
    assert "You may approve it: Amina Yusuf filled it in." in text_of(page)
    assert "You may approve it: Amina Yusuf filled it in." in page.spoken()
    assert "must not be" not in text_of(page)
    page.signing.set_folder(folder)
    page.signing.passphrase.setText(PASSPHRASE)
    page.signing.sign.click()
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, ApprovedPage), timeout=20_000)


def test_an_approver_finds_what_they_did_again(
    bench: Bench, returns: tuple[Path, Path], tmp_path: Path, system: System
) -> None:
    page = opened(bench, returns[0])
    page.ask.click()
    ways(page)[0].whole.words.setPlainText("Name the lead")
    assert page.changes is not None
    for question, words in (("policy", "Say why"), ("example", "Say when"), ("motto", "Plan it")):
        page.changes.change(question, words)
    bench.window.page_stack.leave_all()
    bench.settle()
    assert "You typed what has to change. You have not said that you sent it." in text_of(bench.window.home_page)
    press(bench.window.home_page, "Open again")
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, ReceivedPage), timeout=20_000)
    bench.settle()
    again = bench.window.page_stack.page
    assert isinstance(again, ReceivedPage)
    head = ways(again)[0]
    assert "“Name the lead”" in text_of(head)
    head.send.click()
    head.letter.start.click()
    assert system.asked
    assert "asks you to read and approve this" in text_of(again)
    head.letter.say.click()
    assert "You asked for changes. Now wait for the next file" in text_of(again)
    bench.bot.waitUntil(lambda: again.verticalScrollBar().value() == 0)  # the heading that says so is in sight
    assert "asks you to read and approve this" not in text_of(again)
    bench.window.page_stack.leave_all()
    bench.settle()
    assert "You asked for changes today at " in text_of(bench.window.home_page)
    assert not opened_returns(bench.home)[0].words
    assert "Return 2 comes to you in an e-mail. Save the file" in text_of(bench.window.home_page)
    second = opened(bench, returns[1])
    said = text_of(second).splitlines()
    assert said[said.index("You asked: “Say why”") - 1] == "Changed since return 1"
    lines = [one.text() for one in second.since.findChildren(WrappedLink)]
    assert lines == [
        "Question 3: changed. You asked: “Say why”",
        "Question 6: it has a new action. You asked: “Plan it”",
        "Question 12: not changed. You asked: “Say when”",
        "Action plan: 1 action added (question 6)",
    ]
    assert all(line in second.since.words for line in lines), "they are said as well"
    assert "What is new since return 1, which you read on " in text_of(second)
    assert second.verdict.text.startswith("It has the same signature as return 1, which you read on ")
    assert "nothing new" not in second.verdict.text, "that is about the answers"
    assert text_of(second).count("Changed since return 1") == 1
    assert said.count("New since return 1") == 1
    assert said.count("It has a new action since return 1") == 1
    added = "Action plan: 1 action added (question 6)"
    (plan,) = (one for one in second.findChildren(WrappedLink) if one.text() == added)
    plan.click()
    assert second.verticalScrollBar().value() > 0
    press(second, "Show the earlier answer")
    assert "In return 1 it was:" in text_of(second)
    assert "Reason: No children here" in text_of(second)
    approve(bench, tmp_path / "approved")
    bench.window.page_stack.leave()
    bench.settle()
    read = bench.window.page_stack.page
    assert read is not None
    assert "You have approved this return" in text_of(read)
    assert "Nobody has approved it yet." not in text_of(read)
    shown = [one.text().replace("&", "") for one in read.findChildren(QPushButton) if one.isVisibleTo(read)]
    assert not {"Approve…", "Ask for changes…", "Ask for a change here…"} & set(shown)
    bench.window.page_stack.leave_all()
    first = opened(bench, returns[0])
    assert "Return 2 has replaced this return" in text_of(first)
    assert "You approved return 2 on " in text_of(first)
    assert first.trace.findChildren(QPushButton)[0].text() == "Open return 2"
    bench.window.page_stack.leave_all()
    bench.settle()
    home = text_of(bench.window.home_page)
    assert "You approved it today at " in home
    assert "comes to you in an e-mail" not in home
    assert home.count("You opened it today at ") == 1, "only of the return that they did not approve"
    assert "Riverside Trust, return 2" in text_of(bench.window.home_page)
    press(bench.window.home_page, "Open the approved file")
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, ReceivedPage), timeout=20_000)
    bench.settle()
    signed = bench.window.page_stack.page
    assert isinstance(signed, ReceivedPage)
    assert "You approved this return on " in text_of(signed)
    (email,) = signed.findChildren(EmailFile)
    email.by_hand.set_open(is_open=True)
    assert LEAD.email in text_of(email)
    assert next((tmp_path / "approved").iterdir()).name in text_of(email)
    assert "Verified" not in text_of(signed)
    press(signed, "I have sent it")
    bench.settle()
    assert "You sent it on " in text_of(signed)
    assert "Send it back to" not in text_of(signed)
    assert not email.isVisibleTo(signed)
    bench.window.page_stack.leave_all()
    bench.settle()
    assert "You sent it back today at " in text_of(bench.window.home_page)
    for file in opened_returns(bench.home):
        button = bench.window.home_page.findChild(QPushButton, f"forget-{file.sha256}")
        assert isinstance(button, QPushButton)
        button.click()
        bench.settle()
    assert "Files you opened" not in text_of(bench.window.home_page)
    assert all(path.exists() for path in returns)


def test_a_person_who_waits_for_a_return_is_led_to_open_it(bench: Bench, tmp_path: Path) -> None:
    file = tmp_path / "return-1.zip"
    file.write_bytes(b"sent")
    known = KnownReturn(str(file), "a" * 64, "AAAA-1", 1, "f", NOON, asked=NOON, agency="Riverside", topic="Sample")
    keep_known_return(bench.home, known)
    bench.window.load_home()
    bench.settle()
    kinds = {one.objectName(): one.property("kind") for one in bench.window.home_page.findChildren(QPushButton)}
    assert (kinds["open-file"], kinds[f"open-again-{known.sha256}"]) == ("primary", "link")
    assert "Return 2 comes to you in an e-mail." in text_of(bench.window.home_page)

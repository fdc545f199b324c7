"""Signing in the window when something goes wrong, and sending the return."""

from __future__ import annotations

import email
import email.policy
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from s11desk.app.audits.answers import save_answer
from s11desk.app.identity.signing_identity import current_identity
from s11desk.app.returns.mailing.mail import list_prepared
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.messages import sending_words
from s11desk.desktop.messages.sending_words import NOTE_CHANGES, OPEN_SIGNED
from s11desk.desktop.pages.sign.made_return_panel import MadeReturnPanel
from s11desk.desktop.pages.sign.sign_page import SignPage
from s11desk.desktop.parts.text.text_parts import without_breaks
from s11desk.desktop.standalone.documents.preview_page import PreviewPage
from s11desk.desktop.standalone.received.received_page import ReceivedPage
from s11desk.domain.audits.audit import Answer, Person
from s11desk.domain.audits.flow import CHECK, SIGN
from s11desk.domain.returns.mail_size import Budget, mail_fit
from s11desk.domain.returns.prepared_as import PreparedAs
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from tests.gui.conftest import Bench, System

PASSPHRASE = "three plain words"
DETAILS = IdentityDetails("Amina Yusuf", "Manager", "Riverside Trust", "amina@riverside.example")


@pytest.fixture
def complete(bench: Bench, audit_id: str) -> str:
    people = (Person("completer", "Amina Yusuf", email="amina@riverside.example"),)
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("agency", choice="gp"))
        save_answer(workspace, audit_id, Answer("people", people=(*people, Person("substitute", "Kim"))))
        save_answer(workspace, audit_id, Answer("policy", choice="na", reason="No children here"))
    return audit_id


@pytest.fixture
def page(bench: Bench, complete: str) -> SignPage:
    bench.open(complete, SIGN)
    assert isinstance(bench.audit.page, SignPage)
    return bench.audit.page


@pytest.fixture
def ready(bench: Bench, complete: str, tmp_path: Path) -> SignPage:
    with bench.elsewhere() as workspace:
        create_identity(workspace.home.identity, DETAILS, PASSPHRASE, workspace.clock())
    bench.open(complete, SIGN)
    shown = bench.audit.page
    assert isinstance(shown, SignPage)
    bench.bot.waitUntil(shown.signing.sign.isVisible)
    shown.signing.set_folder(tmp_path / "out")
    shown.after.choose(choice=False)
    return shown


def buttons_of(page: QWidget) -> list[str]:
    return [one.text().replace("&", "") for one in page.findChildren(QPushButton)]


def text_of(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_the_form_suggests_the_completer_and_warns_about_the_passphrase(page: SignPage) -> None:
    form = page.who.form
    assert form is not None
    assert (form.name.text(), form.organisation.text()) == ("Amina Yusuf", "Riverside Trust")
    assert "Nobody can recover or reset it" in text_of(page)
    assert "Nobody can recover or reset it" in form.make.accessibleDescription()
    assert form.first_typed.echoMode() == form.first_typed.EchoMode.Password


def test_letters_that_the_signed_pages_cannot_show_are_named_before_signing(bench: Bench, page: SignPage) -> None:
    form = page.who.form
    assert form is not None
    form.name.setText("Zoë Łukasz")
    form.name.editingFinished.emit()
    bench.settle()
    assert form.unprintable.isHidden()
    form.name.setText("王 Yusuf")
    form.name.editingFinished.emit()
    bench.bot.waitUntil(form.unprintable.isVisible)
    assert "The signed pages have no letters for 王," in form.unprintable.text()
    form.name.setText("Wang Yusuf")
    form.name.editingFinished.emit()
    assert form.unprintable.isHidden()


def test_two_different_passphrases_make_no_identity(bench: Bench, page: SignPage) -> None:
    form = page.who.form
    assert form is not None
    form.first_typed.setText(PASSPHRASE)
    form.second_typed.setText(PASSPHRASE + "!")
    form.make.click()
    assert "The two passphrases are not the same" in text_of(page)
    with bench.elsewhere() as workspace:
        assert current_identity(workspace.home) is None


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("first_typed", "short", "The passphrase is too short"),
        ("email", "nowhere", "One of your details needs a change"),
        ("job_title", "", "One of your details needs a change"),
    ],
)
def test_a_refused_identity_is_explained(bench: Bench, page: SignPage, field: str, value: str, sentence: str) -> None:
    form = page.who.form
    assert form is not None
    form.job_title.setText("Manager")
    form.first_typed.setText(PASSPHRASE)
    getattr(form, field).setText(value)
    form.second_typed.setText(form.first_typed.text())
    form.make.click()
    bench.bot.waitUntil(lambda: sentence in text_of(page))
    assert (form.make.isEnabled(), form.make.text()) == (True, "&Set up my signature")
    beside = next((one for one in form.findChildren(FormRow) if one.entry is getattr(form, field)), None)
    said = [one.text() for one in beside.findChildren(QLabel) if one.isVisible()] if beside is not None else []
    assert any(sentence in words for words in said), "the problem stands at its field"


def test_setting_up_a_signature_says_so_and_leads_to_the_button_that_signs(bench: Bench, page: SignPage) -> None:
    page.after.choose(choice=True)
    form = page.who.form
    assert form is not None
    form.job_title.setText("Manager")
    for field in (form.first_typed, form.second_typed):
        field.setText(PASSPHRASE)
    form.make.click()
    assert form.make.text() == "Setting up…"
    bench.bot.waitUntil(page.signing.passphrase.hasFocus)
    assert page.signing.passphrase.text() == PASSPHRASE
    sign, view = page.signing.sign, bench.audit.area.viewport()
    bench.bot.waitUntil(lambda: view.rect().contains(sign.mapTo(view, sign.rect().bottomRight())))


def test_a_wrong_passphrase_is_shown_beside_its_field(bench: Bench, ready: SignPage) -> None:
    sign, view = ready.signing.sign, bench.audit.area.viewport()
    ready.signing.passphrase.setText("something else")
    ready.signing.passphrase.setFocus()
    bench.settle()
    bench.audit.area.verticalScrollBar().setValue(sign.mapTo(ready, sign.rect().bottomLeft()).y() - view.height() + 9)
    sign.click()
    bench.bot.waitUntil(lambda: "That is not the right passphrase" in text_of(ready))
    assert "Problem: That is not the right passphrase" in ready.signing.passphrase.accessibleDescription()
    assert ready.signing.passphrase.hasFocus()
    assert sign.isEnabled()
    bench.bot.waitUntil(lambda: view.rect().contains(sign.mapTo(view, sign.rect().bottomRight())))


def test_an_unwritable_folder_is_reported(bench: Bench, ready: SignPage, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    ready.signing.set_folder(tmp_path / "file")
    ready.signing.passphrase.setText(PASSPHRASE)
    ready.signing.sign.click()
    bench.bot.waitUntil(lambda: "You cannot save in this folder" in text_of(ready), timeout=20_000)


def test_stopping_leaves_no_file_behind(bench: Bench, ready: SignPage, tmp_path: Path) -> None:
    ready.signing.passphrase.setText(PASSPHRASE)
    ready.signing.sign.click()
    stop = next(button for button in ready.findChildren(QPushButton) if button.text() == "S&top")
    assert stop.isVisible()
    stop.click()
    bench.bot.waitUntil(lambda: "Stopped. Nothing was left behind." in text_of(ready), timeout=20_000)
    assert not list((tmp_path / "out").glob("*"))


def test_a_message_reports_a_return_made_while_another_page_is_open(bench: Bench, ready: SignPage) -> None:
    bench.answers.expect_messages = True
    ready.signing.passphrase.setText(PASSPHRASE)
    ready.signing.sign.click()
    bench.audit.go(CHECK)
    bench.bot.waitUntil(lambda: bool(bench.answers.messages), timeout=20_000)
    assert bench.answers.messages[0].startswith("Your return is signed and ready. Reference")


def test_the_next_steps_are_shown_and_home_lists_the_return(bench: Bench, ready: SignPage) -> None:
    ready.signing.passphrase.setText(PASSPHRASE)
    ready.signing.sign.click()
    bench.bot.waitUntil(lambda: ready.findChild(MadeReturnPanel) is not None, timeout=20_000)
    assert "in which Sample Partnership asked for this audit" in text_of(ready)
    assert ready.signing.passphrase.text() == ""
    bench.window.go_home()
    bench.bot.waitUntil(lambda: bench.window.audit is None)
    bench.settle()
    home = "\n".join(label.text() for label in bench.window.home_page.findChildren(QLabel))
    assert "Ready to send" in home
    assert "It is ready to be sent." in home


@pytest.fixture
def made(bench: Bench, ready: SignPage) -> SignPage:
    ready.signing.passphrase.setText(PASSPHRASE)
    ready.signing.sign.click()
    bench.bot.waitUntil(lambda: "Write a new e-mail instead" in buttons_of(ready), timeout=20_000)
    bench.settle()
    return ready


def press(page: QWidget, text: str) -> None:
    found = [one for one in page.findChildren(QPushButton) if one.text().replace("&", "") == text]
    assert found, text
    found[0].click()


def write_by_hand(page: SignPage) -> None:
    assert page.made_panel is not None
    email = page.made_panel.sending.email
    assert email is not None
    email.by_hand.set_open(is_open=True)
    QTest.qWait(1)


@pytest.mark.usefixtures("bench")
def test_each_part_of_the_e_mail_can_be_copied(made: SignPage) -> None:
    write_by_hand(made)
    press(made, "Copy the subject")
    assert QGuiApplication.clipboard().text().startswith("Section 11 return ")
    press(made, "Copy the text of the e-mail")
    assert "Here is our return for" in QGuiApplication.clipboard().text()
    assert "Small enough to send by e-mail." in text_of(made)
    assert "never sends anything" in text_of(made)


def test_an_e_mail_is_opened_and_leaves_no_file_beside_the_return(
    bench: Bench, made: SignPage, system: System, complete: str, tmp_path: Path
) -> None:
    press(made, "Write a new e-mail instead")
    bench.bot.waitUntil(lambda: "asked to open a new e-mail" in text_of(made))
    bench.settle()
    assert not list((tmp_path / "out").glob("*.eml"))
    (draft,) = bench.home.work.glob("mail-*/*.eml")
    assert system.asked == [QUrl.fromLocalFile(str(draft))]
    assert b"X-Unsent: 1" in draft.read_bytes()
    with bench.elsewhere() as workspace:
        assert [note.how for note in list_prepared(workspace, complete)][1:] == [PreparedAs.MAIL_FILE]
    bench.audit.go(CHECK)
    bench.audit.go(SIGN)
    bench.settle()
    page = bench.audit.page
    assert isinstance(page, SignPage)
    assert "Returns made from this audit" in text_of(page)
    assert "your e-mail program was asked to open an e-mail with the return" in text_of(page)


def test_without_a_mail_program_no_file_is_left_and_the_parts_can_be_copied(
    bench: Bench, made: SignPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    press(made, "Write a new e-mail instead")
    bench.bot.waitUntil(lambda: "We could not open your e-mail program" in text_of(made))
    bench.settle()
    assert not list(bench.home.work.glob("mail-*"))
    file = made.made_panel.made_return.to_send  # type: ignore[union-attr]
    assert f"Attach this file: {file.name}. It is in the folder {file.parent}." in without_breaks(text_of(made))
    press(made, "Copy the text of the e-mail")
    bench.answers.expect_messages = True
    press(made, "Show the file")
    assert "The folder could not be shown" in bench.answers.messages[-1]
    assert "The file is called " in bench.answers.messages[-1]


def test_a_person_says_that_the_return_is_sent_and_can_take_it_back(bench: Bench, made: SignPage) -> None:
    shown = made.made_panel
    assert shown is not None
    shown.sending.sent.say.setFocus()
    press(made, "I have sent it")
    bench.settle()
    assert "You sent it on 2 March 2026" in text_of(made)
    assert "You have sent this return" in text_of(made)
    assert "Small enough to send by e-mail." not in text_of(made)
    assert "What to write in your reply" not in text_of(made)
    assert bench.audit.side.state_words_of(SIGN) == "Sent"
    assert shown.sending.sent.take_back.hasFocus()
    assert not any(one.isVisible() for one in made.findChildren(QPushButton) if "e-mail instead" in one.text())
    bench.window.go_home()
    bench.settle()
    home = "\n".join(label.text() for label in bench.window.home_page.findChildren(QLabel))
    assert "You sent it" in home
    assert "ready to be sent" not in home
    see = next(one for one in bench.window.home_page.findChildren(QPushButton) if one.text() == "&See the return")
    see.click()
    bench.settle()
    page = bench.audit.page
    assert isinstance(page, SignPage)
    bench.bot.waitUntil(lambda: "You sent it on" in text_of(page))
    press(page, "I have not sent it yet")
    bench.settle()
    assert page.made_panel is not None
    assert page.made_panel.sending.sent.say.isVisible()
    assert "Your return is signed and ready" in text_of(page)


@pytest.mark.usefixtures("bench")
def test_the_mail_program_can_start_an_e_mail(made: SignPage, system: System) -> None:
    write_by_hand(made)
    press(made, "Start an e-mail (attach the file yourself)")
    assert [url.scheme() for url in system.asked] == ["mailto"]
    assert "Then press Send there." in text_of(made)


def test_the_manager_gets_an_e_mail_that_says_what_to_do(bench: Bench, made: SignPage, system: System) -> None:
    made.made_panel.after_all.set_open(is_open=True)  # type: ignore[union-attr]
    press(made, "Send it to be approved")
    bench.bot.waitUntil(lambda: bool(system.asked))
    (draft,) = bench.home.work.glob("mail-*/*.eml")
    message = email.message_from_bytes(draft.read_bytes(), policy=email.policy.default)
    assert isinstance(message, email.message.EmailMessage)
    body = message.get_body()
    assert body is not None
    assert "Choose “Approve…”" in body.get_content()
    assert [part.get_filename() for part in message.iter_attachments()] == [made.made_panel.made_return.path.name]  # type: ignore[union-attr]


def test_a_page_never_says_that_answers_have_changed_while_it_looks_for_their_return(
    bench: Bench, made: SignPage
) -> None:
    file = made.made_panel.made_return.to_send  # type: ignore[union-attr]
    page = made
    for is_there in (True, False):
        if not is_there:
            file.rename(file.with_name("moved.zip"))
        bench.audit.go(CHECK)
        bench.settle()
        bench.audit.go(SIGN)
        opened = bench.audit.page
        assert isinstance(opened, SignPage)
        page, seen = opened, {text_of(opened)}
        bench.bot.waitUntil(lambda: page.made_panel is not None or page.who.isVisible(), timeout=20_000)  # noqa: B023
        seen.add(text_of(page))
        bench.settle()
        assert any("Looking for return 1, which you have signed…" in words for words in seen)
        assert not any("Changed since" in words or "Go to “Sign and make" in words for words in seen), seen
        assert (page.made_panel is not None) is is_there
        assert "Looking for" not in text_of(page)
    assert "Nothing has changed since return 1" in text_of(page)


def test_whoever_signs_after_gets_the_return_first_and_so_the_next_one(
    bench: Bench, ready: SignPage, complete: str, system: System
) -> None:
    assert "You send it yourself, after you have signed." in ready.goes.way.text()
    ready.after.after.click()
    assert "First to the person who approves it." in ready.goes.way.text()
    ready.signing.passphrase.setText(PASSPHRASE)
    ready.signing.sign.click()
    bench.bot.waitUntil(lambda: ready.made_panel is not None, timeout=20_000)
    bench.settle()
    panel = ready.made_panel
    assert panel is not None
    assert "Do not send this file to the partnership yet." in text_of(ready)
    assert panel.first_field() is panel.approval.send
    assert panel.sentences[1:] == (
        "Do not send this file to the partnership yet.",
        "Next: send it to the person who signs after you.",
    )
    assert not panel.sending.sent.say.isVisible()
    bench.window.load_home()
    bench.settle()
    assert "Next: have it approved" in [one.text() for one in bench.window.home_page.findChildren(QLabel)]
    assert {"Send it to be approved", OPEN_SIGNED, NOTE_CHANGES} <= set(buttons_of(bench.window.home_page))
    assert panel.approval.changes.ask.isVisible()
    press(ready, "Send it to be approved")
    bench.bot.waitUntil(lambda: "Waiting for the person who approves it" in text_of(ready))
    assert system.asked
    bench.settle()
    bench.window.go_home()
    bench.settle()
    assert {"See the return", OPEN_SIGNED, NOTE_CHANGES} <= set(buttons_of(bench.window.home_page))
    press(bench.window.home_page, NOTE_CHANGES)
    bench.settle()
    waiting = bench.audit.page
    assert isinstance(waiting, SignPage)
    bench.bot.waitUntil(lambda: waiting.made_panel is not None)
    assert waiting.made_panel is not None
    changes = waiting.made_panel.approval.changes
    bench.bot.waitUntil(changes.words.hasFocus)
    changes.fold()
    assert waiting.made_panel.first_field() is changes.signed
    assert (changes.ask.text(), waiting.made_panel.approval.send.text()) == (NOTE_CHANGES, "Send it again")
    assert changes.signed.y() < waiting.made_panel.approval.send.y() + changes.y()
    with bench.elsewhere() as workspace:
        save_answer(workspace, complete, Answer("policy", choice="na", reason="Only adults here"))
    bench.window.go_home()
    bench.settle()
    bench.open(complete, SIGN)
    bench.settle()
    page = bench.audit.page
    assert isinstance(page, SignPage)
    assert page.after.choice is True


def test_nobody_is_waited_for_until_an_e_mail_is_opened_or_said_to_be_sent(
    bench: Bench, ready: SignPage, complete: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    ready.after.after.click()
    ready.signing.passphrase.setText(PASSPHRASE)
    ready.signing.sign.click()
    bench.bot.waitUntil(lambda: ready.made_panel is not None, timeout=20_000)
    press(ready, "Send it to be approved")
    bench.bot.waitUntil(lambda: "We could not open your e-mail program" in text_of(ready))
    assert ready.made_panel is not None
    approval = ready.made_panel.approval
    assert approval.email is not None
    bench.bot.waitUntil(lambda: "Copy the subject" in buttons_of(ready))
    press(approval.email, "Copy the subject")
    bench.settle()
    assert "Waiting for" not in text_of(ready)
    bench.window.load_home()
    bench.settle()
    assert not any("Waiting for" in one.text() for one in bench.window.home_page.findChildren(QLabel))
    assert approval.sent_by_hand.isVisible()
    approval.sent_by_hand.click()
    bench.bot.waitUntil(lambda: "Waiting for the person who approves it" in text_of(ready))
    assert not approval.sent_by_hand.isVisible()
    said = approval.waiting.text()
    assert re.fullmatch(r"Waiting for the person who approves it\. You said on .* that you sent it to them\.", said)
    assert not approval.email.status.isVisible(), "it was about the e-mail that is sent by now"
    bench.window.go_home()
    bench.settle()
    assert "that you sent it to them" in text_of(bench.window.home_page)
    assert "You chose" not in text_of(bench.window.home_page)
    bench.open(complete, SIGN)
    page = bench.audit.page
    assert isinstance(page, SignPage)
    bench.bot.waitUntil(lambda: page.made_panel is not None, timeout=20_000)
    assert page.made_panel is not None
    assert page.made_panel.approval.waiting.text() == said, "it says the same when the audit is opened again"


def test_nobody_else_signs_so_the_return_goes_to_the_partnership(bench: Bench, ready: SignPage) -> None:
    ready.after.alone.click()
    ready.signing.passphrase.setText(PASSPHRASE)
    ready.signing.sign.click()
    bench.bot.waitUntil(lambda: "Write a new e-mail instead" in buttons_of(ready), timeout=20_000)
    assert "do not send it yet" not in text_of(ready)
    assert "You said no. Open this if that changes" in text_of(ready)
    assert "Send it to be approved" not in [one.text() for one in ready.findChildren(QPushButton) if one.isVisible()]
    assert ready.made_panel is not None
    first = ready.made_panel.sending.email.main  # type: ignore[union-attr]
    bench.bot.waitUntil(first.hasFocus)
    assert ready.made_panel.sending.sent.say.isVisible()


def test_the_return_can_be_verified_printed_and_saved_as_pdf(bench: Bench, made: SignPage, tmp_path: Path) -> None:
    bench.answers.expect_messages = True
    bench.answers.saved_as = tmp_path / "signed.pdf"
    made.made_panel.more.set_open(is_open=True)  # type: ignore[union-attr]
    press(made, "Save the signed PDF…")
    bench.bot.waitUntil(lambda: bool(bench.answers.messages))
    assert (tmp_path / "signed.pdf").read_bytes().startswith(b"%PDF")
    press(made, "Look at it and check it")
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, ReceivedPage), timeout=20_000)
    shown = bench.window.page_stack.page
    assert isinstance(shown, ReceivedPage)
    assert shown.headline.text().startswith("Verified")
    shown.print_copy.click()
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, PreviewPage), timeout=20_000)
    bench.settle()


@pytest.mark.parametrize(
    ("size", "state", "words"),
    [
        (9_000_000, Budget.GREEN, "enough to send by e-mail"),
        (12_000_000, Budget.AMBER, "Most mailboxes"),
        (17_000_000, Budget.RED, "Many mailboxes will refuse it"),
        (40_000_000, Budget.RED, "No usual mailbox"),
    ],
)
def test_a_size_is_rated_in_words(size: int, state: Budget, words: str) -> None:
    fit = mail_fit(size)
    assert sending_words.fit_state(fit) is state
    assert words in sending_words.fit_text(fit)


def test_only_the_persons_own_words_say_sent() -> None:
    assert set(sending_words.PREPARED) == set(PreparedAs)
    said = {how for how, words in sending_words.PREPARED.items() if "sent" in words.split()}
    assert said == {PreparedAs.SENT, PreparedAs.NOT_SENT}


@pytest.mark.parametrize(("choice", "closes"), [(0, False), (1, True)])
def test_closing_waits_while_a_return_is_made(
    bench: Bench, ready: SignPage, tmp_path: Path, choice: int, closes: bool
) -> None:
    bench.answers.choose_with = choice
    ready.signing.passphrase.setText(PASSPHRASE)
    ready.signing.sign.click()
    bench.window.close()
    assert bench.window.isVisible()
    assert bench.answers.asked[0].startswith("The return is not finished yet")
    bench.bot.waitUntil(lambda: bench.window.jobs.is_idle, timeout=20_000)
    bench.settle()
    bench.bot.waitUntil(lambda: bench.window.isVisible() is not closes)
    assert bool(list((tmp_path / "out").glob("*.zip"))) is not closes


def test_a_mark_for_review_is_asked_about_before_signing(bench: Bench, complete: str, ready: SignPage) -> None:
    with bench.elsewhere() as workspace:
        save_answer(workspace, complete, Answer("motto", text="Kind", marked_for_review=True))
    bench.audit.open_draft.look_again()
    bench.settle()
    bench.answers.confirm_with = False
    ready.signing.passphrase.setText(PASSPHRASE)
    ready.signing.sign.click()
    number = bench.audit.open_draft.draft.topic.number_of("motto")
    assert bench.answers.asked[-1] == f"Question {number} is marked for review. Sign anyway?"
    assert ready.made_panel is None
    bench.answers.confirm_with = True
    ready.signing.sign.click()
    bench.bot.waitUntil(lambda: ready.made_panel is not None, timeout=20_000)


def test_the_folder_for_the_return_stays_chosen_when_the_page_is_left(
    bench: Bench, page: SignPage, tmp_path: Path
) -> None:
    page.signing.set_folder(tmp_path / "returns")
    bench.audit.go(CHECK)
    bench.audit.go(SIGN)
    assert isinstance(bench.audit.page, SignPage)
    assert bench.audit.page.signing.folder == tmp_path / "returns"

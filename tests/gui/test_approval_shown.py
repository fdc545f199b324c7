"""Approval from end to end: the approver reads, looks at evidence, asks for changes or signs; the lead takes it in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import attach
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.incoming import verify_received_return
from s11desk.app.returns.approving.approval import find_approved, take_in_approved
from s11desk.app.returns.approving.countersign import ApproverKey, countersign
from s11desk.app.returns.mailing.mail import find_wanted_changes, record_prepared
from s11desk.app.returns.making.find import find_current_return
from s11desk.app.returns.making.make import MadeReturn, make_return
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.desktop.audit.step_lines import Line
from s11desk.desktop.audit.step_painter import ROLE
from s11desk.desktop.pages.sign.made_return_panel import MadeReturnPanel
from s11desk.desktop.pages.sign.sign_page import SignPage
from s11desk.desktop.parts.layout.scroll_area import bring_into_sight
from s11desk.desktop.parts.text.wrapped_link import WrappedLink
from s11desk.desktop.standalone.approving.approved_page import ApprovedPage
from s11desk.desktop.standalone.approving.countersign_page import OTHER_SIGNER, CountersignPage
from s11desk.desktop.standalone.approving.signing_ways import SigningWays
from s11desk.desktop.standalone.approving.wanted_part import WantedPart
from s11desk.desktop.standalone.documents.preview_page import PreviewPage
from s11desk.desktop.standalone.received import received_files
from s11desk.desktop.standalone.received.received_page import ReceivedPage
from s11desk.domain.audits.audit import Answer
from s11desk.domain.audits.flow import CHECK, SIGN, StepState
from s11desk.domain.returns.prepared_as import PreparedAs
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from tests.gui.conftest import Bench, System, question
from tests.gui.every_page import complete
from tests.gui.test_finding import lines
from tests.samples import NOON

PASSPHRASE = "correct horse battery"
LEAD = IdentityDetails("Amina Yusuf", "Manager", "Riverside Trust", "amina@riverside.example")
HEAD = IdentityDetails("Bo Head", "Chair", "Riverside Trust", "bo@riverside.example")


@pytest.fixture
def made(bench: Bench, audit_id: str, tmp_path: Path) -> MadeReturn:
    with bench.elsewhere() as workspace:
        complete(workspace, audit_id)
        attach(workspace, audit_id, "policy", resources_folder() / "demo" / "good-practice-example.pdf")
        create_identity(workspace.home.identity, LEAD, PASSPHRASE, workspace.clock())
        return make_return(workspace, audit_id, tmp_path / "out", PASSPHRASE)


def approved_elsewhere(made: MadeReturn, folder: Path) -> MadeReturn:
    head = Home(folder / "head")
    create_identity(head.identity, HEAD, PASSPHRASE, NOON)
    return countersign(head, verify_return(made.path), folder / "mail", ApproverKey(head.identity, PASSPHRASE, NOON))


def text_of(page: QWidget) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page)).replace("\u200b", "")


def press(page: QWidget, text: str) -> None:
    found = [one for one in page.findChildren(QPushButton) if one.text().replace("&", "") == text]
    assert found, text
    found[0].click()


def opened(bench: Bench, path: Path) -> ReceivedPage:
    bench.window.file_opener.open(path)
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, ReceivedPage), timeout=20_000)
    bench.settle()
    page = bench.window.page_stack.page
    assert isinstance(page, ReceivedPage)
    return page


def shown_panel(bench: Bench) -> MadeReturnPanel:
    bench.bot.waitUntil(lambda: bench.window.audit is not None, timeout=20_000)
    bench.bot.waitUntil(lambda: bench.audit.findChild(MadeReturnPanel) is not None, timeout=20_000)
    bench.settle()
    panel = bench.audit.findChild(MadeReturnPanel)
    assert isinstance(panel, MadeReturnPanel)
    return panel


def test_the_lead_takes_the_approved_file_in_and_sends_that_one(
    bench: Bench, audit_id: str, made: MadeReturn, tmp_path: Path
) -> None:
    approved = approved_elsewhere(made, tmp_path)
    bench.window.open_audit(audit_id, SIGN)
    bench.settle()
    bench.answers.files_chosen = (approved.path,)
    shown_panel(bench).approval.changes.signed.click()
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, ReceivedPage), timeout=20_000)
    page = bench.window.page_stack.page
    assert isinstance(page, ReceivedPage)
    bench.bot.waitUntil(page.taking_in.isVisible, timeout=20_000)
    assert page.verdict.text.startswith("Your signature is in it, and one in the name of Bo Head. Did you expect")
    kept = made.path.parent / approved.path.name
    kept.write_bytes(approved.path.read_bytes())  # whoever gets the file by e-mail saves it, often here
    files = sorted(made.path.parent.iterdir())
    press(page, "Keep this approved return")
    assert page.taking_in.working.isVisible()
    assert not page.taking_in.take_in.isEnabled()
    bench.bot.waitUntil(lambda: bench.window.page_stack.page is None, timeout=20_000)
    panel = shown_panel(bench)
    assert (panel.made_return.path, sorted(made.path.parent.iterdir())) == (kept, files), "no second copy is made"
    assert "Approved by Bo Head." in text_of(panel)
    assert panel.made_return.path.parent == made.path.parent
    assert panel.made_return.path.read_bytes() == approved.path.read_bytes()
    assert not panel.approval.isVisible()
    bench.window.go_home()
    bench.settle()
    assert "Approved by Bo Head.\nIt is ready to be sent." in text_of(bench.window.home_page)
    approved.path.unlink()
    with bench.elsewhere() as workspace:
        current = find_current_return(workspace, audit_id)
        assert current is not None
        assert current.sha256 == approved.sha256
        panel.made_return.path.unlink()
        current = find_current_return(workspace, audit_id)
        assert current is not None
        assert current.sha256 == made.sha256


def test_an_approved_file_of_other_answers_is_not_taken_in(bench: Bench, made: MadeReturn, tmp_path: Path) -> None:
    stranger = Home(tmp_path / "stranger")
    approved = approved_elsewhere(made, tmp_path)
    create_identity(stranger.identity, LEAD, PASSPHRASE, NOON)
    bench.home.identity.rename(tmp_path / "gone.p12")
    page = opened(bench, approved.path)
    assert not page.taking_in.isVisible()


def test_an_approver_on_the_same_computer_goes_on_to_send_it(
    bench: Bench, audit_id: str, made: MadeReturn, tmp_path: Path
) -> None:
    create_identity(bench.home.approver, HEAD, PASSPHRASE, NOON)
    press(opened(bench, made.path), "Approve…")
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, CountersignPage), timeout=20_000)
    page = bench.window.page_stack.page
    assert isinstance(page, CountersignPage)
    page.signing.set_folder(tmp_path / "approved")
    page.signing.passphrase.setText(PASSPHRASE)
    page.signing.sign.click()
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, ApprovedPage), timeout=20_000)
    done = bench.window.page_stack.page
    assert done is not None
    bench.window.page_stack.leave()
    read = bench.window.page_stack.page
    assert isinstance(read, ReceivedPage)
    press(read, "See the approved file and its e-mail")
    done = bench.window.page_stack.page
    assert isinstance(done, ApprovedPage)
    press(done, "Go on to send it")
    assert "Approved by Bo Head." in text_of(shown_panel(bench))
    with bench.elsewhere() as workspace:
        assert find_approved(workspace, audit_id, made.reference) is not None


def test_a_forgotten_passphrase_has_a_way_out(bench: Bench, made: MadeReturn) -> None:
    create_identity(bench.home.approver, HEAD, PASSPHRASE, NOON)
    press(opened(bench, made.path), "Approve…")
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, CountersignPage), timeout=20_000)
    page = bench.window.page_stack.page
    assert isinstance(page, CountersignPage)
    page.signing.passphrase.setText("not the right words")
    page.signing.sign.click()
    bench.bot.waitUntil(lambda: "you can set up a new signature on this page" in text_of(page), timeout=20_000)
    press(page, OTHER_SIGNER)
    press(page, "Keep the present one")
    assert page.form is None
    assert page.signing.isVisible()
    press(page, OTHER_SIGNER)
    assert page.form is not None
    assert (page.form.name.text(), page.form.email.text()) == (HEAD.name, HEAD.email)
    fields = (page.form.name, page.form.job_title, page.form.email, page.form.first_typed, page.form.second_typed)
    texts = ("Bo Head", "Chair", "bo@riverside.example", "another three words", "another three words")
    for field, text in zip(fields, texts, strict=True):
        field.setText(text)
    page.form.make.click()
    bench.bot.waitUntil(lambda: bench.window.page_stack.page is not page, timeout=20_000)
    again = bench.window.page_stack.page
    assert isinstance(again, CountersignPage)
    assert again.signing.passphrase.text() == "another three words"


@pytest.mark.usefixtures("bench")
def test_evidence_is_looked_at_from_its_answer(bench: Bench, made: MadeReturn, system: System) -> None:
    page = opened(bench, made.path)
    lines = text_of(page).splitlines()
    at = next(number for number, line in enumerate(lines) if "good-practice-example.pdf, PDF" in line)
    assert at < lines.index("Action plan")
    press(page, "View")
    bench.bot.waitUntil(lambda: bool(system.asked), timeout=20_000)
    copy = Path(system.asked[0].toLocalFile())
    assert copy.is_relative_to(bench.home.work)
    assert copy.read_bytes() == (resources_folder() / "demo" / "good-practice-example.pdf").read_bytes()
    bench.window.page_stack.leave_all()
    bench.settle()
    assert not copy.exists()


def test_a_picture_is_looked_at_on_the_page_itself(bench: Bench, audit_id: str, tmp_path: Path, system: System) -> None:
    photo = QImage(640, 480, QImage.Format.Format_RGB32)
    photo.fill(0x336699)
    assert photo.save(str(tmp_path / "gate.png"))
    with bench.elsewhere() as workspace:
        complete(workspace, audit_id)
        attach(workspace, audit_id, "policy", tmp_path / "gate.png")
        create_identity(workspace.home.identity, LEAD, PASSPHRASE, workspace.clock())
        page = opened(bench, make_return(workspace, audit_id, tmp_path / "out", PASSPHRASE).path)
    assert text_of(page).count("gate.png, PNG") == 1
    assert "With the answers above: gate.png." in text_of(page)
    ground = page.widget()
    assert ground is not None
    height = ground.sizeHint().height()
    press(page, "View")
    bench.bot.waitUntil(lambda: ground.sizeHint().height() > height + 100, timeout=20_000)
    press(page, "Hide")
    bench.bot.waitUntil(lambda: ground.sizeHint().height() < height + 100, timeout=20_000)
    press(page, "View")
    bench.bot.waitUntil(lambda: ground.sizeHint().height() > height + 100, timeout=20_000)
    hide = next(one for one in page.findChildren(QPushButton) if one.text() == "Hide")
    QTest.keyClick(hide, Qt.Key.Key_Escape)
    bench.bot.waitUntil(lambda: ground.sizeHint().height() < height + 100, timeout=20_000)
    assert bench.window.page_stack.page is page, "Escape hides the picture first"
    assert not system.asked


def test_a_pdf_that_no_program_opens_is_shown_here(
    bench: Bench, made: MadeReturn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    press(opened(bench, made.path), "View")
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, PreviewPage), timeout=20_000)
    page = bench.window.page_stack.page
    assert isinstance(page, PreviewPage)
    assert page.heading == "Read: good-practice-example.pdf"
    bench.bot.waitUntil(lambda: not page.pages[0].pixmap().isNull(), timeout=20_000)
    assert not page.read.isVisible(), "there is no reader to open it in"
    assert "which nothing reads out" in page.pages[0].accessibleName()


def test_a_file_that_no_program_opens_can_be_saved(
    bench: Bench, made: MadeReturn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    monkeypatch.setattr(received_files, "read_evidence_page_sizes", lambda _: ())  # as of a PDF that is locked
    bench.answers.confirm_with, bench.answers.saved_as = True, tmp_path / "saved.pdf"
    bench.answers.expect_messages = True
    press(opened(bench, made.path), "View")
    bench.bot.waitUntil(lambda: bool(bench.answers.messages), timeout=20_000)
    assert bench.answers.asked == ["No program on this computer opens this file"]
    assert (tmp_path / "saved.pdf").read_bytes() == (
        resources_folder() / "demo" / "good-practice-example.pdf"
    ).read_bytes()


def test_a_return_begins_with_what_its_reader_has_to_do(bench: Bench, made: MadeReturn, tmp_path: Path) -> None:
    own = opened(bench, made.path)
    assert text_of(own).index("This is your own return") < text_of(own).index("Verified")
    assert own.asked.find_signed.isVisible()
    bench.home.identity.rename(tmp_path / "elsewhere.p12")
    page = opened(bench, made.path)
    words = text_of(page)
    asked, unknown = "Amina Yusuf asks you to read and approve this", "It is signed in the name of Amina Yusuf."
    assert words.index(asked) < words.index("Nobody has changed this file since it was signed") < words.index(unknown)
    texts = [one.text().replace("&", "") for one in page.findChildren(QPushButton) if one.isVisibleTo(page)]
    assert texts.index("Approve…") < texts.index("Print…")
    assert [texts.count(way) for way in ("Approve…", "Ask for changes…")] == [2, 2]


def test_the_field_stays_in_its_place_while_the_list_above_it_grows(bench: Bench, made: MadeReturn) -> None:
    page = opened(bench, made.path)
    part = page.findChildren(WantedPart)[-2]  # the last is at the foot
    part.open_form()
    bench.settle()
    assert part.done.visibleRegion().boundingRect() == part.done.rect(), "the button is in view with its field"
    bench.settle()
    bring_into_sight(part.done)
    bench.settle()
    head = ways(page)[0]
    for words in ("S", ""):
        before = part.done.mapTo(bench.window, QPoint())
        part.words.setPlainText(words)
        bench.bot.waitUntil(lambda: bool(head.findChildren(WrappedLink)) == bool(words))  # noqa: B023 - waits here
        bench.settle()
        assert part.done.mapTo(bench.window, QPoint()) == before
    before = part.mapTo(bench.window, QPoint())
    part.words.setPlainText("Say more")
    bench.settle()
    part.done.click()
    bench.settle()
    assert part.mapTo(bench.window, QPoint()) == before, "what is asked for stands where the form was"


def ask_at(page: ReceivedPage, question: str, words: str) -> WantedPart:
    """Ask for a change below the answer of a question."""
    (part,) = (one for one in page.findChildren(WantedPart) if one.link.accessibleName().endswith(f" {question}"))
    (part.link if part.link.isVisible() else part.change).click()
    part.words.setPlainText(words)
    part.done.click()
    return part


def ways(page: ReceivedPage) -> list[SigningWays]:
    return page.findChildren(SigningWays)


def test_what_is_asked_at_several_questions_stays_shown_and_is_sent_at_once(
    bench: Bench, made: MadeReturn, system: System
) -> None:
    page = opened(bench, made.path)
    part = ask_at(page, "2", "Say more")
    ask_at(page, "1", "Which agency?\n\nAnd where?")
    bench.settle()
    assert "You ask for this change:\n“Say more”" in text_of(part)
    assert part.change.hasFocus() or not part.link.isVisible()
    for both in ways(page):
        assert "You ask Amina Yusuf for 2 changes. Nothing is sent yet:" in text_of(both)
        assert [one.text() for one in both.findChildren(WrappedLink)] == [
            "Question 1: Which agency? And where?",
            "Question 2: Say more",
        ]
        assert both.send.text().replace("&", "") == "Send your 2 changes…"
    foot = ways(page)[1]
    foot.send.click()
    assert not system.asked
    assert "Question 1: Which agency?\nAnd where?\n\nQuestion 2: Say more" in text_of(foot.letter)
    assert "To: amina@riverside.example" in text_of(foot.letter)
    assert text_of(foot.letter).endswith("Kind regards\nYour name, for the end of the e-mail"), "nobody has said it yet"
    foot.letter.name.insert("Kim Chair")
    assert "Kind regards\nKim Chair" in text_of(foot.letter)
    foot.letter.start.click()
    (link,) = system.asked
    assert "Question 2: Say more" in link.query(QUrl.ComponentFormattingOption.FullyDecoded)
    assert "Say more" in text_of(part)
    foot.letter.say.click()
    for both in ways(page):
        assert "You asked Amina Yusuf for 2 changes." in text_of(both)
        assert both.approve.property("kind") == "", "to approve is not the next step"
    assert "You ask for this change" not in text_of(page)
    assert not foot.letter.isVisible()


def test_words_asked_for_are_changed_and_removed_in_their_place(bench: Bench, made: MadeReturn) -> None:
    page = opened(bench, made.path)
    part = ask_at(page, "2", "Say more")
    ask_at(page, "2", "Say less")
    assert "“Say less”" in text_of(part)
    bench.window.appearance.zoom(1)
    bench.settle()
    again = bench.window.page_stack.page
    assert isinstance(again, ReceivedPage)
    page = again
    (part,) = (one for one in page.findChildren(WantedPart) if one.link.accessibleName().endswith(" 2"))
    assert "“Say less”" in text_of(part)
    page.ask.click()
    whole = ways(page)[0].whole
    whole.words.setPlainText("Shorter, please")
    whole.done.click()
    assert "“Shorter, please”" in text_of(ways(page)[1])
    bench.answers.confirm_with = False
    page.countersign.click()
    assert bench.answers.asked == ["Approve without your changes?"]
    part.remove.click()
    assert "“Say less”" in text_of(part)
    bench.answers.confirm_with = True
    for shown in (part, whole):
        shown.remove.click()
    assert part.link.isVisible()
    assert not ways(page)[0].send.isVisible()
    bench.window.appearance.zoom(0)


def test_an_e_mail_that_no_program_takes_is_copied(bench: Bench, made: MadeReturn, system: System) -> None:
    page = opened(bench, made.path)
    page.ask.click()
    head = ways(page)[0]
    head.whole.words.setPlainText("x" * 5_000)
    head.send.click()
    head.letter.start.click()
    assert not system.asked
    assert "x" * 5_000 in QGuiApplication.clipboard().text()
    assert "No e-mail was opened. The text is copied" in text_of(head)


def test_changes_asked_for_on_the_same_computer_are_shown_to_the_lead(
    bench: Bench, audit_id: str, made: MadeReturn, tmp_path: Path, system: System
) -> None:
    page = opened(bench, made.path)
    page.ask.click()
    head = ways(page)[0]
    head.whole.words.setPlainText("Add the date")
    head.send.click()
    head.letter.start.click()
    assert system.asked
    bench.settle()
    bench.window.page_stack.leave_all()
    bench.window.load_home()
    bench.settle()
    assert "Changes to return 1 were asked for: “Add the date”" in text_of(bench.window.home_page)
    assert "ready to be sent" not in text_of(bench.window.home_page)
    bench.window.open_audit(audit_id, SIGN)
    bench.settle()
    bench.bot.waitUntil(lambda: "“Add the date”" in text_of(shown_panel(bench)))
    assert "Changes to return 1 are asked for" in text_of(shown_panel(bench)), "the number, not the reference"
    steps = bench.audit.side.steps
    last = steps.item(steps.count() - 1).data(ROLE)
    assert isinstance(last, Line)
    assert (last.words, last.state) == ("Changes asked for", StepState.IN_PROGRESS)
    assert bench.audit.side.state_words_of(SIGN) == last.words
    with bench.elsewhere() as workspace:
        take_in_approved(workspace, verify_received_return(bench.home, approved_elsewhere(made, tmp_path).path))
        assert find_wanted_changes(workspace, audit_id, made.reference) is None


def test_a_change_after_the_approval_says_that_it_is_not_approved(
    bench: Bench, audit_id: str, made: MadeReturn, tmp_path: Path
) -> None:
    with bench.elsewhere() as workspace:
        take_in_approved(workspace, verify_received_return(bench.home, approved_elsewhere(made, tmp_path).path))
        record_prepared(workspace, audit_id, made.reference, PreparedAs.SENT, ())
        save_answer(workspace, audit_id, Answer("motto", text="We listen more"))
    bench.window.open_audit(audit_id, SIGN)
    bench.settle()
    page = bench.audit.page
    assert isinstance(page, SignPage)
    words = (
        "Bo Head approved return 1, but not what you changed after it. The partnership still has return 1 until return "
        "2 is approved and sent. Sign here to make return 2."
    )
    bench.bot.waitUntil(lambda: words in text_of(page.changed))


def links_to(bench: Bench, beginning: str) -> list[WrappedLink]:
    page = bench.audit.page
    links = page.findChildren(WrappedLink) if page is not None else []
    return [one for one in links if one.text().startswith(beginning) and one.isVisible()]


def shown_buttons(bench: Bench) -> list[str]:
    page = bench.audit.page
    return [one.text() for one in page.findChildren(QPushButton) if one.isVisible()] if page is not None else []


def test_a_lead_notes_what_was_asked_for_by_e_mail(bench: Bench, audit_id: str, made: MadeReturn) -> None:
    bench.window.open_audit(audit_id, SIGN)
    bench.settle()
    ways = shown_panel(bench).approval.others
    assert ways is not None
    ways.set_open(is_open=True)
    wanted = shown_panel(bench).approval.changes
    wanted.ask.click()
    wanted.keep.click()
    assert "Enter what has to change" in text_of(wanted)
    wanted.words.setPlainText("Name the club's lead\n\nQuestion 3: which policy?\nSay its date\nQuestion 5: longer")
    wanted.keep.click()
    bench.settle()
    panel = shown_panel(bench)
    assert "“Name the club's lead" in text_of(panel)
    assert "then make return 2" in text_of(panel)
    assert "Do not send this return yet" in text_of(panel)
    first = panel.first_field()
    assert isinstance(first, QPushButton)
    assert (first.text(), first.hasFocus()) == ("Go to question 3", True)
    bench.bot.waitUntil(lambda: bench.audit.area.verticalScrollBar().value() == 0)  # the heading is whole
    with bench.elsewhere() as workspace:
        found = find_wanted_changes(workspace, audit_id, made.reference)
        assert found is not None
        assert found.words.startswith("Name the club's lead")
        save_answer(workspace, audit_id, Answer("story", text="Changed since"))
    bench.window.open_audit(audit_id, SIGN)
    bench.settle()
    bench.bot.waitUntil(lambda: "“Name the club's lead" in text_of(bench.audit))
    for step in (SIGN, CHECK):
        bench.audit.go(step)
        bench.bot.waitUntil(lambda: bool(links_to(bench, "Question 5: ")))
        assert "Changed since return 1" in text_of(bench.audit)
        links_to(bench, "Question 5: ")[0].click()
        bench.bot.waitUntil(lambda: bench.audit.step == question("story"))
    bench.audit.go(SIGN)
    bench.bot.waitUntil(lambda: "“Name the club's lead" in text_of(bench.audit))
    bench.bot.waitUntil(lambda: "Then sign here to make return 2." in text_of(bench.audit))
    bench.bot.waitUntil(lambda: "Question 5: changed" in shown_buttons(bench))
    assert "Go to “Sign and make return 2”" not in shown_buttons(bench)
    press(bench.audit, "Go to question 3: not changed yet")
    bench.bot.waitUntil(lambda: "asks you to change this answer" in text_of(bench.audit))
    assert "“Question 3: which policy?\nSay its date”" in text_of(bench.audit)
    assert bench.audit.footer.primary.accessibleName() == "Save and return to signing"
    press(bench.audit, "They ask for a change in question 5 too. You have changed it")
    bench.bot.waitUntil(lambda: "“Question 5: longer”" in text_of(bench.audit))
    assert "Sign and send. Changed: sign again" in lines(bench.audit.side.steps)
    bench.audit.footer.primary.click()
    bench.settle()
    assert bench.audit.step == SIGN
    assert bench.audit.returns_to is None
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("policy", choice="na", reason="Another reason"))
    bench.window.open_audit(audit_id, SIGN)
    bench.settle()
    bench.bot.waitUntil(lambda: "Question 3: changed" in shown_buttons(bench))
    assert "Sign here to make return 2." in text_of(bench.audit)
    assert "Go to “Sign and make return 2”" in shown_buttons(bench)


def test_words_are_found_on_a_return(bench: Bench, made: MadeReturn) -> None:
    page = opened(bench, made.path)
    assert "Not answered yet" not in text_of(page)
    assert "?:" not in text_of(page)
    find = page.find_words
    find.words.setText("no children")
    find.next.click()
    assert find.status.text().startswith("1 of ")
    selected = [one.selectedText().lower() for one in page.findChildren(QLabel) if one.hasSelectedText()]
    assert selected == ["no children"]
    find.words.setText("nothing like it")
    find.next.click()
    assert find.status.text() == "No match. Try a shorter word."


def test_a_record_of_an_approved_file_that_changed_is_not_offered(
    bench: Bench, audit_id: str, made: MadeReturn, tmp_path: Path
) -> None:
    approved = approved_elsewhere(made, tmp_path)
    with bench.elsewhere() as workspace:
        verdict = verify_received_return(bench.home, approved.path)
        take_in_approved(workspace, verdict)
        kept = find_approved(workspace, audit_id, made.reference)
        assert kept is not None
        kept.path.write_bytes(kept.path.read_bytes() + b" ")
        assert find_approved(workspace, audit_id, made.reference) is None
        assert find_current_return(workspace, audit_id) == replace(made, signers=made.signers)

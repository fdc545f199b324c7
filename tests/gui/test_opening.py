"""Opening a file that someone handed over: a return, read and countersigned; a topic pack, added or refused."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from s11desk.app.audits.actions import save_action
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import attach
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.home.workspace import Workspace
from s11desk.app.identity.known_signers import known_signers
from s11desk.app.identity.signing_identity import Holder, current_identity
from s11desk.app.incoming import check_received_pack
from s11desk.app.returns.making.encrypt import create_receiver, receiver_certificate, seal_return
from s11desk.app.returns.making.make import make_return
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.desktop.pages.sign.identity_form import IdentityForm
from s11desk.desktop.parts.text.text_parts import HeadingLabel
from s11desk.desktop.shell.dialogs import ModalDialogs
from s11desk.desktop.shell.one_window import OneWindow
from s11desk.desktop.standalone.approving.approved_page import ApprovedPage
from s11desk.desktop.standalone.approving.countersign_page import CountersignPage
from s11desk.desktop.standalone.files_to_open import can_open
from s11desk.desktop.standalone.received.decrypt_page import DecryptPage
from s11desk.desktop.standalone.received.received_page import ReceivedPage
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.audits.audit import Action, Answer, Person
from s11desk.domain.topics.topic import Recipient
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from tests.bundle.forging import GOLDEN
from tests.gui.conftest import Bench, SteppingClock, install
from tests.gui.faults import fields_without_name, own_buddies
from tests.samples import NOON, ORIGIN, small_topic

PASSPHRASE = "three plain words"
PACKS = Path(__file__).parents[1] / "topics"
SOUND_PACK = PACKS / "sound"
DETAILS = IdentityDetails("Amina Yusuf", "Manager", "Riverside Trust", "amina@riverside.example")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A return with evidence and an action, made on another computer."""
    folder = tmp_path_factory.mktemp("elsewhere")
    people = (Person("completer", "Amina Yusuf", email="amina@riverside.example"), Person("substitute", "Kim"))
    with Workspace(Home(folder / "home"), SteppingClock()) as workspace:
        install(workspace, small_topic())
        audit_id = begin_draft(workspace, "sample", "Riverside <b>Trust</b>").audit.id
        save_answer(workspace, audit_id, Answer("agency", choice="gp"))
        save_answer(workspace, audit_id, Answer("people", people=people))
        save_answer(workspace, audit_id, Answer("policy", choice="na", reason="No children here"))
        attach(workspace, audit_id, "policy", resources_folder() / "demo" / "good-practice-example.pdf")
        save_action(
            workspace, audit_id, Action(area="Posters", action="Print them", lead="Kim", due=dt.date(2026, 9, 1))
        )
        create_identity(workspace.home.identity, DETAILS, PASSPHRASE, workspace.clock())
        return make_return(workspace, audit_id, folder / "out", PASSPHRASE).path


def text_of(page: QWidget) -> str:
    shown = [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    return "\n".join(shown).replace("\u200b", "")


def opened(bench: Bench, path: Path) -> StandalonePage:
    bench.window.file_opener.open(path)
    bench.bot.waitUntil(lambda: bench.window.page_stack.page is not None, timeout=20_000)
    bench.settle()
    assert bench.window.page_stack.page is not None
    return bench.window.page_stack.page


def received(bench: Bench) -> ReceivedPage:
    page = bench.window.page_stack.page
    assert isinstance(page, ReceivedPage)
    return page


def press(page: QWidget, text: str) -> None:
    found = [button for button in page.findChildren(QPushButton) if button.text().replace("&", "") == text]
    assert found, text
    found[0].click()


def test_a_return_shows_its_verdict_first_and_then_everything(bench: Bench, made: Path) -> None:
    first = opened(bench, made)
    press(first, "How we know")
    text = text_of(first)
    shown = text.splitlines()
    assert shown.index("Nobody has changed this file since it was signed") < shown.index("Answers")
    for part in (
        "Riverside <b>Trust</b>",
        "Amina Yusuf, Manager, Riverside Trust",
        "This computer cannot tell if this is really Amina Yusuf.",
        "The file arrived whole, and its signature is valid.",
        "A GP practice",
        "Reason: No children here",
        "Area for improvement: Posters",
        "good-practice-example.pdf, PDF",
        "Nobody has approved it yet.",
    ):
        assert part in text, part
    assert bench.window.windowTitle().startswith("Riverside")
    page, numbered = received(bench), re.compile(r"\d+\. ")
    titles = [one for one in page.findChildren(QLabel) if numbered.match(one.text()) and one.isVisibleTo(page)]
    assert titles, "the questions"
    assert all(isinstance(one, HeadingLabel) for one in titles), "a screen reader goes from question to question"


def test_everything_on_these_pages_has_an_accessible_name(bench: Bench, made: Path) -> None:
    page = opened(bench, made)
    press(page, "How we know")
    press(page, "I have checked who this is…")
    assert fields_without_name(bench.window) == []
    assert own_buddies(bench.window) == []
    labels = [label for label in page.findChildren(QLabel) if label.text()]
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)
    press(page, "Approve…")
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, CountersignPage))
    assert fields_without_name(bench.window) == []


def test_back_leads_to_where_the_person_was(bench: Bench, audit_id: str, made: Path) -> None:
    bench.open(audit_id)
    page = opened(bench, made)
    page.back.click()
    assert bench.window.page_stack.page is None
    assert bench.audit.isVisible()


def test_a_known_signer_has_the_name_that_the_person_typed(bench: Bench, made: Path) -> None:
    page = opened(bench, made)
    press(page, "How we know")
    press(page, "I have checked who this is…")
    name = next(field for field in page.findChildren(QLineEdit) if field.isVisible())
    name.setText("Amina from Riverside")
    bench.window.appearance.zoom(1)
    again = received(bench)
    assert again.findChildren(QLineEdit, name.objectName())[0].text() == "Amina from Riverside"
    press(again, "Remember this person")
    bench.bot.waitUntil(lambda: "Amina from Riverside signed it." in text_of(received(bench)))
    assert [known.name for known in known_signers(bench.home)] == ["Amina from Riverside"]
    bench.window.appearance.zoom(0)


def test_a_changed_return_is_refused_and_shows_no_content(bench: Bench, made: Path, tmp_path: Path) -> None:
    content = bytearray(made.read_bytes())
    content[content.index(b"No children here")] ^= 1
    (tmp_path / "changed.zip").write_bytes(content)
    text = text_of(opened(bench, tmp_path / "changed.zip"))
    assert "This file failed the check" in text
    assert "Do not rely on it" in text
    assert "Reason" not in text
    assert "Who signed it" not in text


def test_a_file_that_is_not_a_return_is_refused(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "letter.zip").write_bytes(b"Dear all")
    assert "It is plain text, not a return. A return is a .zip file." in text_of(opened(bench, tmp_path / "letter.zip"))


def test_a_missing_file_is_reported(bench: Bench, tmp_path: Path) -> None:
    bench.answers.expect_messages = True
    bench.window.file_opener.open(tmp_path / "gone.zip")
    bench.bot.waitUntil(lambda: bool(bench.answers.messages))
    assert bench.answers.messages[0].startswith("The file is no longer there")


def test_evidence_and_the_signed_pdf_can_be_saved(bench: Bench, made: Path, tmp_path: Path) -> None:
    bench.answers.expect_messages = True
    page = opened(bench, made)
    bench.answers.saved_as = tmp_path / "evidence.pdf"
    press(page, "Save…")
    bench.bot.waitUntil(lambda: len(bench.answers.messages) == 1)
    original = resources_folder() / "demo" / "good-practice-example.pdf"
    assert (tmp_path / "evidence.pdf").read_bytes() == original.read_bytes()
    bench.answers.saved_as = tmp_path / "signed.pdf"
    press(page, "Save the signed PDF…")
    bench.bot.waitUntil(lambda: len(bench.answers.messages) == 2)
    assert (tmp_path / "signed.pdf").read_bytes().startswith(b"%PDF")


def test_an_approver_makes_an_identity_and_countersigns(bench: Bench, made: Path, tmp_path: Path) -> None:
    bench.answers.expect_messages = True
    press(opened(bench, made), "Approve…")
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, CountersignPage))
    page = bench.window.page_stack.page
    assert isinstance(page, CountersignPage)
    assert f"A return from Riverside <b>Trust</b>: {made.name}" in text_of(page)
    assert "must not be the one who filled in the audit" in text_of(page)
    form = page.form
    assert form is not None
    known = IdentityForm(page.services, Person("", "Bo Head", "Head", "bo@trust.example"), "Trust", is_approver=True)
    bench.bot.addWidget(known)
    known.show()
    assert "The return names Bo Head, Head, Trust, bo@trust.example. Is that you?" in text_of(known)
    assert known.first_field() is known.first_typed
    press(known, "Not you, or not right? Change it")
    assert known.first_field() is known.name
    assert known.name.isVisible()
    asked = [field for field in form.findChildren(QLineEdit) if field.echoMode() is QLineEdit.EchoMode.Normal]
    assert [field.accessibleName() for field in asked if field.isVisible()] == [
        *("Your name", "Role or job title", "E-mail")
    ], "the organisation is known"
    assert form.organisation.text() == "Riverside <b>Trust</b>"
    for field, text in (
        (form.name, "Dr Chidi Obi"),
        (form.job_title, "Chief executive"),
        (form.email, "chidi@riverside.example"),
        (form.first_typed, PASSPHRASE),
        (form.second_typed, PASSPHRASE),
    ):
        field.setText(text)
    form.make.click()
    bench.bot.waitUntil(lambda: bench.window.page_stack.page is not page, timeout=20_000)
    page = bench.window.page_stack.page
    assert isinstance(page, CountersignPage)
    page.signing.set_folder(tmp_path / "approved")
    assert page.signing.passphrase.text() == PASSPHRASE
    page.signing.sign.click()
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, ApprovedPage), timeout=20_000)
    done = bench.window.page_stack.page
    assert done is not None
    assert "Send this file back to Amina Yusuf" in text_of(done)
    assert "Send this file back to Amina Yusuf" in done.spoken()
    press(done, "Look at it and check it")
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, ReceivedPage), timeout=20_000)
    (approved,) = (tmp_path / "approved").iterdir()
    verdict = verify_return(approved, deep=True)
    assert verdict.is_verified
    assert len(verdict.read.signatures) == 2
    assert "Did you expect this file" not in text_of(received(bench)), "it is settled"
    press(received(bench), "How we know")
    assert "The file arrived whole, and both signatures are valid." in text_of(received(bench))
    assert "Nobody has approved it yet." not in text_of(received(bench))
    assert current_identity(bench.home) is None
    assert current_identity(bench.home, Holder.APPROVER) is not None


@pytest.mark.parametrize(
    ("name", "is_warned"), [("amina  YUSUF", True), ("Amina Yusuf-Obi", False)], ids=["same", "another"]
)
def test_an_approver_with_the_completers_name_is_warned_but_not_refused(
    bench: Bench, made: Path, name: str, is_warned: bool
) -> None:
    with bench.elsewhere():
        pass  # the home has its drafts before anybody makes an identity in it
    details = msgspec.structs.replace(DETAILS, name=name)
    create_identity(bench.home.approver, details, PASSPHRASE, NOON)
    press(opened(bench, made), "Approve…")
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, CountersignPage))
    page = bench.window.page_stack.page
    assert isinstance(page, CountersignPage)
    assert ("completed by someone with your name" in text_of(page)) is is_warned
    assert page.signing.sign.isEnabled()


def test_an_encrypted_return_is_opened_with_the_partnerships_key(bench: Bench, made: Path, tmp_path: Path) -> None:
    with bench.elsewhere():
        pass  # the home has its drafts before anybody makes a key in it
    create_receiver(bench.home, DETAILS, PASSPHRASE, NOON)
    certificate = receiver_certificate(bench.home).read_text()
    topic = msgspec.structs.replace(small_topic(), encrypt_to=(Recipient("Kim Officer", certificate, ORIGIN),))
    encrypted = made.with_name(f"{made.name}.s11")
    with encrypted.open("w+b") as out:
        seal_return(made, out, topic)
    page = opened(bench, encrypted)
    assert isinstance(page, DecryptPage)
    bench.answers.folder_chosen = tmp_path / "opened"
    page.opening.passphrase.setText("not the one")
    page.opening.sign.click()
    bench.bot.waitUntil(lambda: "That is not the right passphrase" in text_of(page), timeout=20_000)
    assert "set up your signature" not in text_of(page)
    page.opening.passphrase.setText(PASSPHRASE)
    page.opening.sign.click()
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, ReceivedPage), timeout=20_000)
    assert received(bench).headline.text().startswith("Unchanged since it was signed")
    assert [path.read_bytes() for path in (tmp_path / "opened").iterdir()] == [made.read_bytes()]
    encrypted.unlink()


def test_a_topic_pack_is_shown_before_it_is_added(bench: Bench) -> None:
    bench.answers.expect_messages = True
    page = opened(bench, SOUND_PACK)
    assert "no problem was found" in text_of(page)
    press(page, "Add this topic")
    bench.bot.waitUntil(lambda: bool(bench.answers.messages))
    assert bench.window.page_stack.page is None
    again = opened(bench, SOUND_PACK)
    assert "You already have this topic." in text_of(again)
    assert again.findChild(QPushButton, "keep-pack") is None


def test_a_topic_need_not_be_added(bench: Bench) -> None:
    page = opened(bench, SOUND_PACK)
    press(page, "Not now")
    assert bench.window.page_stack.page is None
    with bench.elsewhere() as workspace:
        assert not check_received_pack(workspace, SOUND_PACK).is_known


def test_a_built_in_topic_is_not_offered_again(bench: Bench) -> None:
    page = opened(bench, resources_folder() / "topics" / "wscp-early-help-2023")
    assert "You already have this topic." in text_of(page)


def test_the_problems_of_a_pack_are_listed_in_words(bench: Bench) -> None:
    page = opened(bench, PACKS / "bad")
    text = text_of(page)
    assert "2. topic.json, line 5, version\nThis is text in quotation marks. It must be a whole number." in text
    assert "This topic pack cannot be used" in text
    assert "Nothing was added." in text
    assert "topic.json" in text


def dropped(path: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


@pytest.mark.parametrize(("name", "is_taken"), [("return.zip", True), ("return.S11", True), ("minutes.pdf", False)])
def test_only_files_that_can_be_opened_may_be_dropped_on_the_window(
    bench: Bench, tmp_path: Path, name: str, is_taken: bool
) -> None:
    data = dropped(tmp_path / name)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, data, buttons, keys)
    entering.setAccepted(False)
    bench.window.dragEnterEvent(entering)
    assert entering.isAccepted() is is_taken


def test_a_return_dropped_on_the_window_is_opened(bench: Bench, made: Path) -> None:
    data = dropped(made)
    keys = Qt.KeyboardModifier.NoModifier
    bench.window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, keys))
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, ReceivedPage), timeout=20_000)


def test_a_second_start_opens_its_file_in_the_first_window(bench: Bench, made: Path) -> None:
    first = OneWindow(bench.home)
    assert first.is_first()
    first.listen(bench.window, bench.window.file_opener.open)
    program = """
        import sys
        from pathlib import Path
        from s11desk.app.home.paths import Home
        from s11desk.desktop.start import run_window
        sys.exit(run_window(Home(Path(sys.argv[1])), open_path=Path(sys.argv[2])))
    """
    command = [sys.executable, "-c", textwrap.dedent(program), str(bench.home.folder), str(made)]
    with subprocess.Popen(command) as second:
        bench.bot.waitUntil(lambda: bench.window.page_stack.page is not None, timeout=20_000)
        assert second.wait(60) == 0


@pytest.mark.parametrize("name", ["return.zip.txt", "return", "return.pdf"])
def test_a_renamed_return_can_be_dropped_and_a_picture_cannot(name: str, tmp_path: Path) -> None:
    shutil.copy(GOLDEN / "one-signature.zip", tmp_path / name)
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert can_open(tmp_path / name)
    assert not can_open(tmp_path / "photo.png")
    assert not can_open(tmp_path / "missing")


def test_the_dialog_offers_all_files(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(*given: object, **_: object) -> tuple[list[str], str]:
        asked.append(str(given[3]))
        return [], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", answer)
    window = QWidget()
    qtbot.addWidget(window)
    assert ModalDialogs(window).files("Open", ("zip",)) == ()
    assert asked[0].split(";;")[1:] == ["All files (*)"]

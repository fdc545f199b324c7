"""The way to the approver and back in the window, where a partnership asks for encryption."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from s11desk.app.audits.drafts import begin_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.approving.next_signer import FoundReturn, NextSigner
from s11desk.app.returns.making.encrypt import create_receiver, receiver_certificate
from s11desk.app.returns.making.locked_return import is_locked, lock_return
from s11desk.app.returns.making.make import MadeReturn, make_return
from s11desk.desktop.pages.sign.made_return_panel import MadeReturnPanel
from s11desk.desktop.parts.services import Services
from s11desk.desktop.standalone.approving.approved_page import ApprovedPage
from s11desk.desktop.standalone.approving.countersign_page import CountersignPage
from s11desk.desktop.standalone.locked_page import LockedPage
from s11desk.desktop.standalone.received.received_page import ReceivedPage
from s11desk.domain.topics.topic import Recipient
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from tests.gui.conftest import Bench, SteppingClock, install
from tests.gui.every_page import complete
from tests.gui.scene import DETAILS, PASSPHRASE
from tests.samples import NOON, ORIGIN, audit_with, small_topic

SPOKEN = "seven grey herons"
CHAIR = IdentityDetails("Bo Chair", "Chair", "Riverside Trust", "bo@riverside.example")
SEAL = "Make the file for the partnership…"
APPROVE = "Approve…"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeReturn:
    """A return whose topic asks for encryption, made on another computer."""
    folder = tmp_path_factory.mktemp("elsewhere")
    partnership, home = Home(folder / "partnership"), Home(folder / "home")
    create_receiver(partnership, DETAILS, PASSPHRASE, NOON)
    certificate = receiver_certificate(partnership).read_text()
    topic = msgspec.structs.replace(small_topic(), encrypt_to=(Recipient("Kim Officer", certificate, ORIGIN),))
    with Workspace(home, SteppingClock()) as workspace:
        install(workspace, topic)
        audit_id = begin_draft(workspace, "sample", "Riverside Trust").audit.id
        complete(workspace, audit_id)
        create_identity(home.identity, DETAILS, PASSPHRASE, workspace.clock())
        return make_return(workspace, audit_id, folder / "out", PASSPHRASE)


@pytest.fixture
def locked(made: MadeReturn, bench: Bench, tmp_path: Path) -> Path:
    with bench.elsewhere():
        pass
    return lock_return(bench.home, made.seen, tmp_path / "approve.zip.s11", SPOKEN)


def text_of(page: QWidget) -> str:
    shown = [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    return "\n".join(shown).replace("\u200b", "")


def texts_of_buttons(page: QWidget) -> list[str]:
    return [one.text().replace("&", "") for one in page.findChildren(QPushButton) if one.isVisibleTo(page)]


def press(page: QWidget, text: str) -> None:
    next(one for one in page.findChildren(QPushButton) if one.text().replace("&", "") == text).click()


def shown(bench: Bench, kind: type[QWidget]) -> QWidget:
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, kind), timeout=20_000)
    bench.settle()
    page = bench.window.page_stack.page
    assert isinstance(page, kind)
    return page


def unlocked(bench: Bench, path: Path) -> ReceivedPage:
    bench.window.file_opener.open(path)
    page = shown(bench, LockedPage)
    assert isinstance(page, LockedPage)
    page.passphrase.setText(SPOKEN)
    page.open.click()
    page = shown(bench, ReceivedPage)
    assert isinstance(page, ReceivedPage)
    return page


def test_a_locked_return_opens_with_its_passphrase_only(bench: Bench, locked: Path) -> None:
    bench.window.file_opener.open(locked)
    page = shown(bench, LockedPage)
    assert isinstance(page, LockedPage)
    for typed, problem in (("", "passphrase"), ("another one", "That is not the right passphrase")):
        page.passphrase.setText(typed)
        page.open.click()
        bench.settle()
        assert problem in text_of(page)
        assert "set up your signature" not in text_of(page)
    assert list(bench.home.work.glob("opened-*")) == []
    page.passphrase.setText(SPOKEN)
    page.open.click()
    assert "You are reading a return: approve.zip.s11" in text_of(shown(bench, ReceivedPage))
    assert len(list(bench.home.work.glob("opened-*"))) == 1
    bench.window.page_stack.leave_all()
    bench.settle()
    assert list(bench.home.work.glob("opened-*")) == []


def test_an_approver_signs_and_the_file_goes_back_under_the_same_passphrase(
    bench: Bench, locked: Path, tmp_path: Path
) -> None:
    bench.answers.expect_messages = True
    create_identity(bench.home.approver, CHAIR, PASSPHRASE, NOON)
    press(unlocked(bench, locked), APPROVE)
    page = shown(bench, CountersignPage)
    assert isinstance(page, CountersignPage)
    assert "locked with the passphrase that you opened it with" in text_of(page)
    page.signing.set_folder(tmp_path / "back")
    page.signing.passphrase.setText(PASSPHRASE)
    page.signing.sign.click()
    assert "The file is locked and has both signatures." in text_of(shown(bench, ApprovedPage))
    (back,) = (tmp_path / "back").iterdir()
    assert is_locked(back)
    received = unlocked(bench, back)
    press(received, "How we know")
    assert "Bo Chair" in text_of(received)
    assert APPROVE not in texts_of_buttons(received)
    bench.answers.folder_chosen = tmp_path / "send"
    press(received, SEAL)
    bench.settle()
    (sealed,) = (tmp_path / "send").iterdir()
    assert sealed.name == "approve-approved.zip.s11"
    assert not is_locked(sealed)
    assert "Kim Officer" in bench.answers.messages[-1]


def test_a_plain_copy_gets_a_passphrase_for_the_way_back(bench: Bench, made: MadeReturn, tmp_path: Path) -> None:
    bench.answers.expect_messages = True
    with bench.elsewhere():
        pass
    create_identity(bench.home.approver, CHAIR, PASSPHRASE, NOON)
    bench.window.file_opener.open(made.path)
    press(shown(bench, ReceivedPage), APPROVE)
    page = shown(bench, CountersignPage)
    assert isinstance(page, CountersignPage)
    assert page.locks is not None
    page.signing.set_folder(tmp_path / "back")
    page.signing.passphrase.setText(PASSPHRASE)
    page.locks.field.setText(SPOKEN)
    page.signing.sign.click()
    assert "The two are not the same" in text_of(page)
    assert page.signing.sign.isEnabled()
    page.locks.again.setText(SPOKEN)
    page.signing.sign.click()
    shown(bench, ApprovedPage)
    assert all(is_locked(path) for path in (tmp_path / "back").iterdir())


def test_whoever_receives_returns_is_offered_neither_approval_nor_the_envelope(bench: Bench, locked: Path) -> None:
    assert {APPROVE, SEAL} <= set(texts_of_buttons(unlocked(bench, locked)))
    bench.window.page_stack.leave_all()
    create_receiver(bench.home, DETAILS, PASSPHRASE, NOON)
    assert {APPROVE, SEAL} & set(texts_of_buttons(unlocked(bench, locked))) == set()


def test_the_page_of_a_new_return_saves_a_locked_copy_and_never_a_plain_one(
    bench: Bench, made: MadeReturn, tmp_path: Path
) -> None:
    bench.answers.expect_messages = True
    services: Services = bench.window._services()
    panel = MadeReturnPanel(services, small_topic(), audit_with(), FoundReturn(made, NextSigner()))
    bench.bot.addWidget(panel)
    panel.next.set_open(is_open=True)
    bench.settle()
    assert "read out the signature check code of Amina Yusuf: " + made.signers[0].fingerprint_spoken in text_of(panel)
    panel.approval.lock.ask.click()
    panel.approval.lock.passphrase.field.setText(SPOKEN)
    panel.approval.lock.passphrase.again.setText(SPOKEN)
    bench.answers.saved_as = tmp_path / "for-bo.zip.s11"
    panel.approval.lock.save.click()
    bench.settle()
    assert is_locked(tmp_path / "for-bo.zip.s11")
    assert "tell them the passphrase" in bench.answers.messages[-1]
    assert panel.approval.lock.passphrase.field.text() == ""

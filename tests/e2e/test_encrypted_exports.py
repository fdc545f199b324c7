"""A return that leaves for the partnership encrypted: no plain file has a final name in the folder, at no moment."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft, open_draft
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import system_clock
from s11desk.app.incoming import verify_received_return
from s11desk.app.returns.approving.countersign import ApproverKey, countersign, require_approver
from s11desk.app.returns.mailing.mail import mail_for, prepare_mail, write_mail_draft
from s11desk.app.returns.making.encrypt import create_receiver, decrypt_return, receiver_certificate
from s11desk.app.returns.making.find import find_current_return, find_return
from s11desk.app.returns.making.locked_return import is_locked, lock_return, seal_for_partnership, unlock_into
from s11desk.app.returns.making.make import MadeReturn, make_return
from s11desk.app.returns.making.record import file_digest
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.domain.audits.audit import Answer
from s11desk.domain.returns.return_verdict import Receiving
from s11desk.domain.topics.topic import QuestionKind, Recipient
from s11desk.errors import UserError
from s11desk.errors.file_errors import FileExists, FileUnreadable, FolderUnwritable
from s11desk.errors.passphrase_errors import PassphraseMissing, PassphraseTooShort, PassphraseWrong
from s11desk.errors.return_errors import ReceiverApproves
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.store.drafts.return_files import unrecorded_files
from tests.app.conftest import keep
from tests.e2e.failing_calls import FailingCalls, SystemCall, is_file_named
from tests.e2e.killed_exports import AMINA, PASSPHRASE
from tests.samples import ORIGIN, question, small_topic

FILE_PASSPHRASE = "seven grey herons"
BO = IdentityDetails(name="Bo Chair", job_title="Chair", organisation="Riverside", email="b@riverside.example")


@pytest.fixture
def partnership(tmp_path: Path) -> Home:
    made = Home(tmp_path / "partnership")
    create_receiver(made, BO, PASSPHRASE, system_clock())
    return made


@pytest.fixture
def agency(tmp_path: Path, partnership: Home) -> tuple[Home, str]:
    """The home of an agency and its audit, whose topic asks for encryption to the partnership."""
    home, certificate = Home(tmp_path / "agency"), receiver_certificate(partnership).read_text("ascii")
    plain = small_topic(question("policy", QuestionKind.JUDGEMENT, scale="judgement"))
    topic = msgspec.structs.replace(plain, encrypt_to=(Recipient("Kim Officer", certificate, ORIGIN),))
    with open_home(home) as workspace:
        keep(workspace, topic)
        create_identity(home.identity, AMINA, PASSPHRASE, system_clock())
        audit_id = begin_draft(workspace, "sample", "Riverside").audit.id
        save_answer(workspace, audit_id, Answer("policy", choice="yes"))
    return home, audit_id


def export(home: Home, audit_id: str, out: Path) -> MadeReturn:
    with open_home(home) as workspace:
        return make_return(workspace, audit_id, out, PASSPHRASE)


def named(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if not path.name.startswith("."))


def test_only_the_encrypted_file_is_in_the_folder_and_the_own_copy_in_the_home(
    agency: tuple[Home, str], partnership: Home, tmp_path: Path
) -> None:
    home, out = agency[0], tmp_path / "out"
    made = export(*agency, out)
    assert made.encrypted is not None
    assert list(out.iterdir()) == [made.encrypted.path] == [made.to_send]
    assert made.path.parent == home.returns
    assert (made.path.stat().st_mode & 0o777, home.returns.stat().st_mode & 0o777) == (0o600, 0o700)
    assert made.size_to_send == made.to_send.stat().st_size
    assert verify_return(made.path, deep=True).is_verified
    opened = decrypt_return(made.to_send, tmp_path / "in", partnership.receiver, PASSPHRASE)
    assert opened.read_bytes() == made.path.read_bytes()


def test_the_return_is_found_again_with_both_files(agency: tuple[Home, str], tmp_path: Path) -> None:
    made = export(*agency, tmp_path / "out")
    with open_home(agency[0]) as workspace:
        assert find_current_return(workspace, agency[1]) == made
        content = made.to_send.read_bytes()
        made.to_send.write_bytes(content + b" ")
        assert find_return(workspace, agency[1], made.reference) is None
        made.to_send.unlink()
        assert find_return(workspace, agency[1], made.reference) is None
        made.to_send.write_bytes(content)
        assert find_return(workspace, agency[1], made.reference) == made


def test_the_email_has_the_encrypted_file_and_never_the_plain_one(agency: tuple[Home, str], tmp_path: Path) -> None:
    made = export(*agency, tmp_path / "out")
    plain = MadeReturn(made.path, made.reference, made.number, made.size, made.sha256)
    with open_home(agency[0]) as workspace:
        mail = prepare_mail(workspace, agency[1], made)
        assert mail.attachment == made.to_send
        write_mail_draft(mail, tmp_path / "mail.eml")
        with pytest.raises(ValueError, match="in the clear"):
            mail_for(open_draft(workspace, agency[1]), plain)
    assert made.to_send.name.encode() in (tmp_path / "mail.eml").read_bytes()


def test_a_return_travels_to_the_approver_and_back_under_a_passphrase(
    agency: tuple[Home, str], partnership: Home, tmp_path: Path
) -> None:
    """No plain file is ever outside a home, and the envelope to the partnership is made last."""
    home, out = agency[0], tmp_path / "out"
    made = export(*agency, out)
    locked = lock_return(home, made.seen, out / "to-approve.zip.s11", FILE_PASSPHRASE)
    chair = Home(tmp_path / "chair")
    create_identity(chair.identity, BO, PASSPHRASE, system_clock())
    verdict = verify_received_return(chair, locked, passphrase=FILE_PASSPHRASE)
    key = ApproverKey(chair.identity, PASSPHRASE, system_clock(), FILE_PASSPHRASE)
    approved = countersign(chair, verdict, tmp_path / "back", key)
    assert approved.to_send.name == "to-approve-approved.zip.s11"
    assert list((tmp_path / "back").iterdir()) == [approved.to_send]
    assert is_locked(approved.to_send)
    back = verify_received_return(home, approved.to_send, passphrase=FILE_PASSPHRASE)
    sealed = seal_for_partnership(home, back, out, system_clock())
    assert sealed.recipients
    opened = decrypt_return(sealed.path, tmp_path / "in", partnership.receiver, PASSPHRASE)
    assert verify_return(opened, deep=True).read.container.is_countersigned
    outside = [path for folder in (out, tmp_path / "back") for path in folder.iterdir()]
    assert all(b"PK\x03\x04" not in path.read_bytes()[:64] for path in outside)


@pytest.mark.parametrize(("passphrase", "error_class"), [("", PassphraseMissing), ("short", PassphraseTooShort)])
def test_countersigning_needs_a_passphrase_where_the_topic_asks_for_encryption(
    agency: tuple[Home, str], tmp_path: Path, passphrase: str, error_class: type[UserError]
) -> None:
    made = export(*agency, tmp_path / "out")
    home = agency[0]
    create_identity(home.approver, BO, PASSPHRASE, system_clock())
    key = ApproverKey(home.approver, PASSPHRASE, system_clock(), passphrase)
    with pytest.raises(error_class):
        countersign(home, verify_return(made.path), tmp_path / "back", key)
    assert not (tmp_path / "back").exists()


def test_no_file_is_replaced_on_the_way(agency: tuple[Home, str], tmp_path: Path) -> None:
    made, home = export(*agency, tmp_path / "out"), agency[0]
    create_identity(home.approver, BO, PASSPHRASE, system_clock())
    key = ApproverKey(home.approver, PASSPHRASE, system_clock(), FILE_PASSPHRASE)
    first, second = (countersign(home, verify_return(made.path), tmp_path / "back", key) for _ in range(2))
    assert first.to_send != second.to_send
    assert first.path != second.path
    sealed = [seal_for_partnership(home, verify_return(made.path), tmp_path / "p", system_clock()) for _ in range(2)]
    assert len({one.path for one in sealed}) == len(list((tmp_path / "p").iterdir())) == 2
    lock_return(home, made.seen, tmp_path / "copy.s11", FILE_PASSPHRASE)
    with pytest.raises(FileExists):
        lock_return(home, made.seen, tmp_path / "copy.s11", FILE_PASSPHRASE)


def test_a_wrong_passphrase_leaves_nothing_of_the_return(agency: tuple[Home, str], tmp_path: Path) -> None:
    made, home = export(*agency, tmp_path / "out"), agency[0]
    locked = lock_return(home, made.seen, tmp_path / "copy.zip.s11", FILE_PASSPHRASE)
    before = sorted(home.work.rglob("*"))
    for passphrase in ("another passphrase", "x"):
        with pytest.raises(PassphraseWrong):
            verify_received_return(home, locked, passphrase=passphrase)
        with pytest.raises(PassphraseWrong):
            unlock_into(locked, tmp_path / "in", passphrase)
    assert sorted(home.work.rglob("*")) == before
    assert list((tmp_path / "in").iterdir()) == []


def test_whoever_receives_returns_approves_none(agency: tuple[Home, str], partnership: Home, tmp_path: Path) -> None:
    made = export(*agency, tmp_path / "out")
    opened = decrypt_return(made.to_send, tmp_path / "in", partnership.receiver, PASSPHRASE)
    verdict = verify_received_return(partnership, opened)
    assert verdict.receiving is Receiving.CERTAIN
    create_identity(partnership.identity, BO, PASSPHRASE, system_clock())
    with pytest.raises(ReceiverApproves):
        require_approver(partnership, verdict, system_clock())
    assert verify_received_return(agency[0], made.path).receiving is Receiving.NO


def test_a_second_return_gets_another_name(agency: tuple[Home, str], tmp_path: Path) -> None:
    first = export(*agency, tmp_path / "out")
    second = export(*agency, tmp_path / "other")
    assert (first.number, second.number) == (1, 2)
    assert len({first.path, second.path}) == 2


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the layer reads /proc and forks")
def test_a_kill_at_any_call_leaves_no_plain_file_and_loses_no_return(
    agency: tuple[Home, str], partnership: Home, tmp_path: Path
) -> None:
    home, audit_id = agency
    out = tmp_path / "out"
    moment = 0
    while killed_at(moment, (out, home.returns), lambda: export(home, audit_id, out)):
        assert all(path.name.endswith(".zip.s11") for path in named(out))
        with open_home(home) as workspace:
            records = open_draft(workspace, audit_id).audit.exports
            found = [find_return(workspace, audit_id, record.reference) for record in records]
        assert {made.to_send for made in found if made is not None} == set(named(out))
        assert len(found) == len(named(out))
        moment += 1
    assert moment > 10
    with open_home(home) as workspace:
        assert unrecorded_files(workspace.drafts) == ()
        records = open_draft(workspace, audit_id).audit.exports
    assert {record.digest for record in records} <= {file_digest(path) for path in named(home.returns)}
    for number, path in enumerate(named(out)):
        opened = decrypt_return(path, tmp_path / f"in{number}", partnership.receiver, PASSPHRASE)
        assert file_digest(opened) in {record.digest for record in records}


def killed_at(moment: int, folders: tuple[Path, ...], run: Callable[[], object]) -> bool:
    """Run in a child process that kills itself before this call on ``folders``. False if it ends first."""
    child = os.fork()
    if child == 0:
        passed = [0]

        def kill(call: SystemCall) -> bool:
            if not any(call.target.is_relative_to(folder) for folder in folders):
                return False
            if passed[0] == moment:
                os.kill(os.getpid(), signal.SIGKILL)
            passed[0] += 1
            return False

        try:
            with pytest.MonkeyPatch.context() as patched:
                FailingCalls(kill).install(patched)
                run()
        finally:
            os._exit(0 if passed[0] <= moment else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the layer reads /proc")
@pytest.mark.parametrize("which", [".zip", ".s11"])
def test_a_file_that_cannot_be_named_leaves_neither(
    agency: tuple[Home, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    home, out = agency[0], tmp_path / "out"

    def is_chosen(call: SystemCall) -> bool:
        return is_file_named(call) and call.target.suffix == which

    with monkeypatch.context() as patched:
        FailingCalls(is_chosen).install(patched)
        with pytest.raises((FolderUnwritable, FileUnreadable)):
            export(*agency, out)
    assert list(out.iterdir()) == []
    assert list(home.returns.iterdir()) == []
    with open_home(home) as workspace:
        assert open_draft(workspace, agency[1]).audit.exports == ()
        assert unrecorded_files(workspace.drafts) == ()

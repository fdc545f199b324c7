"""After a file has its final name, a step that fails is a warning. It is not reported as a failure."""

from __future__ import annotations

import errno
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from s11desk.app.home.local_data import restore_backup
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import system_clock
from s11desk.app.identity.known_signers import add_known_signer, known_signers, remove_known_signer
from s11desk.app.returns.approving.countersign import ApproverKey, countersign
from s11desk.app.returns.making.encrypt import create_receiver, decrypt_return, receiver_certificate
from s11desk.app.returns.making.make import make_return
from s11desk.app.returns.verifying.seen_return import save_signed_pdf
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.app.write_documents import write_document
from s11desk.cli.guard import run_guarded
from s11desk.domain.returns.document_kind import DocumentKind
from s11desk.errors import UserError
from s11desk.files.write_warnings import WarningKind, WriteWarning, collect_warnings
from s11desk.signing.envelope.envelope_writer import encrypt
from s11desk.signing.envelope.recipients import load_recipient
from s11desk.signing.identity.identity_files import CERTIFICATE_SUFFIX
from s11desk.signing.identity.lifecycle import (
    back_up,
    change_passphrase,
    create_identity,
    import_identity,
    replace_identity,
    unlock,
)
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.wording.write_warning_sentences import write_warning_sentence
from tests.e2e.failing_calls import (
    FailingCalls,
    SystemCall,
    is_file_named,
    is_folder_flush,
    is_folder_opened,
    is_partial_removed,
)
from tests.e2e.killed_exports import AMINA, PASSPHRASE

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the layer reads /proc")

BO = IdentityDetails(name="Bo Chair", job_title="Chair", organisation="Riverside", email="b@riverside.example")
OTHER = "other plain words"
FINGERPRINT = "ab" * 32


@dataclass(frozen=True)
class Place:
    """A home with an audit that is ready to export, a return and its envelope, and a folder for what is made."""

    home: Home
    audit_id: str
    made: Path
    sealed: Path
    out: Path


@pytest.fixture(scope="module")
def filled(prepared: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a home in which a return was made, an envelope with it, and the keys that the operations need."""
    folder = tmp_path_factory.mktemp("done")
    home = Home(shutil.copytree(prepared[0], folder / "home"))
    with open_home(home) as workspace:
        made = make_return(workspace, prepared[1], folder / "made", PASSPHRASE)
    create_identity(home.approver, BO, PASSPHRASE, system_clock())
    create_receiver(home, BO, PASSPHRASE, system_clock())
    recipient = load_recipient(receiver_certificate(home).read_bytes())
    with made.path.open("rb") as source, (folder / "made" / "return.zip.s11").open("w+b") as out:
        encrypt(source, made.size, out, [recipient])
    add_known_signer(home, "Amina", FINGERPRINT, system_clock())
    return folder


@pytest.fixture
def place(filled: Path, prepared: tuple[Path, str], tmp_path: Path) -> Place:
    folder = Path(shutil.copytree(filled, tmp_path / "place"))
    (made,) = (folder / "made").glob("*.zip")
    return Place(Home(folder / "home"), prepared[1], made, folder / "made" / "return.zip.s11", folder / "out")


def export(place: Place) -> bool:
    with open_home(place.home) as workspace:
        made = make_return(workspace, place.audit_id, place.out, PASSPHRASE)
        recorded = workspace.drafts.read(place.audit_id).audit.exports[-1]
    return verify_return(made.path).is_verified and recorded.digest == made.sha256


def countersigned(place: Place) -> bool:
    key = ApproverKey(place.home.approver, PASSPHRASE, system_clock())
    made = countersign(place.home, verify_return(place.made), place.out, key)
    return verify_return(made.path).read.container.is_countersigned


def decrypted(place: Place) -> bool:
    opened = decrypt_return(place.sealed, place.out, place.home.receiver, PASSPHRASE)
    return opened.read_bytes() == place.made.read_bytes()


def report(place: Place) -> bool:
    with open_home(place.home) as workspace:
        write_document(workspace, place.audit_id, place.out / "copy.pdf", DocumentKind.DRAFT_COPY)
    return (place.out / "copy.pdf").read_bytes().startswith(b"%PDF")


def signed_pdf(place: Place) -> bool:
    place.out.mkdir()
    save_signed_pdf(verify_return(place.made).seen, place.out / "signed.pdf")
    return (place.out / "signed.pdf").read_bytes().startswith(b"%PDF")


def restored(place: Place) -> bool:
    backup = next(place.home.backups.glob("*.db"))
    done = restore_backup(place.home, backup, system_clock())
    return done.set_aside is not None and done.set_aside.exists()


def signer_added(place: Place) -> bool:
    add_known_signer(place.home, "Kim", "cd" * 32, system_clock())
    return [signer.name for signer in known_signers(place.home)] == ["Amina", "Kim"]


def signer_removed(place: Place) -> bool:
    remove_known_signer(place.home, "Amina")
    return known_signers(place.home) == ()


def identity_created(place: Place) -> bool:
    path = place.out / "identity.p12"
    create_identity(path, BO, PASSPHRASE, system_clock())
    return unlock(path, PASSPHRASE, system_clock()).facts.name == BO.name


def identity_imported(place: Place) -> bool:
    path = place.out / "identity.p12"
    import_identity(place.home.identity, path, PASSPHRASE)
    return unlock(path, PASSPHRASE, system_clock()).facts.name == AMINA.name


def identity_replaced(place: Place) -> bool:
    done = replace_identity(place.home.identity, BO, OTHER, system_clock())
    return done.kept.exists() and unlock(place.home.identity, OTHER, system_clock()).facts.name == BO.name


def passphrase_changed(place: Place) -> bool:
    change_passphrase(place.home.identity, PASSPHRASE, OTHER)
    return unlock(place.home.identity, OTHER, system_clock()).facts.name == AMINA.name


def identity_backed_up(place: Place) -> bool:
    place.out.mkdir()
    back_up(place.home.identity, place.out / "copy.p12")
    return (place.out / "copy.p12").read_bytes() == place.home.identity.read_bytes()


def receiver_created(place: Place) -> bool:
    other = Home(place.out)
    create_receiver(other, BO, PASSPHRASE, system_clock())
    return receiver_certificate(other).exists()


OPERATIONS: tuple[Callable[[Place], bool], ...] = (
    export, countersigned, decrypted, report, signed_pdf, restored, signer_added, signer_removed, identity_created,
    identity_imported, identity_replaced, passphrase_changed, identity_backed_up, receiver_created,
)  # fmt: skip


@pytest.fixture(params=OPERATIONS, ids=lambda operation: operation.__name__)
def operation(request: pytest.FixtureRequest) -> Callable[[Place], bool]:
    chosen: Callable[[Place], bool] = request.param
    return chosen


def test_a_folder_that_cannot_be_synced_is_a_warning(
    operation: Callable[[Place], bool], place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with collect_warnings() as warnings, monkeypatch.context() as patched:
        layer = FailingCalls(is_folder_flush).install(patched)
        assert operation(place)
    found = warnings.take()
    assert layer.failed
    assert {warning.kind for warning in found} == {WarningKind.UNCONFIRMED}
    assert {warning.path for warning in found} <= {call.target for call in layer.failed}


def test_a_folder_that_cannot_be_opened_to_sync_it_is_a_warning(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    with collect_warnings() as warnings, monkeypatch.context() as patched:
        FailingCalls(is_folder_opened, errno.EACCES).install(patched)
        assert signer_added(place)
    assert warnings.take() == (WriteWarning(WarningKind.UNCONFIRMED, place.home.folder),)


@pytest.mark.parametrize("number", [errno.EIO, errno.EACCES])
def test_a_working_file_that_cannot_be_removed_is_a_warning(
    place: Place, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Only an export and a decrypted return are named by a link, which leaves a second name to remove."""
    for operation in (export, decrypted):
        with collect_warnings() as warnings, monkeypatch.context() as patched:
            layer = FailingCalls(is_partial_removed, number).install(patched)
            assert operation(place)
        assert warnings.take() == tuple(WriteWarning(WarningKind.LEFT_BEHIND, call.target) for call in layer.failed)
        assert len(layer.failed) == 1


def test_a_share_that_reports_a_failure_after_naming_the_file_is_done(
    operation: Callable[[Place], bool], place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A share can lose the answer to a rename or a link, ask again, and then report that the name is taken."""
    with monkeypatch.context() as patched:
        layer = FailingCalls(is_file_named, errno.EEXIST, after=True).install(patched)
        assert operation(place)
    assert layer.failed


def test_a_file_that_cannot_be_named_leaves_everything_as_it_was(
    operation: Callable[[Place], bool], place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(place)
    with monkeypatch.context() as patched:
        layer = FailingCalls(is_file_named, errno.EACCES).install(patched)
        with pytest.raises(UserError):
            operation(place)
    assert layer.failed
    assert contents(place) == before


def contents(place: Place) -> dict[Path, bytes]:
    """Every file of the place but those of the database, whose bytes change when it is read."""
    files = (path for path in place.home.folder.parent.rglob("*") if path.is_file() and "drafts" not in path.name)
    return {path: path.read_bytes() for path in files}


def test_the_terminal_shows_a_warning_and_ends_as_done(
    place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patched:
        FailingCalls(is_folder_flush).install(patched)
        code = run_guarded(lambda: int(not report(place)), lambda: place.home.logs, as_json=False)
    told = capsys.readouterr()
    expected = write_warning_sentence(WriteWarning(WarningKind.UNCONFIRMED, place.out))
    assert (code, told.out) == (0, "")
    assert expected in told.err
    assert "failed" not in told.err


def test_an_identity_is_replaced_even_if_its_certificate_is_written_last_in_vain(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate, named = place.home.identity.with_suffix(CERTIFICATE_SUFFIX), [0]

    def is_last(call: SystemCall) -> bool:
        named[0] += is_file_named(call) and call.target == certificate
        return is_file_named(call) and call.target == certificate and named[0] == 2

    with monkeypatch.context() as patched:
        layer = FailingCalls(is_last, errno.EACCES).install(patched)
        assert identity_replaced(place)
    assert len(layer.failed) == 1

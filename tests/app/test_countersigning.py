"""Countersigning: on this computer or another, by somebody other than the completer."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.approving.countersign import (
    ApproverKey,
    countersign,
    find_approver,
    require_approvable,
    require_approver,
)
from s11desk.app.returns.making.make import MadeReturn, make_return
from s11desk.app.returns.verifying.not_verified import ReturnNotVerified
from s11desk.app.returns.verifying.seen_return import save_signed_pdf
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.domain.audits.audit import Answer
from s11desk.domain.returns.approval_remarks import ApprovalRemark, ApprovalRemarkKind
from s11desk.domain.returns.return_verdict import TopicStanding
from s11desk.domain.topics.signer_role import Role
from s11desk.domain.topics.topic import QuestionKind
from s11desk.errors import Cancelled, UserError
from s11desk.errors.passphrase_errors import PassphraseWrong
from s11desk.errors.return_errors import ApproverIsCompleter, ReturnCountersigned
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from tests.app.conftest import SteppingClock, keep
from tests.damage import with_replaced
from tests.samples import NOON, question, small_topic

PASSPHRASE = "correct horse battery"
COMPLETER = IdentityDetails(name="Amina Yusuf", job_title="Lead", organisation="Riverside", email="a@riverside.example")
APPROVER = IdentityDetails(name="Bo Chair", job_title="Chair", organisation="Riverside", email="b@riverside.example")
TOPIC = small_topic(question("policy", QuestionKind.JUDGEMENT, scale="judgement"))


@pytest.fixture(scope="module")
def completed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, MadeReturn]:
    """A home with both identities, and a return made in it."""
    folder = tmp_path_factory.mktemp("completed")
    home = Home(folder / "home")
    with Workspace(home, SteppingClock()) as workspace:
        keep(workspace, TOPIC)
        create_identity(home.identity, COMPLETER, PASSPHRASE, NOON)
        create_identity(home.approver, APPROVER, PASSPHRASE, NOON)
        audit_id = begin_draft(workspace, "sample", "Riverside").audit.id
        save_answer(workspace, audit_id, Answer("policy", choice="yes", comment="Read by the board"))
        return home, make_return(workspace, audit_id, folder / "out", PASSPHRASE)


def sign(completed: tuple[Home, MadeReturn], folder: Path, **options: object) -> MadeReturn:
    home, made_return = completed
    identity = options.pop("identity", home.approver)
    passphrase = options.pop("passphrase", PASSPHRASE)
    key = ApproverKey(identity, passphrase, NOON)  # type: ignore[arg-type]
    return countersign(home, verify_return(made_return.path), folder, key, **options)  # type: ignore[arg-type]


def test_both_signatures_are_valid_and_the_first_return_stays_unchanged(
    completed: tuple[Home, MadeReturn], tmp_path: Path
) -> None:
    before = completed[1].path.read_bytes()
    made = sign(completed, tmp_path)
    verdict = verify_return(made.path, deep=True)
    assert verdict.is_verified
    signers = [(s.role, s.cms.signer.name if s.cms.signer else "") for s in verdict.read.signatures]
    assert signers == [(Role.COMPLETER, "Amina Yusuf"), (Role.APPROVER, "Bo Chair")]
    assert verdict.pdf is not None
    assert [signature.field_name for signature in verdict.pdf.signatures] == ["completer", "approver"]
    assert completed[1].path.read_bytes() == before
    with zipfile.ZipFile(completed[1].path) as first, zipfile.ZipFile(made.path) as second:
        assert {name: second.read(name) for name in first.namelist()} == {n: first.read(n) for n in first.namelist()}
        assert second.read("audit-countersigned.pdf").startswith(first.read("audit.pdf"))
    save_signed_pdf(verify_return(made.path).seen, tmp_path / "copy.pdf")
    with zipfile.ZipFile(made.path) as second:
        assert (tmp_path / "copy.pdf").read_bytes() == second.read("audit-countersigned.pdf")


def test_a_return_is_countersigned_on_a_computer_without_its_draft(
    completed: tuple[Home, MadeReturn], tmp_path: Path
) -> None:
    elsewhere = Home(tmp_path / "elsewhere")
    create_identity(elsewhere.identity, APPROVER, PASSPHRASE, NOON)
    made = countersign(
        elsewhere, verify_return(completed[1].path), tmp_path / "out", ApproverKey(elsewhere.identity, PASSPHRASE, NOON)
    )
    assert verify_return(made.path, deep=True).is_verified


def test_a_return_with_other_questions_than_those_here_is_not_countersigned(
    completed: tuple[Home, MadeReturn], tmp_path: Path
) -> None:
    """Its id and version are known here, but with other words: whoever signs it would sign something else."""
    elsewhere = Home(tmp_path / "elsewhere")
    with Workspace(elsewhere, SteppingClock()) as workspace:
        keep(workspace, msgspec.structs.replace(TOPIC, title="Other words"))
    create_identity(elsewhere.identity, APPROVER, PASSPHRASE, NOON)
    key = ApproverKey(elsewhere.identity, PASSPHRASE, NOON)
    with pytest.raises(ReturnNotVerified) as refused:
        countersign(elsewhere, verify_return(completed[1].path), tmp_path / "out", key)
    assert refused.value.verdict.topic_standing is TopicStanding.OTHER


IDENTITIES_HERE = {
    "nobody has an identity": ((), "to be made", "input.identity-missing"),
    "only the completer has one": (("completer",), "to be made", "no.approver-same"),
    "only someone else has one": (("other",), "own", "own"),
    "the completer and an approver": (("completer", "approver"), "approver", "approver"),
    "someone else and an approver": (("other", "approver"), "approver", "approver"),
    "only an approver": (("approver",), "approver", "approver"),
    "the certificate is lost": (("other", "lost"), "input.identity-unmatched", "own"),
    "the key file is damaged": (("other", "damaged"), "input.identity-unreadable", "input.identity-unreadable"),
}
"""The identities in a home, and the one that the window and the terminal choose for approving, or the error.

If the certificate is lost, the terminal repairs it with the passphrase; the window has a form for that.
"""


@pytest.mark.parametrize(("here", "window", "terminal"), IDENTITIES_HERE.values(), ids=IDENTITIES_HERE)
def test_window_and_terminal_choose_the_same_approver(
    completed: tuple[Home, MadeReturn], tmp_path: Path, here: tuple[str, ...], window: str, terminal: str
) -> None:
    home = home_with(here, completed[0], tmp_path / "home")
    verdict = require_approvable(verify_return(completed[1].path, deep=True))

    def chosen_by_window() -> str:
        approver = find_approver(home, verdict)
        return approver.holder.value if approver.identity is not None else "to be made"

    def chosen_by_terminal() -> str:
        return "approver" if require_approver(home, verdict, NOON) == home.approver else "own"

    assert (outcome(chosen_by_window), outcome(chosen_by_terminal)) == (window, terminal)


def home_with(here: tuple[str, ...], completed: Home, folder: Path) -> Home:
    home = Home(folder)
    home.identity.parent.mkdir(parents=True)
    for ending in (".p12", ".crt"):
        if "completer" in here:
            shutil.copy(completed.identity.with_suffix(ending), home.identity.with_suffix(ending))
        if "approver" in here:
            shutil.copy(completed.approver.with_suffix(ending), home.approver.with_suffix(ending))
    if "other" in here:
        create_identity(home.identity, APPROVER, PASSPHRASE, NOON)
    if "lost" in here:
        home.identity.with_suffix(".crt").unlink()
    if "damaged" in here:
        home.identity.write_bytes(b"no key file")
    return home


def outcome(of: Callable[[], str]) -> str:
    try:
        return of()
    except UserError as error:
        return error.code


@pytest.mark.parametrize(
    ("name", "is_namesake"), [("amina  YUSUF", True), ("Amina Yusuf-Obi", False)], ids=["same", "another"]
)
def test_an_approver_with_the_completers_name_is_recognised(
    completed: tuple[Home, MadeReturn], tmp_path: Path, name: str, is_namesake: bool
) -> None:
    home = Home(tmp_path / "home")
    create_identity(home.approver, msgspec.structs.replace(APPROVER, name=name), PASSPHRASE, NOON)
    approver = find_approver(home, require_approvable(verify_return(completed[1].path, deep=True)))
    assert (ApprovalRemark(ApprovalRemarkKind.SAME_NAME) in approver.remarks) is is_namesake


def test_the_completer_cannot_approve(completed: tuple[Home, MadeReturn], tmp_path: Path) -> None:
    with pytest.raises(ApproverIsCompleter):
        sign(completed, tmp_path / "out", identity=completed[0].identity)
    assert not (tmp_path / "out").exists()


def test_a_second_countersignature_is_refused(completed: tuple[Home, MadeReturn], tmp_path: Path) -> None:
    made = sign(completed, tmp_path)
    with pytest.raises(ReturnCountersigned):
        require_approvable(verify_return(made.path, deep=True))


def test_a_changed_return_is_not_countersigned(completed: tuple[Home, MadeReturn], tmp_path: Path) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(with_replaced(completed[1].path.read_bytes(), b"Read by the board", b"Read by the bored"))
    key = ApproverKey(completed[0].approver, PASSPHRASE, NOON)
    with pytest.raises(ReturnNotVerified):
        countersign(completed[0], verify_return(broken), tmp_path / "out", key)
    assert not (tmp_path / "out").exists()


def test_a_wrong_passphrase_or_a_cancel_leaves_no_file(completed: tuple[Home, MadeReturn], tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(PassphraseWrong):
        sign(completed, out, passphrase="not this one")
    for allowed in (0, 3, 7):
        asked = iter([False] * allowed)
        with pytest.raises(Cancelled):
            sign(completed, out, cancel=lambda asked=asked: next(asked, True))
    assert list(out.glob("*")) == []


def test_a_countersigned_pdf_that_extends_another_pdf_is_not_verified(
    completed: tuple[Home, MadeReturn], tmp_path: Path
) -> None:
    """The second signature is genuine, but it signs a PDF that the completer did not sign."""
    from s11desk.bundle.container.container_reader import read_container
    from s11desk.bundle.container.container_writer import append_countersignature, bytes_member
    from s11desk.bundle.read_return import ContentFault
    from s11desk.signing.cms import sign_detached
    from s11desk.signing.identity.lifecycle import unlock

    forged = tmp_path / "forged.zip"
    forged.write_bytes(completed[1].path.read_bytes())
    signer = unlock(completed[0].approver, PASSPHRASE, NOON)
    with forged.open("r+b") as stream:
        facts = read_container(stream)
        other = bytes_member("audit-countersigned.pdf", b"%PDF-1.7 something else altogether")
        append_countersignature(stream, facts, other, lambda manifest: sign_detached(manifest, signer, NOON))
    verdict = verify_return(forged)
    assert all(signature.cms.is_valid for signature in verdict.read.signatures)
    assert verdict.read.content_fault is ContentFault.COUNTERSIGNED_DIFFERS
    assert not verdict.is_verified

"""What a person did with the returns that others sent them is known again on another day; nothing of the answers is."""

from __future__ import annotations

from pathlib import Path

from s11desk.app.audits.answers import save_answer
from s11desk.app.home.known_returns import awaits_next, forget_opened, opened_returns, returns_still_there
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.incoming import verify_received_return
from s11desk.app.returns.approving.approval_mail import changes_letter
from s11desk.app.returns.approving.countersign import find_approver
from s11desk.app.returns.approving.opened_returns import (
    ApprovedSent,
    ReturnTrace,
    find_sent_back,
    keep_words,
    note_approved,
    note_asked,
    note_opened,
    note_sent_back,
)
from s11desk.app.returns.making.make import make_return
from s11desk.domain.audits.audit import Answer, Person
from s11desk.domain.returns.return_changes import ReturnChanges
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails

PASSPHRASE = "correct horse battery"
HEAD = IdentityDetails("Bo Head", "Chair", "Riverside Trust", "bo@riverside.example")
LEAD = IdentityDetails("Amina Yusuf", "Manager", "Riverside Trust", "amina@riverside.example")


def two_returns(workspace: Workspace, audit_id: str, folder: Path) -> tuple[Path, Path]:
    people = (Person("completer", "Amina Yusuf", email="amina@riverside.example"), Person("substitute", "Kim"))
    save_answer(workspace, audit_id, Answer("agency", choice="gp"))
    save_answer(workspace, audit_id, Answer("people", people=people))
    save_answer(workspace, audit_id, Answer("policy", choice="na", reason="No children here"))
    create_identity(workspace.home.identity, LEAD, PASSPHRASE, workspace.clock())
    first = make_return(workspace, audit_id, folder, PASSPHRASE).path
    save_answer(workspace, audit_id, Answer("policy", choice="na", reason="A secret reason"))
    return first, make_return(workspace, audit_id, folder, PASSPHRASE).path


def awaited(workspace: Workspace) -> list[Path]:
    """The returns for which the person waits for the next."""
    files = opened_returns(workspace.home)
    return [Path(one.path) for one in files if awaits_next(one, files)]


def test_what_was_done_with_a_return_is_known_again(workspace: Workspace, audit_id: str, tmp_path: Path) -> None:
    first, second = two_returns(workspace, audit_id, tmp_path / "out")
    with Workspace(Home(tmp_path / "head"), workspace.clock) as head:

        def opened(path: Path) -> ReturnTrace:
            trace = note_opened(head, verify_received_return(head.home, path))
            assert trace is not None
            return trace

        one = verify_received_return(head.home, first)
        assert opened(first).before is None
        keep_words(head, one, "Name the lead")
        assert opened(first).file.words == "Name the lead"
        assert not awaited(head)
        note_asked(head, one, "Name the lead", "Kim Chair")
        likely = find_approver(head.home, verify_received_return(head.home, second)).likely
        assert likely is not None
        assert likely.name == "Kim Chair", "whoever typed a name need not type it again to approve"
        assert awaited(head) == [first]
        keep_words(head, one, "")
        trace = opened(second)
        assert not awaited(head), "the next one is here"
        assert trace.before is not None
        assert trace.before.asked is not None
        assert trace.before.asked_words == "Name the lead"
        assert trace.changes == ReturnChanges(("policy",))
        assert trace.earlier is not None
        assert trace.earlier.answer("policy").reason == "No children here"
        note_approved(head, verify_received_return(head.home, second), tmp_path / "approved.zip")
        reference, signer = trace.file.reference, trace.file.signer
        assert find_sent_back(head, "another", signer) is None
        assert find_sent_back(head, reference, signer) == ApprovedSent()
        sent = note_sent_back(head, reference, signer, is_sent=True)
        assert find_sent_back(head, reference, signer) == ApprovedSent(sent)
        assert note_sent_back(head, reference, signer, is_sent=False) is None
        assert find_sent_back(head, reference, signer) == ApprovedSent()
        again = opened(first)
        assert again.replaced_by is not None
        assert (again.replaced_by.number, again.replaced_by.approved_path) == (2, str(tmp_path / "approved.zip"))
        assert again.file.words == ""
        kept = head.home.opened_returns.read_text()
        assert "secret" not in kept
        assert "GP practice" not in kept
        assert (trace.file.agency, trace.file.topic) == ("Riverside Trust", "Sample topic, 2026")
        head.home.opened_returns.write_text('{"format":1,"files":[]}')
        assert opened_returns(head.home) == ()
        head.home.opened_returns.write_text(kept.replace('"format":5', '"format":6'))
        assert opened_returns(head.home) == ()
        head.home.opened_returns.write_text(kept)
        first.unlink()
        assert opened(second).changes is None
        assert [Path(file.path) for file in returns_still_there(head.home)] == [second]
        forget_opened(head.home, again.replaced_by)
        assert [file.number for file in opened_returns(head.home)] == [1]


def test_the_e_mail_that_asks_for_changes_is_signed_by_a_person_with_a_signature(
    workspace: Workspace, audit_id: str, tmp_path: Path
) -> None:
    first, _ = two_returns(workspace, audit_id, tmp_path / "out")
    with Workspace(Home(tmp_path / "head"), workspace.clock) as head:
        verdict = verify_received_return(head.home, first)

        def letter() -> str:
            trace = note_opened(head, verdict)
            assert trace is not None
            return changes_letter(verdict, "Say more", trace.reader).body

        assert letter().endswith("\n\nKind regards\n"), "whom the answers name is no sign of who reads it"
        create_identity(head.home.identity, HEAD, PASSPHRASE, head.clock())
        assert letter().endswith("\n\nKind regards\nBo Head\n")


def test_own_returns_and_strangers_copies_are_not_listed(workspace: Workspace, audit_id: str, tmp_path: Path) -> None:
    first, second = two_returns(workspace, audit_id, tmp_path / "out")
    assert note_opened(workspace, verify_received_return(workspace.home, first)) is None
    with Workspace(Home(tmp_path / "head"), workspace.clock) as head:
        broken = tmp_path / "broken.zip"
        broken.write_bytes(first.read_bytes()[:-200])
        assert note_opened(head, verify_received_return(head.home, broken)) is None
        note_opened(head, verify_received_return(head.home, second))
        assert len(opened_returns(head.home)) == 1
    assert opened_returns(workspace.home) == ()

"""An audit begins with the answers of a return file: only of one that was read, checked and is unchanged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from s11desk.app.audits.bring_forward import bring_forward, find_forward, work_of_return
from s11desk.app.audits.drafts import begin_draft, list_drafts
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.incoming import verify_received_return
from s11desk.app.returns.making.make import MadeReturn
from s11desk.app.returns.verifying.not_verified import ReturnNotVerified
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.errors.return_errors import ReturnChanged
from s11desk.topics.pack import topic_digest
from tests.app.conftest import SteppingClock, keep
from tests.app.test_returning import TOPIC, exported, signed_home, workspace

__all__ = ["exported", "signed_home", "workspace"]

NEXT = msgspec.structs.replace(TOPIC, id="sample-2027", year="2027")


@pytest.fixture
def new_home(tmp_path: Path) -> Home:
    """Another computer, on which nothing was ever done."""
    home = Home(tmp_path / "new")
    with Workspace(home, SteppingClock()) as opened:
        keep(opened, NEXT)
    return home


def test_answers_and_actions_come_over_from_a_return_and_files_if_they_are_wanted(
    exported: MadeReturn, new_home: Home
) -> None:
    verdict = verify_received_return(new_home, exported.path)
    with Workspace(new_home, SteppingClock()) as there:
        work = work_of_return(there, verdict)
        assert work.is_foreign
        forward = find_forward(there, work, "sample-2027")
        plain, whole = bring_forward(there, forward), bring_forward(there, forward, with_files=True)
        assert {one.question for one in plain.audit.answers} == {"policy", "story"}
        assert all(one.unconfirmed for one in plain.audit.answers)
        assert plain.audit.evidence == ()
        assert [one.name for one in whole.audit.evidence] == ["Café – plan (1).png"]
        there.vault.verify(whole.audit.evidence[0].sha256, whole.audit.evidence[0].size)
        assert plain.audit.agency == "Riverside / Trust"
        assert not work_of_return(there, verdict).is_foreign


def test_a_return_of_the_same_questions_can_begin_a_new_audit(workspace: Workspace, exported: MadeReturn) -> None:
    work = work_of_return(workspace, verify_return(exported.path))
    forward = find_forward(workspace, work, "sample")
    assert topic_digest(forward.topic) == work.audit.topic_digest
    assert all(one.unconfirmed for one in bring_forward(workspace, forward).audit.answers)


CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "a byte": lambda whole: whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:],
    "cut short": lambda whole: whole[:-1],
    "something else": lambda _: b"Dear partnership",
    "the answers changed": lambda whole: whole.replace(b'"choice": "yes"', b'"choice": "no_"'),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_or_foreign_file_is_refused_with_its_reason(
    workspace: Workspace, exported: MadeReturn, tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "changed.zip"
    path.write_bytes(change(exported.path.read_bytes()))
    before = list_drafts(workspace)
    with pytest.raises(ReturnNotVerified) as refused:
        work_of_return(workspace, verify_return(path))
    assert refused.value.verdict.unverified is not None
    assert list_drafts(workspace) == before


def test_a_return_that_was_exchanged_since_gives_no_files_and_no_audit(
    workspace: Workspace, exported: MadeReturn, tmp_path: Path
) -> None:
    path = tmp_path / "received.zip"
    path.write_bytes(exported.path.read_bytes())
    forward = find_forward(workspace, work_of_return(workspace, verify_return(path)), "sample")
    path.write_bytes(b"another file")
    before = list_drafts(workspace)
    with pytest.raises(ReturnChanged):
        bring_forward(workspace, forward, with_files=True)
    assert list_drafts(workspace) == before


def test_another_agency_is_named_only_if_no_audit_here_is_from_it(workspace: Workspace, exported: MadeReturn) -> None:
    begin_draft(workspace, "sample", "RIVERSIDE / Trust")
    assert not work_of_return(workspace, verify_return(exported.path)).is_foreign

"""What is kept beside an audit and a person would miss moves along: the e-mail log, decisions, half-typed text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft, list_drafts
from s11desk.app.audits.identifier_review import accept_identifier, review_identifiers
from s11desk.app.audits.resume import ResumePoint, Unparsed, find_resume_point, remember_resume_point
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.moves.take_in_home import look_into_home_file, take_in_home
from s11desk.app.moves.unlock_file import close_file
from s11desk.app.moves.write_home_file import write_home_file
from s11desk.domain.audits.audit import Answer, ReturnRecord
from s11desk.domain.audits.flow import Step, StepKind
from s11desk.domain.keeping.moved_audit import Relation
from s11desk.domain.returns.prepared_as import PreparedAs
from s11desk.errors.move_errors import DraftFileFault, DraftFileRefused
from s11desk.signing.signature_facts import SignerFacts
from s11desk.store.drafts.mail_log import ApprovedFile, Prepared, all_prepared, keep_prepared
from tests.app.conftest import SteppingClock, keep
from tests.moves.conftest import PASSPHRASE, bring_in, give, move
from tests.moves.making_draft_files import Parts, pack, parts_of, read, with_json
from tests.samples import NOON, small_topic

REFERENCE = "a-1"
NUMBER = "943 476 5919"
HEAD = SignerFacts("Bo Head", "Head", "Riverside", "bo@riverside.example", "ab" * 32, "ABAB")
POINT = ResumePoint(Step(StepKind.QUESTION, "reviewed"), field="date", unparsed=(Unparsed("soon", "reviewed"),))


@pytest.fixture
def used(workspace: Workspace, audit_id: str) -> str:
    return use(workspace, audit_id)


def use(workspace: Workspace, audit_id: str) -> str:
    """Give it a return that was approved and sent, a number that may stay, and a date that is none yet."""
    save_answer(workspace, audit_id, Answer("policy", choice="yes", comment=NUMBER))
    (found,) = review_identifiers(workspace, audit_id)
    accept_identifier(workspace, audit_id, found.finding, workspace.stamp())
    with workspace.drafts.changing(audit_id, workspace.stamp()) as change:
        change.record_return(ReturnRecord(1, REFERENCE, NOON, "", ""))
    approved = ApprovedFile(b"/home/sam/approved.zip", "cd" * 32, (HEAD,))
    for entry in (Prepared(NOON, REFERENCE, PreparedAs.APPROVED, approved=approved), sent(REFERENCE)):
        keep_prepared(workspace.drafts, audit_id, entry)
    remember_resume_point(workspace, audit_id, POINT)
    return audit_id


def sent(reference: str) -> Prepared:
    return Prepared(NOON, reference, PreparedAs.SENT, ("wscp@example.org",))


def has_everything(workspace: Workspace, audit_id: str) -> bool:
    (summary,) = [one for one in list_drafts(workspace) if one.id == audit_id]
    (found,) = review_identifiers(workspace, audit_id)
    log = all_prepared(workspace.drafts, audit_id)
    names = [signer.name for entry in log if entry.approved is not None for signer in entry.approved.signers]
    is_left_off = find_resume_point(workspace, audit_id) == POINT
    return (summary.sent, names, found.decision is not None, is_left_off) == (NOON, ["Bo Head"], True, True)


def test_nothing_that_a_person_would_miss_stays_behind(
    workspace: Workspace, laptop: Workspace, used: str, tmp_path: Path
) -> None:
    path = move(workspace, used, tmp_path / "moved.s11draft")
    assert read(path.read_bytes()).draft.format == 3
    assert b"/home/sam" not in path.read_bytes()
    bring_in(laptop, path)
    assert has_everything(laptop, used)


def test_a_whole_home_takes_it_along_too(workspace: Workspace, laptop: Workspace, used: str, tmp_path: Path) -> None:
    seen = look_into_home_file(laptop, write_home_file(workspace, tmp_path / "all", PASSPHRASE).path, PASSPHRASE)
    take_in_home(laptop, seen)
    close_file(laptop, seen)
    assert has_everything(laptop, used)


def test_it_comes_back_once_with_what_was_added_elsewhere(
    workspace: Workspace, laptop: Workspace, used: str, tmp_path: Path
) -> None:
    bring_in(laptop, move(workspace, used, tmp_path / "there.s11draft"))
    keep_prepared(laptop.drafts, used, Prepared(NOON, REFERENCE, PreparedAs.NOT_SENT))
    back = bring_in(workspace, move(laptop, used, tmp_path / "back.s11draft"))
    assert back.relation is Relation.SAME
    log = all_prepared(workspace.drafts, used)
    assert [entry.how for entry in log] == [PreparedAs.APPROVED, PreparedAs.SENT, PreparedAs.NOT_SENT]
    assert log[0].approved is not None
    assert log[0].approved.path == b"/home/sam/approved.zip"


def test_a_copy_for_a_colleague_has_none_of_it_and_stays_readable_by_older_programs(
    workspace: Workspace, used: str, tmp_path: Path
) -> None:
    content = give(workspace, used, tmp_path / "copy.s11draft").read_bytes()
    assert read(content).draft.format == 1
    assert b"beside" not in content


def test_an_audit_without_any_of_it_is_written_as_before(workspace: Workspace, audit_id: str, tmp_path: Path) -> None:
    remember_resume_point(workspace, audit_id, ResumePoint(Step(StepKind.CHECK), scroll=40))
    assert read(move(workspace, audit_id, tmp_path / "moved.s11draft").read_bytes()).draft.format == 1


def test_what_no_file_may_say_never_stops_a_move(workspace: Workspace, audit_id: str, tmp_path: Path) -> None:
    keep_prepared(workspace.drafts, audit_id, sent("of a return that is not here"))
    remember_resume_point(workspace, audit_id, ResumePoint(Step(StepKind.CHECK), unparsed=(Unparsed("x", "gone"),)))
    assert read(move(workspace, audit_id, tmp_path / "moved.s11draft").read_bytes()).draft.format == 1


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    folder = tmp_path_factory.mktemp("beside")
    with Workspace(Home(folder / "home"), SteppingClock()) as workspace:
        keep(workspace, small_topic())
        audit_id = use(workspace, begin_draft(workspace, "sample", "Riverside Trust").audit.id)
        return parts_of(move(workspace, audit_id, folder / "moved.s11draft").read_bytes())


ENTRY = {"at": "2026-03-02T12:00:00Z", "reference": REFERENCE, "how": "sent"}
SIGNER = {"name": "B", "job_title": "", "organisation": "", "email": "", "fingerprint": "ab" * 32, "spoken": ""}
APPROVED = {"path": "", "sha256": "cd" * 32, "signers": [SIGNER]}
DECISION = {"fingerprint": "ab" * 16, "at": "2026-03-02T12:00:00Z", "who": "sam"}
SALT = "ab" * 32
PLACE: dict[str, Any] = {
    "step": {"kind": "check", "question": ""}, "scroll": 0, "field": "", "caret": 0,
    "unread": [{"text": "soon", "question": "reviewed", "action": ""}],
}  # fmt: skip
MADE_UP: dict[str, dict[str, Any]] = {
    "nothing": {},
    "an unknown key": {"prepared": [ENTRY], "extra": 1},
    "a return that is not in the file": {"prepared": [ENTRY | {"reference": "b-1"}]},
    "a time without a zone": {"prepared": [ENTRY | {"at": "2026-03-02T12:00:00"}]},
    "a way that nobody sends": {"prepared": [ENTRY | {"how": "pigeon"}]},
    "an endless address": {"prepared": [ENTRY | {"to": ["a" * 1_001]}]},
    "an address of two lines": {"prepared": [ENTRY | {"to": ["a\nb"]}]},
    "a return that the person handed to the partnership themselves": {"prepared": [ENTRY | {"by_hand": True}]},
    "changes without words": {"prepared": [ENTRY | {"how": "changes"}]},
    "words that nobody asked for": {"prepared": [ENTRY | {"words": "Add the date"}]},
    "endless words": {"prepared": [ENTRY | {"how": "changes", "words": "a" * 100_001}]},
    "a path": {"prepared": [ENTRY | {"how": "approved", "approved": APPROVED | {"path": "L2V0Yw=="}}]},
    "an approved file without a digest": {"prepared": [ENTRY | {"approved": APPROVED | {"sha256": "x"}}]},
    "a signer without a fingerprint": {
        "prepared": [ENTRY | {"approved": APPROVED | {"signers": [SIGNER | {"fingerprint": "x"}]}}]
    },
    "a secret without a decision": {"salt": SALT},
    "a decision without a secret": {"accepted": [DECISION]},
    "a short secret": {"salt": "ab", "accepted": [DECISION]},
    "one decision twice": {"salt": SALT, "accepted": [DECISION, DECISION]},
    "a decision on nothing": {"salt": SALT, "accepted": [DECISION | {"fingerprint": "../x"}]},
    "a decision of two lines": {"salt": SALT, "accepted": [DECISION | {"who": "a\nb"}]},
    "a place with nothing typed": {"resume": PLACE | {"unread": []}},
    "a place on no question": {"resume": PLACE | {"step": {"kind": "question", "question": "x"}}},
    "a place above the page": {"resume": PLACE | {"scroll": -1}},
    "an endless text": {"resume": PLACE | {"unread": [{"text": "a" * 1_001, "question": "reviewed", "action": ""}]}},
    "a text on no question": {"resume": PLACE | {"unread": [{"text": "a", "question": "x", "action": ""}]}},
    "a text on two things": {"resume": PLACE | {"unread": [{"text": "a", "question": "x", "action": "A1"}] * 2}},
}


@pytest.mark.parametrize("name", MADE_UP)
def test_what_somebody_made_up_beside_an_audit_is_refused(parts: Parts, name: str) -> None:
    with pytest.raises(DraftFileRefused) as raised:
        read(pack(with_json(parts, beside=MADE_UP[name])))
    assert raised.value.fault is DraftFileFault.DATA


SOUND: dict[str, Callable[[Parts], Parts]] = {
    "an entry": lambda p: with_json(p, beside={"prepared": [ENTRY]}),
    "an approved file": lambda p: with_json(p, beside={"prepared": [ENTRY | {"to": ["a"], "approved": APPROVED}]}),
    "changes": lambda p: with_json(p, beside={"prepared": [ENTRY | {"how": "changes", "words": "a\nb"}]}),
    "a decision": lambda p: with_json(p, beside={"salt": SALT, "accepted": [DECISION]}),
    "a place": lambda p: with_json(p, beside={"resume": PLACE}),
}


@pytest.mark.parametrize("name", SOUND)
def test_the_samples_of_made_up_files_are_sound_but_for_their_fault(parts: Parts, name: str) -> None:
    assert read(pack(SOUND[name](parts))).draft.format == 3


def test_that_a_person_sent_it_to_the_approver_themselves_moves_along_in_a_newer_format(
    workspace: Workspace, laptop: Workspace, used: str, tmp_path: Path
) -> None:
    by_hand = Prepared(NOON, REFERENCE, PreparedAs.TO_APPROVER, by_hand=True)
    keep_prepared(workspace.drafts, used, by_hand)
    path = move(workspace, used, tmp_path / "moved.s11draft")
    assert read(path.read_bytes()).draft.format == 5
    bring_in(laptop, path)
    assert all_prepared(laptop.drafts, used)[-1] == by_hand


def test_a_copy_that_has_it_is_refused(parts: Parts) -> None:
    with pytest.raises(DraftFileRefused):
        read(pack(with_json(parts, purpose="copy", audit={"exports": None})))

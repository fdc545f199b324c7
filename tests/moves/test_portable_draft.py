"""An audit moves as one file: whole, once, and never over what is there."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import draft_history, list_drafts, open_draft
from s11desk.app.audits.private_notes import save_note
from s11desk.app.audits.undo import undo_last
from s11desk.app.home.workspace import Workspace
from s11desk.app.moves.draft_format import UnreadableDraftFile, values_of
from s11desk.app.moves.take_in_draft import look_into_draft_file, take_audit_back, take_in
from s11desk.app.moves.unlock_file import close_file
from s11desk.app.moves.write_draft_file import MoveChoice, write_draft_file
from s11desk.domain.audits.audit import Answer, PrivateNote
from s11desk.domain.keeping.moved_audit import MovePurpose, Relation
from s11desk.errors.draft_errors import AuditHandedOver
from s11desk.errors.evidence_errors import EvidenceGone
from s11desk.errors.file_errors import FileExists
from s11desk.errors.move_errors import DraftFileChanged
from s11desk.errors.passphrase_errors import PassphraseMissing, PassphraseTooShort, PassphraseWrong
from s11desk.store.rows.draft_content import content_of
from s11desk.store.rows.journal import EventKind, JournalEntry
from tests.moves.conftest import PASSPHRASE, bring_in, give, move
from tests.samples import NOON


def lines(workspace: Workspace, audit_id: str) -> list[tuple[str, str, str]]:
    return [(entry.what.value, entry.subject, entry.new) for entry in draft_history(workspace, audit_id)]


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE])
def test_a_handed_over_audit_arrives_whole_with_its_id_history_files_and_notes(
    workspace: Workspace, laptop: Workspace, audit_id: str, tmp_path: Path, passphrase: str
) -> None:
    path = move(workspace, audit_id, tmp_path / "out" / "a.s11draft", passphrase=passphrase)
    there = bring_in(laptop, path, passphrase)
    assert (there.audit, there.relation) == (audit_id, Relation.NEW)
    before, after = open_draft(workspace, audit_id), open_draft(laptop, audit_id)
    assert content_of(after.audit) == content_of(before.audit)
    assert (after.audit.changed, after.audit.begun, after.notes) == (
        before.audit.changed,
        before.audit.begun,
        before.notes,
    )
    for item in after.audit.evidence:
        laptop.vault.verify(item.sha256, item.size)
    assert lines(workspace, audit_id)[-1][0] == EventKind.HANDED_OVER
    assert lines(laptop, audit_id)[:-1] == lines(workspace, audit_id)[:-1]
    assert lines(laptop, audit_id)[-1][0] == EventKind.TAKEN_IN
    assert not list(laptop.home.work.iterdir())


def test_after_a_move_work_goes_on_there_and_undo_reaches_back(
    workspace: Workspace, laptop: Workspace, audit_id: str, tmp_path: Path
) -> None:
    bring_in(laptop, move(workspace, audit_id, tmp_path / "a.s11draft"))
    save_answer(laptop, audit_id, Answer("story", text="On the laptop"))
    undo_last(laptop, audit_id)
    undo_last(laptop, audit_id)
    assert open_draft(laptop, audit_id).audit.answer("reviewed").comment == ""
    assert open_draft(laptop, audit_id).audit.answer("story").text == "Once, in Zürich"


def test_a_handed_over_audit_can_be_read_but_not_changed_until_it_is_taken_back(
    workspace: Workspace, audit_id: str, tmp_path: Path
) -> None:
    move(workspace, audit_id, tmp_path / "a.s11draft")
    assert list_drafts(workspace)[0].handed_over is not None
    for change in (
        lambda: save_answer(workspace, audit_id, Answer("story", text="Here")),
        lambda: save_note(workspace, audit_id, PrivateNote("story", "Here")),
        lambda: undo_last(workspace, audit_id),
        lambda: move(workspace, audit_id, tmp_path / "b.s11draft"),
    ):
        with pytest.raises(AuditHandedOver):
            change()
    assert not (tmp_path / "b.s11draft").exists()
    take_audit_back(workspace, audit_id)
    save_answer(workspace, audit_id, Answer("story", text="Here"))
    assert [line[0] for line in lines(workspace, audit_id)[-3:]] == ["handed-over", "taken-back", "answered"]


def test_an_audit_comes_back_with_what_was_done_elsewhere_as_often_as_it_moves(
    workspace: Workspace, laptop: Workspace, audit_id: str, tmp_path: Path
) -> None:
    here, there = workspace, laptop
    for turn in range(4):
        path = move(here, audit_id, tmp_path / f"{turn}.s11draft", notes=turn != 2)
        moved = bring_in(there, path)
        assert moved.relation is (Relation.NEW if turn == 0 else Relation.NEWER)
        save_answer(there, audit_id, Answer("story", text=f"Turn {turn}"))
        assert open_draft(there, audit_id).notes == (PrivateNote("story", "Ask Kim"),)
        here, there = there, here
    stories = [line[2] for line in lines(here, audit_id) if line[:2] == ("answered", "story")]
    assert len(stories) == 5
    assert len({draft.id for draft in list_drafts(workspace)}) == 1


def test_an_audit_that_went_on_in_both_places_is_taken_in_beside_and_nothing_is_lost(
    workspace: Workspace, laptop: Workspace, audit_id: str, tmp_path: Path
) -> None:
    bring_in(laptop, move(workspace, audit_id, tmp_path / "a.s11draft"))
    take_audit_back(workspace, audit_id)
    save_answer(workspace, audit_id, Answer("story", text="Here"))
    save_answer(laptop, audit_id, Answer("story", text="There"))
    came = bring_in(workspace, move(laptop, audit_id, tmp_path / "b.s11draft"))
    assert came.relation is Relation.FORKED
    assert came.audit != audit_id
    assert open_draft(workspace, audit_id).audit.answer("story").text == "Here"
    assert open_draft(workspace, came.audit).audit.answer("story").text == "There"


def test_a_file_with_nothing_new_changes_no_answer_and_gives_the_audit_back(
    workspace: Workspace, audit_id: str, tmp_path: Path
) -> None:
    path = move(workspace, audit_id, tmp_path / "a.s11draft")
    assert bring_in(workspace, path).relation is Relation.SAME
    save_answer(workspace, audit_id, Answer("story", text="Later"))
    assert bring_in(workspace, path).relation is Relation.SAME
    assert open_draft(workspace, audit_id).audit.answer("story").text == "Later"


def test_a_copy_gets_another_id_each_time_and_no_returns_and_leaves_the_original_alone(
    workspace: Workspace, laptop: Workspace, audit_id: str, tmp_path: Path
) -> None:
    path = give(workspace, audit_id, tmp_path / "a.s11draft")
    ids = {bring_in(there, path).audit for there in (laptop, laptop, workspace)}
    assert len(ids | {audit_id}) == 4
    save_answer(workspace, audit_id, Answer("story", text="Mine"))
    draft = open_draft(laptop, list_drafts(laptop)[0].id)
    assert draft.audit.exports == ()
    assert draft.notes == ()
    assert draft.audit.answer("policy").comment == "Not yet"


def test_the_file_is_its_owners_alone_and_takes_the_place_of_no_other(
    workspace: Workspace, audit_id: str, tmp_path: Path
) -> None:
    taken = tmp_path / "a.s11draft"
    taken.write_text("mine")
    with pytest.raises(FileExists):
        move(workspace, audit_id, taken)
    assert taken.read_text() == "mine"
    save_answer(workspace, audit_id, Answer("story", text="Still mine"))
    path = move(workspace, audit_id, tmp_path / "b.s11draft")
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_attached_file_that_is_gone_stops_the_move_and_the_audit_stays_here(
    workspace: Workspace, audit_id: str, tmp_path: Path
) -> None:
    item = open_draft(workspace, audit_id).audit.evidence[0]
    workspace.vault.path(item.sha256).unlink()
    with pytest.raises(EvidenceGone) as raised:
        move(workspace, audit_id, tmp_path / "a.s11draft")
    assert raised.value.name == item.name
    save_answer(workspace, audit_id, Answer("story", text="Still here"))
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


def test_a_file_under_a_passphrase_opens_with_that_passphrase_alone(
    workspace: Workspace, laptop: Workspace, audit_id: str, tmp_path: Path
) -> None:
    with pytest.raises(PassphraseTooShort):
        move(workspace, audit_id, tmp_path / "a.s11draft", passphrase="short")
    path = move(workspace, audit_id, tmp_path / "a.s11draft", passphrase=PASSPHRASE)
    assert "Zürich".encode() not in path.read_bytes()
    with pytest.raises(PassphraseMissing):
        look_into_draft_file(laptop, path)
    with pytest.raises(PassphraseWrong):
        look_into_draft_file(laptop, path, "three other words")
    assert not list(laptop.home.work.glob("opened-*"))
    seen = look_into_draft_file(laptop, path, PASSPHRASE)
    close_file(laptop, seen)
    assert seen.copy is not None
    assert not seen.copy.exists()


def test_a_file_that_was_exchanged_after_a_person_looked_is_not_taken_in(
    workspace: Workspace, laptop: Workspace, audit_id: str, tmp_path: Path
) -> None:
    path = give(workspace, audit_id, tmp_path / "a.s11draft")
    seen = look_into_draft_file(laptop, path)
    save_answer(workspace, audit_id, Answer("story", text="Other"))
    path.unlink()
    give(workspace, audit_id, path)
    with pytest.raises(DraftFileChanged):
        take_in(laptop, seen)
    assert list_drafts(laptop) == ()


def test_no_key_and_nothing_of_other_audits_is_in_the_file(workspace: Workspace, audit_id: str, tmp_path: Path) -> None:
    workspace.home.identity.parent.mkdir()
    workspace.home.identity.write_bytes(b"sealed key")
    path = tmp_path / "a.s11draft"
    write_draft_file(workspace, audit_id, path, MoveChoice(MovePurpose.HAND_OVER, notes=False))
    content = path.read_bytes()
    assert b"sealed key" not in content
    assert b"Ask Kim" not in content


@pytest.mark.parametrize("kind", EventKind)
def test_every_kind_of_line_that_a_history_has_can_be_in_a_portable_draft(kind: EventKind) -> None:
    assert values_of(JournalEntry(NOON, "kim", kind, "", "", "")) == ()
    with pytest.raises(UnreadableDraftFile):
        values_of(JournalEntry(NOON, "kim", kind, "", "", "[]"))

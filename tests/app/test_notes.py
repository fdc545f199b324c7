"""Private notes are in the drafts and their backups, and nowhere else."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import msgspec
import pytest

from s11desk.app.audits.drafts import draft_history, open_draft
from s11desk.app.audits.private_notes import save_note
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.audit import PrivateNote
from s11desk.errors.answer_errors import ChangedElsewhere, QuestionUnknown
from s11desk.errors.draft_errors import AuditUnknown

SECRET = "Ask Kim about the missing minutes"


def test_notes_are_saved_as_typed_in_the_order_of_the_topic(workspace: Workspace, audit_id: str) -> None:
    save_note(workspace, audit_id, PrivateNote("story", "Second\r\n  line\x00"))
    save_note(workspace, audit_id, PrivateNote("3", SECRET))
    kept = (PrivateNote("policy", SECRET), PrivateNote("story", "Second\n  line\N{REPLACEMENT CHARACTER}"))
    with Workspace(workspace.home) as second:
        assert open_draft(second, audit_id).notes == kept
    save_note(workspace, audit_id, PrivateNote("story", " \n"))
    assert open_draft(workspace, audit_id).notes == kept[:1]


def test_a_note_is_in_the_backup_but_not_in_the_audit_or_history(workspace: Workspace, audit_id: str) -> None:
    before = open_draft(workspace, audit_id).audit
    save_note(workspace, audit_id, PrivateNote("policy", SECRET))
    assert open_draft(workspace, audit_id).audit == before
    assert SECRET.encode() not in msgspec.json.encode(draft_history(workspace, audit_id))
    assert len(draft_history(workspace, audit_id)) == 1
    for backup in workspace.home.backups.iterdir():
        backup.unlink()
    Workspace(workspace.home).close()
    (backup,) = workspace.home.backups.iterdir()
    with closing(sqlite3.connect(backup)) as copy:
        assert copy.execute("SELECT text FROM private_note").fetchall() == [(SECRET,)]


def test_a_note_changed_elsewhere_is_not_overwritten(workspace: Workspace, audit_id: str) -> None:
    with Workspace(workspace.home) as second:
        save_note(second, audit_id, PrivateNote("policy", "Theirs"))
    with pytest.raises(ChangedElsewhere) as conflict:
        save_note(workspace, audit_id, PrivateNote("policy", "Mine"), base=PrivateNote("policy", ""))
    assert conflict.value.question == "3"
    assert open_draft(workspace, audit_id).notes == (PrivateNote("policy", "Theirs"),)
    save_note(workspace, audit_id, PrivateNote("policy", "Mine"), base=PrivateNote("policy", "Theirs"))
    assert open_draft(workspace, audit_id).notes == (PrivateNote("policy", "Mine"),)


def test_a_note_needs_an_existing_draft_and_question(workspace: Workspace, audit_id: str) -> None:
    for draft, asked, code in (("nothing", "policy", AuditUnknown), (audit_id, "polcy", QuestionUnknown)):
        with pytest.raises(code):
            save_note(workspace, draft, PrivateNote(asked, SECRET))

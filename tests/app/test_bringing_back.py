"""One audit comes back from a copy: in place and undone by "Undo", beside, or whole; nothing else changes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import PastedFile, attach_bytes, detach
from s11desk.app.audits.bring_back_audit import bring_audit_back, print_copy_of_audit
from s11desk.app.audits.drafts import begin_draft, draft_history, open_draft
from s11desk.app.audits.private_notes import save_note
from s11desk.app.audits.undo import redo_last, undo_last
from s11desk.app.home.drafts_copies import list_copies
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.audit import Answer, Audit, PrivateNote
from s11desk.domain.keeping.drafts_copy import CopyKind
from s11desk.errors.draft_errors import AuditDamaged, AuditUnknown, DraftsDamaged
from s11desk.store.rows.draft_content import DraftContent, content_of
from s11desk.store.rows.journal import EventKind
from tests.app.conftest import SteppingClock
from tests.app.test_attaching import picture
from tests.damage import damage_rows


@pytest.fixture
def backup(workspace: Workspace, audit_id: str) -> Path:
    """A backup of an audit with answers, an action plan, a file and a note; since then all of them have changed."""
    save_answer(workspace, audit_id, Answer("story", text="Yesterday"))
    save_answer(workspace, audit_id, Answer("policy", choice="no", comment="As it was"))
    attach_bytes(workspace, audit_id, "policy", PastedFile("minutes.png", picture("red")))
    save_note(workspace, audit_id, PrivateNote("story", "Ask Kim"))
    workspace.back_up()
    made = list_copies(workspace.home)[0].copy.path
    save_answer(workspace, audit_id, Answer("story", text="Today"))
    save_answer(workspace, audit_id, Answer("policy", choice="yes"))
    detach(workspace, audit_id, open_draft(workspace, audit_id).audit.evidence[0].id)
    attach_bytes(workspace, audit_id, "policy", PastedFile("new.png", picture("blue")))
    return made


def content(workspace: Workspace, audit_id: str) -> DraftContent:
    return content_of(open_draft(workspace, audit_id).audit)


def in_backup(backup: Path, workspace: Workspace, audit_id: str) -> Audit:
    from s11desk.app.home.copy_workspace import open_copy

    with open_copy(workspace.home, backup, workspace.clock) as earlier:
        return open_draft(earlier, audit_id).audit


def test_an_audit_comes_back_in_place_and_undo_brings_today_back(
    workspace: Workspace, audit_id: str, backup: Path
) -> None:
    today = content(workspace, audit_id)
    before = backup.read_bytes()
    done = bring_audit_back(workspace, backup, audit_id)
    assert (done.audit, done.missing) == (audit_id, ())
    yesterday = content(workspace, audit_id)
    assert yesterday == content_of(in_backup(backup, workspace, audit_id))
    assert yesterday != today
    assert draft_history(workspace, audit_id)[-1].what is EventKind.RESTORED
    undo_last(workspace, audit_id)
    assert content(workspace, audit_id) == today
    redo_last(workspace, audit_id)
    assert content(workspace, audit_id) == yesterday
    undo_last(workspace, audit_id)
    undo_last(workspace, audit_id)
    assert [item.name for item in open_draft(workspace, audit_id).audit.evidence] == []
    assert backup.read_bytes() == before


def test_an_audit_comes_back_beside_and_the_present_one_stays(
    workspace: Workspace, audit_id: str, backup: Path
) -> None:
    today = open_draft(workspace, audit_id)
    done = bring_audit_back(workspace, backup, audit_id, beside=True)
    assert done.audit != audit_id
    assert open_draft(workspace, audit_id) == today
    assert content(workspace, done.audit) == content_of(in_backup(backup, workspace, audit_id))
    assert open_draft(workspace, done.audit).notes == (PrivateNote("story", "Ask Kim"),)


def test_a_note_that_is_there_now_is_not_replaced(workspace: Workspace, audit_id: str, backup: Path) -> None:
    save_note(workspace, audit_id, PrivateNote("story", "Asked Kim"))
    bring_audit_back(workspace, backup, audit_id)
    assert open_draft(workspace, audit_id).notes == (PrivateNote("story", "Asked Kim"),)


def test_an_audit_that_the_home_does_not_have_comes_back_with_its_history(
    workspace: Workspace, audit_id: str, backup: Path, tmp_path: Path
) -> None:
    from s11desk.app.home.paths import Home

    there = in_backup(backup, workspace, audit_id)
    with Workspace(Home(tmp_path / "another computer"), SteppingClock()) as other:
        done = bring_audit_back(other, backup, audit_id)
        assert done.missing == ("minutes.png",)
        draft = open_draft(other, audit_id)
        assert draft.audit == there
        assert draft.notes == (PrivateNote("story", "Ask Kim"),)
        kinds = [entry.what for entry in draft_history(other, audit_id)]
        assert kinds[0] is EventKind.BEGUN
        assert kinds[-1] is EventKind.RESTORED
        save_answer(other, audit_id, Answer("story", text="Goes on"))


def test_an_audit_that_is_damaged_now_is_replaced_and_the_damaged_drafts_are_set_aside(
    workspace: Workspace, audit_id: str, backup: Path
) -> None:
    other = begin_draft(workspace, "sample", "Another").audit.id
    with closing(sqlite3.connect(workspace.home.database)) as connection, connection:
        damage_rows(connection, "UPDATE answer SET body = replace(body, 'Today', 'Later') WHERE audit = ?", (audit_id,))
    with pytest.raises(AuditDamaged):
        open_draft(workspace, audit_id)
    there = in_backup(backup, workspace, audit_id)
    bring_audit_back(workspace, backup, audit_id)
    assert open_draft(workspace, audit_id).audit == there
    assert open_draft(workspace, other).audit.agency == "Another"
    aside = [seen.copy for seen in list_copies(workspace.home) if seen.copy.kind is CopyKind.SET_ASIDE]
    assert [copy.audits for copy in aside] == [2]


def test_looking_at_an_audit_in_a_copy_writes_a_pdf_and_changes_nothing(
    workspace: Workspace, audit_id: str, backup: Path
) -> None:
    today, before = open_draft(workspace, audit_id), backup.read_bytes()
    pdf = print_copy_of_audit(workspace.home, backup, audit_id, workspace.clock)
    assert pdf.read_bytes().startswith(b"%PDF")
    assert open_draft(workspace, audit_id) == today
    assert backup.read_bytes() == before
    assert [folder.name for folder in workspace.home.work.iterdir()] == [pdf.parent.name]


def test_what_a_copy_does_not_have_or_a_damaged_copy_is_refused(
    workspace: Workspace, audit_id: str, backup: Path
) -> None:
    today = open_draft(workspace, audit_id)
    with pytest.raises(AuditUnknown):
        bring_audit_back(workspace, backup, "zzzz-zzzz")
    backup.write_bytes(b"Dear partnership, " * 500)
    with pytest.raises(DraftsDamaged) as refused:
        bring_audit_back(workspace, backup, audit_id)
    assert refused.value == DraftsDamaged(path=backup)
    assert open_draft(workspace, audit_id) == today

"""The sizes of local data, restored backups, and the deletion of evidence that no draft refers to."""

from __future__ import annotations

import os
import time
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import PastedFile, attach_bytes, detach
from s11desk.app.audits.drafts import open_draft
from s11desk.app.audits.private_notes import save_note
from s11desk.app.home.drafts_copies import list_copies
from s11desk.app.home.local_data import (
    HomePartKind,
    UnusedEvidence,
    clean_up_evidence,
    measure_home,
    restore_backup,
    unused_evidence,
)
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.audit import Answer, PrivateNote
from s11desk.errors.draft_errors import DraftsLocked
from s11desk.errors.file_errors import FolderUnwritable
from s11desk.evidence.vault import StoredFile, UnreferencedFile, Vault
from tests.app.conftest import SteppingClock
from tests.app.test_attaching import picture
from tests.samples import NOON


def age(home: Home) -> None:
    """Make every file in the vault an hour old."""
    for path in home.vault.rglob("*"):
        os.utime(path, (time.time() - 3600,) * 2)


def test_sizes_equal_those_on_the_disk(workspace: Workspace, audit_id: str) -> None:
    attach_bytes(workspace, audit_id, "policy", PastedFile("a.png", picture()))
    held = {one.kind: one for one in measure_home(workspace.home)}
    assert held[HomePartKind.EVIDENCE].size == len(picture())
    assert held[HomePartKind.EVIDENCE].files == 1
    assert held[HomePartKind.BACKUPS].size == sum(seen.copy.size for seen in list_copies(workspace.home))
    assert held[HomePartKind.DRAFTS].path == workspace.home.database
    assert held[HomePartKind.HOME].size == sum(path.stat().st_size for path in files_in(workspace.home))
    parts = [one for kind, one in held.items() if kind is not HomePartKind.HOME]
    assert held[HomePartKind.HOME].size == sum(part.size for part in parts)
    assert held[HomePartKind.HOME].files == sum(part.files for part in parts)


def unused(workspace: Workspace) -> UnusedEvidence:
    found = unused_evidence(workspace.home)
    assert found is not None
    return found


def files_in(home: Home) -> list[Path]:
    return [path for path in home.folder.rglob("*") if path.is_file()]


def test_a_missing_home_has_size_zero(tmp_path: Path) -> None:
    home = Home(tmp_path / "nothing")
    assert {(one.size, one.files) for one in measure_home(home)} == {(0, 0)}
    assert list_copies(home) == ()


def test_a_backup_restores_answers_and_notes(workspace: Workspace, audit_id: str) -> None:
    home = workspace.home
    save_answer(workspace, audit_id, Answer("story", text="Kept"))
    save_note(workspace, audit_id, PrivateNote("story", "Mine"))
    for path in home.backups.iterdir():
        path.unlink()
    Workspace(home, SteppingClock()).close()
    (backup,) = (seen.copy for seen in list_copies(home))
    save_answer(workspace, audit_id, Answer("story", text="Spoilt"))
    with pytest.raises(DraftsLocked):
        restore_backup(home, backup.path, NOON)
    workspace.close()
    restored = restore_backup(home, backup.path, NOON)
    with Workspace(home, SteppingClock()) as again:
        assert open_draft(again, audit_id).audit.answer("story").text == "Kept"
        assert open_draft(again, audit_id).notes[0].text == "Mine"
    assert restored.set_aside is not None
    restore_backup(home, restored.set_aside, NOON)
    with Workspace(home, SteppingClock()) as again:
        assert open_draft(again, audit_id).audit.answer("story").text == "Spoilt"


def test_only_files_that_no_draft_refers_to_are_deleted(workspace: Workspace, audit_id: str) -> None:
    attach_bytes(workspace, audit_id, "policy", PastedFile("kept.png", picture("red")))
    draft = attach_bytes(workspace, audit_id, "policy", PastedFile("gone.png", picture("green")))
    kept, gone = draft.audit.evidence
    detach(workspace, audit_id, gone.id)
    assert unused(workspace).files == ()  # too new, because another program may be about to cite it
    age(workspace.home)
    assert [(one.sha256, one.size) for one in unused(workspace).files] == [(gone.sha256, gone.size)]
    assert [one.sha256 for one in clean_up_evidence(workspace.home).removed] == [gone.sha256]
    assert workspace.vault.path(kept.sha256).exists()
    assert not workspace.vault.path(gone.sha256).exists()


def test_evidence_that_a_backup_names_is_not_cleaned_up(workspace: Workspace, audit_id: str) -> None:
    attach_bytes(workspace, audit_id, "policy", PastedFile("in the backup.png", picture("green")))
    workspace.back_up()
    (item,) = open_draft(workspace, audit_id).audit.evidence
    detach(workspace, audit_id, item.id)
    age(workspace.home)
    assert unused(workspace).files == ()
    assert clean_up_evidence(workspace.home).removed == ()
    assert workspace.vault.path(item.sha256).exists()


def test_evidence_of_set_aside_and_conflict_copies_is_not_cleaned_up(workspace: Workspace, audit_id: str) -> None:
    home = workspace.home
    workspace.back_up()
    backup = next(seen.copy.path for seen in list_copies(home) if seen.copy.audits)
    attach_bytes(workspace, audit_id, "policy", PastedFile("set aside.png", picture("green")))
    workspace.close()
    aside = restore_backup(home, backup, NOON).set_aside
    assert aside is not None
    names = ("drafts (conflicted copy).db", "drafts.db.bak", "drafts.db.conflict1", "Copy of drafts.db", "before July")
    for name in (aside.name, *names):
        aside = aside.rename(aside.with_name(name))
        age(home)
        with Workspace(home, SteppingClock()) as again:
            assert clean_up_evidence(again.home).removed == ()
            assert name in {seen.copy.path.name for seen in list_copies(home)}


def test_a_file_that_is_attached_during_a_clean_up_is_kept(
    workspace: Workspace, audit_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another window attaches the same file again when the clean-up has already listed it for removal."""
    content = PastedFile("again.png", picture("green"))
    (item,) = attach_bytes(workspace, audit_id, "policy", content).audit.evidence
    detach(workspace, audit_id, item.id)
    age(workspace.home)
    listed = Vault.unreferenced

    def list_and_attach(vault: Vault, keep: Collection[str], **options: float) -> tuple[UnreferencedFile, ...]:
        files = listed(vault, keep, **options)
        assert [file.sha256 for file in files] == [item.sha256]
        attach_bytes(workspace, audit_id, "policy", content)
        return files

    monkeypatch.setattr(Vault, "unreferenced", list_and_attach)
    assert clean_up_evidence(workspace.home).removed == ()
    workspace.vault.verify(item.sha256, item.size)


def test_a_file_that_a_clean_up_removes_while_it_is_attached_is_copied_again(
    workspace: Workspace, audit_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = PastedFile("again.png", picture("green"))
    (item,) = attach_bytes(workspace, audit_id, "policy", content).audit.evidence
    detach(workspace, audit_id, item.id)
    copy_in = Vault.copy_in
    removals = iter([True, True, False])

    def copy_in_and_lose(vault: Vault, *given: Any, **named: Any) -> StoredFile:
        stored = copy_in(vault, *given, **named)
        if next(removals):
            vault.path(stored.sha256).unlink()
        return stored

    monkeypatch.setattr(Vault, "copy_in", copy_in_and_lose)
    draft = attach_bytes(workspace, audit_id, "policy", content)
    assert [one.sha256 for one in draft.audit.evidence] == [item.sha256]
    workspace.vault.verify(item.sha256, item.size)


def test_a_copy_that_cannot_be_read_stops_the_clean_up(workspace: Workspace, audit_id: str) -> None:
    draft = attach_bytes(workspace, audit_id, "policy", PastedFile("gone.png", picture("green")))
    detach(workspace, audit_id, draft.audit.evidence[0].id)
    age(workspace.home)
    link = workspace.home.folder / "drafts 2.db"
    link.symlink_to(workspace.home.folder / "nothing")
    assert unused(workspace).unread == (link,)
    assert clean_up_evidence(workspace.home).removed == ()
    link.unlink()
    assert len(clean_up_evidence(workspace.home).removed) == 1


def test_files_that_are_missing_after_a_restore_are_named(workspace: Workspace, audit_id: str) -> None:
    home = workspace.home
    attach_bytes(workspace, audit_id, "policy", PastedFile("here.png", picture("red")))
    draft = attach_bytes(workspace, audit_id, "policy", PastedFile("gone.png", picture("green")))
    workspace.back_up()
    workspace.vault.path(draft.audit.evidence[1].sha256).unlink()
    workspace.close()
    backup = next(seen.copy.path for seen in list_copies(home) if seen.copy.audits)
    missing = restore_backup(home, backup, NOON).missing
    assert [(one.audit, one.name) for one in missing] == [(audit_id, "gone.png")]


def test_the_drafts_open_when_their_backup_cannot_be_written(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.folder.mkdir()
    home.backups.write_text("a file where the folder should be")
    with Workspace(home, SteppingClock()) as workspace:
        assert isinstance(workspace.backup_failure, FolderUnwritable)
        assert workspace.drafts.lines() == ()

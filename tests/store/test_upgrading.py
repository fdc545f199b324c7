"""This version opens the databases of every released version: it backs them up first and loses nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from sqlite_utils import Database

from s11desk.domain.audits.audit import Action, Answer, PrivateNote
from s11desk.errors.draft_errors import HomeReadOnly
from s11desk.errors.file_errors import DiskFull, FolderUnwritable
from s11desk.files.durable import make_folder
from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.opening.connection import APPLICATION_ID, SCHEMA_VERSION, open_drafts
from s11desk.store.opening.read_only import open_for_reading
from s11desk.store.opening.schema import migrations
from s11desk.store.rows.journal import EventKind, Stamp
from s11desk.store.rows.stored_draft import StoredDraft
from tests.samples import NOON, audit_with, evidence_on

ANSWER = Answer("policy", choice="no", comment="As it was")
AUDIT = audit_with(ANSWER, evidence=(evidence_on("policy"),), actions=(Action("A1", "policy", lead="Amina"),))
EVIDENCE_OF_VERSION_1 = (
    '{"id":"E1","name":"minutes.pdf","type":"pdf","size":10,"sha256":"' + "a" * 64 + '","questions":["policy"],'
    '"attached":"2026-03-02T12:00:00Z"}'
)


@pytest.fixture
def version_1(tmp_path: Path) -> Path:
    """A database made by the first migration and filled with the statements of version 1."""
    path = tmp_path / "drafts.db"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    migrations.apply(Database(connection, execute_plugins=False), stop_before="0002_company")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 1")
    at = NOON.isoformat()
    rows: list[tuple[str, tuple[object, ...]]] = [
        ("topic VALUES (?, ?, ?, ?, ?, ?)", (AUDIT.topic_digest, "sample", 1, 0, at, b"{}")),
        ("audit VALUES (?, ?, ?, ?, ?, ?)", (AUDIT.id, AUDIT.agency, AUDIT.topic_digest, at, at, 1)),
        ("answer VALUES (?, ?, ?, ?)", (AUDIT.id, "policy", msgspec.json.encode(ANSWER).decode(), None)),
        ("action VALUES (?, ?, 0, ?, ?)", (AUDIT.id, "A1", msgspec.json.encode(AUDIT.actions[0]).decode(), None)),
        ("evidence VALUES (?, ?, 1, ?, ?)", (AUDIT.id, "E1", "a" * 64, EVIDENCE_OF_VERSION_1)),
        ("journal VALUES (1, ?, ?, ?, ?, ?, ?, ?)", (AUDIT.id, at, "amina", "begun", "sample", None, None)),
    ]
    for statement, values in rows:
        connection.execute(f"INSERT INTO {statement}", values)
    connection.close()
    return path


def test_a_version_1_database_is_backed_up_upgraded_and_read_unchanged(version_1: Path, tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    drafts = Drafts(open_drafts(version_1, backups, NOON), version_1)
    assert drafts.read(AUDIT.id).audit == AUDIT
    assert [entry.what for entry in drafts.history(AUDIT.id)] == [EventKind.BEGUN]
    note = PrivateNote("policy", "Ask Kim")
    with drafts.changing(AUDIT.id, Stamp(NOON, "amina"), new_revision=False) as change:
        change.put_note(note)
    assert drafts.read(AUDIT.id) == StoredDraft(AUDIT, (note,))
    drafts.close()
    (before,) = backups.glob("before-upgrade-from-1-*.db")
    with closing(sqlite3.connect(before)) as backup:
        assert backup.execute("PRAGMA user_version").fetchone() == (1,)
        assert backup.execute("SELECT body FROM evidence").fetchone() == (EVIDENCE_OF_VERSION_1,)
        tables = {row[0] for row in backup.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert "private_note" not in tables
    with closing(open_drafts(version_1, backups, NOON)) as again:
        assert again.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert len(list(backups.glob("before-upgrade-*"))) == 1


def test_a_version_1_database_is_not_upgraded_when_its_backup_cannot_be_written(
    version_1: Path, tmp_path: Path
) -> None:
    (tmp_path / "backups").write_text("a file where the folder should be")
    with pytest.raises(FolderUnwritable):
        open_drafts(version_1, tmp_path / "backups", NOON)
    with closing(sqlite3.connect(version_1)) as kept:
        assert kept.execute("PRAGMA user_version").fetchone() == (1,)


def test_a_version_1_backup_is_upgraded_after_it_is_restored(version_1: Path, tmp_path: Path) -> None:
    from s11desk.store.saved_copies.restoring import restore

    open_drafts(version_1, tmp_path / "backups", NOON).close()
    (before,) = (tmp_path / "backups").glob("before-upgrade-*.db")
    make_folder(tmp_path / "other")
    restored = restore(tmp_path / "other" / "drafts.db", before, NOON)
    assert restored.set_aside is None
    drafts = Drafts(open_drafts(restored.database, tmp_path / "other" / "backups", NOON), restored.database)
    assert drafts.read(AUDIT.id).audit == AUDIT
    drafts.begin(msgspec.structs.replace(AUDIT, id="other"), b"{}", Stamp(NOON, "amina"))
    drafts.close()


def test_a_version_1_database_is_read_without_changing_it_where_nothing_can_be_written(version_1: Path) -> None:
    before = version_1.read_bytes()
    drafts = Drafts(open_for_reading(version_1), version_1, refusal=HomeReadOnly(path=version_1.parent))
    assert drafts.read(AUDIT.id).audit == AUDIT
    with pytest.raises(HomeReadOnly), drafts.changing(AUDIT.id, Stamp(NOON, "amina")):
        pytest.fail("nothing can be changed")
    drafts.close()
    assert version_1.read_bytes() == before
    assert [path.name for path in version_1.parent.iterdir()] == [version_1.name]


def test_an_upgrade_that_fails_again_and_again_leaves_no_backups(
    version_1: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: sqlite3.Connection) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    backups = tmp_path / "backups"
    with monkeypatch.context() as patched:
        patched.setattr("s11desk.store.opening.connection.migrate", fail)
        for _ in range(3):
            with pytest.raises(DiskFull):
                open_drafts(version_1, backups, NOON)
    assert list(backups.iterdir()) == []
    open_drafts(version_1, backups, NOON).close()
    assert len(list(backups.glob("before-upgrade-from-1-*.db"))) == 1

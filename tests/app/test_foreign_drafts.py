"""Drafts from anywhere have our tables and nothing that runs, or they are refused before anything is read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from sqlite_utils import Database

from s11desk.app.audits.drafts import begin_draft, open_draft
from s11desk.app.audits.evidence_copies import make_viewing_copy
from s11desk.app.home.copy_workspace import open_copy
from s11desk.app.home.drafts_copies import describe_copy
from s11desk.app.home.local_data import restore_backup
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.making.known_places import path_of_return
from s11desk.domain.audits.audit import Evidence
from s11desk.domain.keeping.drafts_copy import CopyState
from s11desk.errors.draft_errors import AuditDamaged, DraftsDamaged, DraftsForeign
from s11desk.errors.file_errors import FileNameRefused
from s11desk.store.checks.known_schema import KNOWN_OBJECTS, PRESENT_OBJECTS, object_digests
from s11desk.store.opening.schema import migrations
from s11desk.store.rows.journal import Stamp
from tests.app.conftest import SteppingClock
from tests.samples import NOON

FOREIGN = {
    "trigger": "CREATE TRIGGER t AFTER UPDATE ON answer BEGIN DELETE FROM evidence; END",
    "trigger on the migrations": "CREATE TRIGGER t AFTER INSERT ON _sqlite_migrations BEGIN DELETE FROM audit; END",
    "trigger under our name": "CREATE TRIGGER t AFTER INSERT ON journal BEGIN DELETE FROM audit; END",
    "view": "CREATE VIEW v AS SELECT * FROM audit",
    "view instead of a table": "ALTER TABLE place RENAME TO p; CREATE VIEW place AS SELECT * FROM p",
    "table": "CREATE TABLE extra (x)",
    "column": "ALTER TABLE audit ADD COLUMN extra TEXT AS (hex(id))",
    "index on an expression": "CREATE INDEX extra ON answer (hex(body))",
}


@pytest.fixture
def stranger(tmp_path: Path) -> Path:
    home = Home(tmp_path / "stranger")
    with Workspace(home, SteppingClock()) as workspace:
        begin_draft(workspace, "wscp-early-help-2023", "Elsewhere")
    return home.database


def change(path: Path, statements: str) -> None:
    """Change the file as its owner could."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(statements)
        if statements.startswith("CREATE TRIGGER t AFTER INSERT ON journal"):
            connection.execute("DROP TRIGGER journal_keeps_words")
            connection.executescript(statements.replace("TRIGGER t", "TRIGGER journal_keeps_words"))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.mark.parametrize("statements", FOREIGN.values(), ids=list(FOREIGN))
def test_a_file_with_anything_of_its_own_is_refused_by_everything_that_reads_drafts(
    stranger: Path, tmp_path: Path, statements: str
) -> None:
    change(stranger, statements)
    before = stranger.read_bytes()
    mine = Home(tmp_path / "mine")
    with Workspace(mine, SteppingClock()) as workspace:
        begin_draft(workspace, "wscp-early-help-2023", "Here")
    drafts = mine.database.read_bytes()
    reading: tuple[Callable[[], object], ...] = (
        lambda: Workspace(Home(stranger.parent), SteppingClock()),
        lambda: restore_backup(mine, stranger, NOON),
        lambda: open_copy(mine, stranger, SteppingClock()).__enter__(),
    )
    for read in reading:
        with pytest.raises((DraftsForeign, DraftsDamaged)):
            read()
    assert describe_copy(mine, stranger).copy.state in {CopyState.FOREIGN, CopyState.DAMAGED}
    assert stranger.read_bytes() == before
    assert mine.database.read_bytes() == drafts


def test_every_object_of_every_migration_is_known_and_no_other() -> None:
    with closing(sqlite3.connect(":memory:")) as empty:
        names = [migration.name for migration in migrations.pending(Database(empty, execute_plugins=False))]
    made: set[str] = set()
    for number in range(1, len(names) + 1):
        rest = names[number:]
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            migrations.apply(Database(connection, execute_plugins=False), stop_before=rest[0] if rest else None)
            present = set(object_digests(connection).values())
            made |= present
    assert made == KNOWN_OBJECTS
    assert present == PRESENT_OBJECTS


@pytest.mark.parametrize(
    "changes",
    [{"sha256": "../../../etc/passwd"}, {"sha256": "A" * 64}, {"type": "exe/../x"}, {"type": ""}, {"id": "../E1"}],
)
def test_evidence_that_could_lead_elsewhere_is_damage(workspace: Workspace, changes: dict[str, str]) -> None:
    audit_id = begin_draft(workspace, "sample", "Riverside").audit.id
    sound = Evidence("E1", "x", "pdf", 1, "a" * 64, ("example",), NOON)
    item = msgspec.structs.replace(sound, **changes)
    with pytest.raises(AuditDamaged), workspace.drafts.changing(audit_id, Stamp(NOON, "x")) as changed:
        changed.put_evidence(item)
    with workspace.drafts.write_transaction() as connection:
        assert connection.execute("SELECT count(*) FROM evidence").fetchone()[0] == 0
    assert open_draft(workspace, audit_id).audit.evidence == ()


def test_no_other_program_gets_a_file_of_a_type_that_nobody_can_attach(workspace: Workspace) -> None:
    item = Evidence("E1", "x.pdf", "exe", 1, "a" * 64, ("example",), NOON)
    with pytest.raises(FileNameRefused):
        make_viewing_copy(workspace, item)


@pytest.mark.parametrize(
    "stored",
    [
        rb"\\elsewhere.example\share\r.zip", b"//elsewhere.example/share/r.zip", rb"\\?\UNC\elsewhere.example\s\r.zip",
        b"r.zip", b"../r.zip", b"/home/../etc/r.zip", b"/etc/passwd", b"/dev/zero", b"/home/x\0.zip", b"",
    ],
)  # fmt: skip
def test_a_path_in_drafts_that_cannot_be_ours_is_not_looked_at(tmp_path: Path, stored: bytes) -> None:
    assert path_of_return(Home(tmp_path / "home"), stored) is None


def test_a_path_of_a_return_is_looked_at(tmp_path: Path) -> None:
    for name in ("r.zip", "r.zip.s11"):
        assert path_of_return(Home(tmp_path / "home"), str(tmp_path / name).encode()) == tmp_path / name

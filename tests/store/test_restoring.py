"""Restoring brings back a whole backup and never loses the present drafts."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from s11desk.errors import UserError
from s11desk.errors.draft_errors import DraftsDamaged, DraftsForeign, DraftsLocked, DraftsTooNew
from s11desk.errors.file_errors import FileMissing
from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.opening.connection import APPLICATION_ID, SCHEMA_VERSION, open_drafts
from s11desk.store.rows.journal import Stamp
from s11desk.store.saved_copies.restoring import check_backup, restore
from tests.samples import NOON, audit_with
from tests.store.conftest import Opener

LATER = NOON + dt.timedelta(days=1)


def begin(drafts: Drafts, name: str) -> None:
    drafts.begin(msgspec.structs.replace(audit_with(), id=name), b"{}", Stamp(NOON, "amina"))


def audit_ids(database: Path) -> set[str]:
    with closing(sqlite3.connect(database)) as connection:
        return {row[0] for row in connection.execute("SELECT id FROM audit")}


@pytest.fixture
def backup(opened: Opener, tmp_path: Path) -> Path:
    """The backup of a home with one draft; the home has two drafts now."""
    drafts = opened(NOON)
    begin(drafts, "first")
    drafts.back_up_if_due(tmp_path / "backups", LATER)
    begin(drafts, "second")
    drafts.close()
    (made,) = (tmp_path / "backups").iterdir()
    return made


def test_restoring_brings_back_the_backup_and_sets_the_present_drafts_aside(backup: Path, tmp_path: Path) -> None:
    before = backup.read_bytes()
    restored = restore(tmp_path / "drafts.db", backup, LATER)
    assert restored.set_aside == tmp_path / "drafts-set-aside-2026-03-03-120000.db"
    assert audit_ids(restored.set_aside) == {"first", "second"}
    with closing(open_drafts(restored.database, tmp_path / "backups", LATER)):
        assert audit_ids(restored.database) == {"first"}
    assert backup.read_bytes() == before
    again = restore(tmp_path / "drafts.db", backup, LATER)
    assert again.set_aside == tmp_path / "drafts-set-aside-2026-03-03-120000-2.db"
    assert audit_ids(restored.set_aside) == {"first", "second"}


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")
def test_only_the_owner_can_read_restored_drafts(backup: Path, tmp_path: Path) -> None:
    restored = restore(tmp_path / "drafts.db", backup, LATER)
    assert restored.database.stat().st_mode & 0o777 == 0o600


def test_the_log_of_a_killed_program_is_set_aside_with_its_drafts(backup: Path, tmp_path: Path) -> None:
    """SQLite would replay the old log into the restored drafts if it stayed beside them."""
    database = tmp_path / "drafts.db"
    killed = sqlite3.connect(database, isolation_level=None)
    killed.execute("UPDATE audit SET agency = 'only in the log'")
    copies = {path.name: path.read_bytes() for path in tmp_path.glob("drafts.db*")}
    killed.close()
    for name, content in copies.items():
        (tmp_path / name).write_bytes(content)
    assert (tmp_path / "drafts.db-wal").stat().st_size > 0
    restored = restore(database, backup, LATER)
    assert restored.set_aside is not None
    with closing(sqlite3.connect(restored.set_aside)) as aside:
        assert {row[0] for row in aside.execute("SELECT agency FROM audit")} == {"only in the log"}
    assert audit_ids(database) == {"first"}
    with closing(sqlite3.connect(database)) as back:
        assert {row[0] for row in back.execute("SELECT agency FROM audit")} == {"Riverside Trust"}


def test_restoring_is_refused_when_the_drafts_are_open_elsewhere(backup: Path, opened: Opener, tmp_path: Path) -> None:
    drafts = opened(LATER)
    with pytest.raises(DraftsLocked):
        restore(tmp_path / "drafts.db", backup, LATER)
    assert len(drafts.lines()) == 2
    assert not list(tmp_path.glob("*set-aside*"))


def test_damaged_drafts_are_set_aside_unchanged_with_their_log(backup: Path, tmp_path: Path) -> None:
    database = tmp_path / "drafts.db"
    damaged = b"Dear partnership, " * 500
    database.write_bytes(damaged)
    (tmp_path / "drafts.db-wal").write_bytes(b"a log")
    restored = restore(database, backup, LATER)
    assert restored.set_aside is not None
    assert restored.set_aside.read_bytes() == damaged
    assert (tmp_path / f"{restored.set_aside.name}-wal").read_bytes() == b"a log"
    assert audit_ids(database) == {"first"}


def test_drafts_with_a_damaged_page_are_set_aside_unchanged(backup: Path, tmp_path: Path) -> None:
    database = tmp_path / "drafts.db"
    content = bytearray(database.read_bytes())
    for page in range(3, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    database.write_bytes(content)
    restored = restore(database, backup, LATER)
    assert restored.set_aside is not None
    assert restored.set_aside.read_bytes() == bytes(content)


def test_a_backup_can_replace_an_empty_database_file(backup: Path, tmp_path: Path) -> None:
    for path in tmp_path.glob("drafts.db*"):
        path.write_bytes(b"")
    restore(tmp_path / "drafts.db", backup, LATER)
    with closing(open_drafts(tmp_path / "drafts.db", tmp_path / "backups", LATER)):
        assert audit_ids(tmp_path / "drafts.db") == {"first"}


def _with_pragma(backup: Path, pragma: str) -> None:
    with closing(sqlite3.connect(backup, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute(f"PRAGMA {pragma}")


@pytest.mark.parametrize(
    ("pragma", "error_class"),
    [
        (f"user_version = {SCHEMA_VERSION + 1}", DraftsTooNew),
        (f"application_id = {APPLICATION_ID + 1}", DraftsForeign),
    ],
)
def test_a_backup_of_another_program_or_version_is_refused_and_nothing_changes(
    backup: Path, tmp_path: Path, pragma: str, error_class: type[DraftsTooNew | DraftsForeign]
) -> None:
    _with_pragma(backup, pragma)
    with pytest.raises(error_class) as refused:
        restore(tmp_path / "drafts.db", backup, LATER)
    assert refused.value == error_class(backup)
    assert audit_ids(tmp_path / "drafts.db") == {"first", "second"}


@pytest.mark.parametrize(("content", "error_class"), [(b"", DraftsForeign), (b"not a database" * 400, DraftsDamaged)])
def test_a_file_that_is_not_a_backup_is_refused(backup: Path, content: bytes, error_class: type[UserError]) -> None:
    backup.write_bytes(content)
    with pytest.raises(error_class):
        check_backup(backup)


def test_a_damaged_or_missing_backup_is_refused(backup: Path, tmp_path: Path) -> None:
    content = bytearray(backup.read_bytes())
    for page in range(3, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    backup.write_bytes(content)
    with pytest.raises(DraftsDamaged):
        restore(tmp_path / "drafts.db", backup, LATER)
    with pytest.raises(FileMissing):
        restore(tmp_path / "drafts.db", tmp_path / "nothing.db", LATER)
    assert not list(tmp_path.glob("*set-aside*"))
    assert not list(tmp_path.glob("*.part"))

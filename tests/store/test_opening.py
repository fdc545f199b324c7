"""Opening a database that is new, ours, older, newer, foreign, empty or damaged."""

from __future__ import annotations

import os
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from s11desk.errors import UserError
from s11desk.errors.draft_errors import DraftsDamaged, DraftsForeign, DraftsTooNew, HomeUnusable
from s11desk.errors.file_errors import FolderUnwritable
from s11desk.store.checks.check_file import check_file
from s11desk.store.opening.connection import APPLICATION_ID, SCHEMA_VERSION, open_drafts
from s11desk.store.opening.schema import migrations
from s11desk.store.rows.home_row import read_home_id
from s11desk.store.rows.journal import Stamp
from s11desk.store.saved_copies.backup_writing import back_up_before_upgrade
from s11desk.store.saved_copies.backups import back_up
from tests.samples import NOON, audit_with
from tests.store.conftest import Opener


def error_code_on_opening(folder: Path) -> type[UserError]:
    with pytest.raises(UserError) as refused:
        open_drafts(folder / "drafts.db", folder / "backups", NOON)
    return type(refused.value)


@pytest.mark.usefixtures("tmp_path")
def test_a_new_database_is_durable_strict_and_has_our_application_id(opened: Opener) -> None:
    connection = opened()._connection
    pragmas = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in (
        "journal_mode", "synchronous", "foreign_keys", "trusted_schema", "temp_store", "application_id", "user_version"
    )}  # fmt: skip
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "temp_store": 2,
        "application_id": APPLICATION_ID,
        "user_version": SCHEMA_VERSION,
    }
    tables = connection.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall()
    own_tables = {name: strict for name, strict in tables if not name.startswith(("sqlite_", "_sqlite_"))}
    drafts = {"topic", "audit", "answer", "action", "evidence", "export", "journal"}
    beside = {"private_note", "identifier_salt", "identifier_accepted", "place", "prepared", "export_file", "put_away"}
    beside |= {"home", "handed_over"}
    assert set(own_tables) == drafts | beside
    assert set(own_tables.values()) == {1}


def test_the_schema_version_counts_the_migrations() -> None:
    assert len(migrations._migrations) == SCHEMA_VERSION


def test_a_database_of_a_newer_version_is_refused_and_left_unchanged(opened: Opener, tmp_path: Path) -> None:
    opened().close()
    connection = sqlite3.connect(tmp_path / "drafts.db")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    before = (tmp_path / "drafts.db").read_bytes()
    assert error_code_on_opening(tmp_path) is DraftsTooNew
    assert (tmp_path / "drafts.db").read_bytes() == before


def test_a_database_of_another_program_is_refused_and_left_unchanged(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "drafts.db")
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    before = (tmp_path / "drafts.db").read_bytes()
    assert error_code_on_opening(tmp_path) is DraftsForeign
    assert (tmp_path / "drafts.db").read_bytes() == before


def test_a_file_that_is_not_a_database_is_refused_and_left_unchanged(tmp_path: Path) -> None:
    (tmp_path / "drafts.db").write_bytes(b"Dear partnership, " * 500)
    assert error_code_on_opening(tmp_path) is DraftsDamaged
    assert (tmp_path / "drafts.db").read_bytes() == b"Dear partnership, " * 500


def test_an_empty_database_file_is_refused_when_backups_exist(opened: Opener, tmp_path: Path) -> None:
    drafts = opened()
    drafts.back_up_changes(tmp_path / "backups", NOON)
    drafts.close()
    for name in ("drafts.db-wal", "drafts.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / "drafts.db").write_bytes(b"")
    assert error_code_on_opening(tmp_path) is DraftsDamaged


def test_a_damaged_page_is_detected_on_opening(opened: Opener, tmp_path: Path) -> None:
    drafts = opened()
    for number in range(60):
        audit = msgspec.structs.replace(audit_with(), id=f"draft-{number}", agency="x" * 500)
        drafts.begin(audit, b"{}", _stamp())
    drafts._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    drafts.close()
    damaged = bytearray((tmp_path / "drafts.db").read_bytes())
    for page in range(3, len(damaged) // 4096):
        damaged[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    (tmp_path / "drafts.db").write_bytes(damaged)
    assert error_code_on_opening(tmp_path) is DraftsDamaged
    assert (tmp_path / "drafts.db").read_bytes() == bytes(damaged)


def test_opening_is_refused_when_the_home_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("not a folder")
    with pytest.raises(HomeUnusable):
        open_drafts(tmp_path / "home" / "drafts.db", tmp_path / "home" / "backups", NOON)


def _stamp() -> Stamp:
    return Stamp(NOON, "amina")


def test_a_backup_before_an_upgrade_fails_when_it_cannot_be_written(opened: Opener, tmp_path: Path) -> None:
    opened().close()
    connection = sqlite3.connect(tmp_path / "drafts.db")
    back_up_before_upgrade(connection, tmp_path / "kept", 1, NOON)
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["before-upgrade-from-1-2026-03-02-120000.db"]
    (tmp_path / "blocked").write_text("a file where the folder should be")
    with pytest.raises(FolderUnwritable):
        back_up_before_upgrade(connection, tmp_path / "blocked", 1, NOON)
    connection.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")
def test_only_the_owner_can_read_the_drafts_and_backups(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with closing(open_drafts(home / "drafts.db", home / "backups", NOON)) as connection:
        back_up(connection, home / "backups", NOON)
    modes = {
        path.name: path.stat().st_mode & 0o777 for path in (home, home / "drafts.db", *(home / "backups").iterdir())
    }
    assert modes == {"home": 0o700, "drafts.db": 0o600, "drafts-000001-2026-03-02-120000.db": 0o600}


def test_a_large_file_is_checked_table_by_table_and_still_refused_when_damaged(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = opened()
    drafts.begin(audit_with(), b"{}", Stamp(NOON, "amina"))
    with drafts.read_transaction() as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'audit'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    drafts.close()
    monkeypatch.setattr("s11desk.store.checks.check_file.CHECKED_WHOLE", 0)
    opened().close()
    database = tmp_path / "drafts.db"
    content = bytearray(database.read_bytes())
    content[(root - 1) * size : (root - 1) * size + 8] = b"\xff" * 8
    database.write_bytes(content)
    with pytest.raises(DraftsDamaged):
        opened()


def test_whoever_looks_at_new_drafts_while_they_are_made_finds_none_or_all_of_them(tmp_path: Path) -> None:
    databases = [tmp_path / str(number) / "drafts.db" for number in range(20)]
    versions: list[int] = []

    def look() -> None:
        for database in databases:
            while not database.exists():
                time.sleep(0)
            versions.append(check_file(database).version)

    with ThreadPoolExecutor() as threads:
        watcher = threads.submit(look)
        for database in databases:
            with closing(open_drafts(database, database.parent / "backups", NOON)):
                pass
        watcher.result(timeout=60)
    assert versions == [SCHEMA_VERSION] * len(databases)


def test_programs_that_begin_the_same_drafts_at_once_all_open_them(tmp_path: Path) -> None:
    def begin(number: int) -> str:
        home = tmp_path / str(number // 8)
        with closing(open_drafts(home / "drafts.db", home / "backups", NOON)) as connection:
            return read_home_id(connection)

    with ThreadPoolExecutor(8) as threads:
        ids = list(threads.map(begin, range(80)))
    assert [len(set(ids[start : start + 8])) for start in range(0, 80, 8)] == [1] * 10
    assert len(set(ids)) == 10


def test_drafts_that_change_while_they_are_checked_are_checked_again(
    tmp_path: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened().close()
    database = tmp_path / "drafts.db"
    checks = iter([False, True])

    def check_pages_of_two_states(_connection: sqlite3.Connection, path: Path) -> bool:
        if next(checks):
            return False
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("UPDATE home SET backup_counter = backup_counter + 1")
        raise DraftsDamaged(path=path)

    monkeypatch.setattr("s11desk.store.checks.check_file.check_pages", check_pages_of_two_states)
    assert check_file(database).version == SCHEMA_VERSION
    assert not list(checks)

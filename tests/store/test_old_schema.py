"""The drafts file of the first version, which the self-test brings up to date."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

from s11desk.store.checks.check_file import SCHEMA_VERSION
from s11desk.store.opening.connection import open_drafts
from s11desk.store.opening.old_schema import FIRST_VERSION, write_first_drafts

NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def version(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_it_is_migrated_like_a_file_of_that_version(tmp_path: Path) -> None:
    database = tmp_path / "home" / "drafts.db"
    write_first_drafts(database)
    assert version(database) == FIRST_VERSION
    open_drafts(database, tmp_path / "backups", NOW).close()
    assert version(database) == SCHEMA_VERSION
    assert len(list((tmp_path / "backups").glob("*.db"))) == 1

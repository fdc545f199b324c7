"""Every connection to SQLite is closed, here and in all other tests, which fail over one that is not."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from s11desk.store.checks.check_file import check_file
from s11desk.store.opening.connection import open_drafts
from tests.samples import NOON


@pytest.mark.parametrize("connect", [lambda: sqlite3.connect(":memory:"), lambda: Database(memory=True)])
def test_a_connection_that_is_left_open_is_warned_of(connect: Callable[[], object]) -> None:
    with pytest.warns(ResourceWarning, match="unclosed database"):
        leave_open(connect)


def leave_open(connect: Callable[[], object]) -> None:
    connect()
    gc.collect()


def test_a_closed_one_is_not(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "any.db")):
        pass
    with pytest.raises(sqlite3.OperationalError):
        sqlite3.connect(tmp_path)
    gc.collect()


def test_opening_and_checking_drafts_closes_every_connection(tmp_path: Path) -> None:
    open_drafts(tmp_path / "drafts.db", tmp_path / "backups", NOON).close()
    check_file(tmp_path / "drafts.db")
    gc.collect()

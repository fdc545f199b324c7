"""The row about the home: its id, and the number of its last backup."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from s11desk.store.opening.connection import open_drafts
from s11desk.store.rows.home_row import count_backup, read_home_id
from tests.samples import NOON


def test_each_new_home_has_an_id_of_its_own_that_stays(tmp_path: Path) -> None:
    ids = []
    for folder in ("one", "one", "two"):
        with closing(open_drafts(tmp_path / folder / "drafts.db", tmp_path / folder / "backups", NOON)) as opened:
            ids.append(read_home_id(opened))
    assert ids[0] == ids[1] != ids[2]
    assert {len(found) for found in ids} == {32}


def test_backups_are_counted_in_the_file(tmp_path: Path) -> None:
    with closing(open_drafts(tmp_path / "drafts.db", tmp_path / "backups", NOON)) as opened:
        assert (count_backup(opened), count_backup(opened)) == (1, 2)
    with closing(sqlite3.connect(tmp_path / "drafts.db")) as again:
        assert again.execute("SELECT backup_counter FROM home").fetchone() == (2,)

"""A used home whose drafts file is empty, is no file, or has lost a table: nothing is lost, and nothing waits."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import attach
from s11desk.app.audits.drafts import begin_draft, list_drafts, open_draft
from s11desk.app.home.drafts_copies import list_copies
from s11desk.app.home.local_data import restore_backup, unused_evidence
from s11desk.app.home.notices import new_notices
from s11desk.app.home.open_home import start_empty
from s11desk.app.home.paths import Home
from s11desk.app.home.second_choice import read_second_place
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.audit import Answer
from s11desk.domain.keeping.drafts_copy import CopyState
from s11desk.errors.draft_errors import DraftsDamaged, HomeUnusable
from s11desk.errors.file_errors import FileUnreadable
from s11desk.store.checks.check_file import FileCheck, check_file
from s11desk.store.opening import connection
from tests.app.conftest import keep
from tests.damage import damage_rows
from tests.samples import NOON, small_topic


def no_bytes(database: Path) -> None:
    database.write_bytes(b"")


def one_byte(database: Path) -> None:
    """SQLite takes this for an empty file too."""
    database.write_bytes(b"S")


def no_tables(database: Path) -> None:
    """As a new file is whose changes were all in a log that is gone."""
    database.unlink()
    with closing(sqlite3.connect(database)) as opened:
        opened.execute("PRAGMA journal_mode = WAL")


EMPTIED = [no_bytes, one_byte, no_tables]


@pytest.mark.parametrize("empty", EMPTIED)
@pytest.mark.parametrize("with_backups", [True, False])
def test_an_emptied_file_is_not_a_new_beginning(used: Home, empty: Callable[[Path], None], with_backups: bool) -> None:
    if not with_backups:
        shutil.rmtree(used.backups)
    empty(used.database)
    content = used.database.read_bytes()
    with pytest.raises(DraftsDamaged):
        Workspace(used)
    assert used.database.read_bytes() == content


@pytest.mark.parametrize("empty", EMPTIED)
def test_a_new_home_begins_with_an_empty_file(tmp_path: Path, empty: Callable[[Path], None]) -> None:
    home = Home(tmp_path / "new")
    home.folder.mkdir()
    home.database.touch()
    empty(home.database)
    with Workspace(home) as workspace:
        assert list_drafts(workspace) == ()


@pytest.mark.parametrize("empty", EMPTIED)
def test_a_person_can_begin_without_audits_and_the_empty_file_is_kept(
    used: Home, empty: Callable[[Path], None]
) -> None:
    empty(used.database)
    content = used.database.read_bytes()
    start_empty(used)
    with Workspace(used) as workspace:
        assert list_drafts(workspace) == ()
    assert [path.read_bytes() for path in used.folder.glob("drafts-set-aside-*.db")] == [content]


def test_a_log_beside_an_empty_file_keeps_its_changes(tmp_path: Path) -> None:
    """SQLite deletes a log whose file is empty."""
    home, killed = Home(tmp_path / "home"), Home(tmp_path / "killed")
    killed.folder.mkdir()
    with Workspace(home, backs_up=False) as workspace:
        keep(workspace, small_topic())
        shutil.copy(home.folder / "drafts.db-wal", killed.folder)
    killed.database.touch()
    log = (killed.folder / "drafts.db-wal").read_bytes()
    with pytest.raises(DraftsDamaged):
        Workspace(killed)
    assert (killed.folder / "drafts.db-wal").read_bytes() == log


def test_drafts_without_the_table_of_the_home_are_damaged(used: Home) -> None:
    with closing(sqlite3.connect(used.database)) as opened:
        opened.execute("DROP TABLE home")
    with pytest.raises(DraftsDamaged):
        Workspace(used)


def test_a_folder_in_the_place_of_the_log_is_not_called_a_folder_of_the_drafts(used: Home) -> None:
    (used.folder / "drafts.db-wal").mkdir()
    with pytest.raises(HomeUnusable):
        Workspace(used)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
@pytest.mark.parametrize(
    "name", ["backups/drafts-000009-2026-01-01-000000.db", "drafts-conflict.db", "notices.json", "second-place.json"]
)
def test_a_named_pipe_in_the_home_is_not_waited_for(used: Home, name: str) -> None:
    pipe = used.folder / name
    os.mkfifo(pipe)
    with Workspace(used) as workspace:
        assert len(list_drafts(workspace)) == 1
        new_notices(workspace)
        workspace.back_up()
    read_second_place(used)
    states = {seen.copy.path: seen.copy.state for seen in list_copies(used)}
    unused = unused_evidence(used)
    if pipe.suffix == ".db":
        assert states[pipe] is CopyState.UNREADABLE
        assert unused is not None
        assert unused.unread == (pipe,)
        with pytest.raises(FileUnreadable):
            restore_backup(used, pipe, NOON)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
def test_a_named_pipe_in_the_place_of_the_drafts_is_not_waited_for(used: Home) -> None:
    used.database.unlink()
    os.mkfifo(used.database)
    shutil.rmtree(used.backups)
    with pytest.raises((HomeUnusable, DraftsDamaged)):
        Workspace(used)
    assert list_copies(used) == ()


@pytest.mark.parametrize("body", ["xyz", '{"id": "E1"}', "[]"])
def test_restoring_a_backup_with_a_damaged_file_row_is_done_and_not_a_fault(used: Home, body: str) -> None:
    with closing(sqlite3.connect(used.database)) as opened:
        damage_rows(opened, "UPDATE evidence SET body = ?", (body,))
        opened.commit()
    copy = used.folder.with_name("copy.db")
    shutil.copy(used.database, copy)
    restored = restore_backup(used, copy, NOON)
    assert restored.set_aside is not None
    assert restored.missing == ()


@pytest.fixture
def used(tmp_path: Path) -> Home:
    """A home with one audit, one attached file and one backup."""
    home = Home(tmp_path / "home")
    file = tmp_path / "minutes.pdf"
    file.write_bytes(Path("resources/demo/good-practice-example.pdf").read_bytes())
    with Workspace(home) as workspace:
        keep(workspace, small_topic())
        audit_id = begin_draft(workspace, "sample", "Riverside Trust").audit.id
        attach(workspace, audit_id, "policy", file)
        workspace.back_up()
    return home


def in_log_only(home: Home, text: str) -> bytes:
    """Leave a text in the log alone, as a kill does, and return the log."""
    with Workspace(home, backs_up=False) as workspace:
        workspace.back_up()
        audit = list_drafts(workspace)[0].id
        save_answer(workspace, audit, Answer("story", text=text))
        killed = {ending: home.database.with_name(f"drafts.db{ending}").read_bytes() for ending in ("", "-wal")}
    for ending, content in killed.items():
        home.database.with_name(f"drafts.db{ending}").write_bytes(content)
    return killed["-wal"]


def logs_in(home: Home) -> list[bytes]:
    return [path.read_bytes() for path in home.folder.glob("drafts-set-aside-*.db-wal")]


@pytest.mark.parametrize("lost", [Path.unlink, no_bytes, one_byte])
def test_a_log_without_its_file_is_not_mixed_into_new_drafts(used: Home, lost: Callable[[Path], None]) -> None:
    log = in_log_only(used, "In the log")
    lost(used.database)
    start_empty(used)
    with Workspace(used, backs_up=False) as workspace:
        assert list_drafts(workspace) == ()
    assert logs_in(used) == [log]


@pytest.mark.parametrize("lost", [Path.unlink, no_bytes, one_byte])
def test_a_log_without_its_file_is_not_mixed_into_a_backup(used: Home, lost: Callable[[Path], None]) -> None:
    log = in_log_only(used, "In the log")
    lost(used.database)
    backup = max(used.backups.glob("*.db"))
    restore_backup(used, backup, NOON)
    with Workspace(used, backs_up=False) as workspace:
        audit = list_drafts(workspace)[0].id
        assert open_draft(workspace, audit).audit.answer("story").text != "In the log"
    assert logs_in(used) == [log]
    assert any(seen.copy.path.name.startswith("drafts-set-aside") for seen in list_copies(used))


def test_a_file_that_is_written_over_while_it_is_opened_is_not_a_new_beginning(
    used: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that writes over a file empties it first. This one opens it at that moment."""
    content = used.database.read_bytes()

    def emptied(database: Path) -> FileCheck:
        checked = check_file(database)
        no_bytes(database)
        return checked

    monkeypatch.setattr(connection, "check_file", emptied)
    with pytest.raises(DraftsDamaged):
        Workspace(used, backs_up=False)
    monkeypatch.undo()
    assert used.database.read_bytes() == b""  # what the other program writes next would be mixed with a new beginning
    used.database.write_bytes(content)
    with Workspace(used, backs_up=False) as workspace:
        assert list_drafts(workspace) != ()


_LEAVE_A_JOURNAL = """
import os, sqlite3, sys
c = sqlite3.connect(sys.argv[1], isolation_level=None)
c.execute("PRAGMA journal_mode = DELETE")
c.execute("PRAGMA cache_size = 1")
c.execute("BEGIN IMMEDIATE")
c.execute("UPDATE topic SET body = zeroblob(200000)")
c.execute("UPDATE audit SET agency = 'Other'")
os._exit(0)
"""


@pytest.mark.parametrize("restores", [False, True])
def test_a_journal_that_a_sync_program_put_beside_the_drafts_is_not_written_into_them(
    used: Home, tmp_path: Path, restores: bool
) -> None:
    older = tmp_path / "older.db"
    shutil.copy(used.database, older)
    subprocess.run([sys.executable, "-c", _LEAVE_A_JOURNAL, str(older)], check=True)
    with Workspace(used, backs_up=False) as workspace:
        audit = list_drafts(workspace)[0].id
        workspace.back_up()
        for number in range(5):
            save_answer(workspace, audit, Answer("story", text=f"Newer {number}. " * 200))
    journal = older.with_name("older.db-journal").read_bytes()
    used.database.with_name("drafts.db-journal").write_bytes(journal)
    if restores:
        aside = restore_backup(used, max(used.backups.glob("*.db")), NOON).set_aside
        assert aside is not None
        restore_backup(used, aside, NOON)
    with Workspace(used, backs_up=False) as workspace:
        assert open_draft(workspace, audit).audit.answer("story").text.startswith("Newer 4")
    kept = [path.read_bytes() for path in used.folder.glob("drafts-damaged-journal-*.db-journal")]
    assert kept == [journal]

"""A file with its log is read in memory as SQLite reads them, whatever state a kill or a power cut left them in."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from s11desk.domain.audits.audit import Answer
from s11desk.store.checks.log_image import merge_log
from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.opening.connection import open_drafts
from s11desk.store.opening.read_only import open_for_reading
from s11desk.store.rows.journal import Stamp
from s11desk.store.saved_copies.reading_copies import reading_copy
from tests.samples import NOON, audit_with

STAMP = Stamp(NOON, "amina")
FRAME = 24 + 4096


def begin(drafts: Drafts, *names: str) -> None:
    for name in names:
        drafts.begin(msgspec.structs.replace(audit_with(), id=name), b"{}", STAMP)


def answer(drafts: Drafts, name: str, *texts: str) -> None:
    for number, text in enumerate(texts):
        with drafts.changing(name, STAMP) as change:
            change.put_answer(Answer(f"q{number}", text=text), settled=True)


def after_commits(drafts: Drafts) -> None:
    begin(drafts, "first", "second")
    answer(drafts, "second", "short", "long " * 4_000)


def after_a_new_file(drafts: Drafts) -> None:
    """The file itself is empty: even its tables are in the log only."""
    begin(drafts, "first")


def after_a_checkpoint(drafts: Drafts) -> None:
    begin(drafts, "first", "second", "third")
    drafts._connection.execute("PRAGMA wal_checkpoint(FULL)")


def after_a_restart(drafts: Drafts) -> None:
    """The log is used from its beginning again; behind the new frames there are many old ones."""
    after_commits(drafts)
    drafts._connection.execute("PRAGMA wal_checkpoint(RESTART)")
    answer(drafts, "first", "behind this there are old frames")


def after_a_smaller_file(drafts: Drafts) -> None:
    after_commits(drafts)
    drafts._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    answer(drafts, "second", "now", "short")
    drafts._connection.execute("VACUUM")


LOGS = [after_commits, after_a_new_file, after_a_checkpoint, after_a_restart, after_a_smaller_file]


@pytest.fixture(params=LOGS, ids=lambda make: make.__name__)
def killed(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file and its log, without an index, as a kill leaves them."""
    make: Callable[[Drafts], None] = request.param
    database = tmp_path / "killed" / "drafts.db"
    with closing(Drafts(open_drafts(tmp_path / "work.db", tmp_path / "backups", NOON), tmp_path / "work.db")) as drafts:
        make(drafts)
        database.parent.mkdir()
        for ending in ("", "-wal"):
            shutil.copy(f"{tmp_path / 'work.db'}{ending}", f"{database}{ending}")
    return database


def as_sqlite_reads(file: bytes, log: bytes, folder: Path) -> bytes:
    """The content of the file after SQLite has read its log and copied it into the file."""
    folder.mkdir(exist_ok=True)
    database = folder / "drafts.db"
    database.write_bytes(file)
    Path(f"{database}-wal").write_bytes(log)
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return database.read_bytes()


def damaged_logs(log: bytes) -> list[bytes]:
    """``log`` cut at and within some of its frames, and with one changed byte in them."""
    logs = [log]
    starts = range(32, len(log), FRAME)
    for start in starts[:: max(1, len(starts) // 12)]:
        logs += [log[:start], log[: start + 8], log[: start + FRAME - 1]]
        for place in (start + 4, start + 9, start + 20, start + 2_000):
            changed = bytearray(log)
            changed[place] ^= 0x01
            logs.append(bytes(changed))
    return logs


def test_a_log_is_merged_into_the_file_as_sqlite_does(killed: Path, tmp_path: Path) -> None:
    file, log = killed.read_bytes(), Path(f"{killed}-wal").read_bytes()
    assert len(log) > FRAME
    for damaged in damaged_logs(log):
        assert merge_log(file, damaged)[0] == as_sqlite_reads(file, damaged, tmp_path / "sqlite")


def test_reading_a_copy_with_a_log_writes_nothing_into_any_folder(
    killed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setattr(shutil, "copyfile", lambda *_: pytest.fail("a copy was made"))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with reading_copy(killed) as connection, closing(open_for_reading(killed)) as memory:
        query = "SELECT audit, question, body FROM answer ORDER BY audit, question"
        found = connection.execute(query).fetchall()
        assert memory.execute(query).fetchall() == found
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    (tmp_path / "sqlite.db").write_bytes(as_sqlite_reads(before[killed], before[Path(f"{killed}-wal")], tmp_path / "s"))
    with closing(sqlite3.connect(tmp_path / "sqlite.db")) as connection:
        assert connection.execute(query).fetchall() == found

"""Looking at a file changes nothing: what is refused keeps every byte, and a log stays with its file."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from s11desk.errors import UserError
from s11desk.errors.draft_errors import DraftsDamaged, DraftsForeign, DraftsTooNew
from s11desk.store.checks.check_file import APPLICATION_ID, SCHEMA_VERSION, check_file
from s11desk.store.checks.log_image import LogState, merge_log, read_image
from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.opening.connection import open_drafts
from s11desk.store.rows.journal import Stamp
from s11desk.store.saved_copies.restoring import restore
from tests.samples import NOON, audit_with

STAMP = Stamp(NOON, "amina")


def killed_home(home: Path, *names: str) -> Path:
    """The drafts of a program that was killed: the first audit is in the file, the others are in the log only."""
    database = home / "work.db"
    drafts = Drafts(open_drafts(database, home / "backups", NOON), database)
    for index, name in enumerate(names):
        drafts.begin(msgspec.structs.replace(audit_with(), id=name), b"{}", STAMP)
        if index == 0:
            drafts._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for ending in ("", "-wal"):
        shutil.copy(f"{database}{ending}", f"{home / 'drafts.db'}{ending}")
    drafts.close()
    shutil.rmtree(home / "backups", ignore_errors=True)
    return home / "drafts.db"


def contents(database: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in database.parent.glob(f"{database.name}*")}


def audits(database: Path) -> set[str]:
    with closing(open_drafts(database, database.parent / "backups", NOON)) as connection:
        return {row[0] for row in connection.execute("SELECT id FROM audit")}


def overwrite(page: int) -> Callable[[Path], None]:
    def damage(database: Path) -> None:
        content = bytearray(database.read_bytes())
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
        database.write_bytes(content)

    return damage


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    return killed_home(home, "first", "second", "third")


def test_a_log_is_looked_at_without_a_change_on_the_disk(killed: Path) -> None:
    before = contents(killed)
    assert check_file(killed).log is LogState.WHOLE
    assert contents(killed) == before


def test_the_image_of_a_file_with_its_log_is_what_sqlite_makes_of_them(killed: Path) -> None:
    image = read_image(killed)
    with closing(sqlite3.connect(killed, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert image.merged == killed.read_bytes() != image.alone


def test_a_log_that_ends_within_a_transaction_is_merged_up_to_the_one_before(killed: Path) -> None:
    file, log = killed.read_bytes(), Path(f"{killed}-wal").read_bytes()
    assert merge_log(file, log[:-1])[1] is LogState.WHOLE
    assert merge_log(file, log[:-1])[0] != merge_log(file, log)[0]
    assert merge_log(file, b"") == (file, LogState.NONE)
    assert merge_log(file, b"Dear partnership, " * 500) == (file, LogState.CUT)


def overwrite_most(database: Path) -> None:
    for page in range(8, len(database.read_bytes()) // 4096):
        overwrite(page)(database)


@pytest.mark.parametrize(
    ("damage", "refused_with"),
    [
        pytest.param(overwrite_most, DraftsDamaged, id="damaged pages"),
        pytest.param(lambda path: path.write_bytes(b"Dear partnership, " * 500), DraftsDamaged, id="no database"),
    ],
)
def test_a_refused_file_and_its_log_keep_every_byte(
    killed: Path, damage: Callable[[Path], None], refused_with: type[UserError]
) -> None:
    damage(killed)
    before = contents(killed)
    with pytest.raises(refused_with):
        open_drafts(killed, killed.parent / "backups", NOON)
    assert contents(killed) == before


@pytest.mark.parametrize(
    ("text", "refused_with"),
    [
        (f"user_version = {SCHEMA_VERSION + 1}", DraftsTooNew),
        (f"application_id = {APPLICATION_ID + 1}", DraftsForeign),
    ],
)
def test_a_newer_or_foreign_file_and_its_log_keep_every_byte(
    killed: Path, text: str, refused_with: type[UserError]
) -> None:
    with closing(sqlite3.connect(killed, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA {text}")
        as_killed = contents(killed)
    for name, content in as_killed.items():
        killed.with_name(name).write_bytes(content)
    killed.with_name("drafts.db-shm").unlink()
    before = contents(killed)
    assert len(before["drafts.db-wal"]) > 0
    with pytest.raises(refused_with):
        open_drafts(killed, killed.parent / "backups", NOON)
    assert contents(killed) == before


def test_the_file_of_another_computer_with_our_log_is_refused_and_both_are_kept(killed: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = killed_home(tmp_path / "other", *(f"other-{number}" for number in range(9)))
    audits(other)
    shutil.copy(other, killed)
    before = contents(killed)
    with pytest.raises(DraftsDamaged):
        open_drafts(killed, killed.parent / "backups", NOON)
    assert contents(killed) == before
    killed.with_name("drafts.db-wal").rename(killed.with_name("log"))
    assert len(audits(killed)) == 9, "the file itself is whole"


def test_a_copy_is_kept_of_a_log_whose_end_cannot_be_read(killed: Path) -> None:
    log = killed.with_name("drafts.db-wal")
    content = bytearray(log.read_bytes())
    content[-10] ^= 0xFF
    log.write_bytes(content)
    before = contents(killed)
    assert audits(killed) == {"first", "second"}
    assert killed.with_name("drafts-damaged-log-2026-03-02-120000.db").read_bytes() == before["drafts.db"]
    assert killed.with_name("drafts-damaged-log-2026-03-02-120000.db-wal").read_bytes() == before["drafts.db-wal"]
    for name, kept in before.items():
        killed.with_name(name).write_bytes(kept)
    audits(killed)
    assert len(list(killed.parent.glob("drafts-damaged-log-*.db"))) == 1, "the same log is kept once"


def test_restoring_a_file_that_has_a_log_brings_back_both(killed: Path, tmp_path: Path) -> None:
    before = contents(killed)
    (tmp_path / "new").mkdir()
    restored = restore(tmp_path / "new" / "drafts.db", killed, NOON)
    assert audits(restored.database) == {"first", "second", "third"}
    assert contents(killed) == before


def test_a_damaged_file_is_set_aside_before_its_log(
    killed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill while the log is moved leaves the damaged file with its log, or the copy with its log; never neither."""
    (tmp_path / "other").mkdir()
    backup = killed_home(tmp_path / "other", "backup")
    overwrite_most(killed)
    before = contents(killed)

    def killed_here(*_: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", killed_here)
    with pytest.raises(KeyboardInterrupt):
        restore(killed, backup, NOON)
    monkeypatch.undo()
    assert contents(killed) == before
    aside = restore(killed, backup, NOON).set_aside
    assert aside is not None
    assert aside.read_bytes() == before["drafts.db"]
    assert Path(f"{aside}-wal").read_bytes() == before["drafts.db-wal"]

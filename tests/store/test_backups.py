"""Backups are made when drafts change, checked, ordered by a counter and thinned; a wrong clock loses none."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from s11desk.domain.audits.audit import PrivateNote
from s11desk.errors.draft_errors import BackupUnsound
from s11desk.errors.file_errors import DiskFull, FolderUnwritable
from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.opening.connection import open_drafts, second_connection
from s11desk.store.rows.journal import Stamp
from s11desk.store.saved_copies import backup_writing
from s11desk.store.saved_copies.backup_thinning import DAYS, RECENT_DAYS
from s11desk.store.saved_copies.backups import MAX_AGE_UNCHANGED, MIN_INTERVAL, newest_backup, thin_backups
from s11desk.store.saved_copies.copies import all_backups
from tests.samples import NOON, audit_with
from tests.store.conftest import Opener

DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)


def begin(drafts: Drafts, name: str) -> None:
    drafts.begin(msgspec.structs.replace(audit_with(), id=name), b"{}", Stamp(NOON, "amina"))


def audits_in(backup: Path) -> int:
    with closing(sqlite3.connect(f"{backup.as_uri()}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM audit").fetchone()[0])


def names(backups: Path) -> list[str]:
    return sorted(path.name for path in backups.iterdir())


def test_a_backup_holds_what_was_committed_and_nothing_of_a_log(opened: Opener, backups: Path) -> None:
    drafts = opened()
    begin(drafts, "first")
    drafts.back_up_if_due(backups, NOON)
    (made,) = all_backups(backups)
    assert names(backups) == ["drafts-000001-2026-03-02-120000.db"]
    assert (made.counter, made.audits, made.made) == (1, 1, NOON)
    assert made.path.read_bytes()[18:20] == b"\1\1"
    with closing(sqlite3.connect(made.path)) as backup:
        assert backup.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert names(backups) == ["drafts-000001-2026-03-02-120000.db"]


def test_changed_drafts_are_backed_up_every_two_hours_and_on_a_new_day(opened: Opener, backups: Path) -> None:
    drafts = opened()
    made = []
    late = NOON.replace(hour=23, minute=50)
    for number, at in enumerate((NOON, NOON + MIN_INTERVAL - MINUTE, NOON + MIN_INTERVAL, late, late + 20 * MINUTE)):
        begin(drafts, f"audit-{number}")
        drafts.back_up_if_due(backups, at)
        made.append(len(names(backups)))
    assert made == [1, 1, 2, 3, 4]


def test_unchanged_drafts_are_not_backed_up_again_for_a_week(opened: Opener, backups: Path) -> None:
    drafts = opened()
    begin(drafts, "first")
    for at in (NOON, NOON + MIN_INTERVAL, NOON + DAY, NOON + MAX_AGE_UNCHANGED - MINUTE):
        drafts.back_up_if_due(backups, at)
        drafts.back_up_changes(backups, at)
    assert len(names(backups)) == 1
    drafts.back_up_if_due(backups, NOON + MAX_AGE_UNCHANGED)
    assert len(names(backups)) == 2


def test_a_private_note_counts_as_a_change(opened: Opener, backups: Path) -> None:
    drafts = opened()
    begin(drafts, "first")
    for text in ("one", "two"):
        with drafts.changing("first", Stamp(NOON, "amina"), new_revision=False) as change:
            change.put_note(PrivateNote("policy", text))
        drafts.back_up_changes(backups, NOON)
    assert len(names(backups)) == 2


def test_a_clock_in_2099_and_back_ends_no_later_backup(opened: Opener, backups: Path) -> None:
    drafts = opened()
    times = [NOON + day * DAY for day in range(5)]
    times += [dt.datetime(2099, 1, day, 12, tzinfo=dt.UTC) for day in range(1, 8)]
    times += [NOON + day * DAY for day in range(5, 40)]
    for number, at in enumerate(times):
        begin(drafts, f"audit-{number}")
        drafts.back_up_if_due(backups, at)
        newest = newest_backup(backups)
        assert newest is not None
        assert (newest.made, newest.audits) == (at, number + 1)
    kept = all_backups(backups)
    assert [copy.counter for copy in kept] == sorted((copy.counter for copy in kept), reverse=True)
    assert len(kept) > RECENT_DAYS + DAYS


def test_the_counter_goes_on_after_an_older_backup_is_restored(opened: Opener, backups: Path, tmp_path: Path) -> None:
    from s11desk.store.saved_copies.restoring import restore

    drafts = opened()
    for number in range(3):
        begin(drafts, f"audit-{number}")
        drafts.back_up_changes(backups, NOON)
    drafts.close()
    oldest = all_backups(backups)[-1]
    restore(tmp_path / "drafts.db", oldest.path, NOON)
    drafts = opened()
    begin(drafts, "new")
    drafts.back_up_changes(backups, NOON)
    newest = newest_backup(backups)
    assert newest is not None
    assert (newest.counter, newest.audits) == (4, 2)


def test_backups_of_earlier_versions_are_listed_by_their_journal_and_thinned(opened: Opener, backups: Path) -> None:
    """Their names have no counter, and the time of a file changes when it is copied."""
    drafts = opened()
    new = backups / "new.db"
    for day in range(30):
        begin(drafts, f"audit-{day}")
        with second_connection(backups.parent / "drafts.db") as connection:
            backup_writing.write_backup(connection, new)
        with closing(sqlite3.connect(new)) as old:
            old.execute("DROP TABLE home")
        old_name = new.with_name(f"drafts-{NOON + day * DAY:%Y-%m-%d}{'-closed' if day % 2 else ''}.db")
        new.rename(old_name)
        os.utime(old_name, (1_700_000_000 - day * 86400,) * 2)
    listed = all_backups(backups)
    assert [copy.audits for copy in listed] == list(range(30, 0, -1))
    assert thin_backups(backups)
    assert 10 < len(names(backups)) < 30
    assert audits_in(all_backups(backups)[0].path) == 30


def test_the_last_good_backup_with_audits_stays_however_many_empty_ones_follow(opened: Opener, backups: Path) -> None:
    drafts = opened()
    begin(drafts, "only")
    drafts.back_up_changes(backups, NOON)
    (good,) = backups.iterdir()
    drafts.close()
    other = open_drafts(backups.parent / "empty.db", backups, NOON)
    other.execute("UPDATE home SET backup_counter = 1")
    empty = Drafts(other, backups.parent / "empty.db")
    for day in range(1, 400):
        empty.keep_topic(f"{day}", "t", day, b"{}", installed=True, at=NOON)
        target = backups / f"drafts-{day + 1:06d}-{NOON + day * 7 * DAY:%Y-%m-%d-%H%M%S}.db"
        other.execute("UPDATE home SET backup_counter = ?", (day + 1,))
        if day % 8 == 0 or day > 380:
            backup_writing.write_backup(other, target)
    empty.close()
    thin_backups(backups)
    assert good.exists()


def test_a_damaged_newer_backup_does_not_let_the_last_good_one_go(
    opened: Opener, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = opened()
    begin(drafts, "x" * 3000)
    for number in range(3):
        begin(drafts, f"audit-{number}" + "y" * 2000)
        drafts.back_up_changes(backups, NOON)
    newest, good, _ = all_backups(backups)
    _damage_where_only_a_full_check_sees_it(newest.path)
    monkeypatch.setattr("s11desk.store.saved_copies.backups.kept_backups", lambda _, __: frozenset({0}))
    thin_backups(backups)
    assert [copy.path for copy in all_backups(backups)] == [newest.path, good.path]


def _damage_where_only_a_full_check_sees_it(backup: Path) -> None:
    content = backup.read_bytes()
    for page in range(1, len(content) // 4096):
        broken = bytearray(content)
        broken[page * 4096 : page * 4096 + 64] = b"\xff" * 64
        backup.write_bytes(broken)
        if all_backups(backup.parent)[0].path == backup:
            return
    raise AssertionError("every page is seen by the list")


def test_a_backup_that_does_not_read_back_gets_no_name(
    opened: Opener, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = opened()
    begin(drafts, "first")

    def empty(_: sqlite3.Connection, path: Path) -> None:
        drafts.close()
        with closing(sqlite3.connect(path, isolation_level=None)) as copy:
            copy.execute("CREATE TABLE audit (id TEXT)")

    monkeypatch.setattr(backup_writing, "_copy_to", empty)
    database = backups.parent / "drafts.db"
    with closing(sqlite3.connect(database, isolation_level=None)) as connection, pytest.raises(BackupUnsound):
        backup_writing.write_backup(connection, backups / "drafts-000001-2026-03-02-120000.db")
    assert names(backups) == []


def test_a_backup_that_cannot_be_removed_or_read_ends_no_backup(
    opened: Opener, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = opened()
    begin(drafts, "first")
    backups.mkdir()
    (backups / "drafts-2026-01-01.db").symlink_to(backups / "nothing")
    (backups / "drafts-2026-01-02.db").write_bytes(b"Dear partnership, " * 500)
    (backups / "drafts-2026-01-03.db").mkdir()

    def refuse(path: Path, *, missing_ok: bool = False) -> None:  # noqa: ARG001 - as Path.unlink
        raise PermissionError(13, "held open by another program")

    for day in range(40):
        begin(drafts, f"audit-{day}")
        with monkeypatch.context() as refusing:
            refusing.setattr(Path, "unlink", refuse)
            drafts.back_up_if_due(backups, NOON + day * DAY)
    newest = newest_backup(backups)
    assert newest is not None
    assert newest.audits == 41
    assert len(all_backups(backups)) == 42
    assert len(thin_backups(backups)) > 20


def test_a_full_disk_or_a_file_in_the_way_is_reported(
    opened: Opener, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = opened()
    backups.write_text("a file where the folder should be")
    with pytest.raises(FolderUnwritable):
        drafts.back_up_if_due(backups, NOON)
    backups.unlink()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        drafts.back_up_if_due(backups, NOON)
    assert names(backups) == []


def test_saves_go_on_while_a_second_connection_backs_up(opened: Opener, backups: Path) -> None:
    """The backup is of one moment: the rows that are saved meanwhile are in the next one."""
    drafts = opened()
    for number in range(300):
        begin(drafts, f"audit-{number:04}" + "x" * 2000)
    began, saved = threading.Event(), threading.Event()
    made: list[int] = []

    def back_up() -> None:
        with second_connection(backups.parent / "drafts.db") as connection:
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM audit").fetchone()
            began.set()
            saved.wait(60)
            connection.execute("ROLLBACK")
            backup_writing.write_backup(connection, backups / "drafts-000001-2026-03-02-120000.db")
        made.append(audits_in(backups / "drafts-000001-2026-03-02-120000.db"))

    beside = threading.Thread(target=back_up)
    beside.start()
    assert began.wait(60)
    begin(drafts, "saved beside an open read")
    saved.set()
    for number in range(20):
        begin(drafts, f"while-{number}")
    beside.join()
    assert 301 <= made[0] <= 321
    assert len(drafts.lines()) == 321

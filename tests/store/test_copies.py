"""Every copy of the drafts is listed, compared and protected, whatever state its file is in."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from s11desk.domain.audits.audit import Answer
from s11desk.domain.keeping.drafts_copy import Age, CopyKind, CopyState
from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.opening.connection import SCHEMA_VERSION
from s11desk.store.rows.journal import Stamp
from s11desk.store.saved_copies.comparing import (
    compare,
    evidence_in_copy,
    read_contents,
    read_copy_contents,
    read_present_contents,
)
from s11desk.store.saved_copies.copies import all_copies, look_at_copy
from s11desk.store.saved_copies.restoring import restore
from tests.samples import NOON, audit_with, evidence_on
from tests.store.conftest import Opener

STAMP = Stamp(NOON, "amina")


def begin(drafts: Drafts, name: str) -> None:
    drafts.begin(msgspec.structs.replace(audit_with(), id=name), b'{"title":"Early help"}', STAMP)


def answer(drafts: Drafts, audit: str, *texts: str) -> None:
    for number, text in enumerate(texts):
        with drafts.changing(audit, STAMP) as change:
            change.put_answer(Answer(f"q{number}", text=text), settled=True)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "drafts.db"


def test_backups_set_aside_damaged_and_conflict_copies_are_in_one_list(
    opened: Opener, database: Path, backups: Path
) -> None:
    drafts = opened()
    begin(drafts, "first")
    drafts.back_up_changes(backups, NOON)
    answer(drafts, "first", "after the backup")
    drafts.close()
    (backup,) = backups.iterdir()
    aside = restore(database, backup, NOON).set_aside
    assert aside is not None
    copies = {
        "drafts-AMINA-LAPTOP.db": b"Dear partnership, " * 500,
        "drafts (Amina's conflicted copy 2026-03-02).db": backup.read_bytes(),
        "drafts.sync-conflict-20260302-120000-ABCDEFG.db": b"",
    }
    for name, content in copies.items():
        database.with_name(name).write_bytes(content)
    database.with_name("drafts 2.db").symlink_to(backups / "nothing")
    (backups / "before-upgrade-from-3-2026-01-01-080000.db").write_bytes(backup.read_bytes())
    found = {copy.path.name: (copy.kind, copy.state) for copy in all_copies(database, backups)}
    assert found == {
        backup.name: (CopyKind.BACKUP, CopyState.WHOLE),
        aside.name: (CopyKind.SET_ASIDE, CopyState.WHOLE),
        "before-upgrade-from-3-2026-01-01-080000.db": (CopyKind.BEFORE_UPGRADE, CopyState.WHOLE),
        "drafts-AMINA-LAPTOP.db": (CopyKind.CONFLICT, CopyState.DAMAGED),
        "drafts (Amina's conflicted copy 2026-03-02).db": (CopyKind.CONFLICT, CopyState.WHOLE),
        "drafts.sync-conflict-20260302-120000-ABCDEFG.db": (CopyKind.CONFLICT, CopyState.DAMAGED),
        "drafts 2.db": (CopyKind.CONFLICT, CopyState.UNREADABLE),
    }
    assert all_copies(database, backups)[0].path == aside


def test_a_home_without_files_has_no_copies(tmp_path: Path) -> None:
    assert all_copies(tmp_path / "nothing" / "drafts.db", tmp_path / "nothing" / "backups") == ()


@pytest.mark.parametrize(
    ("pragma", "state"),
    [(f"user_version = {SCHEMA_VERSION + 1}", CopyState.TOO_NEW), ("application_id = 7", CopyState.FOREIGN)],
)
def test_a_file_of_a_newer_or_another_program_is_named_so(
    opened: Opener, tmp_path: Path, backups: Path, pragma: str, state: CopyState
) -> None:
    opened().back_up_changes(backups, NOON)
    (backup,) = backups.iterdir()
    chosen = tmp_path / "from a stick.db"
    shutil.copyfile(backup, chosen)
    connection = sqlite3.connect(chosen)
    connection.execute(f"PRAGMA {pragma}")
    connection.close()
    seen = look_at_copy(chosen)
    assert (seen.kind, seen.state, seen.audits) == (CopyKind.CHOSEN, state, None)


def test_looking_at_a_copy_with_a_log_reads_the_log_and_changes_nothing(opened: Opener, tmp_path: Path) -> None:
    drafts = opened()
    begin(drafts, "only in the log")
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    for name in ("drafts.db", "drafts.db-wal"):
        shutil.copyfile(tmp_path / name, folder / name)
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    assert look_at_copy(folder / "drafts.db").audits == 1
    contents = read_copy_contents(folder / "drafts.db")
    assert contents is not None
    assert set(contents.audits) == {"only in the log"}
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before


def differences(copy: Path, database: Path) -> dict[str, tuple[Age, int]]:
    there, now = read_copy_contents(copy), read_present_contents(database)
    assert there is not None
    assert now is not None
    return {one.audit: (one.age, one.answers) for one in compare(there, now)}


def test_differences_are_counted_for_each_audit(opened: Opener, database: Path, backups: Path) -> None:
    drafts = opened()
    for name in ("same", "edited", "gone"):
        begin(drafts, name)
        answer(drafts, name, "one", "two", "three")
    drafts.back_up_changes(backups, NOON)
    (backup,) = backups.iterdir()
    answer(drafts, "edited", "new one", "new two", "three")
    begin(drafts, "new")
    found = differences(backup, database)
    assert found["same"] == (Age.SAME, 0)
    assert found["edited"] == (Age.OLDER, 2)
    assert found["new"] == (Age.ONLY_NOW, 0)
    drafts.close()
    aside = restore(database, backup, NOON).set_aside
    assert aside is not None
    found = differences(aside, database)
    assert found["edited"] == (Age.NEWER, 2)
    assert found["new"] == (Age.ONLY_THERE, 0)


def test_an_emptied_answer_is_as_good_as_none(opened: Opener, database: Path, backups: Path) -> None:
    drafts = opened()
    begin(drafts, "first")
    drafts.back_up_changes(backups, NOON)
    with drafts.changing("first", STAMP) as change:
        change.put_answer(Answer("q0"), settled=True)
    assert differences(next(backups.iterdir()), database) == {"first": (Age.SAME, 0)}


def test_the_title_of_the_topic_is_read_even_from_a_broken_topic(opened: Opener) -> None:
    drafts = opened()
    drafts.begin(msgspec.structs.replace(audit_with(), id="broken"), b"no JSON", STAMP)
    assert read_contents(drafts._connection).audits["broken"][1] == "sample"


@pytest.fixture
def with_evidence(opened: Opener, backups: Path) -> Path:
    """A backup that names one file."""
    drafts = opened()
    begin(drafts, "first")
    with drafts.changing("first", STAMP) as change:
        change.put_evidence(evidence_on("policy"))
    for number in range(40):
        begin(drafts, f"filler-{number}" + "x" * 1000)
    drafts.back_up_changes(backups, NOON)
    return next(backups.iterdir())


def _break_pages(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for page in range(1, len(content) // 4096):
        content[page * 4096 : page * 4096 + 8] = b"\xff" * 8
    path.write_bytes(content)


def _keep_rubbish_before(path: Path) -> None:
    path.write_bytes(b"\0" * 999 + path.read_bytes())


@pytest.mark.parametrize("spoil", [lambda _: None, _break_pages, _keep_rubbish_before])
def test_the_evidence_that_a_copy_names_is_found_also_when_it_is_damaged(
    with_evidence: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(with_evidence)
    assert evidence_on("policy").sha256 in evidence_in_copy(with_evidence)


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege")
def test_a_copy_that_cannot_be_read_raises(with_evidence: Path) -> None:
    with_evidence.unlink()
    with_evidence.symlink_to(with_evidence.with_name("nothing"))
    with pytest.raises(FileNotFoundError):
        evidence_in_copy(with_evidence)

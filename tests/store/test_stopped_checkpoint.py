"""A checkpoint copies pages from the log into the file. Wherever it stops, and within a page, the drafts are whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from s11desk.domain.audits.audit import Answer
from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.opening.connection import open_drafts
from s11desk.store.rows.journal import Stamp
from tests.samples import NOON, audit_with

LOG_HEADER, FRAME_HEADER, SECTOR = 32, 24, 512


@pytest.fixture(params=[0, 20], ids=["a new draft", "many answers"])
def stopped(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, int]:
    """A folder as a killed program leaves it: a draft in the file, and one with so many answers only in the log."""
    folder, copy = tmp_path / "at work", tmp_path / "stopped"
    folder.mkdir()
    _begin(folder, "aaaa-aaaa")
    drafts = Drafts(open_drafts(folder / "drafts.db", folder / "backups", NOON), folder / "drafts.db")
    drafts.begin(msgspec.structs.replace(audit_with(), id="bbbb-bbbb"), b"{}", Stamp(NOON, "amina"))
    for number in range(request.param):
        with drafts.changing("bbbb-bbbb", Stamp(NOON, "amina")) as change:
            change.put_answer(Answer(f"q{number}", text="Agreed. " * 60), settled=True)
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("*-shm"))
    drafts.close()
    return copy, request.param


def _begin(folder: Path, audit_id: str) -> None:
    drafts = Drafts(open_drafts(folder / "drafts.db", folder / "backups", NOON), folder / "drafts.db")
    drafts.begin(msgspec.structs.replace(audit_with(), id=audit_id), b"{}", Stamp(NOON, "amina"))
    drafts.close()


def pages_of_log(log: bytes) -> Iterator[tuple[int, bytes]]:
    """The number of each page in the log, from 1, and its newest content (SQLite file format, section 4.1)."""
    size = int.from_bytes(log[8:12], "big")
    newest = {}
    for start in range(LOG_HEADER, len(log), FRAME_HEADER + size):
        page = int.from_bytes(log[start : start + 4], "big")
        newest[page] = log[start + FRAME_HEADER : start + FRAME_HEADER + size]
    yield from sorted(newest.items())


def is_whole(folder: Path, answers: int) -> bool:
    drafts = Drafts(open_drafts(folder / "drafts.db", folder / "backups", NOON), folder / "drafts.db")
    try:
        found = {line.id: len(drafts.read(line.id).audit.answers) for line in drafts.lines()}
    finally:
        drafts.close()
    return found == {"aaaa-aaaa": 0, "bbbb-bbbb": answers}


def test_drafts_open_whole_wherever_a_checkpoint_has_stopped(stopped: tuple[Path, int], tmp_path: Path) -> None:
    left, answers = stopped
    pages = list(pages_of_log((left / "drafts.db-wal").read_bytes()))
    assert len(pages) > 3
    content = bytearray((left / "drafts.db").read_bytes())
    size = len(pages[0][1])
    for page, newest in pages:
        before = content[(page - 1) * size : page * size].ljust(size, b"\0")
        for written in range(SECTOR, size + 1, SECTOR):
            at = (page - 1) * size
            content[at : at + size] = newest[:written] + before[written:]
            folder = tmp_path / f"page {page} to {written}"
            shutil.copytree(left, folder)
            (folder / "drafts.db").write_bytes(content)
            assert is_whole(folder, answers), folder.name

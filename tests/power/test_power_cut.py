"""Whatever the power cut leaves on the disk, everything that was acknowledged is there."""

from __future__ import annotations

import pickle
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.power.claims import lost
from tests.power.disk_events import Acknowledged, Created, Event, Flushed, FolderFlushed, Written
from tests.power.disk_recorder import can_record
from tests.power.power_cuts import cuts
from tests.power.sqlite_vfs import shared_library

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(
    not can_record() or shared_library() is None, reason="Python's SQLite is not a shared library that can be recorded"
)


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> list[Event]:
    return record(tmp_path_factory.mktemp("recorded"))


def record(folder: Path) -> list[Event]:
    command = [sys.executable, "-m", "tests.power.recorded_work", str(folder / "disk"), str(folder / "events")]
    (folder / "disk").mkdir()
    subprocess.run(command, cwd=ROOT, check=True)
    recorded: list[Event] = pickle.loads((folder / "events").read_bytes())  # noqa: S301 - our own process wrote it
    return recorded


def losses(events: Sequence[Event], folder: Path, seed: int, tries: int) -> Counter[str]:
    """What is lost after a power cut, and after how many of the cuts."""
    found: Counter[str] = Counter()
    for cut in cuts(events, seed, tries):
        disk = folder / "cut"
        disk.mkdir()
        cut.write(disk)
        found.update(lost(disk, cut.claims) or ["nothing"])
        shutil.rmtree(disk)
    return found


def without_flushes(events: Sequence[Event], kind: type[Event], *, of_drafts: bool) -> list[Event]:
    """``events`` as they would be if flushes of this kind were left out: of the drafts' own files, or of all others."""
    names = {event.file: event.path for event in events if isinstance(event, Created)}

    def is_left_out(event: Event) -> bool:
        if not isinstance(event, kind):
            return False
        return not isinstance(event, Flushed) or ("drafts.db" in names[event.file]) is of_drafts

    return [event for event in events if not is_left_out(event)]


def test_work_is_recorded_with_its_flushes(events: list[Event]) -> None:
    kinds = Counter(type(event) for event in events)
    assert kinds[Written] > 50
    assert kinds[Flushed] > 20
    assert kinds[FolderFlushed] > 10
    assert kinds[Acknowledged] == 19


def test_nothing_acknowledged_is_lost_when_the_power_is_cut(events: list[Event], tmp_path: Path) -> None:
    assert set(losses(events, tmp_path, seed=10, tries=1)) == {"nothing"}


@pytest.mark.parametrize(
    ("kind", "of_drafts"),
    [(Flushed, True), (Flushed, False), (FolderFlushed, False)],
    ids=["of the drafts", "of other files", "of folders"],
)
def test_without_flushes_acknowledged_work_would_be_lost(
    events: list[Event], tmp_path: Path, kind: type[Event], of_drafts: bool
) -> None:
    until = [at for at, event in enumerate(events) if isinstance(event, Acknowledged)][-3]
    careless = without_flushes(events[: until + 2], kind, of_drafts=of_drafts)
    assert len(losses(careless, tmp_path, seed=10, tries=0)) > 1

"""A receiving desk's day, taken into a register: the time, the memory, the search, and what kills in between change.

The files and their record are those of ``benchmarks.desk``. The time of taking in, without the comparison of pages, is
compared with reading the same bytes, SHA-256 over them, and verifying two ECDSA signatures for each return. Run it by
hand: ``python -m benchmarks.desk_take_in [RETURNS [AGENCIES [KILLS]]]``; 10,000 returns take most of an hour to make.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks._measuring import Figure, peak_memory, print_all, seconds
from benchmarks.desk import AGENCIES, Expected, floor, write_day
from s11desk.app.home.paths import Home
from s11desk.app.receiving.desk_list import list_returns
from s11desk.app.receiving.desk_search import DeskSearch, search_desk
from s11desk.app.receiving.receiving_desk import Officer, ReceivingDesk, create_desk
from s11desk.app.receiving.take_in import find_incoming, take_in_returns
from s11desk.cli.terminal_messages import sentence
from s11desk.domain.counted_returns import FileState
from s11desk.register.received_rows import all_files, sources_of

RETURNS, KILLS = 300, 20


def take_all(folder: Path, home: Path, received: Path) -> None:
    """Take everything in, as one run of the program does."""
    with ReceivingDesk(folder, Officer(Home(home), sentence)) as desk:
        take_in_returns(desk, find_incoming([received]), compares=False)


def killed_runs(folder: Path, home: Path, received: Path, kills: int) -> None:
    """Begin ``kills`` times and kill the program at a random moment; then let it finish."""
    context, chance = multiprocessing.get_context("spawn"), random.Random(0)  # noqa: S311 - the same moments each time
    for _ in range(kills):
        process = context.Process(target=take_all, args=(folder, home, received))
        process.start()
        time.sleep(2 + chance.random() * 3)
        if process.is_alive() and process.pid is not None:
            os.kill(process.pid, signal.SIGKILL)
        process.join()
    take_all(folder, home, received)


def differences(folder: Path, home: Path, record: tuple[Expected, ...]) -> int:
    """How many files are in the register in another way than the record says."""
    with ReceivingDesk(folder, Officer(Home(home), sentence)) as desk:
        listed = {one.sha256: one for one in list_returns(desk)}
        came = ((source, one) for one in all_files(desk.register) for source in sources_of(desk.register, one.sha256))
        files = {Path(source).name: one for source, one in came}
        wrong = 0
        for expected in record:
            file = files.get(expected.file)
            found = listed.get(file.received) if file is not None else None
            if expected.state is FileState.REPEATED or expected.file.endswith("-again.zip"):
                continue  # the same file twice is one: the pair is compared below
            if expected.state is FileState.REFUSED:
                is_right = found is None and file is not None and expected.reason in file.reason
            else:
                is_right = found is not None and found.counts == (expected.state is FileState.COUNTED)
            wrong += not is_right
        counted = sorted(one.agency for one in listed.values() if one.counts)
    return wrong + (counted != sorted(one.agency for one in record if one.state is FileState.COUNTED))


def take_in_a_day(folder: Path, returns: int, agencies: int, kills: int) -> Iterator[Figure]:
    """Make the files, take them in, and compare."""
    received, home, officer = folder / "in", folder / "home", Officer(Home(folder / "home"), sentence)
    received.mkdir()
    record = write_day(received, returns, agencies)
    for name in ("desk", "killed"):
        create_desk(folder / name, officer, "Benchmark")
    before = peak_memory()
    ours = seconds(lambda: take_all(folder / "desk", home, received))
    grown, least = peak_memory() - before, seconds(lambda: floor(received, returns))
    again = seconds(lambda: take_all(folder / "desk", home, received))
    print(f"{len(record)} files: {ours / 60:.2f} min, {ours / len(record) * 1000:.0f} ms a file; again {again:.1f} s")
    print(f"floor {least:.3f} s, ratio {ours / least:.1f}; memory grew by {grown / 1e6:.0f} MB")
    yield Figure("desk: register that differs from the record", differences(folder / "desk", home, record), "", 0)
    yield Figure("desk: taking in to reading, SHA-256 and ECDSA", round(ours / least, 1), "ratio", 3)
    yield Figure("desk: memory at the peak, taking in", round(peak_memory() / 1e6), "MB", 300)
    if kills:
        killed_runs(folder / "killed", home, received, kills)
        yield Figure("desk: differences after kills", differences(folder / "killed", home, record), "", 0)
    with ReceivingDesk(folder / "desk", officer) as desk:
        found = seconds(lambda: search_desk(desk, DeskSearch("the")))
    yield Figure("desk: search in every return", round(found * 1000), "ms", 300)


def main(returns: int = RETURNS, agencies: int = AGENCIES, kills: int = KILLS) -> None:
    """Run it and print the figures."""
    with tempfile.TemporaryDirectory() as name:
        print_all(list(take_in_a_day(Path(name), returns, agencies, kills)))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))

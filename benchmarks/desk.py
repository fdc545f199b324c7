"""A receiving desk's days: returns of 300 agencies are taken in, some damaged, changed, replaced, doubled or foreign.

The generator keeps its own record; the register must agree with it exactly, and each refusal must have the right
reason. The time, without looking into the PDFs, is compared with reading the same bytes, SHA-256 over them, and
verifying two ECDSA signatures for each return. Run it by hand:
``python -m benchmarks.desk [RETURNS [AGENCIES [KILLS]]]``.

More than 10,000 returns come in folders of 5,000, and their files are emptied once they are taken in, so that 100,000
need 10 GB at most. The killed runs take the first folder in again, at another desk.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks._desk_post import Expected, floor, write_post
from benchmarks._measuring import Figure, peak_memory, print_all
from s11desk.app.home.paths import Home
from s11desk.app.receiving.arrivals.take_in import find_incoming, take_in_returns
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk, create_desk
from s11desk.app.receiving.returns.desk_list import list_returns
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.reader_process.reader import ReaderProcess
from s11desk.reader_process.remote_call import the_readers
from s11desk.reader_process.run_in_reader import stop_using_reader_process, use_reader_process
from s11desk.register.received_rows import all_files, sources_of

RETURNS, AGENCIES, KILLS = 10_000, 300, 20
_TOGETHER = 5_000


@dataclass
class Days:
    """What was measured: seconds of the clock and of the processors, for taking in and for the floor, and the record.

    ``each``: milliseconds of the processors for one file of each folder.
    """

    record: list[Expected] = field(default_factory=list)
    clock: float = 0.0
    clock_floor: float = 0.0
    processors: float = 0.0
    processors_floor: float = 0.0
    each: list[float] = field(default_factory=list)

    def line(self) -> str:
        files = len(self.record)
        return (
            f"{files} files: {self.clock / 60:.2f} min, {self.clock / files * 1000:.2f} ms a file "
            f"({self.processors / files * 1000:.2f} ms of the processors); floor {self.clock_floor / files * 1000:.2f} "
            f"({self.processors_floor / files * 1000:.2f})"
        )


class _Readers:
    """``held``: the most bytes that the readers held, together."""

    held = 0


def _held(reader: ReaderProcess) -> int:
    """The most bytes that this reader ever held. What its parent counts begins with the parent's own memory."""
    status = Path(f"/proc/{reader.process_id}/status")
    return 1024 * int(status.read_text("ascii").partition("VmHWM:")[2].split()[0]) if status.exists() else 0


def take_all(folder: Path, home: Path, received: Path) -> None:
    """Take everything in, as one run of the program does."""
    use_reader_process()
    try:
        with ReceivingDesk(folder, Officer(Home(home), sentence)) as desk:
            take_in_returns(desk, find_incoming([received]), compares=False)
        _Readers.held = max(_Readers.held, sum(map(_held, the_readers().readers)))
    finally:
        stop_using_reader_process()


def take_in_days(folder: Path, home: Path, returns: int, agencies: int) -> Days:
    """Make the post of each day, take it in at the desk in ``folder``, and empty all files but the first day's."""
    days, together = Days(), returns if returns <= RETURNS else _TOGETHER
    for start in range(0, returns, together):
        received, numbers = folder.with_name(f"post-{start:06}"), range(start, min(start + together, returns))
        received.mkdir()
        made = write_post(received, numbers, agencies)
        days.record += made
        clock, processors = _timed(lambda received=received: take_all(folder, home, received))
        least, processors_least = _timed(lambda received=received, numbers=numbers: floor(received, len(numbers)))
        days.clock, days.clock_floor = days.clock + clock, days.clock_floor + least
        days.processors, days.processors_floor = days.processors + processors, days.processors_floor + processors_least
        days.each.append(processors / len(made) * 1000)
        for path in received.iterdir() if start else ():
            path.write_bytes(b"")  # removing it would make every new file of the next minutes slow on ext4
        print(days.line(), f"peak {peak_memory() / 1e6:.0f} MB", flush=True)
    return days


def _timed(task: object) -> tuple[float, float]:
    """Seconds of the clock, and of the processors in this process and those that it waited for."""
    clock, before = time.perf_counter(), _processors()
    task()  # type: ignore[operator]
    return time.perf_counter() - clock, _processors() - before


def _processors() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def killed_runs(folder: Path, home: Path, received: Path, kills: int) -> int:
    """Kill the program at ``kills`` random moments; then let it finish. Gives how many died before they were done."""
    context, chance, killed = multiprocessing.get_context("spawn"), random.Random(0), 0  # noqa: S311 - repeatable
    for _ in range(kills):
        process = context.Process(target=take_all, args=(folder, home, received))
        process.start()
        time.sleep(0.9 + chance.random())  # a second to start; 20 of them do not come to the end of 5,000 files
        if process.is_alive() and process.pid is not None:
            os.kill(process.pid, signal.SIGKILL)
        process.join()
        killed += process.exitcode == -signal.SIGKILL
    take_all(folder, home, received)
    return killed


def differences(folder: Path, home: Path, record: list[Expected]) -> int:
    """How many files are in the register in another way than the record says."""
    with ReceivingDesk(folder, Officer(Home(home), sentence)) as desk:
        listed = {one.sha256: one for one in list_returns(desk)}
        came = ((source, one) for one in all_files(desk.register) for source in sources_of(desk.register, one.sha256))
        files = {Path(source).name: one for source, one in came}
        stored = set(desk.files.digests())
    wrong = 0
    for expected in record:
        file = files.get(expected.file)
        found = listed.get(file.received) if file is not None else None
        if file is None or file.is_kept != (file.sha256 in stored):
            wrong += 1
        elif expected.state is FileState.REFUSED:
            wrong += not (found is None and expected.reason in file.reason)
        elif expected.state is not FileState.REPEATED:  # the same file twice is one: it counts as the other
            wrong += not (found is not None and found.counts == (expected.state is FileState.COUNTED))
    counted = sorted(one.agency for one in listed.values() if one.counts)
    wanted = sorted(one.agency for one in record if one.state is FileState.COUNTED)
    return wrong + (counted != wanted) + (len(files) != len(record))


def desk(folder: Path, returns: int, agencies: int, kills: int) -> Iterator[Figure]:
    """Make the files, take them in, and compare."""
    home = folder / "home"
    for name in ("desk", "killed"):
        create_desk(folder / name, Officer(Home(home), sentence), "Benchmark")
    days = take_in_days(folder / "desk", home, returns, agencies)
    all_together = peak_memory() + _Readers.held
    yield Figure("desk: taking in to reading, SHA-256 and ECDSA", round(days.clock / days.clock_floor, 1), "ratio", 3)
    halved = days.processors / 2 / days.processors_floor
    yield Figure("desk: the same, processor time of two beside one", round(halved, 1), "ratio", 3)
    yield Figure("desk: last folder beside the first, per file", round(days.each[-1] / days.each[0], 2), "ratio", 1.2)
    yield Figure("desk: memory at the peak, with the readers", round(all_together / 1e6), "MB", 300)
    yield Figure("desk: register that differs from the record", differences(folder / "desk", home, days.record), "", 0)
    if kills:
        first = folder / "post-000000"
        names = {path.name for path in first.iterdir()}
        killed = killed_runs(folder / "killed", home, first, kills)
        record = [one for one in days.record if one.file in names]
        yield Figure("desk: runs that were killed", killed, "", kills, lower_is_better=False)
        yield Figure("desk: differences after kills", differences(folder / "killed", home, record), "", 0)


def main(returns: int = RETURNS, agencies: int = AGENCIES, kills: int = KILLS) -> None:
    """Run it and print the figures."""
    with tempfile.TemporaryDirectory() as name:
        print_all(desk(Path(name), returns, agencies, kills))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))

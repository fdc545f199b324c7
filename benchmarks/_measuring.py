"""The shared parts of the benchmarks: timing against a floor, figures for people and machines, peak memory."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

Task = Callable[[], object]


@dataclass(frozen=True)
class Figure:
    """A measured figure. It is printed as one line of JSON. ``aim``: the value to reach."""

    figure: str
    value: float
    unit: str
    aim: float
    lower_is_better: bool = True


def print_all(figures: Iterable[Figure]) -> None:
    """Print each figure as one line of JSON."""
    for figure in figures:
        print(json.dumps(asdict(figure)))


def seconds(task: Task) -> float:
    """The time that ``task`` takes, in seconds."""
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def medians(task: Task, floor: Task, rounds: int) -> tuple[float, float]:
    """The medians of both in seconds. They run in turn, after one round that does not count."""
    measured = [(seconds(task), seconds(floor)) for _ in range(rounds + 1)][1:]
    return statistics.median(first for first, _ in measured), statistics.median(second for _, second in measured)


def compare(name: str, unit: str, aim: float, task: Task, floor: Task, rounds: int) -> Figure:
    """Compare ``task`` with ``floor``, print a line for people, and return the ratio."""
    ours, least = medians(task, floor, rounds)
    print(f"{name:44}{ours:9.3f} s   floor {least:7.3f} s   ratio {ours / least:5.2f}   aim {aim}")
    return Figure(name, round(ours / least, 3), unit, aim)


def peak_memory() -> int:
    """The most bytes that this process ever held at once.

    On Linux the count in ``/proc`` begins with the process. The count of getrusage begins at the peak of the parent
    process, so it is used on other systems only.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return 1024 * int(status.read_text("ascii").partition("VmHWM:")[2].split()[0])
    import resource  # Windows does not have it

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)

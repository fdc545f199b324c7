"""What the benchmarks share: rounds beside a floor, a line for people, a line for machines, a peak of memory."""

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
    """One line for machines."""

    figure: str
    value: float
    unit: str
    aim: float
    lower_is_better: bool = True


def print_all(figures: Iterable[Figure]) -> None:
    for figure in figures:
        print(json.dumps(asdict(figure)))


def seconds(task: Task) -> float:
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def medians(task: Task, floor: Task, rounds: int) -> tuple[float, float]:
    """Both in seconds, measured in turn, after one round that does not count."""
    measured = [(seconds(task), seconds(floor)) for _ in range(rounds + 1)][1:]
    return statistics.median(first for first, _ in measured), statistics.median(second for _, second in measured)


def compare(name: str, unit: str, aim: float, task: Task, floor: Task, rounds: int) -> Figure:
    ours, least = medians(task, floor, rounds)
    print(f"{name:44}{ours:9.3f} s   floor {least:7.3f} s   ratio {ours / least:5.2f}   aim {aim}")
    return Figure(name, round(ours / least, 3), unit, aim)


def peak_memory() -> int:
    """Bytes this process ever held at once.

    Linux's own count for this process begins when it does; getrusage's begins at the peak of whatever started it, and
    is for systems that have nothing better.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return 1024 * int(status.read_text("ascii").partition("VmHWM:")[2].split()[0])
    import resource  # not there on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)

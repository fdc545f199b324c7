"""The return's container: writing and strictly reading one with 200 MB of evidence, and memory for one with 2 GB.

Floors, measured in the same rounds, in turn:

- writing: ``sha256sum`` and ``cp`` of the evidence as processes, which is what a script would do;
- writing for good (fsync, strict reading back, rename): ``sha256sum``, ``cp``, ``sync`` and ``sha256sum`` of the copy;
- reading: SHA-256 of the file in this process and nothing else.

The signer is a stand-in: a real one adds the same few milliseconds to a return of any size.
"""

from __future__ import annotations

import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from s11desk.bundle.container import Member, bytes_member, read_container, write_container
from s11desk.bundle.container.layout import FIXED_PARTS
from s11desk.durable import writing

MEGABYTE = 1_000_000
EVIDENCE = 200 * MEGABYTE
FILES = 8
"""The evidence comes as so many files of one size."""
LARGEST = 2_000 * MEGABYTE
ROUNDS = 7

Task = Callable[[], object]


@dataclass(frozen=True)
class Figure:
    """One line for machines."""

    figure: str
    value: float
    unit: str
    aim: float
    lower_is_better: bool = True


def sign(manifest: bytes) -> bytes:
    return hashlib.sha256(manifest).digest()


def members(files: list[Path]) -> list[Member]:
    fixed = [bytes_member(name, bytes(100_000)) for name in FIXED_PARTS]
    return fixed + [file_member(path) for path in files]


def file_member(path: Path) -> Member:
    return Member(f"evidence/{path.name}", path.stat().st_size, lambda: path.open("rb"))


def write(files: list[Path], out: Path) -> None:
    with out.open("w+b") as stream:
        write_container(stream, members(files), sign)


def write_for_good(files: list[Path], out: Path) -> None:
    with writing(out, check=read) as stream:
        write_container(stream, members(files), sign)


def read(path: Path) -> None:
    with path.open("rb") as stream:
        assert read_container(stream).canonical


def run(*command: str | Path) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def digest_and_copy(files: list[Path], out: Path) -> None:
    run("sha256sum", *files)
    run("cp", *files, out)


def digest_copy_and_compare(files: list[Path], out: Path) -> None:
    digest_and_copy(files, out)
    copies = [out / path.name for path in files]
    run("sync", *copies, out)
    run("sha256sum", *copies)


def digest(path: Path) -> None:
    with path.open("rb", buffering=0) as stream:
        hashlib.file_digest(stream, "sha256")


def seconds(task: Task) -> float:
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def medians(task: Task, floor: Task) -> tuple[float, float]:
    """Both in seconds, measured in turn, after one round that does not count."""
    rounds = [(seconds(task), seconds(floor)) for _ in range(ROUNDS + 1)][1:]
    return statistics.median(first for first, _ in rounds), statistics.median(second for _, second in rounds)


def compare(name: str, unit: str, aim: float, task: Task, floor: Task) -> Figure:
    ours, least = medians(task, floor)
    print(f"{name:44}{ours:9.3f} s   floor {least:7.3f} s   ratio {ours / least:5.2f}   aim {aim}")
    return Figure(name, round(ours / least, 3), unit, aim)


def speed(folder: Path) -> list[Figure]:
    files = [folder / f"file-{number}.pdf" for number in range(FILES)]
    for path in files:
        path.write_bytes(os.urandom(EVIDENCE // FILES))
    out, copies = folder / "return.zip", folder / "copies"
    copies.mkdir()
    return [
        compare(
            "write a 200 MB return",
            "ratio to sha256sum + cp",
            0.6,
            lambda: write(files, out),
            lambda: digest_and_copy(files, copies),
        ),
        compare(
            "write it for good, read back",
            "ratio to sha256sum + cp + sync + sha256sum",
            1.0,
            lambda: write_for_good(files, out),
            lambda: digest_copy_and_compare(files, copies),
        ),
        compare("verify a 200 MB return", "ratio to SHA-256 alone", 1.3, lambda: read(out), lambda: digest(out)),
    ]


def memory() -> Figure:
    """Peak of a process of its own, which :func:`write_largest` runs in; resource is not there on Windows."""
    result = subprocess.run([sys.executable, "-m", "benchmarks.bundle", "largest"], capture_output=True, check=True)
    peak = int(result.stdout) / MEGABYTE
    print(f"{'peak memory, write and verify 2 GB':44}{peak:9.1f} MB                                 aim 120")
    return Figure("peak memory, write and verify a 2 GB return", round(peak, 1), "MB", 120)


def write_largest() -> None:
    """Write and read 2 GB, and print the peak of memory in bytes."""
    import resource

    with tempfile.TemporaryDirectory() as name:
        source, out = Path(name) / "large.pdf", Path(name) / "return.zip"
        with source.open("wb") as stream:
            stream.truncate(LARGEST)
        write([source], out)
        read(out)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024))


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        figures = [*speed(Path(name)), memory()]
    for figure in figures:
        print(json.dumps(asdict(figure)))


if __name__ == "__main__":
    write_largest() if sys.argv[1:] == ["largest"] else main()

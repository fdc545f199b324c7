"""Marked functions that misbehave as a file might make a reader misbehave. Only tests call them."""

# ruff: noqa: ARG001 - each has the path by which the program names the file in its error

from __future__ import annotations

import hashlib
import os
import sys
import time
from pathlib import Path
from typing import BinaryIO

from s11desk.errors.evidence_errors import EvidenceDamaged
from s11desk.progress import Progress, no_progress
from s11desk.reader_process.read_apart import ReadApart, read_apart


@read_apart
def wait_for_ever(path: Path) -> int:
    while True:
        time.sleep(0.01)


@read_apart
def take_all_memory(path: Path) -> int:
    held = []
    while True:
        held.append(bytes(64 << 20))


@read_apart
def end_at_once(path: Path) -> int:
    os._exit(1)


@read_apart
def raise_a_fault(path: Path) -> int:
    raise KeyError("a name from the file")


@read_apart
def refuse(name: str) -> int:
    raise EvidenceDamaged(name=name)


@read_apart
def answer_wrongly(path: Path) -> int:
    return "no number"  # type: ignore[return-value] # what a taken-over reader may say


@read_apart
def print_between(path: Path) -> int:
    sys.stdout.write("a message of a library")
    sys.stdout.flush()
    os.write(1, b"\xff" * 100)
    return 7


@read_apart
def digest(stream: BinaryIO, progress: Progress = no_progress) -> str:
    size = stream.seek(0, os.SEEK_END)
    stream.seek(size // 2)
    second_half = stream.read()
    stream.seek(0)
    first_half = stream.read(size // 2)
    progress(size, size)
    return hashlib.sha256(first_half + second_half).hexdigest()


@read_apart
def about_itself(path: Path) -> tuple[int, str, str]:
    """The process id, its arguments, and its environment."""
    return os.getpid(), " ".join(sys.argv), repr(dict(os.environ))


@read_apart
def give_back(path: Path, text: str, numbers: tuple[int, ...]) -> tuple[Path, str, tuple[int, ...]]:
    return path, text, numbers


@read_apart
def answer_with(path: Path, numbers: int) -> tuple[int, ...]:
    return (7,) * numbers


Broken = ReadApart[[Path], int]
"""The functions above that break."""


def not_marked(path: Path) -> int:
    return 1

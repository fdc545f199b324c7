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
from s11desk.reader_process.run_in_reader import ReaderFunction, run_in_reader


@run_in_reader
def wait_for_ever(path: Path) -> int:
    while True:
        time.sleep(0.01)


@run_in_reader
def take_all_memory(path: Path) -> int:
    held = []
    while True:
        held.append(bytes(64 << 20))


@run_in_reader
def end_at_once(path: Path) -> int:
    os._exit(1)


@run_in_reader
def raise_a_fault(path: Path) -> int:
    raise KeyError("a name from the file")


@run_in_reader
def refuse(name: str) -> int:
    raise EvidenceDamaged(name=name)


@run_in_reader
def answer_wrongly(path: Path) -> int:
    return "no number"  # type: ignore[return-value] # what a taken-over reader may say


@run_in_reader
def print_between(path: Path) -> int:
    sys.stdout.write("a message of a library")
    sys.stdout.flush()
    os.write(1, b"\xff" * 100)
    return 7


@run_in_reader
def digests(contents: tuple[bytes, ...], path: Path) -> tuple[str, ...]:
    return tuple(hashlib.sha256(content).hexdigest() for content in contents)


@run_in_reader
def digest(stream: BinaryIO, progress: Progress = no_progress) -> str:
    size = stream.seek(0, os.SEEK_END)
    stream.seek(size // 2)
    second_half = stream.read()
    stream.seek(0)
    first_half = stream.read(size // 2)
    progress(size, size)
    return hashlib.sha256(first_half + second_half).hexdigest()


@run_in_reader
def about_itself(path: Path) -> tuple[int, str, str]:
    """The process id, its arguments, and its environment."""
    return os.getpid(), " ".join(sys.argv), repr(dict(os.environ))


@run_in_reader
def give_back(path: Path, text: str, numbers: tuple[int, ...]) -> tuple[Path, str, tuple[int, ...]]:
    return path, text, numbers


@run_in_reader
def answer_with(path: Path, numbers: int) -> tuple[int, ...]:
    return (7,) * numbers


Broken = ReaderFunction[[Path], int]
"""The functions above that break."""


def not_marked(path: Path) -> int:
    return 1

"""Reads the names of the topics in a drafts file, even while a program has it open. Reading changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from s11desk.files.presence import is_there
from s11desk.store.saved_copies.reading_copies import reading_present
from s11desk.store.sqlite.sqlite_errors import sqlite_faults

_NAMES = "SELECT id, version, digest FROM topic"


@dataclass(frozen=True, slots=True)
class StoredTopic:
    """A topic in the drafts. ``digest``: SHA-256 of its canonical bytes, hexadecimal."""

    id: str
    version: int
    digest: str


def stored_topics(database: Path) -> tuple[StoredTopic, ...]:
    """Every topic in the drafts, installed or answered; none if there is no such file.

    Raises what :func:`s11desk.store.saved_copies.reading_copies.reading_present` raises.
    """
    if not is_there(database):
        return ()
    with sqlite_faults(database), reading_present(database) as source:
        return tuple(StoredTopic(str(row[0]), int(row[1]), str(row[2])) for row in source.execute(_NAMES))

"""Checks that a drafts file has only tables, indexes and triggers that this program makes.

A trigger or a view of somebody else would run while we read or write. So we refuse a file with one before we read
anything from it, even if it says that it is ours.
"""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

from s11desk.errors.draft_errors import DraftsDamaged, DraftsForeign

PRESENT_OBJECTS = frozenset(
    [
        "013f38dade562a03",
        "1fe0991b85140d79",
        "2df843ed7bde7329",
        "307d90c0083a52cc",
        "3a4006fb1d43b81f",
        "648373ab7be039b6",
        "6554e29915e65f89",
        "66ca19d4574f6b0c",
        "6e89c2067aa6121e",
        "7183c99c8a235d43",
        "729b71052090a4e1",
        "77332e3804c2de75",
        "7b3889fc42089cae",
        "7bd52615b6dedf27",
        "8246073900b06ae4",
        "8fb5166eff58a0b0",
        "9a217d6c40223344",
        "ae94efb6f2773859",
        "d7c40b4f84e9ce66",
        "daac6754625b32c9",
        "dcea123985bd2304",
        "f3b027a0c37bb0fa",
    ]
)
"""The digest of each table, index and trigger that drafts of this version have."""

_FORMER_OBJECTS = frozenset(
    [
        "078239c479694849",
        "0a24c503893c5db9",
        "37ab634e9cb5926c",
        "3d9f1068c5c0bfb2",
        "3fb7731e251bd4b0",
        "60016e719a2b705a",
        "60a157d8e996a213",
        "7547458b1df80814",
        "75f437b9fff41382",
        "7b49c63dacda423d",
        "7c5da2a5df14160b",
        "90def4adb84a555e",
        "95395c81874dce26",
        "98b84cb9bfacb187",
        "a6c1d82630cf8a2d",
        "ea3ae2b862a65259",
        "fe40f7ca78b15da4",
    ]
)

KNOWN_OBJECTS = PRESENT_OBJECTS | _FORMER_OBJECTS
"""The digest of each table, index and trigger that a migration makes. ``test_foreign_drafts.py`` names them."""

_LIBRARY_OBJECTS = (
    "(name LIKE 'sqlite\\_%' ESCAPE '\\' OR tbl_name = '_sqlite_migrations') AND type IN ('table', 'index')"
)
"""What SQLite itself keeps, and the list of migrations, whose form depends on the version of sqlite-utils."""

_CODE_KINDS = {"trigger", "view"}


def check_schema(connection: sqlite3.Connection, database: Path) -> None:
    """Raise ``DraftsForeign`` for a trigger or view that is not ours, ``DraftsDamaged`` for a table that is not.

    A table that is missing is left to the check of the whole file.
    """
    unknown_kinds = {kind for (kind, _), digest in object_digests(connection).items() if digest not in KNOWN_OBJECTS}
    if unknown_kinds & _CODE_KINDS:
        raise DraftsForeign(path=database)
    if unknown_kinds:
        raise DraftsDamaged(path=database)


def object_digests(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """The digest of the statement that made each table, index, trigger and view, by kind and name.

    White space does not count. 64 bits are enough: nobody gains by a table that only looks like one of ours.
    """
    query = f"SELECT type, name, tbl_name, sql FROM sqlite_master WHERE NOT ({_LIBRARY_OBJECTS})"  # noqa: S608 - our own text
    return {(str(row[0]), str(row[1])): _digest(row) for row in connection.execute(query)}


def _digest(row: tuple[object, ...]) -> str:
    words = repr([" ".join(str(value).split()) for value in row])
    return hashlib.sha256(words.encode("utf-8", "surrogateescape")).hexdigest()[:16]

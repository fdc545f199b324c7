"""Damage for tests that is certainly damage: it changes something whatever stood there, or fails at once.

Ids, digests, keys and signatures are other ones in each run. A byte that a test sets to a fixed value has it already
once in 256 runs, and a digest has no "0" to replace once in 60.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

Rows = dict[str, list[tuple[object, ...]]]


def with_other_byte(content: bytes, place: int) -> bytes:
    """``content`` with another byte at ``place``, which may count from the end."""
    changed = bytearray(content)
    changed[place] ^= 1
    return bytes(changed)


def with_flipped_bit(content: bytes, bit: int) -> bytes:
    """``content`` with one bit flipped, counted from the start."""
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def with_replaced(content: bytes, old: bytes, new: bytes) -> bytes:
    """``content`` with ``new`` wherever ``old`` stood. Fails if ``old`` is not there."""
    changed = content.replace(old, new)
    assert changed != content, f"nothing to change: {old!r}"
    return changed


def damage_rows(
    connection: sqlite3.Connection, statement: str, values: Sequence[object] | Mapping[str, object] = ()
) -> None:
    """Execute a statement that damages rows. Fails if every row is as it was before."""
    before = _rows(connection)
    connection.execute(statement, values)
    assert _rows(connection) != before, f"nothing changed: {statement}"


def _rows(connection: sqlite3.Connection) -> Rows:
    kept, connection.text_factory = connection.text_factory, bytes  # a damaged text may be no UTF-8
    try:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
        tables = [name.decode() for (name,) in names.fetchall()]
        return {table: connection.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables}  # noqa: S608
    finally:
        connection.text_factory = kept

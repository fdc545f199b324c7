"""The path of each return. Its row is stored before the file gets its name, in case the program is killed between."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec

from s11desk.domain.audits.audit import ReturnRecord
from s11desk.errors.draft_errors import AuditDamaged
from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.rows.digests import row_digest

_RECORDED = """EXISTS (SELECT 1 FROM export WHERE export.audit = file.audit AND json_valid(file.body)
    AND json_valid(export.body)
    AND json_extract(export.body, '$.digest') = json_extract(file.body, '$.record.digest'))"""
"""A file is matched with a record by its digest: two programs may make a return with the same number at once."""
_ROWS = "SELECT audit, number, body, row_digest FROM export_file AS file"


class ReturnFile(msgspec.Struct, frozen=True):
    """A return that is, was, or will be at ``path``.

    ``path``: absolute, as the bytes of the file system. ``record``: the record of it in the draft. A file is this
    return if it has the digest of the record. ``sealed``: the path of the encrypted file for the partnership, and
    ``sealed_digest`` its SHA-256, hexadecimal; both empty if it is not encrypted, or if version 0.1 made it.
    """

    audit: str
    path: bytes
    record: ReturnRecord
    sealed: bytes = b""
    sealed_digest: str = ""


def keep_return_file(drafts: Drafts, file: ReturnFile) -> None:
    """Store ``file``, which no draft records yet. Raises ``AuditUnknown``.

    The number of its row is below zero and not that of the return: two programs may plan the same number at once, and
    neither may replace the row of the other.
    """
    with drafts.draft_transaction(file.audit) as connection:
        query = "SELECT min(0, coalesce(min(number), 0)) - 1 FROM export_file WHERE audit = ?"
        row = (file.audit, connection.execute(query, (file.audit,)).fetchone()[0], msgspec.json.encode(file).decode())
        connection.execute(
            "INSERT INTO export_file (audit, number, body, row_digest) VALUES (?, ?, ?, ?)",
            (*row, row_digest("export_file", *row)),
        )


def forget_superseded(drafts: Drafts, file: ReturnFile) -> None:
    """Delete the rows of returns that can no longer be recorded: ``file`` or an earlier return has their number."""
    with drafts.draft_transaction(file.audit) as connection:
        for number, other in _rows_without_record(connection, file.audit):
            if other.record.number <= file.record.number:
                connection.execute("DELETE FROM export_file WHERE audit = ? AND number = ?", (file.audit, number))


def _rows_without_record(connection: sqlite3.Connection, audit_id: str) -> list[tuple[int, ReturnFile]]:
    """The rows of an audit that no record matches: the number of each row, and the file."""
    rows = connection.execute(f"{_ROWS} WHERE audit = ? AND NOT {_RECORDED}", (audit_id,)).fetchall()
    return [(row[1], file) for row in rows if (file := _file(row)) is not None]


def recorded_files(drafts: Drafts, audit_id: str) -> tuple[ReturnFile, ...]:
    """Return the files of the returns that the draft records, sorted by the number of the return.

    Raises ``AuditUnknown`` or ``AuditDamaged``.
    """
    with drafts.draft_transaction(audit_id, reads_only=True) as connection:
        query = f"{_ROWS} WHERE audit = ? AND (NOT json_valid(body) OR {_RECORDED})"
        rows = connection.execute(query, (audit_id,)).fetchall()
    files = [_file(row) for row in rows]
    if None in files:
        raise AuditDamaged(audit=audit_id, agency="")
    return tuple(sorted((file for file in files if file is not None), key=lambda file: file.record.number))


def unrecorded_files(drafts: Drafts) -> tuple[ReturnFile, ...]:
    """Return the files of the returns that no draft records, except rows that are damaged."""
    with drafts.read_transaction() as connection:
        rows = connection.execute(f"{_ROWS} WHERE NOT {_RECORDED} ORDER BY audit, number").fetchall()
    return tuple(file for file in map(_file, rows) if file is not None)


def _file(row: tuple[Any, ...]) -> ReturnFile | None:
    """Decode a row of :data:`_ROWS`; None if it is not as it was written."""
    *values, digest = row
    if digest != row_digest("export_file", *values):
        return None
    try:
        return msgspec.json.decode(values[2], type=ReturnFile)
    except (msgspec.MsgspecError, TypeError):
        return None


@contextmanager
def forget_unrecorded(drafts: Drafts, file: ReturnFile) -> Iterator[bool]:
    """Delete the row of ``file`` when the block ends, unless its draft records it by now. Yields True if it does not.

    No other process can write during the block, so none can record the file while the block removes it.
    """
    with drafts.draft_transaction(file.audit) as connection:
        for number, other in _rows_without_record(connection, file.audit):
            if other.record.digest == file.record.digest:
                connection.execute("DELETE FROM export_file WHERE audit = ? AND number = ?", (file.audit, number))
        recorded = "SELECT 1 FROM export WHERE audit = ? AND json_valid(body) AND json_extract(body, '$.digest') = ?"
        yield connection.execute(recorded, (file.audit, file.record.digest)).fetchone() is None

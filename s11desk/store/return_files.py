"""The path of each return. Its row is stored before the file gets its name, in case the program is killed between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec

from s11desk.domain.audit import ReturnRecord
from s11desk.errors.draft_errors import AuditDamaged
from s11desk.store.digests import row_digest
from s11desk.store.draft_store import Drafts

_RECORDED = "EXISTS (SELECT 1 FROM export WHERE export.audit = file.audit AND export.number = file.number)"
_ROWS = "SELECT audit, number, body, row_digest FROM export_file AS file"


class ReturnFile(msgspec.Struct, frozen=True):
    """A return that is, was, or will be at ``path``.

    ``path``: absolute, as the bytes of the file system. ``record``: the record of it in the draft. A file is this
    return if it has the digest of the record.
    """

    audit: str
    path: bytes
    record: ReturnRecord


def keep_return_file(drafts: Drafts, file: ReturnFile) -> None:
    """Store ``file``. It replaces a row with the same number, whose return was never made. Raises ``AuditUnknown``."""
    body = msgspec.json.encode(file).decode()
    row = (file.audit, file.record.number, body)
    with drafts.draft_transaction(file.audit) as connection:
        connection.execute(
            "INSERT OR REPLACE INTO export_file (audit, number, body, row_digest) VALUES (?, ?, ?, ?)",
            (*row, row_digest("export_file", *row)),
        )


def recorded_files(drafts: Drafts, audit_id: str) -> tuple[ReturnFile, ...]:
    """Return the files of the returns that the draft records, sorted by number.

    Raises ``AuditUnknown`` or ``AuditDamaged``.
    """
    with drafts.draft_transaction(audit_id, reads_only=True) as connection:
        query = f"{_ROWS} WHERE audit = ? AND {_RECORDED} ORDER BY number"
        rows = connection.execute(query, (audit_id,)).fetchall()
    files = tuple(map(_file, rows))
    if None in files:
        raise AuditDamaged(audit=audit_id, agency="")
    return tuple(file for file in files if file is not None)


def unrecorded_files(drafts: Drafts) -> tuple[ReturnFile, ...]:
    """Return the files of the returns that no draft records, except rows that are damaged."""
    with drafts.read_transaction() as connection:
        rows = connection.execute(f"{_ROWS} WHERE NOT {_RECORDED} ORDER BY audit, number").fetchall()
    return tuple(file for file in map(_file, rows) if file is not None)


def _file(row: tuple[Any, ...]) -> ReturnFile | None:
    """Decode a row of :data:`_ROWS`; None if it is not as it was written."""
    *written, digest = row
    if digest != row_digest("export_file", *written):
        return None
    try:
        return msgspec.json.decode(written[2], type=ReturnFile)
    except (msgspec.MsgspecError, TypeError):
        return None


@contextmanager
def forget_unrecorded(drafts: Drafts, file: ReturnFile) -> Iterator[bool]:
    """Delete the row of ``file`` when the block ends, unless its draft records it by now. Yields True if it is deleted.

    No other process can write during the block, so none can record the file while the block removes it.
    """
    with drafts.draft_transaction(file.audit) as connection:
        removed = connection.execute(
            f"DELETE FROM export_file AS file WHERE audit = ? AND number = ? AND NOT {_RECORDED}",  # noqa: S608
            (file.audit, file.record.number),
        )
        yield removed.rowcount == 1

"""The path of each return. Its row is stored before the file gets its name, in case the program is killed between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from s11desk.domain.audit import ReturnRecord
from s11desk.store.draft_store import Drafts

_RECORDED = "EXISTS (SELECT 1 FROM export WHERE export.audit = file.audit AND export.number = file.number)"


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
    with drafts.draft_transaction(file.audit) as connection:
        connection.execute(
            "INSERT OR REPLACE INTO export_file (audit, number, body) VALUES (?, ?, ?)",
            (file.audit, file.record.number, msgspec.json.encode(file).decode()),
        )


def recorded_files(drafts: Drafts, audit_id: str) -> tuple[ReturnFile, ...]:
    """Return the files of the returns that the draft records, sorted by number. Raises ``AuditUnknown``."""
    with drafts.draft_transaction(audit_id, reads_only=True) as connection:
        query = f"SELECT body FROM export_file AS file WHERE audit = ? AND {_RECORDED} ORDER BY number"  # noqa: S608
        rows = connection.execute(query, (audit_id,)).fetchall()
    return tuple(msgspec.json.decode(row[0], type=ReturnFile) for row in rows)


def unrecorded_files(drafts: Drafts) -> tuple[ReturnFile, ...]:
    """Return the files of the returns that no draft records."""
    with drafts.read_transaction() as connection:
        query = f"SELECT body FROM export_file AS file WHERE NOT {_RECORDED} ORDER BY audit, number"  # noqa: S608
        rows = connection.execute(query).fetchall()
    return tuple(msgspec.json.decode(row[0], type=ReturnFile) for row in rows)


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

"""Where each return was put. A row is kept before the file has its name, in case the export is killed just then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from s11desk.domain.audit import ReturnRecord
from s11desk.store.draft_store import Drafts

_RECORDED = "EXISTS (SELECT 1 FROM export WHERE export.audit = file.audit AND export.number = file.number)"


class ReturnFile(msgspec.Struct, frozen=True):
    """A return that is, was, or is planned to be at ``path``.

    ``path``: absolute, as the file system names it. ``record``: what the draft records of it. A file is that return if
    it has the record's digest.
    """

    audit: str
    path: bytes
    record: ReturnRecord


def keep_return_file(drafts: Drafts, file: ReturnFile) -> None:
    """Keep ``file`` in place of an earlier one with its number, which never came to be. Raises ``AUDIT_UNKNOWN``."""
    with drafts.accompanying(file.audit) as connection:
        connection.execute(
            "INSERT OR REPLACE INTO export_file (audit, number, body) VALUES (?, ?, ?)",
            (file.audit, file.record.number, msgspec.json.encode(file).decode()),
        )


def recorded_files(drafts: Drafts, audit_id: str) -> tuple[ReturnFile, ...]:
    """The files of the returns that the draft records, by number. Raises ``AUDIT_UNKNOWN``."""
    with drafts.accompanying(audit_id, reads_only=True) as connection:
        query = f"SELECT body FROM export_file AS file WHERE audit = ? AND {_RECORDED} ORDER BY number"  # noqa: S608
        rows = connection.execute(query, (audit_id,)).fetchall()
    return tuple(msgspec.json.decode(row[0], type=ReturnFile) for row in rows)


def unrecorded_files(drafts: Drafts) -> tuple[ReturnFile, ...]:
    """The files of returns that no draft records."""
    with drafts.reading() as connection:
        query = f"SELECT body FROM export_file AS file WHERE NOT {_RECORDED} ORDER BY audit, number"  # noqa: S608
        rows = connection.execute(query).fetchall()
    return tuple(msgspec.json.decode(row[0], type=ReturnFile) for row in rows)


@contextmanager
def forget_unrecorded(drafts: Drafts, file: ReturnFile) -> Iterator[bool]:
    """Forget ``file`` when the block ends, unless its draft records it by now. Yields whether it was unrecorded.

    Nobody else can write during the block, so no other process can record the file while the block removes it.
    """
    with drafts.accompanying(file.audit) as connection:
        removed = connection.execute(
            f"DELETE FROM export_file AS file WHERE audit = ? AND number = ? AND NOT {_RECORDED}",  # noqa: S608
            (file.audit, file.record.number),
        )
        yield removed.rowcount == 1

"""Where each return was put. Kept before the file gets its name: it tells of one whose export is killed right then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from s11desk.domain.audit import ReturnRecord
from s11desk.store.draft_store import Drafts

_NOTED = "EXISTS (SELECT 1 FROM export WHERE export.audit = file.audit AND export.number = file.number)"


class ReturnFile(msgspec.Struct, frozen=True):
    """A return that stands, or stood, or was to stand under ``path``.

    ``path``: absolute, as the file system names it. ``record``: what the draft is to say of it; its digest tells
    whether the file is that return.
    """

    audit: str
    path: bytes
    record: ReturnRecord


def keep_return_file(drafts: Drafts, file: ReturnFile) -> None:
    """It replaces one of the same number, which never came to be. Raises ``AUDIT_UNKNOWN``."""
    with drafts.accompanying(file.audit) as connection:
        connection.execute(
            "INSERT OR REPLACE INTO export_file (audit, number, body) VALUES (?, ?, ?)",
            (file.audit, file.record.number, msgspec.json.encode(file).decode()),
        )


def export_files(drafts: Drafts, audit_id: str) -> tuple[ReturnFile, ...]:
    """Of the returns that the draft tells of, in their order. Raises ``AUDIT_UNKNOWN``."""
    with drafts.accompanying(audit_id, reads_only=True) as connection:
        query = f"SELECT body FROM export_file AS file WHERE audit = ? AND {_NOTED} ORDER BY number"  # noqa: S608
        rows = connection.execute(query, (audit_id,)).fetchall()
    return tuple(msgspec.json.decode(row[0], type=ReturnFile) for row in rows)


def unrecorded_files(drafts: Drafts) -> tuple[ReturnFile, ...]:
    """Of returns that no draft tells of."""
    with drafts.reading() as connection:
        query = f"SELECT body FROM export_file AS file WHERE NOT {_NOTED} ORDER BY audit, number"  # noqa: S608
        rows = connection.execute(query).fetchall()
    return tuple(msgspec.json.decode(row[0], type=ReturnFile) for row in rows)


@contextmanager
def forgetting_unnoted(drafts: Drafts, file: ReturnFile) -> Iterator[bool]:
    """It is forgotten when the block ends, but where its draft tells of it by now. Yields whether it was unnoted.

    Nothing else can write meanwhile, so what the block does to the file cannot cross what another process notes of it.
    """
    with drafts.accompanying(file.audit) as connection:
        removed = connection.execute(
            f"DELETE FROM export_file AS file WHERE audit = ? AND number = ? AND NOT {_NOTED}",  # noqa: S608
            (file.audit, file.record.number),
        )
        yield removed.rowcount == 1

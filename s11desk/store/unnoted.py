"""Returns about to get their names, each kept before it does: what tells of one whose export is killed right then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from s11desk.domain.audit import ExportRecord
from s11desk.store.drafts import Drafts


class Unnoted(msgspec.Struct, frozen=True):
    """A return that may stand under ``path`` and is not in its draft's ``exports`` yet.

    ``path``: absolute, as the file system names it. ``record``: what the draft is to say of it; its digest tells
    whether the file is that return.
    """

    audit: str
    path: bytes
    record: ExportRecord


def keep_unnoted(drafts: Drafts, unnoted: Unnoted) -> None:
    """It replaces one of the same number, which never came to be. Raises ``AUDIT_UNKNOWN``."""
    with drafts.accompanying(unnoted.audit) as connection:
        connection.execute(
            "INSERT OR REPLACE INTO export_unnoted (audit, number, body) VALUES (?, ?, ?)",
            (unnoted.audit, unnoted.record.number, msgspec.json.encode(unnoted).decode()),
        )


def all_unnoted(drafts: Drafts) -> tuple[Unnoted, ...]:
    with drafts.reading() as connection:
        rows = connection.execute("SELECT body FROM export_unnoted ORDER BY audit, number").fetchall()
    return tuple(msgspec.json.decode(row[0], type=Unnoted) for row in rows)


@contextmanager
def forgetting_unnoted(drafts: Drafts, unnoted: Unnoted) -> Iterator[bool]:
    """It is forgotten when the block ends. Yields whether it was there: else its draft tells of it by now.

    Nothing else can write meanwhile, so what the block does to the file cannot cross what another process notes of it.
    """
    with drafts.accompanying(unnoted.audit) as connection:
        removed = connection.execute(
            "DELETE FROM export_unnoted WHERE audit = ? AND number = ?", (unnoted.audit, unnoted.record.number)
        )
        yield removed.rowcount == 1

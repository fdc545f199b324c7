"""The log of returns that were prepared for sending. It never says "sent": this program cannot know that."""

from __future__ import annotations

import datetime as dt

import msgspec

from s11desk.domain.prepared_as import PreparedAs
from s11desk.errors.draft_errors import AuditDamaged
from s11desk.store.digests import row_digest
from s11desk.store.draft_store import Drafts


class Prepared(msgspec.Struct, frozen=True):
    """One entry of the log. ``reference``: of the return. ``to``: the addresses; empty if the topic has none."""

    at: dt.datetime
    reference: str
    how: PreparedAs
    to: tuple[str, ...] = ()


def keep_prepared(drafts: Drafts, audit_id: str, prepared: Prepared) -> None:
    """Add an entry to the log. Raises ``AuditUnknown``."""
    with drafts.draft_transaction(audit_id) as connection:
        body = msgspec.json.encode(prepared).decode()
        digest = row_digest("prepared", audit_id, body)
        connection.execute("INSERT INTO prepared (audit, body, row_digest) VALUES (?, ?, ?)", (audit_id, body, digest))


def all_prepared(drafts: Drafts, audit_id: str) -> tuple[Prepared, ...]:
    """Return the entries of a draft, oldest first. Raises ``AuditUnknown`` or ``AuditDamaged``."""
    query = "SELECT body, row_digest FROM prepared WHERE audit = ? ORDER BY number"
    with drafts.draft_transaction(audit_id, reads_only=True) as connection:
        rows = connection.execute(query, (audit_id,)).fetchall()
    if any(digest != row_digest("prepared", audit_id, body) for body, digest in rows):
        raise AuditDamaged(audit=audit_id, agency="")
    try:
        return tuple(msgspec.json.decode(body, type=Prepared) for body, _ in rows)
    except msgspec.MsgspecError as error:
        raise AuditDamaged(audit=audit_id, agency="") from error

"""What the store keeps beside a draft and a person would miss on another computer, read and joined as a whole."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import msgspec

from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.drafts.identifier_decisions import Decision, decisions, join_decisions, known_salt
from s11desk.store.drafts.mail_log import Prepared, insert_prepared, read_prepared
from s11desk.store.drafts.resume_points import put_resume_point, read_resume_point


@dataclass(frozen=True, slots=True)
class BesideDraft:
    """The e-mail log, the decisions on identifiers with their secret, and the resume point as JSON.

    ``salt`` and ``resume_point`` are empty if there is none.
    """

    prepared: tuple[Prepared, ...] = ()
    salt: bytes = b""
    accepted: tuple[Decision, ...] = ()
    resume_point: str = ""


def read_beside(drafts: Drafts, audit_id: str) -> BesideDraft:
    """Read what is kept beside a draft, without damaged rows. Raises ``AuditUnknown``."""
    with drafts.draft_transaction(audit_id, reads_only=True) as connection:
        prepared = read_prepared(connection, audit_id)
    return BesideDraft(
        prepared,
        known_salt(drafts, audit_id) or b"",
        decisions(drafts, audit_id),
        read_resume_point(drafts, audit_id),
    )


def join_beside(drafts: Drafts, audit_id: str, beside: BesideDraft) -> None:
    """Add what came from elsewhere to what is here. Nothing that is here goes, but for the resume point."""
    with drafts.draft_transaction(audit_id) as connection:
        put_beside(connection, audit_id, beside)


def put_beside(connection: sqlite3.Connection, audit_id: str, beside: BesideDraft) -> None:
    """As :func:`join_beside`, inside a transaction."""
    here = {without_path(entry) for entry in read_prepared(connection, audit_id)}
    for entry in beside.prepared:
        if without_path(entry) not in here:
            insert_prepared(connection, audit_id, entry)
    if beside.salt:
        join_decisions(connection, audit_id, beside.salt, beside.accepted)
    if beside.resume_point:
        put_resume_point(connection, audit_id, beside.resume_point)


def without_path(entry: Prepared) -> Prepared:
    """An entry of the e-mail log without the path of a file, which is true on one computer only."""
    if entry.approved is None:
        return entry
    return msgspec.structs.replace(entry, approved=msgspec.structs.replace(entry.approved, path=b""))

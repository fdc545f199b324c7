"""The log of returns that were prepared for sending. It says "sent" only where the person said so."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress

import msgspec

from s11desk.domain.returns.prepared_as import PreparedAs
from s11desk.errors.draft_errors import AuditDamaged
from s11desk.signing.signature_facts import SignerFacts
from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.rows.digests import row_digest

_HELD_BACK = frozenset({PreparedAs.TO_APPROVER, PreparedAs.CHANGES, PreparedAs.SIGNS_AFTER})
"""Entries about a return that has gone to the person who approves, and no further."""

_HAS_ANOTHER_SIGNER = _HELD_BACK | {PreparedAs.APPROVED}
"""Entries which show that somebody signs after the person who filled the audit in."""


class ApprovedFile(msgspec.Struct, frozen=True):
    """An approved return. ``path``: absolute, as the bytes of the file system. ``sha256``: of the file, hexadecimal.

    ``signers``: the person who completed it, then the one who approved it.
    """

    path: bytes
    sha256: str
    signers: tuple[SignerFacts, ...]


class Prepared(msgspec.Struct, frozen=True, omit_defaults=True):
    """One entry of the log. ``reference``: of the return. ``to``: the addresses; empty if the topic has none.

    ``approved``: the file that was taken in, for an entry that says so. ``words``: what has to change, for an entry
    that says that changes are asked for. ``by_hand``: of an entry for the person who approves, the person said that
    they sent it to them. Programs before this one did not note it.
    """

    at: dt.datetime
    reference: str
    how: PreparedAs
    to: tuple[str, ...] = ()
    approved: ApprovedFile | None = None
    words: str = ""
    by_hand: bool = False


def keep_prepared(drafts: Drafts, audit_id: str, prepared: Prepared) -> None:
    """Add an entry to the log. Raises ``AuditUnknown``."""
    with drafts.draft_transaction(audit_id) as connection:
        insert_prepared(connection, audit_id, prepared)


def insert_prepared(connection: sqlite3.Connection, audit_id: str, prepared: Prepared) -> None:
    """Add an entry to the log, inside a transaction."""
    body = msgspec.json.encode(prepared).decode()
    digest = row_digest("prepared", audit_id, body)
    connection.execute("INSERT INTO prepared (audit, body, row_digest) VALUES (?, ?, ?)", (audit_id, body, digest))


def read_prepared(connection: sqlite3.Connection, audit_id: str) -> tuple[Prepared, ...]:
    """Return the entries of a draft that are as they were written, oldest first, inside a transaction."""
    query = "SELECT body, row_digest FROM prepared WHERE audit = ? ORDER BY number"
    found = []
    for body, digest in connection.execute(query, (audit_id,)).fetchall():
        if digest == row_digest("prepared", audit_id, body):
            with suppress(msgspec.MsgspecError):
                found.append(msgspec.json.decode(body, type=Prepared))
    return tuple(found)


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


def sent_times(notes: Iterable[Prepared]) -> Mapping[str, dt.datetime]:
    """When the person said that they sent each return, by its reference. ``notes``: oldest first."""
    sent: dict[str, dt.datetime] = {}
    for note in notes:
        if note.how is PreparedAs.SENT:
            sent[note.reference] = note.at
        elif note.how is PreparedAs.NOT_SENT:
            sent.pop(note.reference, None)
    return sent


def wanted_changes(notes: Iterable[Prepared]) -> Mapping[str, Prepared]:
    """The entry about the changes that are asked for, by the reference of each return that nobody approved after it.

    ``notes``: oldest first.
    """
    wanted: dict[str, Prepared] = {}
    for note in notes:
        if note.how is PreparedAs.CHANGES:
            wanted[note.reference] = note
        elif note.how is PreparedAs.APPROVED:
            wanted.pop(note.reference, None)
    return wanted


def known_unsent(notes: Iterable[Prepared]) -> frozenset[str]:
    """The references of returns that went to nobody but the person who approves, as far as the log says.

    A return without an entry may have been sent by hand, so it is not one of them. ``notes``: oldest first.
    """
    unsent: dict[str, bool] = {}
    for note in notes:
        if note.how in _HELD_BACK:
            unsent.setdefault(note.reference, True)
        elif note.how is PreparedAs.NOT_SENT:
            unsent[note.reference] = True
        elif note.how is not PreparedAs.SIGNS_ALONE:
            unsent[note.reference] = False
    return frozenset(reference for reference, is_unsent in unsent.items() if is_unsent)


def with_approver(notes: Iterable[Prepared]) -> Mapping[str, Prepared]:
    """How each return that nobody has approved since went to the person who approves, by its reference.

    ``notes``: oldest first.
    """
    waiting: dict[str, Prepared] = {}
    for note in notes:
        if note.how is PreparedAs.TO_APPROVER:
            waiting[note.reference] = note
        elif note.how is PreparedAs.APPROVED:
            waiting.pop(note.reference, None)
    return waiting


def signs_after(notes: Iterable[Prepared]) -> bool | None:
    """Whether somebody signs the returns of a draft after the person; None if nothing says so. ``notes``: of one draft,
    oldest first. The last entry that says anything counts.
    """
    answer = None
    for note in notes:
        if note.how in _HAS_ANOTHER_SIGNER:
            answer = True
        elif note.how is PreparedAs.SIGNS_ALONE:
            answer = False
    return answer


def all_with_approver(drafts: Drafts) -> Mapping[str, Prepared]:
    """As :func:`with_approver`, for every draft."""
    return with_approver(_notes_like(drafts, '%"to-approver"%', '%"approved"%'))


def all_approvers(drafts: Drafts) -> Mapping[str, tuple[str, ...]]:
    """The names of those who approved each return, by its reference: of its last approved file."""
    notes = _notes_like(drafts, '%"approved"%')
    files = {note.reference: note.approved for note in notes if note.approved is not None}
    return {reference: tuple(one.name for one in file.signers[1:]) for reference, file in files.items()}


def all_to_sign(drafts: Drafts) -> frozenset[str]:
    """The references of the returns of which the person said that somebody signs after them, and nobody has yet."""
    waiting: dict[str, bool] = {}
    for note in _notes_like(drafts, '%"signs-%', '%"approved"%'):
        waiting[note.reference] = note.how is PreparedAs.SIGNS_AFTER
    return frozenset(reference for reference, is_waiting in waiting.items() if is_waiting)


def all_sent(drafts: Drafts) -> Mapping[str, dt.datetime]:
    """As :func:`sent_times`, for every draft."""
    return sent_times(_notes_like(drafts, '%sent"%'))


def all_wanted_changes(drafts: Drafts) -> Mapping[str, Prepared]:
    """As :func:`wanted_changes`, for every draft."""
    return wanted_changes(_notes_like(drafts, '%"changes"%', '%"approved"%'))


def _notes_like(drafts: Drafts, pattern: str, other: str = "") -> list[Prepared]:
    """Leaves out damaged entries, so that a list of drafts can always be shown."""
    query = "SELECT audit, body, row_digest FROM prepared WHERE body LIKE ? OR body LIKE ? ORDER BY number"
    with drafts.read_transaction() as connection:
        rows = connection.execute(query, (pattern, other)).fetchall()
    notes = []
    for audit, body, digest in rows:
        if digest == row_digest("prepared", audit, body):
            with suppress(msgspec.MsgspecError):
                notes.append(msgspec.json.decode(body, type=Prepared))
    return notes

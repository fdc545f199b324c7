"""One draft as the database holds it: one statement reads all its rows, and each is checked as it is decoded."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

import msgspec

from s11desk.domain.audits.audit import Action, Answer, Audit, Evidence, PrivateNote, ReturnRecord
from s11desk.errors import UserError
from s11desk.errors.draft_errors import AuditDamaged, AuditUnknown
from s11desk.store.rows.digests import CheckedRows, DraftDigests, all_rows, has_octets, plain_text, row_digest
from s11desk.store.rows.draft_content import is_sound_evidence
from s11desk.store.rows.journal import EventKind

_SETTLED = """CASE WHEN settled IS NULL OR settled IS body THEN 1 WHEN typeof(settled) <> 'text' THEN 0
    ELSE settled_digest IS row_digest('settled', CAST(settled AS BLOB)) END"""
"""Whether the value that the journal recorded last is as it was written. SQLite calculates both sides of an OR."""

_READ = f"""SELECT 'draft' AS part, revision AS place, agency AS name, begun AS body, changed AS more,
        draft_digest AS digest, audit.topic AS topic, topic.id AS topic_id, topic.version AS topic_version,
        (SELECT at FROM handed_over WHERE audit = ?1 AND row_digest IS row_digest('handed_over', audit, at)),
        (SELECT what FROM journal WHERE audit = ?1 ORDER BY number LIMIT 1)
    FROM audit LEFT JOIN topic ON topic.digest = audit.topic WHERE audit.id = ?1
    UNION ALL SELECT 'answer', 0, question, body, {_SETTLED}, row_digest, '', '', 0, '', '' FROM answer WHERE audit = ?1
    UNION ALL SELECT 'evidence', place, id, body, sha256, row_digest, '', '', 0, '', '' FROM evidence WHERE audit = ?1
    UNION ALL SELECT 'action', place, id, body, {_SETTLED}, row_digest, '', '', 0, '', '' FROM action WHERE audit = ?1
    UNION ALL SELECT 'export', number, '', body, '', row_digest, '', '', 0, '', '' FROM export WHERE audit = ?1
    UNION ALL SELECT 'private_note', 0, question, text, '', row_digest, '', '', 0, '', ''
    FROM private_note WHERE audit = ?1"""  # noqa: S608 - our own text
"""Selects the rows of a draft; ``part`` is the table of a row. The draft's own row comes first.

Python sorts them after decoding: SQLite would carry every body through the sort, which takes longer than reading.
"""

_FIELDS = {"answer": "answers", "evidence": "evidence", "action": "actions", "export": "exports"}
"""The field of :class:`Audit` that has the rows of a table."""

_DECODERS: dict[str, msgspec.json.Decoder[Any]] = {
    "answer": msgspec.json.Decoder(Answer),
    "evidence": msgspec.json.Decoder(Evidence),
    "action": msgspec.json.Decoder(Action),
    "export": msgspec.json.Decoder(ReturnRecord),
}


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft as the database holds it, the private notes on its questions, and the digests of all these rows.

    ``handed_over``: when it was handed over to another computer, so that it can only be read here; None if it was not.
    ``is_asked``: it has only questions that a colleague asked.
    """

    audit: Audit
    notes: tuple[PrivateNote, ...]
    handed_over: dt.datetime | None = None
    digests: DraftDigests = field(default_factory=lambda: DraftDigests(()), compare=False, repr=False)
    is_asked: bool = False


def encode(value: msgspec.Struct) -> str:
    """Return ``value`` as JSON text, as the database stores it."""
    return msgspec.json.encode(value).decode()


def read_draft(connection: sqlite3.Connection, audit_id: str, checked: CheckedRows | None = None) -> StoredDraft:
    """Read a whole draft with one statement. ``checked``: rows that need no second check; this brings it up to date.

    Raises ``AuditUnknown`` with the known ids, and ``AuditDamaged`` if a row is unreadable, missing, or not as this
    program wrote it.
    """
    rows = all_rows(connection, _READ, audit_id)
    head = rows[0] if rows else None
    if head is None or head[0] != "draft":
        raise unknown_audit(connection, audit_id)
    try:
        return _build_draft(audit_id, head, rows[1:], checked or CheckedRows())
    except (_DigestMismatch, msgspec.MsgspecError, ValueError, TypeError) as error:
        raise AuditDamaged(audit=audit_id, agency=head[2] if isinstance(head[2], str) else "") from error


def _build_draft(
    audit_id: str, head: tuple[Any, ...], rows: Iterable[tuple[Any, ...]], checked: CheckedRows
) -> StoredDraft:
    _, revision, agency, begun, changed, digest, topic, topic_id, topic_version, handed_over, first = head
    if topic_id is None:
        raise _DigestMismatch
    digests = DraftDigests((audit_id, agency, topic, begun))
    values_by_table = _values_by_table(audit_id, rows, checked, digests)
    if has_octets(head) or digest != digests.draft_digest(changed, revision):
        raise _DigestMismatch
    parts = {
        table: tuple(row[2] for row in sorted(some, key=itemgetter(0, 1))) for table, some in values_by_table.items()
    }
    notes = parts.pop("private_note", ())
    audit = Audit(
        audit_id,
        agency,
        topic_id,
        topic_version,
        topic,
        dt.datetime.fromisoformat(begun),
        dt.datetime.fromisoformat(changed),
        revision,
        **{_FIELDS[table]: values for table, values in parts.items()},
    )
    since = dt.datetime.fromisoformat(handed_over) if handed_over else None
    return StoredDraft(audit, notes, since, digests, is_asked=first == EventKind.ASKED_HERE)


def _decode(table: str, body: str) -> Any:
    """Decode a row. Raises ValueError for evidence with an id, digest or ending that could lead elsewhere in a path.

    A file of drafts may come from anywhere, and its digests only show damage.
    """
    value = _DECODERS[table].decode(body)
    if isinstance(value, Evidence) and not is_sound_evidence(value):
        raise ValueError("no evidence of this program")
    return value


def _values_by_table(
    audit_id: str, rows: Iterable[tuple[Any, ...]], checked: CheckedRows, digests: DraftDigests
) -> dict[str, list[tuple[int, str, Any]]]:
    """Check and decode the rows. Adds their digests to ``digests``, and brings ``checked`` up to date."""
    values: dict[str, list[tuple[int, str, Any]]] = {}
    before = checked.rows if checked.audit == audit_id else {}
    now: dict[tuple[str, str], tuple[tuple[Any, ...], Any]] = {}
    for table, place, name, *columns in rows:
        key, row = (table, name or str(place)), (place, *columns)
        known = before.get(key)
        now[key] = known if known is not None and known[0] == row else (row, _checked_row(audit_id, name, table, row))
        digests.rows[key] = row[3]
        values.setdefault(table, []).append((place, name, now[key][1]))
    checked.audit, checked.rows = audit_id, now
    return values


class _DigestMismatch(Exception):  # noqa: N818 - it never leaves this module
    """A digest differs."""


_DIGEST_COLUMNS: dict[str, Callable[[Any, Any, Any, Any], tuple[Any, ...]]] = {
    "answer": lambda _place, name, body, _more: (name, body),
    "evidence": lambda place, name, body, more: (name, place, more, body),
    "action": lambda place, name, body, _more: (name, place, body),
    "export": lambda place, _name, body, _more: (place, body),
    "private_note": lambda _place, name, body, _more: (name, body),
}
"""The columns that the digest of a row covers, in order."""


def _checked_row(audit_id: str, name: str, table: str, row: tuple[Any, ...]) -> Any:
    """Decode a row of :data:`_READ` that is as it was written."""
    place, body, more, digest, *_ = row
    columns = _DIGEST_COLUMNS[table](place, name, body, more)
    if more == 0 or has_octets((name, *row)) or digest != row_digest(table, audit_id, *columns):  # 0: of _SETTLED
        raise _DigestMismatch
    return PrivateNote(name, body) if table == "private_note" else _decode(table, body)


def unknown_audit(connection: sqlite3.Connection, audit_id: str) -> UserError:
    """Make the error ``AuditUnknown`` with the known ids, the one changed last first.

    If the id is among the known ones, the audit is not unknown: the index of the table is damaged.
    """
    ids = tuple(plain_text(row[0]) for row in connection.execute("SELECT id FROM audit ORDER BY changed DESC"))
    if audit_id in ids:
        return AuditDamaged(audit=audit_id, agency="")
    return AuditUnknown(audit=audit_id, known=ids)

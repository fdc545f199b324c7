"""Copies a whole audit from another database, row by row, with its history and its returns."""

from __future__ import annotations

import sqlite3

from s11desk.store.checks.row_checks import BESIDE, damaged_rows
from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.rows.journal import EventKind, JournalEntry, Stamp, write_entry

_TABLES = {
    "audit": "id",
    "answer": "audit",
    "action": "audit",
    "evidence": "audit",
    "export": "audit",
    "private_note": "audit",
    "identifier_salt": "audit",
    "identifier_accepted": "audit",
    "place": "audit",
    "export_file": "audit",
    "prepared": "audit",
    "handed_over": "audit",
    "journal": "audit",
}
"""For each table, the column with the id of the audit; in the order in which rows refer to each other."""
_NUMBERED = {"prepared", "journal"}
"""Their rows get new numbers, in the same order."""
_OF_NOW = {"handed_over", "journal"}
"""An audit that is replaced keeps its own."""


def has_audit(drafts: Drafts, audit_id: str) -> bool:
    """Whether the drafts have an audit with this id, also one that is damaged."""
    with drafts.read_transaction() as connection:
        return connection.execute("SELECT 1 FROM audit WHERE id = ?", (audit_id,)).fetchone() is not None


def adopt_audit(drafts: Drafts, source: Drafts, audit_id: str, stamp: Stamp, *, replaces: bool = False) -> None:
    """Copy an audit in one transaction. Both databases have the same version.

    The drafts do not have the audit; or, with ``replaces``, the present one is removed. Its history stays, and that of
    the source is left out.
    """
    with source.read_transaction() as there, drafts.write_transaction() as here:
        _copy_topic(there, here, audit_id)
        keeps_history = replaces or here.execute("SELECT 1 FROM journal WHERE audit = ?", (audit_id,)).fetchone()
        tables = {table: key for table, key in _TABLES.items() if not (keeps_history and table in _OF_NOW)}
        here.execute("PRAGMA defer_foreign_keys = ON")  # until the end of this transaction
        for table, key in tables.items():  # also rows of an audit whose own row is damaged or lost
            here.execute(f"DELETE FROM {table} WHERE {key} = ?", (audit_id,))  # noqa: S608 - our own names
        for table, key in tables.items():
            _copy_rows(there, here, table, key, audit_id)
        write_entry(here, audit_id, JournalEntry(stamp.at, stamp.who, EventKind.RESTORED, ""))


def mend_beside(drafts: Drafts, source: Drafts, audit_id: str) -> None:
    """Remove damaged rows beside an audit, and take from the source what is then missing. Whole rows stay.

    Damaged rows that name no audit at all are removed too: nobody can say whose they were.
    """
    with source.read_transaction() as there, drafts.write_transaction() as here:
        audits = {row[0] for row in here.execute("SELECT id FROM audit")} - {audit_id}
        for table in BESIDE:
            rowids = [rowid for rowid, audit in damaged_rows(here, table) if audit not in audits]
            here.executemany(f"DELETE FROM {table} WHERE rowid = ?", [(rowid,) for rowid in rowids])  # noqa: S608 - our own names
            if rowids and table in _TABLES:
                _copy_rows(there, here, table, "audit", audit_id, only_missing=True)


def _copy_topic(there: sqlite3.Connection, here: sqlite3.Connection, audit_id: str) -> None:
    """Copy the topic of the audit, over one that is damaged here. The mark that a person installed it stays."""
    topic = "SELECT topic.* FROM topic JOIN audit ON audit.topic = topic.digest WHERE audit.id = ?"
    for row in there.execute(topic, (audit_id,)).fetchall():
        placeholders = ", ".join("?" * len(row))
        here.execute(
            f"""INSERT INTO topic VALUES ({placeholders}) ON CONFLICT (digest) DO UPDATE SET id = excluded.id,
            version = excluded.version, body = excluded.body, row_digest = excluded.row_digest""",  # noqa: S608 - only question marks
            row,
        )


def _copy_rows(
    there: sqlite3.Connection,
    here: sqlite3.Connection,
    table: str,
    key: str,
    audit_id: str,
    *,
    only_missing: bool = False,
) -> None:
    names = [row[1] for row in there.execute(f"PRAGMA table_info({table})")]
    columns = [name for name in names if not (table in _NUMBERED and name == "number")]
    column_list, placeholders = ", ".join(columns), ", ".join("?" * len(columns))
    rows = there.execute(f"SELECT {column_list} FROM {table} WHERE {key} = ? ORDER BY rowid", (audit_id,)).fetchall()  # noqa: S608
    if only_missing:
        present = {row[0] for row in here.execute(f"SELECT row_digest FROM {table} WHERE {key} = ?", (audit_id,))}  # noqa: S608
        rows = [row for row in rows if row[columns.index("row_digest")] not in present]
    insert = "INSERT OR IGNORE" if only_missing else "INSERT"
    here.executemany(f"{insert} INTO {table} ({column_list}) VALUES ({placeholders})", rows)

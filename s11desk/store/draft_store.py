"""Drafts: read whole, changed in one short transaction, read back in it before the window says "Saved"."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from s11desk.domain.audit import Audit
from s11desk.errors import Code, UserError
from s11desk.store.backups import back_up_at_close
from s11desk.store.change import Change, StoredDraft, read_draft, unknown_audit
from s11desk.store.journal import EventKind, JournalEntry, Stamp, read_entries, write_entry
from s11desk.store.sqlite_errors import sqlite_faults


class DraftLine(msgspec.Struct, frozen=True):
    """What a list of drafts shows."""

    id: str
    agency: str
    topic_id: str
    topic_digest: str
    changed: dt.datetime
    exports: int


class Drafts:
    """The drafts of one home, over the connection of one thread."""

    def __init__(self, connection: sqlite3.Connection, database: Path) -> None:
        self._connection = connection
        self._database = database
        self._changes_before = connection.total_changes

    def back_up(self, backups: Path, now: dt.datetime) -> None:
        """Keep the drafts as they are now, where this connection changed anything. Never raises for want of room."""
        if self._connection.total_changes > self._changes_before:
            back_up_at_close(self._connection, backups, now)

    def close(self) -> None:
        self._connection.close()

    def lines(self) -> tuple[DraftLine, ...]:
        """All drafts, the one changed last first."""
        query = """SELECT audit.id, agency, topic.id, topic.digest, changed,
            (SELECT count(*) FROM export WHERE export.audit = audit.id)
            FROM audit JOIN topic ON topic.digest = audit.topic ORDER BY changed DESC, audit.id"""
        with sqlite_faults(self._database):
            rows = self._connection.execute(query).fetchall()
        return tuple(
            DraftLine(audit_id, agency, topic, digest, dt.datetime.fromisoformat(changed), exports)
            for audit_id, agency, topic, digest, changed, exports in rows
        )

    def read(self, audit_id: str) -> StoredDraft:
        """The whole draft as it is on the disk. Raises ``AUDIT_UNKNOWN``."""
        with sqlite_faults(self._database):
            return read_draft(self._connection, audit_id)

    def topic_body(self, digest: str) -> bytes:
        """The canonical JSON of the topic a draft is pinned to. Raises ``TOPIC_UNKNOWN``."""
        with sqlite_faults(self._database):
            row = self._connection.execute("SELECT body FROM topic WHERE digest = ?", (digest,)).fetchone()
        if row is None:
            raise UserError(Code.TOPIC_UNKNOWN, topic=digest)
        return bytes(row[0])

    def installed_topics(self) -> tuple[bytes, ...]:
        """The canonical JSON of every topic that was installed by hand."""
        with sqlite_faults(self._database):
            rows = self._connection.execute(
                "SELECT body FROM topic WHERE installed = 1 ORDER BY id, version"
            ).fetchall()
        return tuple(bytes(row[0]) for row in rows)

    def keep_topic(
        self, digest: str, topic_id: str, version: int, body: bytes, *, installed: bool, at: dt.datetime
    ) -> None:
        """Keep a topic's text for good; a draft that is pinned to it never loses it."""
        with sqlite_faults(self._database), self._transaction("IMMEDIATE"):
            self._put_topic(digest, topic_id, version, body, installed=installed, at=at)

    def begin(self, audit: Audit, topic_body: bytes, stamp: Stamp) -> Audit:
        """Keep a new draft together with the topic it is pinned to, and read it back."""
        with sqlite_faults(self._database):
            with self._transaction("IMMEDIATE"):
                topic = (audit.topic_digest, audit.topic_id, audit.topic_version)
                self._put_topic(*topic, topic_body, installed=False, at=stamp.at)
                self._connection.execute(
                    "INSERT INTO audit (id, agency, topic, begun, changed, revision) VALUES (?, ?, ?, ?, ?, ?)",
                    (audit.id, audit.agency, audit.topic_digest, audit.begun.isoformat(), stamp.at.isoformat(), 1),
                )
                write_entry(
                    self._connection, audit.id, JournalEntry(stamp.at, stamp.who, EventKind.BEGUN, audit.topic_id)
                )
                read_back = read_draft(self._connection, audit.id)
            return read_back.audit

    @contextmanager
    def changing(self, audit_id: str, stamp: Stamp, *, counts: bool = True) -> Iterator[Change]:
        """One change of a draft: all of it is on the disk when the block ends, or none of it.

        Yields a :class:`Change` whose ``audit`` was read inside the transaction. Nothing else can write meanwhile, so
        the block does no slow work. After the block, ``saved`` of the change is what the same transaction read back.
        ``counts``: False for what leaves the draft at its revision, such as a private note or a line of the journal.
        """
        with sqlite_faults(self._database):
            with self._transaction("IMMEDIATE"):
                change = Change(self._connection, read_draft(self._connection, audit_id), stamp)
                yield change
                if counts:
                    change.count()
                read_back = read_draft(self._connection, audit_id)
            change.committed(read_back)

    def history(self, audit_id: str) -> tuple[JournalEntry, ...]:
        with sqlite_faults(self._database):
            return read_entries(self._connection, audit_id)

    @contextmanager
    def accompanying(self, audit_id: str, *, reads_only: bool = False) -> Iterator[sqlite3.Connection]:
        """For the store's own modules: one transaction on what accompanies a draft and leaves it as it is.

        Raises ``AUDIT_UNKNOWN``.
        """
        with sqlite_faults(self._database), self._transaction("DEFERRED" if reads_only else "IMMEDIATE"):
            if self._connection.execute("SELECT 1 FROM audit WHERE id = ?", (audit_id,)).fetchone() is None:
                raise unknown_audit(self._connection, audit_id)
            yield self._connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """For the store's own modules: what accompanies all drafts, as it stands on the disk."""
        with sqlite_faults(self._database), self._transaction("DEFERRED"):
            yield self._connection

    def evidence_kept(self) -> frozenset[str]:
        """The SHA-256 of every file that some draft refers to."""
        with sqlite_faults(self._database):
            return frozenset(row[0] for row in self._connection.execute("SELECT DISTINCT sha256 FROM evidence"))

    def _put_topic(
        self, digest: str, topic_id: str, version: int, body: bytes, *, installed: bool, at: dt.datetime
    ) -> None:
        self._connection.execute(
            """INSERT INTO topic (digest, id, version, installed, added, body) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (digest) DO UPDATE SET installed = max(installed, excluded.installed)""",
            (digest, topic_id, version, int(installed), at.isoformat(), body),
        )

    @contextmanager
    def _transaction(self, mode: str) -> Iterator[None]:
        self._connection.execute(f"BEGIN {mode}")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

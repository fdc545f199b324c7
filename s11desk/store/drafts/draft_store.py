"""Reads and changes drafts. One short transaction makes each change and reads it back; then it counts as saved."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from s11desk.domain.audits.audit import Audit
from s11desk.errors import UserError
from s11desk.errors.draft_errors import AuditDamaged, AuditHandedOver, DraftsMoved
from s11desk.files.presence import Presence, folder_presence
from s11desk.store.checks.file_identity import FileIdentity, open_guard
from s11desk.store.checks.known_content import known_drafts
from s11desk.store.checks.row_checks import damaged_beside
from s11desk.store.drafts.change import Change
from s11desk.store.rows.digests import CheckedRows, DraftDigests, has_octets, plain_text, row_digest
from s11desk.store.rows.home_row import NO_ID, read_home_id
from s11desk.store.rows.journal import EventKind, JournalEntry, Stamp, attached_ids, read_entries, write_entry
from s11desk.store.rows.stored_draft import StoredDraft, read_draft, unknown_audit
from s11desk.store.rows.topic_rows import (
    TopicRow,
    find_damaged_topics,
    mark_offered,
    read_installed_topics,
    read_topic,
    write_topic,
)
from s11desk.store.saved_copies.backup_writing import write_backup
from s11desk.store.saved_copies.backups import back_up_changes, back_up_if_due
from s11desk.store.saved_copies.copy_files import free_name
from s11desk.store.saved_copies.moved_copy import MovedCopy
from s11desk.store.saved_copies.restoring import WRITTEN_OVER, set_log_aside
from s11desk.store.sqlite.sqlite_errors import sqlite_faults


class DraftLine(msgspec.Struct, frozen=True):
    """The id and the agency of a draft, unchecked: the draft itself may be damaged."""

    id: str
    agency: str


_MAX_LOG_SIZE = 4 << 20
"""Bytes. A log of this size is copied into the drafts file after a save; SQLite itself would do so at the same size."""


class Drafts:
    """The drafts of one home. Use it only in the thread that opened the connection."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        database: Path,
        *,
        refusal: UserError | None = None,
        reopen: Callable[[], sqlite3.Connection] | None = None,
        is_second: bool = False,
    ) -> None:
        """``refusal``: why nothing can be written. Each change then first tries to ``reopen`` the drafts.

        ``is_second``: this program has the drafts open already, in another thread.
        """
        self._connection = connection
        self._database = database
        self._refusal = refusal
        self._reopen = reopen
        self._is_second = is_second
        self._is_closed = False
        self._checked = CheckedRows()
        self._identity: FileIdentity | None = None
        self._moved_copy: MovedCopy | None = None
        self._guard: sqlite3.Connection | None = None
        if refusal is None:
            try:
                self._identify()
            except BaseException:
                self.close()
                raise

    def _identify(self) -> None:
        with sqlite_faults(self._database):
            self._identity = FileIdentity.of_open(self._connection, self._database, is_second=self._is_second)
            if not self._is_second:
                self._guard = open_guard(self._database)

    def try_writing(self) -> UserError | None:
        """Return why nothing can be written; None if all can. The reason may have gone since the drafts were opened."""
        if self._refusal is not None and self._reopen is not None:
            with suppress(UserError):
                connection = self._reopen()
                self._connection.close()
                self._connection, self._refusal = connection, None
                self._identify()
        return self._refusal

    def can_be_saved(self) -> bool:
        """Whether a change can be written now, into the file at its path."""
        if self.try_writing() is not None:
            return False
        try:
            self.check_path()
        except DraftsMoved:
            return False
        return True

    def back_up_if_due(self, backups: Path, now: dt.datetime) -> None:
        """Back up the drafts as :func:`s11desk.store.saved_copies.backups.back_up_if_due` does."""
        with sqlite_faults(self._database):
            back_up_if_due(self._connection, backups, now)

    def set_aside(self, now: dt.datetime) -> Path:
        """Write a copy of all drafts beside them, which is kept for good.

        Raises the same errors as :func:`write_backup`.
        """
        target = free_name(self._database, now)
        with sqlite_faults(self._database):
            write_backup(self._connection, target)
        return target

    def back_up_changes(self, backups: Path, now: dt.datetime) -> None:
        """Back up the drafts as :func:`s11desk.store.saved_copies.backups.back_up_changes` does."""
        with sqlite_faults(self._database):
            back_up_changes(self._connection, backups, now)

    def is_written_over(self) -> bool:
        """Whether another program wrote over the open file or its log, in place."""
        return not self._is_closed and self._identity is not None and self._identity.is_written_over()

    def copy_if_moved(self, now: dt.datetime) -> MovedCopy | None:
        """Copy the open drafts beside their path if the file or the log at the path is no longer the open one.

        Only this connection may still have what was saved since: after the last close nobody has. None if nothing was
        moved, if the folder is gone too, or if the copy fails. Raises nothing.
        """
        if self._is_closed or self._is_second or self._identity is None or self.is_written_over():
            return None
        with suppress(UserError, OSError, sqlite3.Error):
            try:
                self._identity.check()
            except DraftsMoved:
                return self._copy_moved(now, self._identity.home_id)
        return None

    def _copy_moved(self, now: dt.datetime, home_id: str) -> MovedCopy | None:
        known = known_drafts(self._connection)
        if self._moved_copy is not None and self._moved_copy.known == known:
            return self._moved_copy  # a person tried again
        if folder_presence(self._database.parent) is Presence.YES:
            target = free_name(self._database, now, WRITTEN_OVER)
            write_backup(self._connection, target)
            self._moved_copy = MovedCopy(target, self._database, home_id, known)
            return self._moved_copy
        return None

    def is_other_file(self) -> bool:
        """Whether another file than the open one, or none, is at the path."""
        return self._identity is not None and self._identity.is_other_file()

    def home_id(self) -> str:
        """The id of the drafts, which no other home has. Raises what reading the drafts raises.

        ``NO_ID`` if nothing can be written: early drafts get an id that only the memory has.
        """
        if self._refusal is not None:
            return NO_ID
        with sqlite_faults(self._database):
            return read_home_id(self._connection)

    def close(self) -> None:
        """Close the connection. The drafts cannot be used after this.

        A file that another program wrote over gets nothing of the log, which belongs to what was there before.
        """
        is_written_over = self.is_written_over()
        self._is_closed = True
        if self._identity is not None and not self._is_second:
            self._identity.forget()
        connections = [self._guard, self._connection]
        for connection in reversed(connections) if is_written_over else connections:
            if connection is not None:
                connection.close()
        if is_written_over:
            with suppress(UserError, OSError, sqlite3.Error):  # then the next opening says what it finds
                set_log_aside(self._database)

    def lines(self) -> tuple[DraftLine, ...]:
        """List all drafts, the one changed last first. Raises ``DraftsMoved``."""
        self.check_path()
        with sqlite_faults(self._database):
            rows = self._connection.execute("SELECT id, agency FROM audit ORDER BY changed DESC, id").fetchall()
        return tuple(DraftLine(plain_text(audit_id), plain_text(agency)) for audit_id, agency in rows)

    def check_path(self) -> None:
        """Raise ``DraftsMoved`` if the file that is open is not the file at its path."""
        if self._is_closed:
            raise DraftsMoved(path=self._database, is_missing=False)
        if self._identity is not None:
            self._identity.check()

    def read(self, audit_id: str) -> StoredDraft:
        """Read a whole draft from the disk. Raises ``AuditUnknown``, ``AuditDamaged`` or ``DraftsMoved``."""
        self.check_path()
        with sqlite_faults(self._database):
            return read_draft(self._connection, audit_id, self._checked)

    def topic_body(self, digest: str) -> bytes:
        """Return the canonical JSON of the topic with this digest. Raises ``TopicUnknown`` or ``TopicDamaged``."""
        with sqlite_faults(self._database):
            return read_topic(self._connection, digest)

    def installed_topics(self) -> tuple[bytes, ...]:
        """Return the canonical JSON of every topic that a person installed, except one that is damaged.

        A topic of which only this mark is damaged is offered: one too many does no harm.
        """
        with sqlite_faults(self._database):
            return read_installed_topics(self._connection)

    def damaged_topics(self) -> tuple[str, ...]:
        """Return the id of each stored topic whose row is not as it was written."""
        with sqlite_faults(self._database):
            return find_damaged_topics(self._connection)

    def damaged_beside(self) -> tuple[str, ...]:
        """Return the agency of each audit beside which a row is damaged; the id that the row names if it has none."""
        with sqlite_faults(self._database):
            agencies = {line.id: line.agency for line in self.lines()}
            return tuple(agencies.get(audit) or audit for audit in damaged_beside(self._connection))

    def keep_topic(
        self, digest: str, topic_id: str, version: int, body: bytes, *, installed: bool, at: dt.datetime
    ) -> None:
        """Store the text of a topic for good, so that a draft which is pinned to it never loses it.

        This repairs a damaged text, because the same digest means the same text.
        """
        with sqlite_faults(self._database), self._transaction("IMMEDIATE"):
            write_topic(self._connection, TopicRow(digest, topic_id, version, body), installed=installed, at=at)

    def uninstall_topic(self, digest: str) -> None:
        """Stop offering a topic for new audits. Its text stays for the drafts that are pinned to it."""
        with sqlite_faults(self._database), self._transaction("IMMEDIATE"):
            mark_offered(self._connection, digest, installed=False)

    def begin(self, audit: Audit, topic_body: bytes, stamp: Stamp) -> Audit:
        """Store a new draft together with the topic it is pinned to, and return it as read back."""
        with sqlite_faults(self._database):
            with self._transaction("IMMEDIATE"):
                topic = TopicRow(audit.topic_digest, audit.topic_id, audit.topic_version, topic_body)
                head = (audit.id, audit.agency, audit.topic_digest, audit.begun.isoformat())
                write_topic(self._connection, topic, installed=False, at=stamp.at)
                self._connection.execute(
                    """INSERT INTO audit (id, agency, topic, begun, changed, revision, draft_digest)
                    VALUES (?, ?, ?, ?, ?, ?, ?)""",
                    (*head, stamp.at.isoformat(), 1, DraftDigests(head).draft_digest(stamp.at.isoformat(), 1)),
                )
                write_entry(
                    self._connection, audit.id, JournalEntry(stamp.at, stamp.who, EventKind.BEGUN, audit.topic_id)
                )
                read_back = read_draft(self._connection, audit.id, self._checked)
            return read_back.audit

    @contextmanager
    def changing(self, audit_id: str, stamp: Stamp, *, new_revision: bool = True) -> Iterator[Change]:
        """Change a draft in one transaction: when the block ends, all of the change is on the disk, or none of it.

        Yields a :class:`Change` whose ``audit`` was read inside the transaction. No other connection can write during
        the block, so do no slow work in it. After the block, ``saved`` of the change is what the transaction read back.
        ``new_revision=False`` keeps the revision of the draft, for a private note or a line of the journal. Raises
        ``AuditHandedOver`` if another computer has the draft now.
        """
        with sqlite_faults(self._database):
            with self._transaction("IMMEDIATE"):
                before = read_draft(self._connection, audit_id, self._checked)
                if before.handed_over is not None:
                    raise AuditHandedOver(audit=audit_id, at=before.handed_over)
                change = Change(self._connection, before, stamp)
                yield change
                change.write_revision(new_revision=new_revision)
                read_back = read_draft(self._connection, audit_id, self._checked)
            change.mark_committed(read_back)

    def history(self, audit_id: str) -> tuple[JournalEntry, ...]:
        """Return the journal of a draft, oldest first; empty for an unknown draft."""
        with sqlite_faults(self._database):
            return read_entries(self._connection, audit_id)

    def evidence_ids_ever(self, audit_id: str) -> frozenset[str]:
        """Return the id of every file that was ever attached to a draft; empty for an unknown draft."""
        with sqlite_faults(self._database):
            return attached_ids(self._connection, audit_id)

    @contextmanager
    def draft_transaction(self, audit_id: str, *, reads_only: bool = False) -> Iterator[sqlite3.Connection]:
        """Open a transaction on the tables beside a draft; the draft itself stays unchanged.

        For modules of this package only. Raises ``AuditUnknown``.
        """
        with sqlite_faults(self._database), self._transaction("DEFERRED" if reads_only else "IMMEDIATE"):
            if self._connection.execute("SELECT 1 FROM audit WHERE id = ?", (audit_id,)).fetchone() is None:
                raise unknown_audit(self._connection, audit_id)
            yield self._connection

    @contextmanager
    def read_transaction(self) -> Iterator[sqlite3.Connection]:
        """Open a transaction that reads the tables beside all drafts. For modules of this package only."""
        with sqlite_faults(self._database), self._transaction("DEFERRED"):
            yield self._connection

    @contextmanager
    def write_transaction(self) -> Iterator[sqlite3.Connection]:
        """Open a transaction that changes several tables. For modules of this package only."""
        with sqlite_faults(self._database), self._transaction("IMMEDIATE"):
            yield self._connection

    def evidence_digests(self) -> frozenset[str]:
        """Return the SHA-256 of every evidence file that any draft refers to. Raises ``AuditDamaged``."""
        query = "SELECT audit, id, place, sha256, body, row_digest FROM evidence"
        digests = set()
        with sqlite_faults(self._database):
            for *row, digest in self._connection.execute(query):
                if has_octets(row) or digest != row_digest("evidence", *row):
                    raise AuditDamaged(audit=str(row[0]), agency="")
                digests.add(row[3])
        return frozenset(digests)

    @contextmanager
    def _transaction(self, mode: str) -> Iterator[None]:
        if mode == "IMMEDIATE":
            refusal = self.try_writing()
            if refusal is not None:
                raise refusal
            self.check_path()
        self._connection.execute(f"BEGIN {mode}")
        try:
            yield
            self.check_path()
            self._connection.execute("COMMIT")
            if mode == "IMMEDIATE":
                self.check_path()
                self._checkpoint_if_due()
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def _checkpoint_if_due(self) -> None:
        if self._identity is not None and self._identity.log_size() >= _MAX_LOG_SIZE:
            self._identity.checkpoint(self._connection)

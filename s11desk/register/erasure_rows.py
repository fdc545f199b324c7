"""Deleting a return from the register, and the record that it was deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import suppress

import msgspec

from s11desk.domain.receiving.desk_agencies import match_key
from s11desk.domain.receiving.desk_values import Erasure, ReceivedReturn
from s11desk.register.received_rows import find_return, is_recorded
from s11desk.register.register import Register
from s11desk.register.register_faults import register_faults
from s11desk.register.register_rows import read_rows, write_row
from s11desk.register.words_index import forget_words, remove_words


def remove_return(connection: sqlite3.Connection, received: ReceivedReturn, erasure: Erasure) -> None:
    """Delete a return with everything that was kept of it, and record that. Inside a transaction."""
    sha256 = received.sha256
    write_row(connection, "erasure", msgspec.json.encode(erasure).decode())
    remove_words(connection, sha256, received.topic.id, received.agency)
    connection.execute("DELETE FROM arrival WHERE file IN (SELECT sha256 FROM file WHERE received = ?)", (sha256,))
    for table in ("file", "review", "receipt", "received_data"):
        connection.execute(f"DELETE FROM {table} WHERE received = ?", (sha256,))  # noqa: S608 - our own names
    connection.execute("DELETE FROM received WHERE sha256 = ?", (sha256,))
    rest = connection.execute("SELECT 1 FROM received WHERE audit = ?", (received.facts.audit_id,)).fetchone()
    if rest is None:
        connection.execute("DELETE FROM agency_match WHERE audit = ?", (match_key(received),))


def repeat_erasures(register: Register, erasures: Iterable[Erasure]) -> None:
    """Delete from an older register what was deleted after it was written, and record that, for good.

    A file of it that was not opened yet when the register was written has a row without a return: that goes too.
    Raises what :func:`register_faults` raises.
    """
    known = set(all_erasures(register))
    with register.changing() as connection:
        for erasure in (one for one in erasures if one not in known):
            received = find_return(register, erasure.sha256)
            if received is not None:
                remove_return(connection, received, erasure)
            else:
                write_row(connection, "erasure", msgspec.json.encode(erasure).decode())
            for sha256 in erasure.files:
                _remove_unopened(connection, sha256)
    forget_deleted_pages(register)


def erase_file(register: Register, erasure: Erasure) -> None:
    """Record that a file without a return was deleted, and remove its row. Raises what writing raises."""
    with register.changing() as connection:
        write_row(connection, "erasure", msgspec.json.encode(erasure).decode())
        for sha256 in erasure.files:
            _remove_unopened(connection, sha256)


def _remove_unopened(connection: sqlite3.Connection, sha256: str) -> None:
    if connection.execute("SELECT 1 FROM file WHERE sha256 = ? AND received IS NULL", (sha256,)).fetchone() is not None:
        connection.execute("DELETE FROM arrival WHERE file = ?", (sha256,))
        connection.execute("DELETE FROM file WHERE sha256 = ?", (sha256,))


def lasting_erasures(register: Register) -> tuple[Erasure, ...]:
    """The deletions of returns that were not taken in again since, the first one first."""
    return tuple(one for one in all_erasures(register) if not is_recorded(register, one.sha256))


def all_erasures(register: Register) -> tuple[Erasure, ...]:
    """Every deletion, the first one first."""
    with register.reading() as connection:
        rows = read_rows(connection, register.path, "erasure", "ORDER BY number")
        return tuple(msgspec.json.decode(str(body), type=Erasure) for (body,) in rows)


def last_erasure(register: Register) -> int:
    """A number that grows with each deletion; 0 if nothing was ever deleted."""
    with register.reading() as connection:
        return int(connection.execute("SELECT coalesce(max(number), 0) FROM erasure").fetchone()[0])


def forget_deleted_pages(register: Register) -> None:
    """Write the file again without the space and the words of deleted rows, and empty its log. Nothing else changes.

    Raises what :func:`register_faults` raises; what was deleted stays deleted, and its bytes are zeros at the latest
    when the log is emptied (``secure_delete``).
    """
    with register.changing() as connection:
        forget_words(connection)
    with register_faults(register.path):
        register.connection.execute("VACUUM")
        register.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def used_digests(register: Register) -> set[str]:
    """The SHA-256 of each stored file that the register names."""
    with register.reading() as connection:
        files = connection.execute("SELECT sha256 FROM file WHERE json_extract(body, '$.is_kept') IS NOT 0")
        found = {str(sha256) for (sha256,) in files}
        return found | {str(sha256) for (sha256,) in connection.execute("SELECT sha256 FROM received")}


def sound_pages(register: Register) -> bool:
    """Whether SQLite finds its file whole, with every index."""
    with suppress(sqlite3.DatabaseError):
        return bool(register.connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")
    return False

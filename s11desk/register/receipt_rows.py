"""Which receipts and requests were written."""

from __future__ import annotations

import sqlite3

import msgspec

from s11desk.domain.receiving.desk_replies import ReceiptRecord
from s11desk.register.register import Register
from s11desk.register.register_rows import read_rows, write_row


def add_receipt(connection: sqlite3.Connection, sha256: str, record: ReceiptRecord) -> None:
    """Record that a reply about the return was written. Inside a transaction."""
    write_row(connection, "receipt", sha256, msgspec.json.encode(record).decode())


def all_receipts(register: Register) -> tuple[tuple[str, ReceiptRecord], ...]:
    """Every reply with the SHA-256 of its return, the first one first."""
    with register.reading() as connection:
        rows = read_rows(connection, register.path, "receipt", "ORDER BY number")
        return tuple((str(sha256), msgspec.json.decode(str(body), type=ReceiptRecord)) for sha256, body in rows)


def receipts_of(register: Register, sha256: str) -> tuple[ReceiptRecord, ...]:
    """Every reply about one return, the first one first."""
    with register.reading() as connection:
        rows = read_rows(connection, register.path, "receipt", "WHERE received = ? ORDER BY number", sha256)
        return tuple(msgspec.json.decode(str(body), type=ReceiptRecord) for _, body in rows)

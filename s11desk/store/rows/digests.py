"""Digests of stored rows. They show that a disk or another program changed a row behind this program's back.

SQLite checks the structure of its file and not the content: one flipped bit in an answer is a valid file with another
answer. So each row has a digest, and each draft has a digest of its rows, which shows that a row is missing. A digest
shows damage. It does not protect against a person, who can calculate it again.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Stored = str | int | float | bytes | None
"""A value as SQLite returns it. A damaged row can have any type in any column."""

_DIGEST_LENGTH = 64


def row_digest(*values: Stored) -> str:
    """The digest of a row: SHA-256 over each value after its length, hexadecimal. A number counts as its digits.

    ``values``: the name of the table, then the columns. SQL can call it under the same name.
    """
    return hashlib.sha256(_encoded(values)).hexdigest()  # one call: a draft has dozens of rows, each read twice a save


def _encoded(values: Iterable[Stored]) -> bytes:
    parts = []
    for value in values:
        if value is None:
            parts.append(b"-:")
        else:
            encoded = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogateescape")
            parts += b"%d:" % len(encoded), encoded
    return b"".join(parts)


def _encoded_digests(digests: list[str]) -> bytes:
    """As :func:`_encoded`, but quicker where every digest has the form of one. A save calls it three times."""
    joined = "".join([f"{_DIGEST_LENGTH}:{digest}" for digest in digests])
    if joined.isascii() and all(len(digest) == _DIGEST_LENGTH for digest in digests):
        return joined.encode("ascii")
    return _encoded(digests)


@dataclass(slots=True)
class DraftDigests:
    """The digests of one draft's rows, kept up to date while the draft is changed.

    ``head``: the columns of the draft's own row that never change: id, agency, digest of the topic, when it was begun.
    ``rows``: the digest of each row, by table and id.
    """

    head: tuple[Stored, ...]
    rows: dict[tuple[str, str], str] = field(default_factory=dict)

    def draft_digest(self, changed: Stored, revision: Stored) -> str:
        """The digest of the draft with all its rows."""
        own = _encoded(("audit", *self.head, changed, revision))
        return hashlib.sha256(own + _encoded_digests(sorted(self.rows.values()))).hexdigest()


@dataclass(slots=True)
class CheckedRows:
    """The rows of the draft that was read last, as the database gave them, and the value of each.

    A save reads its draft twice. A row that has the same bytes as at the last check has the same digest and value.
    """

    audit: str = ""
    rows: dict[tuple[str, str], tuple[tuple[Any, ...], Any]] = field(default_factory=dict)


def lenient_text(stored: bytes) -> str:
    """Decode a text that may be damaged: octets that are no UTF-8 are kept, and then the digest differs."""
    return stored.decode("utf-8", "surrogateescape")


def has_octets(values: Iterable[Stored]) -> bool:
    """Whether one of the values, all of which were written as text or numbers, is no text any more.

    One bit in a row says whether a value is text. Without it the octets, and so the digest, are the same.
    """
    return any(isinstance(value, bytes) for value in values)


def plain_text(stored: Stored) -> str:
    """A text of a damaged row that can be shown and stored. Octets that are no UTF-8 become question marks."""
    return str(stored).encode("utf-8", "replace").decode("utf-8")


def all_rows(connection: sqlite3.Connection, statement: str, *values: Stored) -> list[tuple[Any, ...]]:
    """Run a statement of a connection of :func:`allow_digests` and return its rows.

    Python decodes whole texts faster than :func:`lenient_text`, which is called again only if one is damaged. A value
    that came from a damaged row, and is no text any more, is in no row that this program wrote.
    """
    connection.text_factory = str
    try:
        return connection.execute(statement, values).fetchall()
    except UnicodeEncodeError:
        return []
    except sqlite3.OperationalError:  # of a text that is no UTF-8; any other comes again
        connection.text_factory = lenient_text
        return connection.execute(statement, values).fetchall()
    finally:
        connection.text_factory = lenient_text


def allow_digests(connection: sqlite3.Connection) -> None:
    """Let SQL on this connection call :func:`row_digest`, and read a damaged text without an exception."""
    connection.text_factory = lenient_text
    connection.create_function("row_digest", -1, row_digest, deterministic=True)

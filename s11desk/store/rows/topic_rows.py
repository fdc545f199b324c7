"""The rows of the topics in the drafts: the text of each, and the mark that a person installed it.

The functions that write are called inside a transaction, those that read also without one.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import dataclass
from typing import Any

from s11desk.errors.draft_errors import TopicDamaged
from s11desk.errors.topic_errors import TopicUnknown
from s11desk.store.rows.digests import has_octets, plain_text, row_digest

_TOPICS = "SELECT digest, id, version, body, row_digest FROM topic"
_OFFER_IS_AS_WRITTEN = "offer_digest IS row_digest('offer', CAST(digest AS BLOB), installed)"
"""Whether the mark that a person installed a topic is as it was written."""


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic to store. ``digest``: SHA-256 of ``body``, its canonical JSON, hexadecimal."""

    digest: str
    id: str
    version: int
    body: bytes


def read_topic(connection: sqlite3.Connection, digest: str) -> bytes:
    """Return the canonical JSON of the topic with this digest. Raises ``TopicUnknown`` or ``TopicDamaged``."""
    row = connection.execute(f"{_TOPICS} WHERE digest = ?", (digest,)).fetchone()
    if row is None:
        raise TopicUnknown(topic=digest)
    if not _is_as_written(row):
        raise TopicDamaged(topic=digest)
    return bytes(row[3])


def read_installed_topics(connection: sqlite3.Connection) -> tuple[bytes, ...]:
    """Return the canonical JSON of every topic that a person installed, except one that is damaged.

    A topic of which only this mark is damaged is offered: one too many does no harm.
    """
    offered = f"{_TOPICS} WHERE installed != 0 OR NOT {_OFFER_IS_AS_WRITTEN} ORDER BY id, version"
    return tuple(bytes(row[3]) for row in connection.execute(offered).fetchall() if _is_as_written(row))


def find_damaged_topics(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the id of each stored topic whose row is not as it was written."""
    rows = connection.execute(f"{_TOPICS} ORDER BY id, version").fetchall()
    query = f"SELECT id FROM topic WHERE NOT {_OFFER_IS_AS_WRITTEN}"  # noqa: S608 - our own text
    marks = connection.execute(query).fetchall()
    damaged = [plain_text(row[1]) for row in rows if not _is_as_written(row)]
    return tuple(dict.fromkeys([*damaged, *(plain_text(topic) for (topic,) in marks)]))


def write_topic(connection: sqlite3.Connection, topic: TopicRow, *, installed: bool, at: dt.datetime) -> None:
    """Write the text of a topic, over a damaged one too. ``installed=False`` leaves a topic offered that was."""
    connection.execute(
        """INSERT INTO topic (digest, id, version, installed, added, body, row_digest, offer_digest)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (digest) DO UPDATE SET id = excluded.id, version = excluded.version, body = excluded.body,
            row_digest = excluded.row_digest""",
        (
            topic.digest,
            topic.id,
            topic.version,
            int(installed),
            at.isoformat(),
            topic.body,
            row_digest("topic", topic.digest, topic.id, topic.version, topic.body),
            row_digest("offer", topic.digest, int(installed)),
        ),
    )
    if installed:
        mark_offered(connection, topic.digest, installed=True)


def mark_offered(connection: sqlite3.Connection, digest: str, *, installed: bool) -> None:
    """Offer a topic for new audits because a person installed it, or offer it no more."""
    connection.execute(
        "UPDATE topic SET installed = ?, offer_digest = ? WHERE digest = ?",
        (int(installed), row_digest("offer", digest, int(installed)), digest),
    )


def _is_as_written(topic: tuple[Any, ...]) -> bool:
    """Whether a row of :data:`_TOPICS` has the digest with which it was written."""
    *row, digest = topic
    return bool(digest == row_digest("topic", *row)) and isinstance(row[3], bytes) and not has_octets(row[:3])

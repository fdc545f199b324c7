"""Rows of returns that no agency made, for a desk with many: only what figures are made of."""

from __future__ import annotations

import datetime as dt
import hashlib

import msgspec

from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.domain.receiving.counted_returns import CountableReturn, FileState
from s11desk.domain.receiving.desk_values import ReceivedReturn, TopicAnswered
from s11desk.domain.receiving.expected_agencies import agency_key
from s11desk.domain.returns.return_verdict import PagesCompared
from s11desk.domain.topics.topic import Topic
from s11desk.register.register_rows import write_row
from s11desk.topics.pack import topic_digest


def made_row(
    agency: str,
    made: dt.datetime,
    topic: Topic,
    *,
    audit: str = "",
    number: int = 1,
    state: FileState = FileState.COUNTED,
    reason: str = "",
) -> ReceivedReturn:
    """A return of ``agency``. ``audit``: the first letters of its id; without it, those of the agency's name."""
    sha256 = hashlib.sha256(f"{agency} {audit} {number} {made}".encode()).hexdigest()
    audit_id = audit or hashlib.sha256(agency.encode()).hexdigest()[:8]
    reference = f"{audit_id[:4]}-{audit_id[4:8]}-{number}".upper()
    facts = CountableReturn(audit_id, number, reference, made, sha256, sha256, 1, agency=agency_key(agency))
    answered = TopicAnswered(topic.id, topic.version, topic_digest(topic), topic.title, topic.year)
    return ReceivedReturn(facts, agency, answered, "", "", state, reason, PagesCompared.SAME, made)


def keep_rows(desk: ReceivingDesk, *rows: ReceivedReturn) -> None:
    """Put them into the register."""
    with desk.register.changing() as connection:
        for one in rows:
            write_row(connection, "received", one.sha256, one.facts.audit_id, msgspec.json.encode(one).decode())

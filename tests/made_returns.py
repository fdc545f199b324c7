"""Returns in memory, as they are kept after a folder was read: for tests of the table of agencies and questions."""

from __future__ import annotations

import datetime as dt

from s11desk.app.receiving.tables.folder_returns import KeptReturn, keep_return
from s11desk.bundle.audit_file import AuditFile, ReturnFacts, TopicNamed
from s11desk.domain.audits.audit import Answer
from s11desk.domain.topics.topic import Topic
from s11desk.topics.pack import topic_digest
from tests.samples import NOON


def kept(agency: str, number: int, topic: Topic, *answers: Answer) -> KeptReturn:
    """One return, made ``number`` days after noon of the sample day."""
    facts = ReturnFacts(f"REF-{number}", 1, NOON + dt.timedelta(days=number), "s11desk")
    named = TopicNamed(topic.id, topic.version, topic_digest(topic), topic.title, topic.year, "Partnership")
    audit_file = AuditFile(1, facts, named, "k7m3-9qxd", agency, NOON, NOON, answers, (), (), ())
    return keep_return(f"{number}.zip", audit_file, "")

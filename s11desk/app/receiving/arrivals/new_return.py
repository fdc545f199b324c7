"""From a file that was read to what the register keeps of the return in it."""

from __future__ import annotations

import datetime as dt
from functools import partial
from itertools import chain

import msgspec

from s11desk.app.receiving.arrivals.read_file import ReadFile
from s11desk.app.receiving.tables.file_rows import file_row
from s11desk.bundle.audit_file import AuditFile, TopicNamed, audit_of, encode_audit_file
from s11desk.domain.audits.audit_texts import written_by_agency
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.desk_values import ReceivedReturn, RetentionClass, TopicAnswered
from s11desk.domain.topics.topic import Topic
from s11desk.register.received_rows import NewReturn
from s11desk.topics.pack import encode_topic
from s11desk.wording.desk.desk_words import NOT_OUR_QUESTIONS, OTHER_VERSION, wrong_year


def new_return(read: ReadFile, asked: tuple[Topic, ...], taken: dt.datetime) -> NewReturn | None:
    """The return in a file that was read; None if form or signatures are not sound, or its topic cannot be used.

    ``asked``: the topics of the desk; empty if it takes any. A return about another is held.
    """
    audit_file, topic, verdict = read.audit_file, read.topic, read.verdict
    if audit_file is None or topic is None or verdict is None:
        return None
    data = encode_audit_file(audit_file)
    facts = read.facts_with(data)
    if facts is None:
        return None
    state, remarks = _judge_topic(read.state, audit_file, asked)
    signer = verdict.read.signatures[0].cms.signer
    received = ReceivedReturn(
        facts=facts,
        agency=audit_file.agency,
        topic=_topic_answered(audit_file.topic),
        signer=signer.name if signer is not None else "",
        signer_key=signer.fingerprint if signer is not None else "",
        state=state,
        reason=" ".join(filter(None, (*remarks, read.reason))),
        pages=verdict.comparison.pages,
        taken=taken,
        content=audit_file.sign_offs[0].content if audit_file.sign_offs else "",
        retention=(RetentionClass.EVIDENCE if audit_file.evidence else RetentionClass.BUNDLE).value,
        row=msgspec.json.encode(file_row(read)).decode(),
    )
    return NewReturn(received, data, partial(encode_topic, topic), _words(audit_file, topic))


def _topic_answered(named: TopicNamed) -> TopicAnswered:
    return TopicAnswered(named.id, named.version, named.digest, named.title, named.year)


def _judge_topic(state: FileState, audit_file: AuditFile, asked: tuple[Topic, ...]) -> tuple[FileState, list[str]]:
    """The state of a return by the questions that it answers, and what to say of them."""
    if state is FileState.REFUSED or not asked:
        return state, []
    named = audit_file.topic
    same = [topic for topic in asked if topic.id == named.id]
    if not same:
        years = {topic.year for topic in asked}
        is_other_year = named.year not in years and named.partnership in {one.partnership.name for one in asked}
        return FileState.HELD, [wrong_year(named.year, sorted(years)) if is_other_year else NOT_OUR_QUESTIONS]
    return state, [] if named.version in {topic.version for topic in same} else [OTHER_VERSION]


def _words(audit_file: AuditFile, topic: Topic) -> tuple[tuple[str, str], ...]:
    """The texts that the agency wrote, by question. People's details are left out: nobody searches answers by them."""
    audit = audit_of(audit_file)
    asked = {answer.question for answer in audit.answers}
    asked.update(action.question for action in audit.actions)
    asked.update(name for item in audit.evidence for name in item.questions)
    names = [question.id for question in topic.questions if question.id in asked]
    pieces = chain.from_iterable(written_by_agency(audit, name) for name in (*names, ""))
    return tuple((piece.question, text) for piece in pieces if (text := piece.text) and not text.isspace())

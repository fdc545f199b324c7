"""Every text of an audit with the place it stands in: what is searched, and what is looked through before a return."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from s11desk.domain.audit import Action, Answer, Audit, Evidence
from s11desk.domain.topic import Question, Topic, label_of


class Where(StrEnum):
    """Where a text stands: the first three in the topic, the others in what the agency wrote."""

    QUESTION = "question"
    HELP = "help"
    GUIDANCE = "guidance"
    CHOICE = "choice"
    TEXT = "text"
    PERSON = "person"
    COMMENT = "comment"
    REASON = "reason"
    FILE_NAME = "file-name"
    CAPTION = "caption"
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class AuditText:
    """One text. ``question``: empty for an action that grew from none. ``item``: the id of the action or file."""

    question: str
    where: Where
    text: str
    item: str = ""


def written_by_agency(audit: Audit, question_id: str) -> Iterator[AuditText]:
    """What was written to one question, people's details apart; for ``""`` the actions of no question."""
    yield from _answer_texts(audit.answer(question_id))
    for item in audit.evidence_for(question_id):
        yield from _evidence_texts(item, question_id)
    for action in audit.actions_for(question_id):
        yield from _action_texts(action)


def written_on_page(topic: Topic, audit: Audit, question: Question) -> Iterator[AuditText]:
    """Everything a person sees of one question: its wording, its guidance, and all that was answered."""
    yield AuditText(question.id, Where.QUESTION, question.text)
    yield AuditText(question.id, Where.HELP, question.help)
    for piece in topic.guidance_of(question):
        yield AuditText(question.id, Where.GUIDANCE, f"{piece.title}\n{piece.text}")
    answer = audit.answer(question.id)
    chosen = [code for code in (answer.choice, *answer.choices) if code]
    yield AuditText(question.id, Where.CHOICE, "\n".join(label_of(topic, question, code) for code in chosen))
    for person in answer.people:
        details = (person.name, person.job_title, person.email, person.telephone)
        yield AuditText(question.id, Where.PERSON, "\n".join(filter(None, details)))
    yield from written_by_agency(audit, question.id)


def _answer_texts(answer: Answer) -> Iterator[AuditText]:
    yield AuditText(answer.question, Where.TEXT, answer.text)
    yield AuditText(answer.question, Where.TEXT, answer.other)
    yield AuditText(answer.question, Where.COMMENT, answer.comment)
    yield AuditText(answer.question, Where.REASON, answer.reason)


def _evidence_texts(item: Evidence, question_id: str) -> Iterator[AuditText]:
    yield AuditText(question_id, Where.FILE_NAME, item.name, item.id)
    yield AuditText(question_id, Where.CAPTION, item.caption, item.id)


def _action_texts(action: Action) -> Iterator[AuditText]:
    typed = (action.area, action.action, action.lead, action.job_role, action.resources, action.measure)
    for text in (*typed, action.progress):
        yield AuditText(action.question, Where.ACTION, text, action.id)

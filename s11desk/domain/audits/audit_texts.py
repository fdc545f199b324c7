"""Every text of an audit with its place, for the search and for the check for identifiers before a return."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from s11desk.domain.audits.audit import Action, Answer, Audit, Evidence
from s11desk.domain.topics.topic import Question, Topic, label_of


class TextPlace(StrEnum):
    """The place of a text. The first three are in the topic, the others in the agency's answers.

    NOTE: a private note, which is in no return.
    """

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
    NOTE = "note"


class AuditText(msgspec.Struct, frozen=True):
    """One text. ``question``: empty for an action that has none. ``item``: the id of the action or file."""

    question: str
    where: TextPlace
    text: str
    item: str = ""


def written_by_agency(audit: Audit, question_id: str) -> Iterator[AuditText]:
    """The agency's texts on one question, without people's details; for ``""``, the actions that belong to none."""
    found = _answer_texts(audit.answer(question_id))  # lists: a desk asks for the texts of thousands of returns
    for item in audit.evidence_for(question_id):
        found += _evidence_texts(item, question_id)
    for action in audit.actions_for(question_id):
        found += _action_texts(action)
    return iter(found)


def written_on_page(topic: Topic, audit: Audit, question: Question) -> Iterator[AuditText]:
    """Every text on the page of one question: its wording, its guidance and the agency's answer."""
    yield AuditText(question.id, TextPlace.QUESTION, question.text)
    yield AuditText(question.id, TextPlace.HELP, question.help)
    for piece in topic.guidance_of(question):
        yield AuditText(question.id, TextPlace.GUIDANCE, f"{piece.title}\n{piece.text}")
    answer = audit.answer(question.id)
    chosen = [code for code in (answer.choice, *answer.choices) if code]
    yield AuditText(question.id, TextPlace.CHOICE, "\n".join(label_of(topic, question, code) for code in chosen))
    for person in answer.people:
        yield AuditText(question.id, TextPlace.PERSON, "\n".join(filter(None, person.details())))
    yield from written_by_agency(audit, question.id)


_TYPED = (TextPlace.TEXT, TextPlace.TEXT, TextPlace.COMMENT, TextPlace.REASON)


def _answer_texts(answer: Answer) -> list[AuditText]:
    question, typed = answer.question, (answer.text, answer.other, answer.comment, answer.reason)
    found = [AuditText(question, where, text) for where, text in zip(_TYPED, typed, strict=True) if text]
    for row in answer.rows:
        text = "\n".join(cell.text for cell in row.cells if cell.text)
        found.append(AuditText(question, TextPlace.TEXT, text))
    return found


def _evidence_texts(item: Evidence, question_id: str) -> list[AuditText]:
    texts = ((TextPlace.FILE_NAME, item.name), (TextPlace.CAPTION, item.caption))
    return [AuditText(question_id, where, text, item.id) for where, text in texts]


def _action_texts(action: Action) -> list[AuditText]:
    typed = (action.area, action.action, action.lead, action.job_role, action.resources, action.measure)
    return [AuditText(action.question, TextPlace.ACTION, text, action.id) for text in (*typed, action.progress)]

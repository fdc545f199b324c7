"""The rules for answers and actions: their texts cleaned, the limit of each, and what a question does not allow."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from enum import StrEnum
from operator import attrgetter

import msgspec

from s11desk.domain.audits.audit import Action, Answer, Audit, Evidence, Person, PrivateNote
from s11desk.domain.audits.tables import clean_rows, unsuitable_cells
from s11desk.domain.text.text_limits import LINE_LIMIT, LONG_LIMIT, NAME_LIMIT, LimitedText
from s11desk.domain.text.typed_text import typed_line, typed_text
from s11desk.domain.topics.topic import Detail, Question, QuestionKind, Topic, answer_codes
from s11desk.errors import UserError


class AnswerProblemKind(StrEnum):
    """The part of an answer that its question does not allow."""

    OPTION = "option"
    FIELD = "field"
    PERSON = "person"
    NUMBER = "number"
    CELL = "cell"


class AnswerProblem(msgspec.Struct, frozen=True):
    """One part of an answer that its question does not allow.

    ``what``: for OPTION the code, for FIELD the field's name, for PERSON the role, for NUMBER the number as text,
    for CELL the id of the column or row.
    """

    kind: AnswerProblemKind
    what: str


class AnswerUnfit(UserError, code="input.answer-unfit"):  # noqa: N818
    """An answer holds something that its question does not take. ``problem`` and ``what``: as in an AnswerProblem."""

    question: str
    number: str
    problem: AnswerProblemKind
    what: str


_SINGLE = {QuestionKind.AGENCY, QuestionKind.JUDGEMENT, QuestionKind.YES_NO, QuestionKind.SINGLE_CHOICE}
_TEXT = {QuestionKind.LONG_TEXT, QuestionKind.SHORT_TEXT}
_LISTED = {QuestionKind.AGENCY, QuestionKind.SINGLE_CHOICE, QuestionKind.MULTIPLE_CHOICE}
_KINDS_WITH = {
    "choice": _SINGLE,
    "choices": {QuestionKind.MULTIPLE_CHOICE},
    "other": _LISTED,
    "text": _TEXT,
    "number": {QuestionKind.NUMBER},
    "date": {QuestionKind.DATE},
    "people": {QuestionKind.PEOPLE},
    "reason": {QuestionKind.JUDGEMENT, QuestionKind.YES_NO},
    "rows": {QuestionKind.TABLE},
}
"""For each field of an answer, the kinds of question that use it."""
_BLANK = Answer(question="")
_UNUSED = {kind: tuple(name for name, kinds in _KINDS_WITH.items() if kind not in kinds) for kind in QuestionKind}
"""For each kind of question, the fields of an answer that it does not use."""
_UNUSED_VALUES = {kind: attrgetter(*names) for kind, names in _UNUSED.items()}
_BLANK_VALUES = {kind: values(_BLANK) for kind, values in _UNUSED_VALUES.items()}


def clean_answer(question: Question, answer: Answer) -> Answer:
    """``answer`` with every text made safe to store; see :mod:`s11desk.domain.text.typed_text`."""
    text = typed_line(answer.text) if question.kind is QuestionKind.SHORT_TEXT else typed_text(answer.text)
    return msgspec.structs.replace(
        answer,
        text=text,
        other=typed_line(answer.other),
        comment=typed_text(answer.comment),
        reason=typed_text(answer.reason),
        people=tuple(clean_person(person) for person in answer.people),
        rows=clean_rows(answer.rows) if answer.rows else (),
    )


def clean_person(person: Person) -> Person:
    """``person`` with every text made safe to store."""
    return msgspec.structs.replace(person, **{detail.value: typed_line(person.detail(detail)) for detail in Detail})


def clean_action(action: Action) -> Action:
    """``action`` with every text made safe to store."""
    return msgspec.structs.replace(
        action,
        area=typed_text(action.area),
        action=typed_text(action.action),
        lead=typed_line(action.lead),
        job_role=typed_line(action.job_role),
        resources=typed_text(action.resources),
        measure=typed_text(action.measure),
        progress=typed_text(action.progress),
    )


def texts_of_answer(answer: Answer) -> Iterator[LimitedText]:
    """Every text in ``answer``. Most answers have one or none, so empty ones are left out."""
    for long in (answer.text, answer.comment, answer.reason):
        if long:
            yield LimitedText(long, LONG_LIMIT)
    if answer.other:
        yield LimitedText(answer.other, LINE_LIMIT)
    for person in answer.people:
        yield from (LimitedText(detail, LINE_LIMIT) for detail in person.details())
    for row in answer.rows:
        yield from (LimitedText(cell.text, LINE_LIMIT) for cell in row.cells)


def texts_of_action(action: Action) -> Iterator[LimitedText]:
    """Every text in ``action``."""
    for long in (action.area, action.action, action.resources, action.measure, action.progress):
        yield LimitedText(long, LONG_LIMIT)
    yield LimitedText(action.lead, LINE_LIMIT)
    yield LimitedText(action.job_role, LINE_LIMIT)


def texts_of_audit(audit: Audit) -> Iterator[LimitedText]:
    """Every text that somebody entered into ``audit``."""
    yield LimitedText(audit.agency, NAME_LIMIT)
    yield from texts_of_content(audit.answers, audit.actions, audit.evidence)


def texts_of_content(
    answers: Iterable[Answer], actions: Iterable[Action], evidence: Iterable[Evidence]
) -> Iterator[LimitedText]:
    """Every text in answers, actions and the captions of files."""
    for answer in answers:
        yield from texts_of_answer(answer)
    for action in actions:
        yield from texts_of_action(action)
    for item in evidence:
        yield LimitedText(item.caption, LINE_LIMIT)


def texts_of_notes(notes: Iterable[PrivateNote]) -> Iterator[LimitedText]:
    """Every text in ``notes``."""
    return (LimitedText(note.text, LONG_LIMIT) for note in notes)


def find_answer_problems(topic: Topic, question: Question, answer: Answer) -> tuple[AnswerProblem, ...]:
    """Everything in ``answer`` that ``question`` does not allow; empty when the answer may be saved."""
    problems = [AnswerProblem(AnswerProblemKind.OPTION, code) for code in _unknown_codes(topic, question, answer)]
    problems += [AnswerProblem(AnswerProblemKind.FIELD, name) for name in _unused_fields(question, answer)]
    if answer.people and question.people:
        roles = {person.id for person in question.people}
        problems += [
            AnswerProblem(AnswerProblemKind.PERSON, person.role) for person in answer.people if person.role not in roles
        ]
    if answer.number is not None and not math.isfinite(answer.number):
        problems.append(AnswerProblem(AnswerProblemKind.NUMBER, str(answer.number)))
    if answer.rows and question.kind is QuestionKind.TABLE:
        problems += [AnswerProblem(AnswerProblemKind.CELL, what) for what in _unfit_cells(topic, question, answer)]
    return tuple(problems)


def _unfit_cells(topic: Topic, question: Question, answer: Answer) -> Iterator[str]:
    codes = {column.id: topic.codes_of_list(column.choices) for column in question.columns}
    yield from unsuitable_cells(question, answer.rows, codes)
    numbers = [cell.number for row in answer.rows for cell in row.cells if cell.number is not None]
    yield from (str(number) for number in numbers if not math.isfinite(number))
    if len(answer.rows) > question.most_rows:
        yield f"{len(answer.rows)} rows"


def _unknown_codes(topic: Topic, question: Question, answer: Answer) -> list[str]:
    given = [code for code in (answer.choice, *answer.choices) if code]
    allowed = frozenset(answer_codes(topic, question)) if given else frozenset()
    return [code for code in given if code not in allowed] if allowed else []


def _unused_fields(question: Question, answer: Answer) -> tuple[str, ...]:
    unused: list[str] = []
    if _UNUSED_VALUES[question.kind](answer) != _BLANK_VALUES[question.kind]:  # hardly ever, and answers are many
        unused = [name for name in _UNUSED[question.kind] if getattr(answer, name) != getattr(_BLANK, name)]
    if question.kind is QuestionKind.YES_NO and not question.scale and answer.reason:
        unused.append("reason")
    return tuple(unused)

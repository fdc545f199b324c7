"""Finds the gaps that keep a draft from becoming a return, each with its question. A gap never blocks the next page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

import msgspec

from s11desk.domain.audits.audit import Action, Answer, Audit, Person
from s11desk.domain.audits.tables import missing_cells, wrong_cells
from s11desk.domain.audits.visibility import asked_questions, takes_actions
from s11desk.domain.text.blank_text import is_blank_text
from s11desk.domain.topics.questions import TODAY
from s11desk.domain.topics.topic import (
    OTHER,
    ActionField,
    Question,
    QuestionKind,
    Topic,
)
from s11desk.errors import UserError

_SUMMER_TIME = dt.timedelta(hours=1)
"""Times are kept in UTC; in summer the day begins an hour earlier in England."""


class GapCode(StrEnum):
    """The kinds of gap. Only an agency's own draft is checked for what is impossible."""

    UNANSWERED = "unanswered"
    FILE_MISSING = "file-missing"
    OTHER_UNSPECIFIED = "other-unsaid"
    PERSON_DETAIL_MISSING = "person-detail-missing"
    NUMBER_OUT_OF_RANGE = "number-out-of-range"
    NUMBER_NOT_WHOLE = "number-not-whole"
    NUMBER_ABOVE_OTHER = "number-above-other"
    DATE_OUT_OF_RANGE = "date-out-of-range"
    ROWS_MISSING = "rows-missing"
    CELL_MISSING = "cell-missing"
    CELL_OUT_OF_RANGE = "cell-out-of-range"
    REASON_MISSING = "reason-missing"
    REASON_OR_FILE_MISSING = "reason-or-file-missing"
    EVIDENCE_MISSING = "evidence-missing"
    ACTION_MISSING = "action-missing"
    ACTION_UNFINISHED = "action-unfinished"
    UNCONFIRMED = "unconfirmed"
    PERSON_DETAIL_IMPOSSIBLE = "person-detail-impossible"
    YEAR_IMPOSSIBLE = "year-impossible"
    CELL_YEAR_IMPOSSIBLE = "cell-year-impossible"
    DUE_YEAR_IMPOSSIBLE = "due-year-impossible"


PERSON_GAPS = frozenset({GapCode.PERSON_DETAIL_MISSING, GapCode.PERSON_DETAIL_IMPOSSIBLE})
"""The gaps whose ``detail`` is a person's detail, such as ``completer.email``."""
WRONG_GAPS = frozenset(
    {
        GapCode.NUMBER_OUT_OF_RANGE,
        GapCode.NUMBER_NOT_WHOLE,
        GapCode.NUMBER_ABOVE_OTHER,
        GapCode.DATE_OUT_OF_RANGE,
        GapCode.CELL_OUT_OF_RANGE,
        GapCode.PERSON_DETAIL_IMPOSSIBLE,
        GapCode.YEAR_IMPOSSIBLE,
        GapCode.CELL_YEAR_IMPOSSIBLE,
        GapCode.DUE_YEAR_IMPOSSIBLE,
    }
)
"""The gaps where something was typed that cannot be right. All others are only things that are still missing."""


class Gap(msgspec.Struct, frozen=True):
    """One missing thing. ``detail``: the person's detail, the action column or the option's label that it concerns,
    the number of the other question or of rows, the place of a cell, or a year.

    ``action``: the id of the unfinished action; empty for any other gap.
    """

    code: GapCode
    question: str
    detail: str = ""
    action: str = ""


class AuditIncomplete(UserError, code="no.audit-incomplete"):  # noqa: N818
    """A return was asked for, and something is still missing. ``topic``: what the gaps are in."""

    gaps: tuple[Gap, ...]
    topic: Topic


def find_gaps(topic: Topic, audit: Audit) -> tuple[Gap, ...]:
    """Every gap, in the topic's order; empty when the draft may be signed."""
    answered = (gap for question in asked_questions(topic, audit) for gap in question_gaps(topic, audit, question))
    of_no_question = (gap for action in audit.actions if not action.question for gap in _action_gaps(topic, action))
    return (*answered, *of_no_question)


def question_gaps(topic: Topic, audit: Audit, question: Question) -> tuple[Gap, ...]:
    """The gaps of one question."""
    answer = audit.answer(question.id)
    gaps = [*_given_gaps(audit, question, answer)] if question.required else []
    if question.choices or question.people:
        gaps += _value_gaps(question, answer)
    if answer.number is not None:
        gaps += _number_gaps(topic, audit, question, answer.number)
    if answer.date is not None:
        gaps += _date_gaps(audit, question, answer.date)
    if question.kind is QuestionKind.TABLE:
        gaps += _table_gaps(question, answer)
    gaps += _option_gaps(topic, audit, question, answer)
    actions = audit.actions_for(question.id)
    if actions and takes_actions(topic, question, answer):
        gaps += [gap for action in actions for gap in _action_gaps(topic, action)]
    if answer.unconfirmed:
        gaps.append(Gap(GapCode.UNCONFIRMED, question.id))
    return tuple(gaps)


def _given_gaps(audit: Audit, question: Question, answer: Answer) -> Iterator[Gap]:
    if question.kind is QuestionKind.FILE:
        if not audit.evidence_for(question.id):
            yield Gap(GapCode.FILE_MISSING, question.id)
    elif not answer.is_given():
        yield Gap(GapCode.UNANSWERED, question.id)


def _value_gaps(question: Question, answer: Answer) -> Iterator[Gap]:
    if question.choices and OTHER in {answer.choice, *answer.choices} and is_blank_text(answer.other):
        yield Gap(GapCode.OTHER_UNSPECIFIED, question.id)
    if question.people:
        yield from _person_gaps(question, answer)


def _number_gaps(topic: Topic, audit: Audit, question: Question, number: float) -> Iterator[Gap]:
    if not _in_range(question, number):
        yield Gap(GapCode.NUMBER_OUT_OF_RANGE, question.id)
    if question.whole and not number.is_integer():
        yield Gap(GapCode.NUMBER_NOT_WHOLE, question.id)
    other = audit.answer(question.not_above).number if question.not_above else None
    if other is not None and number > other:
        yield Gap(GapCode.NUMBER_ABOVE_OTHER, question.id, detail=topic.number_of(question.not_above))


def _date_gaps(audit: Audit, question: Question, date: dt.date) -> Iterator[Gap]:
    """``today`` is the day of the audit's last change, so that a return says the same years later."""
    today = (audit.changed + _SUMMER_TIME).date()
    if not is_day_allowed(question, date, today):
        yield Gap(GapCode.DATE_OUT_OF_RANGE, question.id)


def is_day_allowed(question: Question, date: dt.date, today: dt.date) -> bool:
    """Whether ``date`` is within the days that the question asks for."""
    earliest, latest = (_day(text, today) for text in (question.earliest, question.latest))
    return (earliest is None or date >= earliest) and (latest is None or date <= latest)


def _day(text: str, today: dt.date) -> dt.date | None:
    if not text:
        return None
    return today if text == TODAY else dt.date.fromisoformat(text)


def _table_gaps(question: Question, answer: Answer) -> Iterator[Gap]:
    if 0 < len(answer.rows) < question.least_rows:
        yield Gap(GapCode.ROWS_MISSING, question.id, detail=str(question.least_rows))
    yield from (Gap(GapCode.CELL_MISSING, question.id, detail=place) for place in missing_cells(question, answer))
    yield from (Gap(GapCode.CELL_OUT_OF_RANGE, question.id, detail=place) for place in wrong_cells(question, answer))


def _person_gaps(question: Question, answer: Answer) -> Iterator[Gap]:
    people = {person.role: person for person in reversed(answer.people)}
    may_be_blank = not question.required or not answer.is_given()
    for asked in question.people:
        person = people.get(asked.id, Person(role=asked.id))
        if may_be_blank and person.is_blank():
            continue
        for detail in dict.fromkeys(asked.required):
            if is_blank_text(person.detail(detail)):
                yield Gap(GapCode.PERSON_DETAIL_MISSING, question.id, detail=f"{asked.id}.{detail}")


def _in_range(question: Question, number: float) -> bool:
    above = question.minimum is None or number >= question.minimum
    return above and (question.maximum is None or number <= question.maximum)


def _option_gaps(topic: Topic, audit: Audit, question: Question, answer: Answer) -> Iterator[Gap]:
    option = topic.option_of(question, answer.choice)
    if option is None:
        return
    if option.needs_reason and is_blank_text(answer.reason):
        yield Gap(GapCode.REASON_MISSING, question.id, detail=option.label)
    if option.needs_reason_or_file and is_blank_text(answer.reason) and not audit.evidence_for(question.id):
        yield Gap(GapCode.REASON_OR_FILE_MISSING, question.id, detail=option.label)
    if option.needs_evidence and not audit.evidence_for(question.id):
        yield Gap(GapCode.EVIDENCE_MISSING, question.id, detail=option.label)
    if option.needs_action and not audit.actions_for(question.id):
        yield Gap(GapCode.ACTION_MISSING, question.id, detail=option.label)


def _action_gaps(topic: Topic, action: Action) -> Iterator[Gap]:
    for column in topic.plan_columns:
        if column.required and not action_value(action, column.field):
            yield Gap(GapCode.ACTION_UNFINISHED, action.question, detail=column.label, action=action.id)


def action_value(action: Action, field: ActionField) -> str:
    """The text in one column of an action, a date as ``YYYY-MM-DD``; empty if nothing was entered."""
    if field is ActionField.DUE:
        return action.due.isoformat() if action.due else ""
    text: str = getattr(action, field)  # an ActionField has the name of the attribute of Action
    return "" if is_blank_text(text) else text.strip()

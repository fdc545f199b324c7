"""Finds what keeps the agency's own draft from being signed: every gap, and every detail that cannot be right.

A received return is checked for gaps only (:mod:`s11desk.domain.audits.completeness`), so that the verdict on a return
that was made before this rule stays the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from s11desk.domain.audits.audit import Action, Answer, Audit
from s11desk.domain.audits.completeness import Gap, GapCode, find_gaps, question_gaps
from s11desk.domain.audits.contact_details import is_detail_possible
from s11desk.domain.audits.tables import shown_rows
from s11desk.domain.audits.visibility import asked_questions, takes_actions
from s11desk.domain.topics.topic import ActionField, Detail, Question, QuestionKind, Topic
from s11desk.domain.years import is_usual_year, is_year_possible


def find_own_gaps(topic: Topic, audit: Audit) -> tuple[Gap, ...]:
    """Every gap and every impossible detail, in the topic's order; empty when the draft may be signed."""
    gaps = [gap for question in asked_questions(topic, audit) for gap in own_question_gaps(topic, audit, question)]
    gaps += (gap for gap in find_gaps(topic, audit) if not gap.question)
    gaps += (gap for action in audit.actions if not action.question for gap in _due_gaps(topic, action))
    return tuple(gaps)


def own_question_gaps(topic: Topic, audit: Audit, question: Question) -> tuple[Gap, ...]:
    """The gaps and the impossible details of one question and its actions."""
    answer = audit.answer(question.id)
    gaps = [
        *question_gaps(topic, audit, question),
        *_person_gaps(question, answer),
        *_date_gaps(question, answer),
        *_cell_gaps(question, answer),
    ]
    if takes_actions(topic, question, answer):
        gaps += (gap for action in audit.actions_for(question.id) for gap in _due_gaps(topic, action))
    return tuple(gaps)


def _person_gaps(question: Question, answer: Answer) -> Iterator[Gap]:
    for asked in question.people:
        person = answer.person(asked.id)
        for detail in Detail:
            if not is_detail_possible(detail, person.detail(detail)):
                yield Gap(GapCode.PERSON_DETAIL_IMPOSSIBLE, question.id, detail=f"{asked.id}.{detail}")


def _date_gaps(question: Question, answer: Answer) -> Iterator[Gap]:
    if answer.date is not None and not is_year_possible(answer.date.year):
        yield Gap(GapCode.YEAR_IMPOSSIBLE, question.id, detail=str(answer.date.year))


def _cell_gaps(question: Question, answer: Answer) -> Iterator[Gap]:
    if question.kind is not QuestionKind.TABLE:
        return
    for label, row in shown_rows(question, answer):
        for column in question.columns:
            date = row.cell(column.id).date
            if date is not None and not is_year_possible(date.year):
                yield Gap(GapCode.CELL_YEAR_IMPOSSIBLE, question.id, detail=f"{label}, {column.label}")


def _due_gaps(topic: Topic, action: Action) -> Iterator[Gap]:
    """Nothing can be due in 1826, which may well be the year of an answer."""
    if action.due is None or is_usual_year(action.due.year):
        return
    for column in topic.plan_columns:
        if column.field is ActionField.DUE:
            yield Gap(GapCode.DUE_YEAR_IMPOSSIBLE, action.question, detail=column.label, action=action.id)

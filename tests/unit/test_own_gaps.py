"""What is impossible blocks the agency's own draft, and is no gap of a return that was made before."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from s11desk.domain.audits.audit import Action, Answer, AnswerRow, Audit, Cell, Person
from s11desk.domain.audits.completeness import Gap, GapCode, find_gaps
from s11desk.domain.audits.flow import CHECK, SIGN, Step, StepKind, StepState, question_state, step_state, step_states
from s11desk.domain.audits.own_gaps import find_own_gaps
from s11desk.domain.topics.questions import ColumnKind, TableColumn
from s11desk.domain.topics.topic import Detail, PersonAsked, Question, QuestionKind
from tests.samples import audit_with, finished_action, question, small_topic

PEOPLE = question("people", QuestionKind.PEOPLE, people=(PersonAsked("lead", "Lead", (Detail.NAME,)),))
CHECKED = question("checked", QuestionKind.DATE)
VISITS = question("visits", QuestionKind.TABLE, columns=(TableColumn(id="day", label="Day", kind=ColumnKind.DATE),))
JUDGED = question("policy", QuestionKind.JUDGEMENT, scale="judgement")


def person(**details: str) -> Audit:
    return audit_with(Answer("people", people=(Person("lead", name="Sam", **details),)))


def visit(year: int) -> Audit:
    return audit_with(Answer("visits", rows=(AnswerRow(cells=(Cell("day", date=dt.date(year, 6, 3)),)),)))


def action(year: int) -> Audit:
    due: Action = msgspec.structs.replace(finished_action("A1", "policy"), due=dt.date(year, 6, 3))
    return audit_with(Answer("policy", choice="no"), actions=(due,))


IMPOSSIBLE = [
    (PEOPLE, person(email="sam at example"), Gap(GapCode.PERSON_DETAIL_IMPOSSIBLE, "people", "lead.email")),
    (PEOPLE, person(telephone="not known"), Gap(GapCode.PERSON_DETAIL_IMPOSSIBLE, "people", "lead.telephone")),
    (
        CHECKED,
        audit_with(Answer("checked", date=dt.date(2931, 6, 3))),
        Gap(GapCode.YEAR_IMPOSSIBLE, "checked", "2931"),
    ),
    (VISITS, visit(26), Gap(GapCode.CELL_YEAR_IMPOSSIBLE, "visits", "Row 1, Day")),
    (JUDGED, action(1826), Gap(GapCode.DUE_YEAR_IMPOSSIBLE, "policy", "Due", "A1")),
]


@pytest.mark.parametrize(("asked", "audit", "gap"), IMPOSSIBLE)
def test_what_is_impossible_blocks_the_own_draft_alone(asked: Question, audit: Audit, gap: Gap) -> None:
    topic, step = small_topic(asked), Step(StepKind.QUESTION, asked.id)
    assert find_own_gaps(topic, audit) == (gap,)
    assert find_gaps(topic, audit) == ()
    assert question_state(topic, audit, asked) is StepState.COMPLETE
    states = step_states(topic, audit)
    assert {one: step_state(topic, audit, one) for one in states} == states
    assert (states[step], states[CHECK], states[SIGN]) == (
        StepState.IN_PROGRESS,
        StepState.NOT_READY,
        StepState.NOT_READY,
    )


POSSIBLE = [
    (PEOPLE, person(email="sam@example.org", telephone="0151 496 0000 or 0161 496 0000")),
    (PEOPLE, person(email=" ", telephone="")),
    (CHECKED, audit_with(Answer("checked", date=dt.date(1179, 6, 3)))),
    (VISITS, visit(2026)),
    (JUDGED, action(2027)),
]


@pytest.mark.parametrize(("asked", "audit"), POSSIBLE)
def test_what_can_be_right_may_be_signed(asked: Question, audit: Audit) -> None:
    assert find_own_gaps(small_topic(asked), audit) == ()


def test_an_action_of_no_question_needs_a_possible_year() -> None:
    due: Action = msgspec.structs.replace(finished_action("A1", ""), due=dt.date(2931, 6, 3))
    assert find_own_gaps(small_topic(PEOPLE), msgspec.structs.replace(person(), actions=(due,))) == (
        Gap(GapCode.DUE_YEAR_IMPOSSIBLE, "", "Due", "A1"),
    )

"""The action plan grows from weak answers and never loses what somebody wrote."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from s11desk.domain.action_plan import Due, due_state, grown_plan
from s11desk.domain.audit import Action, ActionStatus, Answer
from tests.samples import audit_with, finished_action, small_topic

TOPIC = small_topic()
WEAK = Answer("policy", choice="no")


def test_a_weak_answer_begins_a_line_with_its_area_named() -> None:
    plan = grown_plan(TOPIC, audit_with(WEAK))
    assert plan == (Action(id="A1", question="policy", area="Question about policy?"),)
    assert grown_plan(TOPIC, audit_with(WEAK, actions=plan)) == plan


def test_an_untouched_line_goes_when_its_answer_is_no_longer_weak() -> None:
    plan = grown_plan(TOPIC, audit_with(WEAK))
    assert grown_plan(TOPIC, audit_with(Answer("policy", choice="yes"), actions=plan)) == ()


def test_a_line_that_somebody_wrote_in_stays_whatever_the_answer_becomes() -> None:
    (begun,) = grown_plan(TOPIC, audit_with(WEAK))
    written = msgspec.structs.replace(begun, lead="Amina Yusuf")
    assert grown_plan(TOPIC, audit_with(Answer("policy", choice="yes"), actions=(written,))) == (written,)


def test_lines_stand_in_the_order_of_the_questions_and_ids_are_not_given_twice() -> None:
    loose = Action(id="A1", area="Loose")
    later = finished_action("A3", "training")
    audit = audit_with(WEAK, Answer("training", choice="no"), actions=(loose, later))
    assert [(action.id, action.question) for action in grown_plan(TOPIC, audit)] == [
        ("A4", "policy"),
        ("A3", "training"),
        ("A1", ""),
    ]


TODAY = dt.date(2026, 9, 1)


@pytest.mark.parametrize(
    ("due", "status", "state"),
    [
        (dt.date(2026, 8, 31), ActionStatus.IN_PROGRESS, Due.OVERDUE),
        (dt.date(2026, 9, 1), ActionStatus.NOT_STARTED, Due.SOON),
        (dt.date(2026, 9, 15), ActionStatus.NOT_STARTED, Due.SOON),
        (dt.date(2026, 9, 16), ActionStatus.NOT_STARTED, Due.LATER),
        (None, ActionStatus.NOT_STARTED, Due.UNDATED),
        (dt.date(2025, 1, 1), ActionStatus.DONE, Due.DONE),
    ],
)
def test_how_an_action_stands_to_its_date(due: dt.date | None, status: ActionStatus, state: Due) -> None:
    assert due_state(Action(id="A1", due=due, status=status), TODAY) is state

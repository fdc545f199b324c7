"""Weak answers add lines to the action plan, and no line that somebody wrote in is lost."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from s11desk.domain.audits.action_plan import DueState, due_state, next_action_id, plan_for_answers
from s11desk.domain.audits.audit import Action, ActionStatus, Answer
from tests.samples import audit_with, finished_action, small_topic

TOPIC = small_topic()
WEAK = Answer("policy", choice="no")


def test_a_weak_answer_adds_a_line_with_the_area_filled_in() -> None:
    plan = plan_for_answers(TOPIC, audit_with(WEAK))
    assert plan == (Action(id="A1", question="policy", area="Question about policy?"),)
    assert plan_for_answers(TOPIC, audit_with(WEAK, actions=plan)) == plan


def test_an_untouched_line_is_removed_when_its_answer_is_no_longer_weak() -> None:
    plan = plan_for_answers(TOPIC, audit_with(WEAK))
    assert plan_for_answers(TOPIC, audit_with(Answer("policy", choice="yes"), actions=plan)) == ()


def test_a_line_that_somebody_wrote_in_stays_when_its_answer_is_no_longer_weak() -> None:
    (begun,) = plan_for_answers(TOPIC, audit_with(WEAK))
    written = msgspec.structs.replace(begun, lead="Amina Yusuf")
    assert plan_for_answers(TOPIC, audit_with(Answer("policy", choice="yes"), actions=(written,))) == (written,)


def test_lines_are_in_the_order_of_the_questions_and_ids_are_unique() -> None:
    of_no_question = Action(id="A1", area="Our own")
    later = finished_action("A3", "training")
    audit = audit_with(WEAK, Answer("training", choice="no"), actions=(of_no_question, later))
    assert [(action.id, action.question) for action in plan_for_answers(TOPIC, audit)] == [
        ("A4", "policy"),
        ("A3", "training"),
        ("A1", ""),
    ]


TODAY = dt.date(2026, 9, 1)


@pytest.mark.parametrize(
    ("due", "status", "state"),
    [
        (dt.date(2026, 8, 31), ActionStatus.IN_PROGRESS, DueState.OVERDUE),
        (dt.date(2026, 9, 1), ActionStatus.NOT_STARTED, DueState.SOON),
        (dt.date(2026, 9, 15), ActionStatus.NOT_STARTED, DueState.SOON),
        (dt.date(2026, 9, 16), ActionStatus.NOT_STARTED, DueState.LATER),
        (None, ActionStatus.NOT_STARTED, DueState.UNDATED),
        (dt.date(2025, 1, 1), ActionStatus.DONE, DueState.DONE),
    ],
)
def test_the_due_state_follows_from_the_date_and_the_status(
    due: dt.date | None, status: ActionStatus, state: DueState
) -> None:
    assert due_state(Action(id="A1", due=due, status=status), TODAY) is state


@pytest.mark.parametrize("name", ["A\u00b2", "A\u0663", "A" + "9" * 5_000, "A9999999", "A10000000", "x", "", "E7"])
def test_a_new_action_has_an_id_of_its_own_whatever_ids_are_there(name: str) -> None:
    there = (Action(id=name), Action(id="A1"))
    assert next_action_id(there) == "A2"

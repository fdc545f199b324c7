"""The steps of an audit, tested without a window."""

from __future__ import annotations

import pytest

from s11desk.domain.audits.audit import Action, Answer, Audit, Person
from s11desk.domain.audits.flow import (
    ACTION_PLAN,
    CHECK,
    INTRODUCTION,
    SIGN,
    Step,
    StepKind,
    StepState,
    next_step,
    previous_step,
    resume_step,
    step_state,
    step_states,
    steps,
)
from tests.samples import audit_with, evidence_on, finished_action, small_topic

TOPIC = small_topic()
COMPLETE = (
    Answer("agency", choice="gp"),
    Answer("people", people=(Person("completer", name="A", email="a@b.example"), Person("substitute", name="B"))),
    Answer("policy", choice="no"),
    Answer("training", choice="yes"),
)


def at(name: str) -> Step:
    return Step(StepKind.QUESTION, name)


def test_next_and_previous_pass_every_step_in_order() -> None:
    audit = audit_with(*COMPLETE)
    expected = steps(TOPIC, audit)
    step, visited = INTRODUCTION, [INTRODUCTION]
    while next_step(TOPIC, audit, step) != step:
        step = next_step(TOPIC, audit, step)
        visited.append(step)
    assert tuple(visited) == expected
    assert expected[-3:] == (ACTION_PLAN, CHECK, SIGN)
    back = [SIGN]
    while previous_step(TOPIC, audit, back[-1]) != back[-1]:
        back.append(previous_step(TOPIC, audit, back[-1]))
    assert tuple(reversed(back)) == expected


def test_a_hidden_question_is_skipped() -> None:
    audit = audit_with(Answer("policy", choice="na", reason="Adults"))
    assert next_step(TOPIC, audit, at("policy")) == at("story")
    assert next_step(TOPIC, audit, at("training")) == at("story")


def test_resuming_goes_to_the_first_question_that_is_not_done() -> None:
    assert resume_step(TOPIC, audit_with()) == INTRODUCTION
    assert resume_step(TOPIC, audit_with(COMPLETE[0])) == at("people")
    assert resume_step(TOPIC, audit_with(*COMPLETE)) == at("policy")
    done = audit_with(*COMPLETE, actions=(finished_action("A1", "policy"),))
    assert resume_step(TOPIC, done) == CHECK


def test_states_follow_from_the_draft_alone() -> None:
    audit = audit_with(*COMPLETE, Answer("motto", text="Kind", marked_for_review=True))
    assert step_state(TOPIC, audit, at("agency")) is StepState.COMPLETE
    assert step_state(TOPIC, audit, at("policy")) is StepState.IN_PROGRESS
    assert step_state(TOPIC, audit, at("motto")) is StepState.IN_PROGRESS
    assert step_state(TOPIC, audit, at("story")) is StepState.OPTIONAL
    assert step_state(TOPIC, audit_with(), at("agency")) is StepState.NOT_STARTED
    assert step_state(TOPIC, audit, SIGN) is StepState.NOT_READY
    done = audit_with(*COMPLETE, actions=(finished_action("A1", "policy"),))
    assert step_state(TOPIC, done, ACTION_PLAN) is StepState.COMPLETE
    assert step_state(TOPIC, done, CHECK) is StepState.COMPLETE
    assert step_state(TOPIC, done, SIGN) is StepState.NOT_STARTED


@pytest.mark.parametrize(
    "audit",
    [
        audit_with(),
        audit_with(Answer("policy", choice="na")),
        audit_with(
            Answer("agency", choice="gp"), Answer("policy", choice="no"), Answer("story", marked_for_review=True)
        ),
        audit_with(Answer("policy", choice="no"), actions=(finished_action("A1", "policy"),)),
        audit_with(actions=(finished_action("A1", ""), Action(id="A2", area="Our own"))),
        audit_with(evidence=(evidence_on("example"),)),
    ],
)
def test_the_states_of_all_steps_equal_the_state_of_each_step(audit: Audit) -> None:
    topic = small_topic()
    assert step_states(topic, audit) == {step: step_state(topic, audit, step) for step in steps(topic, audit)}

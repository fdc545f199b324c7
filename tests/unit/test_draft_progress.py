"""Every page counts the questions of a draft by one rule, and the rule agrees with what keeps it from being signed."""

from __future__ import annotations

import datetime as dt
import random

import msgspec
import pytest

from s11desk.domain.audits.audit import Answer, Audit
from s11desk.domain.audits.completeness import Gap
from s11desk.domain.audits.draft_progress import draft_progress, progress_of, without_marks
from s11desk.domain.audits.flow import StepKind, step_states
from s11desk.domain.audits.own_gaps import find_own_gaps
from s11desk.domain.audits.visibility import asked_questions
from s11desk.domain.topics.topic import Topic
from tests.complete_answers import CompleteAnswers
from tests.gui.long_topic import long_topic
from tests.gui.twin_topic import twin_topic
from tests.samples import audit_with, small_topic

TOPICS = (small_topic(), twin_topic())
DAY = dt.date(2026, 3, 2)


def spoiled(answer: Answer, chance: random.Random) -> Answer:
    """The answer as somebody left it: as it is, blank, marked, brought over from another year, or impossible."""
    match chance.randrange(6):
        case 0:
            return Answer(answer.question)
        case 1:
            return msgspec.structs.replace(answer, marked_for_review=True)
        case 2:
            return Answer(answer.question, marked_for_review=True)
        case 3 if answer.date is not None:
            return msgspec.structs.replace(answer, date=dt.date(31, 1, 2))
        case 4 if answer.people:
            people = tuple(msgspec.structs.replace(one, email="nobody") for one in answer.people)
            return msgspec.structs.replace(answer, people=people)
        case _:
            return answer


def any_audit(topic: Topic, seed: int) -> Audit:
    chance, made = random.Random(seed), CompleteAnswers(topic, seed, DAY)  # noqa: S311 - answers for tests
    return audit_with(*(spoiled(made.answer(question), chance) for question in topic.questions))


def questions_of(gaps: tuple[Gap, ...]) -> set[str]:
    return {gap.question for gap in gaps if gap.question}


@pytest.mark.parametrize("topic", TOPICS, ids=["small", "every kind"])
def test_what_is_not_complete_is_what_check_your_answers_lists(topic: Topic) -> None:
    for seed in range(60):
        audit = any_audit(topic, seed)
        counts, asked = draft_progress(topic, audit), {one.id for one in asked_questions(topic, audit)}
        listed = questions_of(find_own_gaps(topic, audit)) & asked
        assert counts.asked - counts.complete == len(listed), seed
        assert counts.asked + counts.optional == len(asked), seed
        assert draft_progress(topic, without_marks(audit)) == counts, "a mark changes no count"


def test_the_list_of_steps_counts_from_the_states_that_it_has() -> None:
    topic = long_topic()
    audit = without_marks(any_audit(topic, 1))
    states = [state for step, state in step_states(topic, audit).items() if step.kind is StepKind.QUESTION]
    assert progress_of(states) == draft_progress(topic, audit)
    assert without_marks(audit) is audit

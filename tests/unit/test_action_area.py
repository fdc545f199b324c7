"""The question that the program fills in as the area for improvement is nobody's own words."""

from __future__ import annotations

import msgspec
import pytest

from s11desk.domain.audits.action_area import with_own_area
from s11desk.domain.audits.action_plan import is_untouched, plan_for_answers
from s11desk.domain.audits.audit import Action, Answer, Audit
from s11desk.domain.audits.completeness import find_gaps
from s11desk.domain.audits.content_digest import content_digest, is_content
from s11desk.domain.audits.identifiers import find_identifiers
from s11desk.domain.audits.visibility import as_returned, returned_parts
from s11desk.domain.returns.return_changes import compare_returns
from s11desk.domain.topics.topic import ActionColumn, ActionField, Question, Topic
from s11desk.report.blocks.table_cells import action_cell
from s11desk.wording.asking.asking_sentences import item_text
from tests.samples import audit_with, finished_action, small_topic

AREA = ActionColumn(ActionField.AREA, "What needs to get better?")
NUMBER = ActionColumn(ActionField.QUESTION, "Question")


def topic_with(*columns: ActionColumn) -> Topic:
    topic = small_topic()
    assert topic.action_plan is not None
    plan = msgspec.structs.replace(topic.action_plan, columns=(*columns, *topic.plan_columns[1:]))
    questions = tuple(
        msgspec.structs.replace(one, text="Ring 07700 900123?") if one.id == "policy" else one
        for one in topic.questions
    )
    return msgspec.structs.replace(topic, action_plan=plan, questions=questions)


TOPIC = topic_with(NUMBER, AREA)


def policy(topic: Topic) -> Question:
    found = topic.question("policy")
    assert found is not None
    return found


def weak(topic: Topic, *, area: str = "") -> Audit:
    """An action whose area is as the program filled it in, or ``area``."""
    action = msgspec.structs.replace(finished_action("A1", "policy"), area=area or policy(topic).text)
    return audit_with(Answer("policy", choice="no"), actions=(action,))


def test_a_return_has_no_area_that_nobody_wrote() -> None:
    (returned,) = as_returned(TOPIC, weak(TOPIC)).actions
    assert returned.area == ""
    assert action_cell(TOPIC, returned, ActionField.AREA) == ""
    (own,) = as_returned(TOPIC, weak(TOPIC, area="Our own words")).actions
    assert own.area == "Our own words"
    assert not [gap for gap in find_gaps(TOPIC, as_returned(TOPIC, weak(TOPIC))) if gap.action]


@pytest.mark.parametrize(
    "columns", [(NUMBER, msgspec.structs.replace(AREA, required=True)), (AREA,)], ids=["required", "no number"]
)
def test_a_return_keeps_it_where_the_plan_needs_it(columns: tuple[ActionColumn, ...]) -> None:
    topic = topic_with(*columns)
    assert [one.area for one in as_returned(topic, weak(topic)).actions] == [policy(topic).text]


def test_returns_with_and_without_it_say_the_same() -> None:
    audit = weak(TOPIC)
    former, now = returned_parts(TOPIC, audit), as_returned(TOPIC, audit)
    assert former != now
    assert all(is_content(TOPIC, audit, content_digest(one)) for one in (former, now))
    assert compare_returns(TOPIC, former, now).is_none
    changed = as_returned(TOPIC, weak(TOPIC, area="Our own words"))
    assert compare_returns(TOPIC, former, changed).changed == 1


def test_no_sentence_search_or_finding_takes_it_for_a_persons_words() -> None:
    audit = weak(TOPIC)
    assert "07700" not in item_text(TOPIC, audit.actions[0])
    assert find_identifiers(TOPIC, audit) == ()
    assert find_identifiers(TOPIC, weak(TOPIC, area="07700 900123"))


def test_an_untouched_line_of_a_return_is_still_untouched() -> None:
    (begun,) = plan_for_answers(TOPIC, audit_with(Answer("policy", choice="no")))
    assert is_untouched(TOPIC, begun)
    assert is_untouched(TOPIC, with_own_area(TOPIC, begun))
    assert not is_untouched(TOPIC, msgspec.structs.replace(begun, action="Ring them"))
    assert not is_untouched(TOPIC, Action("A1"))

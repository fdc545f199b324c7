"""A topic of six sections with ten questions each, from the pack of format 2."""

from __future__ import annotations

from pathlib import Path

import msgspec

from s11desk.domain.topics.questions import Question, QuestionKind
from s11desk.domain.topics.topic import ActionColumn, ActionField, ActionPlanForm, Topic
from s11desk.domain.topics.topic_texts import Section
from s11desk.topics.pack import load_pack

PACK = Path(__file__).parents[1] / "topics" / "format2"


def long_topic() -> Topic:
    """A topic of six sections with ten questions each, and an action plan."""
    topic = load_pack(PACK)
    assert topic.origin is not None
    sections = tuple(Section(f"s{n}", f"Standard {n}", topic.origin, f"About {n}.") for n in range(1, 7))
    questions = tuple(
        Question(
            f"s{n}-q{m}", f"Text of {n}.{m}", QuestionKind.LONG_TEXT, topic.origin, section=f"s{n}", number=f"{n}.{m}"
        )
        for n in range(1, 7)
        for m in range(1, 11)
    )
    columns = (ActionColumn(ActionField.ACTION, "What"), ActionColumn(ActionField.DUE, "By when", required=True))
    plan = ActionPlanForm(columns, topic.origin)
    return msgspec.structs.replace(topic, id="long", sections=sections, questions=questions, action_plan=plan)

"""A form without files or without an action plan is not said to have none of them."""

from __future__ import annotations

import msgspec
import pytest

from s11desk.domain.audits.summary import summarise
from s11desk.domain.topics.topic import Topic
from s11desk.report.blocks.answer_summary import progress_sentence
from tests.samples import audit_with, small_topic

TOPIC = small_topic()
SENTENCES = {
    "both": (TOPIC, "0 of 3 questions complete, no files of evidence, no actions planned."),
    "no files": (
        msgspec.structs.replace(TOPIC, evidence=None),
        "0 of 3 questions complete, no actions planned.",
    ),
    "no plan": (
        msgspec.structs.replace(TOPIC, action_plan=None),
        "0 of 3 questions complete, no files of evidence.",
    ),
    "neither": (msgspec.structs.replace(TOPIC, evidence=None, action_plan=None), "0 of 3 questions complete."),
}


@pytest.mark.parametrize("form", SENTENCES)
def test_only_what_the_form_asks_for_is_counted(form: str) -> None:
    topic, expected = SENTENCES[form]
    audit = audit_with()
    assert progress_sentence(topic, summarise(topic, audit), audit) == expected


def takes_files(topic: Topic) -> bool:
    return topic.takes_files


def test_a_rule_on_one_question_is_enough_to_take_files() -> None:
    rule = TOPIC.evidence
    first = msgspec.structs.replace(TOPIC.questions[0], evidence=rule)
    without = msgspec.structs.replace(TOPIC, evidence=None)
    assert not takes_files(without)
    assert takes_files(msgspec.structs.replace(without, questions=(first, *TOPIC.questions[1:])))

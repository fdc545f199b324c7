"""A form without files or without an action plan is not said to have none of them."""

from __future__ import annotations

import msgspec
import pytest

from s11desk.domain.audits.audit import Answer
from s11desk.domain.audits.summary import summarise
from s11desk.domain.topics.topic import QuestionKind, Topic
from s11desk.report.blocks.answer_summary import progress_sentence
from s11desk.report.page.page_layout import rules_of
from tests.samples import audit_with, question, small_topic

TOPIC = small_topic(
    question("story", QuestionKind.LONG_TEXT),
    question("plan", QuestionKind.LONG_TEXT),
    question("example", QuestionKind.FILE),
)
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


@pytest.mark.parametrize(("others", "said"), [(1, "1 optional question"), (2, "2 optional questions")])
def test_optional_questions_that_are_left_empty_are_counted_since_layout_6(others: int, said: str) -> None:
    more = tuple(question(f"more-{number}", QuestionKind.LONG_TEXT, required=False) for number in range(others))
    topic = msgspec.structs.replace(TOPIC, questions=(*TOPIC.questions, *more), evidence=None, action_plan=None)
    audit = audit_with(Answer("story", text="We ask"))
    (fifth, sixth) = (
        progress_sentence(topic, summarise(topic, audit), audit, found)
        for found in map(rules_of, (5, 6))
        if found is not None
    )
    assert fifth == "1 of 3 questions complete."
    assert sixth == f"1 of {3 + others} questions complete, {said} left empty."
    begun = audit_with(Answer("story", text="We ask"), *(Answer(one.id, text="Yes") for one in more))
    every_one = f"{1 + others} of {3 + others} questions complete."
    assert progress_sentence(topic, summarise(topic, begun), begun) == every_one


def takes_files(topic: Topic) -> bool:
    return topic.takes_files


def test_a_rule_on_one_question_is_enough_to_take_files() -> None:
    rule = TOPIC.evidence
    first = msgspec.structs.replace(TOPIC.questions[0], evidence=rule)
    without = msgspec.structs.replace(TOPIC, evidence=None)
    assert not takes_files(without)
    assert takes_files(msgspec.structs.replace(without, questions=(first, *TOPIC.questions[1:])))

"""The conditions under which a question is asked, as sentences."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from s11desk.domain.topics.questions import Comparison, Condition
from s11desk.domain.topics.topic import Topic, label_of
from s11desk.wording.amounts import number_text
from s11desk.wording.form_words import Say, say_english


def condition_sentence(topic: Topic, condition: Condition, say: Say = say_english) -> str:
    """Say when to answer the question. Empty if the condition names a question that the topic does not have."""
    comparisons = condition.any or (condition,)
    parts = [words for words in (_comparison_words(topic, comparison, say) for comparison in comparisons) if words]
    return say("Answer this only if {}.", _joined(parts, "{}, or if {}", say)) if parts else ""


def _joined(parts: Sequence[str], pattern: str, say: Say) -> str:
    return reduce(lambda before, part: say(pattern, before, part), parts)


def _comparison_words(topic: Topic, comparison: Comparison, say: Say) -> str:
    asked = topic.question(comparison.question)
    if asked is None:
        return ""

    def listed(codes: Sequence[str]) -> str:
        return _joined([f"\u201c{label_of(topic, asked, code)}\u201d" for code in codes], "{} or {}", say)

    tests = []
    if comparison.any_of:
        tests.append(listed(comparison.any_of))
    if comparison.none_of:
        tests.append(say("not {}", listed(comparison.none_of)))
    if comparison.at_least is not None:
        tests.append(say("{} or more", number_text(comparison.at_least)))
    if comparison.at_most is not None:
        tests.append(say("{} or less", number_text(comparison.at_most)))
    joined = _joined(tests, "{} and {}", say) if tests else ""
    return say("your answer to question {} is {}", topic.number_of(asked.id), joined)

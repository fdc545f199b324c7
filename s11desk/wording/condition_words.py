"""The conditions under which a question is asked, as sentences."""

from __future__ import annotations

from s11desk.domain.questions import Comparison, Condition
from s11desk.domain.topic import Topic, label_of
from s11desk.wording.amounts import number_text


def condition_sentence(topic: Topic, condition: Condition) -> str:
    """Say when to answer the question. Empty if the condition names a question that the topic does not have."""
    comparisons = condition.any or (condition,)
    parts = [words for words in (_comparison_words(topic, comparison) for comparison in comparisons) if words]
    return f"Answer this only if {', or if '.join(parts)}." if parts else ""


def _comparison_words(topic: Topic, comparison: Comparison) -> str:
    asked = topic.question(comparison.question)
    if asked is None:
        return ""
    answer = f"your answer to question {topic.number_of(asked.id)} is"
    tests = []
    if comparison.any_of:
        tests.append(" or ".join(f"\u201c{label_of(topic, asked, code)}\u201d" for code in comparison.any_of))
    if comparison.none_of:
        tests.append("not " + " or ".join(f"\u201c{label_of(topic, asked, code)}\u201d" for code in comparison.none_of))
    if comparison.at_least is not None:
        tests.append(f"{number_text(comparison.at_least)} or more")
    if comparison.at_most is not None:
        tests.append(f"{number_text(comparison.at_most)} or less")
    return f"{answer} {' and '.join(tests)}"

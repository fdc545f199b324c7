"""What a question says and how it can be answered, as one digest: answers are compared only where it is the same."""

from __future__ import annotations

import hashlib

import msgspec

from s11desk.domain.topics.questions import Question
from s11desk.domain.topics.topic import Topic, answer_codes, label_of


def wording_digest(topic: Topic, question: Question) -> str:
    """The SHA-256, in hex digits, of the words of ``question`` and of its possible answers.

    Its number, its section, its guidance and whether it must be answered do not belong to it. A help text does: it can
    turn what is asked into something else. So do the bounds and units of numbers, and the columns and rows of a table.
    """
    options = [_option(topic, question, code) for code in answer_codes(topic, question)]
    columns = [
        [one.id, one.label, one.kind.value, one.unit, *map(list, _choices(topic, one.choices))]
        for one in question.columns
    ]
    words = [
        question.id,
        question.kind.value,
        question.text,
        question.help,
        question.unit,
        question.whole,
        question.minimum,
        question.maximum,
        options,
        columns,
        [[row.id, row.label] for row in question.rows],
    ]
    return hashlib.sha256(msgspec.json.encode(words)).hexdigest()


def _option(topic: Topic, question: Question, code: str) -> list[str | bool | int | None]:
    option = topic.option_of(question, code)
    label = label_of(topic, question, code)
    if option is None:
        return [code, label]
    return [code, label, question.descriptor(option), option.left_out_of_totals, option.score]


def _choices(topic: Topic, list_id: str) -> list[tuple[str, str]]:
    found = next((one for one in topic.choice_lists if one.id == list_id), None)
    return [(choice.code, choice.label) for choice in found.choices] if found is not None else []

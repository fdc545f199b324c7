"""Which questions the words of a person who asks for changes are about: a pure function."""

from __future__ import annotations

import re
from collections.abc import Mapping

from s11desk.domain.topic import Topic

_NAMED = re.compile(r"\bq(?:uestion|uestions)?\.?\s*([0-9]{1,3}[a-z]?)\b", re.IGNORECASE)
"""Such as: Question 5, question 12a, Q5."""


def words_by_question(topic: Topic, words: str) -> Mapping[str, str]:
    """By the id of each question that the words name: its lines, in the topic's order.

    A line that names no question goes on with the one before it, until a blank line.
    """
    ids = {topic.number_of(one.id).lower(): one.id for one in topic.questions}
    found: dict[str, list[str]] = {}
    about: tuple[str, ...] = ()
    for line in words.splitlines():
        named = tuple(dict.fromkeys(ids[number] for one in _NAMED.findall(line) if (number := one.lower()) in ids))
        about = named or (about if line.strip() else ())
        for question in about:
            found.setdefault(question, []).append(line.strip())
    return {one.id: "\n".join(found[one.id]) for one in topic.questions if one.id in found}

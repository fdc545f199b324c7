"""Which questions the words of a person who asks for changes are about: pure functions."""

from __future__ import annotations

import re
from collections.abc import Mapping

from s11desk.domain.topics.topic import Topic

WHOLE = ""
"""Stands for the id of a question where the words are about the whole return."""
_NAMED = re.compile(r"\bq(?:uestion|uestions)?\.?\s*([0-9]{1,3}[a-z]?)\b", re.IGNORECASE)
"""Such as: Question 5, question 12a, Q5."""
_BEGINS = re.compile(r"\s*question (\S{1,20}?):\s*(.*)", re.IGNORECASE | re.DOTALL)
"""The first line of the words about one question, as :func:`join_wanted` writes it."""
_BLANK_LINES = re.compile(r"\n\s*\n")


def words_by_question(topic: Topic, words: str) -> Mapping[str, str]:
    """By the id of each question that the words name: its lines, in the topic's order.

    A line that names no question goes on with the one before it, until a blank line.
    """
    ids = _ids(topic)
    found: dict[str, list[str]] = {}
    about: tuple[str, ...] = ()
    for line in words.splitlines():
        named = tuple(dict.fromkeys(ids[number] for one in _NAMED.findall(line) if (number := one.lower()) in ids))
        about = named or (about if line.strip() else ())
        for question in about:
            found.setdefault(question, []).append(line.strip())
    return {one.id: "\n".join(found[one.id]) for one in topic.questions if one.id in found}


def join_wanted(topic: Topic, wanted: Mapping[str, str]) -> str:
    """One text of everything that is asked for: first what is about the whole return, then each question by its number.

    ``wanted``: words by the id of their question, or by :data:`WHOLE`. Words about a question have no blank lines, so
    that :func:`words_by_question` finds all of them.
    """
    whole = wanted.get(WHOLE, "").strip()
    parts = [whole] if whole else []
    for question in topic.questions:
        words = _BLANK_LINES.sub("\n", wanted.get(question.id, "").strip())
        parts += [f"Question {topic.number_of(question.id)}: {words}"] if words else []
    return "\n\n".join(parts)


def split_wanted(topic: Topic, words: str) -> dict[str, str]:
    """Take apart what :func:`join_wanted` put together. Words before the first question are about the whole return."""
    ids = _ids(topic)
    found: dict[str, list[str]] = {}
    about = WHOLE
    for line in words.splitlines():
        begins = _BEGINS.fullmatch(line)
        if begins is not None and begins[1].lower() in ids:
            about, line = ids[begins[1].lower()], begins[2]
        found.setdefault(about, []).append(line)
    texts = {question: "\n".join(lines).strip() for question, lines in found.items()}
    return {question: text for question, text in texts.items() if text}


def _ids(topic: Topic) -> dict[str, str]:
    return {topic.number_of(one.id).lower(): one.id for one in topic.questions}

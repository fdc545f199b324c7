"""Which numbers and which days a question takes, as words."""

from __future__ import annotations

import datetime as dt

from s11desk.domain.topics.questions import TODAY, TableColumn
from s11desk.domain.topics.topic import Question
from s11desk.wording.amounts import number_text
from s11desk.wording.dates import day


def number_range(question: Question | TableColumn) -> str:
    """Say the range that is asked for. Empty if there is none."""
    low, high = number_text(question.minimum), number_text(question.maximum)
    if low and high:
        return f"From {low} to {high}"
    return f"{low} or more" if low else f"Up to {high}" if high else ""


def day_range(question: Question) -> str:
    """Say the first and the last day that are allowed. Empty if there is neither."""
    earliest, latest = (_day_words(text) for text in (question.earliest, question.latest))
    if earliest and latest:
        return f"from {earliest} to {latest}"
    if earliest:
        return f"{earliest} or later"
    return f"{latest} or earlier" if latest else ""


def outside_number(question: Question | TableColumn) -> str:
    """Say which number to give, for one that is outside of the range."""
    words = number_range(question)
    if question.whole:
        return _outside("whole number", words) if words else "Enter a whole number"
    return _outside("number", words)


def outside_day(question: Question) -> str:
    """Say which date to give, for one that is outside of the days asked for."""
    return _outside("date", day_range(question))


def _outside(what: str, words: str) -> str:
    """For example: Enter a number from 0 to 100. Enter a date that is today or earlier."""
    if not words:
        return f"Enter another {what}"
    words = f"{words[:1].lower()}{words[1:]}"
    return f"Enter a {what} {words}" if words.startswith(("from ", "up to ")) else f"Enter a {what} that is {words}"


def _day_words(text: str) -> str:
    if not text or text == TODAY:
        return text
    return day(dt.date.fromisoformat(text))

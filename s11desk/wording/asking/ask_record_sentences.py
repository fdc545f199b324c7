"""Whom a person asked, and whether the answers came back: the lines of the home list, the pages and the terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from s11desk.domain.asking.asked_questions import AskRecord
from s11desk.domain.topics.topic import Topic
from s11desk.wording.amounts import counted, listed
from s11desk.wording.dates import when
from s11desk.wording.plain_text import short_line

_FEW = 3
"""The number of lines that the home list shows of many."""
_WAITING = "No answer has come back yet."


def ask_line(record: AskRecord, now: dt.datetime) -> str:
    """For a list of audits: ``You asked Kim 3 questions on 3 June 2026. No answer has come back yet.``"""
    asked = counted(len(record.questions), "question")
    return f"You asked {_who(record)} {asked} {when(record.at, now)}. {_came_back(record, now)}"


def ask_lines(records: tuple[AskRecord, ...], now: dt.datetime) -> tuple[str, ...]:
    """A line for each, those that wait for an answer first, then the newest first; the rest of many only counted."""
    newest = sorted(records, key=lambda one: one.at, reverse=True)
    ordered = sorted(newest, key=lambda one: bool(one.replies))
    shown = ordered if len(ordered) <= _FEW + 1 else ordered[:_FEW]
    more = len(ordered) - len(shown)
    lines = tuple(ask_line(one, now) for one in shown)
    return (*lines, f"{more} more times: see “Check your answers”.") if more else lines


def ask_line_with_numbers(topic: Topic, record: AskRecord, now: dt.datetime) -> str:
    """As :func:`ask_line`, with the numbers of the questions."""
    numbers = _numbers(topic, record.questions)
    about = f"question{'s' if len(record.questions) > 1 else ''} {numbers}" if numbers else "questions of another form"
    return f"You asked {_who(record)} {when(record.at, now)} about {about}. {_came_back(record, now, topic)}"


def ask_line_of_question(record: AskRecord, question: str, now: dt.datetime) -> str:
    """For the page of a question that is one of those that were asked."""
    asked = f"You asked {_who(record)} about this question {when(record.at, now)}."
    answer = next((one for one in reversed(record.replies) if question in one.answered), None)
    if answer is not None:
        return f"{asked} The answer of {short_line(answer.name)} came back {when(answer.at, now)}."
    if record.replies:
        last = record.replies[-1]
        return f"{asked} {short_line(last.name)} sent answers {when(last.at, now)}, but none to this question."
    return f"{asked} {_WAITING}"


def _who(record: AskRecord) -> str:
    return short_line(record.colleague) or "a colleague"


def _came_back(record: AskRecord, now: dt.datetime, topic: Topic | None = None) -> str:
    """What came back: from whom, when, and which questions it leaves open."""
    if not record.replies:
        return _WAITING
    last = record.replies[-1]
    names = listed(dict.fromkeys(short_line(one.name) for one in record.replies), "and")
    came = f"Answers of {names} came back {when(last.at, now)}"
    answered = {name for one in record.replies for name in one.answered}
    open_ones = tuple(name for name in record.questions if name not in answered)
    if not open_ones:
        return f"{came}."
    left = _numbers(topic, open_ones) if topic is not None else str(len(open_ones))
    return f"{came}, but none to {left}." if topic is not None else f"{came}, but none to {left} of them."


def _numbers(topic: Topic, questions: Iterable[str]) -> str:
    return listed((topic.number_of(name) for name in questions if topic.question(name) is not None), "and")

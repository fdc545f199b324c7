"""Each question that differs between two versions of a topic, in words that window and terminal share."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from s11desk.domain.topics.question_matches import MatchKind, QuestionMatch, match_questions
from s11desk.domain.topics.topic import Question, Topic
from s11desk.wording.plain_text import short_line

_OTHER_ORDER = "The questions are in another order."


def question_change_lines(before: Topic, now: Topic) -> tuple[str, ...]:
    """A line for each question that differs, in the order of ``now``; then those that are no longer asked."""
    matches = match_questions(before, now)
    lines = tuple(line for match in matches for line in _lines(before, now, match))
    return (*lines, _OTHER_ORDER) if _has_other_order(before, matches) else lines


def question_line(topic: Topic, question: Question) -> str:
    """A question by its number and its first words, such as ``question 4, “Do you …”``."""
    return f"question {topic.number_of(question.id)}, “{_words(question)}”"


def _lines(before: Topic, now: Topic, match: QuestionMatch) -> Iterator[str]:
    old, new = match.before, match.after
    if old is None:
        if new is not None:
            yield f"New: {question_line(now, new)}."
    elif new is None:
        yield f"No longer asked: {question_line(before, old)}."
    else:
        yield from _changed_line(now, match.kind, old, new)


def _changed_line(now: Topic, kind: MatchKind, old: Question, new: Question) -> Iterator[str]:
    name = question_line(now, new)
    match kind:
        case MatchKind.REWORDED:
            yield f"With new words: {name}. It was “{_words(old)}”."
        case MatchKind.ANSWERS:
            yield f"Answered in another way: {name}."
        case MatchKind.MOVED:
            yield f"Under another id: {name}. It was “{old.id}” and is “{new.id}”."
        case _ if not _is_same_around(old, new):
            yield f"With a change in its help, its rules or its place: {name}."


def _is_same_around(old: Question, new: Question) -> bool:
    """Whether everything but the origin is the same: whose words a question has does not change what is asked."""
    return msgspec.structs.replace(old, origin=new.origin) == new


def _has_other_order(before: Topic, matches: tuple[QuestionMatch, ...]) -> bool:
    """Whether the questions of the two versions are in another order."""
    places = {question.id: place for place, question in enumerate(before.questions)}
    kept = [places[match.before.id] for match in matches if match.before is not None and match.after is not None]
    return kept != sorted(kept)


def _words(question: Question) -> str:
    return short_line(question.text)

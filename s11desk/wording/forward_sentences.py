"""What an audit begins with that goes on from an earlier one, in words that window and terminal share."""

from __future__ import annotations

from collections.abc import Iterator

from s11desk.domain.carry_over import CarriedOver, CarriedQuestion, CarryKind
from s11desk.domain.question_matches import MatchKind
from s11desk.domain.topic import Topic
from s11desk.wording.amounts import counted, listed
from s11desk.wording.plain_text import short_line
from s11desk.wording.question_change_sentences import question_line

_WHY_LEFT = {True: "it is not asked here", False: "the answer does not fit here"}


def forward_summary(carried: CarriedOver, finished: int) -> str:
    """How much comes over, in one or two lines."""
    answered = sum(one.kind is CarryKind.TO_CONFIRM for one in carried.questions)
    left = sum(one.kind is CarryKind.LEFT for one in carried.questions)
    text = f"{counted(answered, 'answer')} for you to look at and confirm, {left} left out."
    if carried.actions or finished:
        text += f" {counted(len(carried.actions), 'unfinished action')}"
        text += f", {finished} finished left out." if finished else "."
    return text


def forward_lines(before: Topic, now: Topic, carried: CarriedOver) -> tuple[str, ...]:
    """A line for each question: the same, in other words, under another id, new, or left out."""
    came = {one.match.after.id for one in carried.questions if one.match.after and one.kind is not CarryKind.LEFT}
    known = tuple(line for one in carried.questions for line in _lines(before, now, one))
    blank = tuple(f"Without an answer: {question_line(now, one)}." for one in now.questions if one.id not in came)
    return (*known, *blank)


def _lines(before: Topic, now: Topic, one: CarriedQuestion) -> Iterator[str]:
    old, new = one.match.before, one.match.after
    if old is None:
        return
    if one.kind is CarryKind.LEFT or new is None:
        yield f"Left out: {question_line(before, old)}, because {_WHY_LEFT[new is None]}. It stays in the earlier audit."
        return
    name, words = question_line(now, new), short_line(old.text)
    match one.match.kind:
        case MatchKind.REWORDED:
            yield f"In other words: {name}. It was “{words}”."
        case MatchKind.ANSWERS:
            yield f"Answered in another way: {name}."
        case _:
            yield f"The same question: {name}."
    if one.files_left:
        yield f"Files that {name} does not take: {listed(map(short_line, one.files_left), 'and')}."

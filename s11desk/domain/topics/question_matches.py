"""Finds the questions of one version of a topic in another version: pure functions.

The id of a question is stable for ever, but an author who copies rows may move one to another question. So the wording
is compared too: an answer must never appear under words that nobody read before giving it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from s11desk.domain.topics.topic import Question, Topic, answer_codes, label_of

_WORD = re.compile(r"\w{4,}")
_LEAST_WORDS = 2
"""A question with fewer words of four letters or more is too short for this comparison."""


class MatchKind(StrEnum):
    """How a question of the later version relates to the earlier version.

    SAME: the same words and the same answers. REWORDED: other words under the same id. ANSWERS: the same words, but it
    is answered in another way. MOVED: the same words under another id. MAPPED: a person said that they belong together.
    ADDED, REMOVED: in one version only.
    """

    SAME = "same"
    REWORDED = "reworded"
    ANSWERS = "answers"
    MOVED = "moved"
    MAPPED = "mapped"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class QuestionMatch:
    """A question in two versions. ``before`` is None if it was added, ``after`` if it was removed."""

    kind: MatchKind
    before: Question | None
    after: Question | None


class EarlierTopic(msgspec.Struct, frozen=True):
    """The wording of each question of a version that is here already. ``questions``: pairs of id and wording."""

    id: str
    version: int
    questions: tuple[tuple[str, str], ...]


class MovedId(msgspec.Struct, frozen=True):
    """An id that belonged to another question. ``fits``: the id that this wording had before; empty if it is new."""

    id: str
    fits: str = ""


def earlier_topic(topic: Topic) -> EarlierTopic:
    """The wording of ``topic``, to compare another version with."""
    return EarlierTopic(topic.id, topic.version, tuple((question.id, question.text) for question in topic.questions))


def moved_ids(earlier: EarlierTopic, questions: Iterable[Question]) -> tuple[MovedId, ...]:
    """The ids that belong to another question than in ``earlier``."""
    before, now = dict(earlier.questions), {question.id: question.text for question in questions}
    old_places, new_places = _by_words(before), _by_words(now)
    return tuple(
        MovedId(name, old_places.get(plain_wording(text), ""))
        for name, text in now.items()
        if name in before and _is_other(before[name], text, old_places, new_places)
    )


def match_questions(before: Topic, now: Topic) -> tuple[QuestionMatch, ...]:
    """Every question of both versions: those of ``now`` in their order, then those that are no longer asked."""
    moved = {one.id for one in moved_ids(earlier_topic(before), now.questions)}
    by_id = {question.id: question for question in before.questions}
    kept = {question.id for question in now.questions if question.id in by_id and question.id not in moved}
    free = {
        plain_wording(question.text): question for question in reversed(before.questions) if question.id not in kept
    }
    matches: list[QuestionMatch] = []
    for question in now.questions:
        if question.id in kept:
            matches.append(_match(before, by_id[question.id], now, question))
        elif (old := free.pop(plain_wording(question.text), None)) is not None:
            matches.append(QuestionMatch(MatchKind.MOVED, old, question))
        else:
            matches.append(QuestionMatch(MatchKind.ADDED, None, question))
    taken = {match.before.id for match in matches if match.before is not None}
    removed = (question for question in before.questions if question.id not in taken)
    return (*matches, *(QuestionMatch(MatchKind.REMOVED, question, None) for question in removed))


def _match(before: Topic, old: Question, now: Topic, new: Question) -> QuestionMatch:
    if plain_wording(old.text) != plain_wording(new.text):
        return QuestionMatch(MatchKind.REWORDED, old, new)
    is_same = _answered_as(before, old) == _answered_as(now, new)
    return QuestionMatch(MatchKind.SAME if is_same else MatchKind.ANSWERS, old, new)


def _answered_as(topic: Topic, question: Question) -> tuple[object, ...]:
    """All that gives an answer its meaning, besides the question's own words."""
    codes = tuple((code, plain_wording(label_of(topic, question, code))) for code in answer_codes(topic, question))
    columns = tuple(
        (column.id, column.kind, plain_wording(column.label), column.unit, _list_labels(topic, column.choices))
        for column in question.columns
    )
    people = tuple((person.id, plain_wording(person.label)) for person in question.people)
    rows = tuple((row.id, plain_wording(row.label)) for row in question.rows)
    return question.kind, codes, columns, rows, people, question.unit


def _list_labels(topic: Topic, list_id: str) -> tuple[tuple[str, str], ...]:
    """The codes and labels of the list from which a cell is chosen; empty if the cell is typed."""
    found = next((one for one in topic.choice_lists if one.id == list_id), None)
    return tuple((choice.code, plain_wording(choice.label)) for choice in found.choices) if found else ()


def _is_other(old: str, new: str, old_places: Mapping[str, str], new_places: Mapping[str, str]) -> bool:
    """Whether two wordings under one id are two questions: one of them is elsewhere too, or they share no word."""
    if plain_wording(old) == plain_wording(new):
        return False
    if plain_wording(old) in new_places or plain_wording(new) in old_places:
        return True
    old_words, new_words = set(_WORD.findall(plain_wording(old))), set(_WORD.findall(plain_wording(new)))
    return min(len(old_words), len(new_words)) >= _LEAST_WORDS and not old_words & new_words


def _by_words(questions: Mapping[str, str]) -> dict[str, str]:
    """The id of each wording; a wording that occurs twice has no place of its own."""
    places: dict[str, str] = {}
    repeated: set[str] = set()
    for name, text in questions.items():
        plain = plain_wording(text)
        repeated |= {plain} & places.keys()
        places[plain] = name
    return {plain: name for plain, name in places.items() if plain not in repeated}


def plain_wording(text: str) -> str:
    """A wording for comparing: capitals, spaces, and dots at its end do not count."""
    return " ".join(text.casefold().split()).rstrip(" .?:")

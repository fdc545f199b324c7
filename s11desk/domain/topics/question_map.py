"""Which questions of two topics belong together: by id and wording, and by what a person has said. Pure functions.

A map is kept for the next time, when both topics may have other versions. So a pair holds only as long as both of its
questions have the words that the person saw.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import msgspec

from s11desk.domain.text.word_changes import Likeness, likeness
from s11desk.domain.topics.question_matches import MatchKind, QuestionMatch, match_questions, plain_wording
from s11desk.domain.topics.topic import Question, Topic

SURE_LIKENESS = 0.5
"""Of two partnerships, two wordings under one id with fewer common words are two questions: ids are often numbers."""
_SUGGESTED_LIKENESS = 0.4


class MappedPair(msgspec.Struct, frozen=True):
    """Two questions that belong together: the id and the wording of each, as the person saw them."""

    before: str
    before_words: str
    after: str
    after_words: str


class ChoicePair(msgspec.Struct, frozen=True):
    """Two options with different labels that mean the same: the label of each."""

    before: str
    after: str


class QuestionMap(msgspec.Struct, frozen=True):
    """What a person has said about two topics. ``before`` and ``after``: their ids."""

    before: str
    after: str
    pairs: tuple[MappedPair, ...] = ()
    choices: tuple[ChoicePair, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two questions with similar words. Nothing is done with it until a person agrees."""

    before: Question
    after: Question


def match_across(before: Topic, now: Topic, mapped: QuestionMap | None = None) -> tuple[QuestionMatch, ...]:
    """Every question of both topics, as :func:`match_questions`, with the pairs of ``mapped`` in force.

    Questions with one id and other words belong together only if no other question is more like either of them.
    """
    pairs = _pairs_in_force(before, now, mapped)
    sure = filter(_Sureness(before, now), match_questions(before, now))
    new_of = {match.after.id: match for match in sure if match.before is not None and match.after is not None}
    for pair in pairs:
        new_of = {
            name: match
            for name, match in new_of.items()
            if match.before is not None and match.before.id != pair.before.id and name != pair.after.id
        }
        new_of[pair.after.id] = QuestionMatch(MatchKind.MAPPED, pair.before, pair.after)
    found = tuple(new_of.get(one.id) or QuestionMatch(MatchKind.ADDED, None, one) for one in now.questions)
    taken = {match.before.id for match in found if match.before is not None}
    gone = (QuestionMatch(MatchKind.REMOVED, one, None) for one in before.questions if one.id not in taken)
    return (*found, *gone)


def suggestions(matches: Sequence[QuestionMatch]) -> tuple[Suggestion, ...]:
    """For each earlier question without a place, the most similar one that has no answer yet."""
    free = [match.after for match in matches if match.kind is MatchKind.ADDED and match.after is not None]
    found = []
    for old in (match.before for match in matches if match.kind is MatchKind.REMOVED):
        if old is not None and free:
            best = max(free, key=partial(_like, old))
            if _like(old, best) >= _SUGGESTED_LIKENESS:
                found.append(Suggestion(old, best))
    return tuple(found)


def _like(one: Question, other: Question) -> float:
    return likeness(one.text, other.text)


def pair_of(before: Question, after: Question) -> MappedPair:
    """The pair of two questions, for a map."""
    return MappedPair(before.id, before.text, after.id, after.text)


def _pairs_in_force(before: Topic, now: Topic, mapped: QuestionMap | None) -> list[Suggestion]:
    if mapped is None or (mapped.before, mapped.after) != (before.id, now.id):
        return []
    found = []
    for pair in mapped.pairs:
        old, new = before.question(pair.before), now.question(pair.after)
        if old is None or new is None:
            continue
        if (plain_wording(old.text), plain_wording(new.text)) == (
            plain_wording(pair.before_words),
            plain_wording(pair.after_words),
        ):
            found.append(Suggestion(old, new))
    return found


class _Sureness:
    """Whether questions with one id and other words are one question: no other question is more like either of them."""

    def __init__(self, before: Topic, now: Topic) -> None:
        same = {plain_wording(one.text) for one in before.questions} & {
            plain_wording(one.text) for one in now.questions
        }
        self._old = [one for one in before.questions if plain_wording(one.text) not in same]
        self._new = [one for one in now.questions if plain_wording(one.text) not in same]
        self._like = Likeness(one.text for one in (*before.questions, *now.questions))
        self._least = 0.0 if before.partnership.name == now.partnership.name else SURE_LIKENESS

    def __call__(self, match: QuestionMatch) -> bool:
        old, new = match.before, match.after
        if old is None or new is None or match.kind is not MatchKind.REWORDED:
            return True
        own = self._like.between(old.text, new.text)
        rivals = [self._like.between(one.text, new.text) for one in self._old if one.id != old.id]
        rivals += [self._like.between(old.text, one.text) for one in self._new if one.id != new.id]
        return likeness(old.text, new.text) >= self._least and own > max(rivals, default=0.0)

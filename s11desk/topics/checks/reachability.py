"""Finds questions that can never be asked, because the conditions on the way to them contradict each other.

Every comparison says which answers of one question it allows: some of its codes, or numbers within bounds. A question
with a single answer can meet several comparisons only with an answer that they share; a multiple choice can always meet
them all. Comparisons of different questions are independent of each other, so the check looks at each question
separately. That is exact for conditions without ``any``; of a condition with ``any``, every alternative alone must
contradict the others before the check says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.domain.topics.topic import Comparison, QuestionKind, Topic, answer_codes
from s11desk.topics.checks.flaw import Flaw, JsonPath
from s11desk.topics.checks.readable import Readable
from s11desk.topics.checks.skip_rules import SkipRule, rules


@dataclass(frozen=True, slots=True)
class _AllowedValues:
    """The answers to one question that comparisons allow: any of ``codes``, or a number from ``low`` to ``high``."""

    codes: frozenset[str]
    low: float = -inf
    high: float = inf
    is_number: bool = False

    def also(self, other: _AllowedValues) -> _AllowedValues:
        return _AllowedValues(
            self.codes & other.codes, max(self.low, other.low), min(self.high, other.high), self.is_number
        )

    def is_none(self) -> bool:
        return self.low > self.high if self.is_number else not self.codes


_Needs = dict[int, _AllowedValues]
"""For the position of a question with a single answer, the answers with which the checked question is asked."""


def unreachable_flaws(readable: Readable, faulty: frozenset[JsonPath]) -> Iterator[Flaw]:
    """A flaw for each question that can never be asked.

    ``faulty``: the paths of comparisons that have flaws of their own. They are ignored: no correction of them could
    resolve a contradiction between the others.
    """
    needs: list[_Needs] = []
    never: set[int] = set()
    for position, conditions in enumerate(_conditions_by_question(readable.topic)):
        sound = [own for own in conditions if not any(_is_doubtful(rule, faulty) for rule in own)]
        single = [own[0] for own in sound if len(own) == 1]
        needs.append(_needs(readable.topic, single, needs))
        several = [own for own in sound if len(own) > 1]
        flaw = (
            _depends_on_unreachable(sound, never)
            or _contradiction(readable.topic, position, needs[position])
            or _no_alternative(readable.topic, position, several, needs)
        )
        if flaw is not None:
            never.add(position)
            yield flaw


def _conditions_by_question(topic: Topic) -> list[list[list[SkipRule]]]:
    """For each question its conditions, each as the list of its alternatives."""
    grouped: list[dict[int, list[SkipRule]]] = [{} for _ in topic.questions]
    for rule in rules(topic):
        grouped[rule.position].setdefault(rule.condition_index, []).append(rule)
    return [list(conditions.values()) for conditions in grouped]


def _is_doubtful(rule: SkipRule, faulty: frozenset[JsonPath]) -> bool:
    """Whether the comparison is ignored. One with a later question is a separate flaw, or part of a cycle."""
    return rule.path in faulty or rule.path[:4] in faulty or not 0 <= rule.refers_to < rule.position


def _depends_on_unreachable(conditions: list[list[SkipRule]], never: set[int]) -> Flaw | None:
    for alternatives in conditions:
        if all(rule.refers_to in never for rule in alternatives):
            rule = alternatives[0]
            return Flaw(ProblemCode.QUESTION_UNREACHABLE_THROUGH, rule.path, found=rule.condition.question)
    return None


def _needs(topic: Topic, own: list[SkipRule], needs: list[_Needs]) -> _Needs:
    """The answers that the ``own`` comparisons need, together with those that the questions they name need."""
    together: _Needs = {}
    for rule in own:
        _add(together, needs[rule.refers_to])
        if topic.questions[rule.refers_to].kind is not QuestionKind.MULTIPLE_CHOICE:
            _add(together, {rule.refers_to: _allowed_values(topic, rule.refers_to, rule.condition)})
    return together


def _add(together: _Needs, more: _Needs) -> None:
    for index, allowed in more.items():
        before = together.get(index)
        together[index] = allowed if before is None else before.also(allowed)


def _allowed_values(topic: Topic, position: int, comparison: Comparison) -> _AllowedValues:
    question = topic.questions[position]
    if question.kind is QuestionKind.NUMBER:
        low, high = comparison.at_least, comparison.at_most
        bounds = _AllowedValues(frozenset(), *_range(question.minimum, question.maximum), is_number=True)
        return bounds.also(_AllowedValues(frozenset(), *_range(low, high), is_number=True))
    codes = frozenset(comparison.any_of or answer_codes(topic, question))
    return _AllowedValues(codes - frozenset(comparison.none_of))


def _range(low: float | None, high: float | None) -> tuple[float, float]:
    return -inf if low is None else low, inf if high is None else high


def _contradiction(topic: Topic, position: int, needs: _Needs) -> Flaw | None:
    index = next((index for index in sorted(needs) if needs[index].is_none()), None)
    if index is None:
        return None
    path = ("questions", position, "show_when")
    return Flaw(ProblemCode.QUESTION_UNREACHABLE, path, found=topic.questions[index].id)


def _no_alternative(topic: Topic, position: int, several: list[list[SkipRule]], needs: list[_Needs]) -> Flaw | None:
    """The flaw of a condition of which every alternative contradicts the question's other conditions."""
    for alternatives in several:
        flaws = []
        for rule in alternatives:
            together = dict(needs[position])
            _add(together, _needs(topic, [rule], needs))
            flaws.append(_contradiction(topic, position, together))
        if all(flaws):
            return flaws[0]
    return None

"""Skip rules, one condition at a time: each must name an earlier question and values that it has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from s11desk.domain.pack_problems import ProblemCode
from s11desk.domain.topic import Condition, Question, QuestionKind, Topic, answer_codes
from s11desk.topics.checks.circles import find_circles
from s11desk.topics.checks.flaw import Flaw, Path
from s11desk.topics.checks.readable import Readable

_TYPED = {
    QuestionKind.PEOPLE,
    QuestionKind.LONG_TEXT,
    QuestionKind.SHORT_TEXT,
    QuestionKind.DATE,
    QuestionKind.NUMBER,
    QuestionKind.FILE,
}


@dataclass(frozen=True, slots=True)
class SkipRule:
    """One condition of the question at ``position``. ``looks_at``: position of the question it names, -1 for none."""

    position: int
    place: int
    condition: Condition
    looks_at: int

    @property
    def path(self) -> Path:
        return ("questions", self.position, "show_when", self.place)


def rule_flaws(readable: Readable) -> Iterator[Flaw]:
    topic = readable.topic
    circles = find_circles(_waits_for(topic))
    first = _first_positions(topic)
    for circle in circles:
        path = ("questions", first[circle[0]], "show_when")
        yield Flaw(ProblemCode.RULE_CIRCULAR, path, found=circle[0], allowed=(*circle, circle[0]))
    in_circles = {first[name] for circle in circles for name in circle}
    values = [_known_values(topic, question) for question in topic.questions]
    for rule in rules(topic):
        yield from _place_flaws(readable, rule, in_circles)
        if rule.looks_at >= 0 and not readable.is_broken("questions", rule.looks_at, "kind"):
            yield from _value_flaws(rule, topic.questions[rule.looks_at], values[rule.looks_at])


def rules(topic: Topic) -> Iterator[SkipRule]:
    first = _first_positions(topic)
    for position, question in enumerate(topic.questions):
        for place, condition in enumerate(question.show_when):
            yield SkipRule(position, place, condition, first.get(condition.question, -1))


def _first_positions(topic: Topic) -> dict[str, int]:
    return {question.id: position for position, question in reversed(list(enumerate(topic.questions)))}


def _waits_for(topic: Topic) -> dict[str, list[str]]:
    """For each question those it waits for. Waiting for itself is a flaw of its own."""
    waits: dict[str, list[str]] = {question.id: [] for question in topic.questions}
    for rule in rules(topic):
        name, other = topic.questions[rule.position].id, rule.condition.question
        if rule.looks_at >= 0 and name != other and other not in waits[name]:
            waits[name].append(other)
    return waits


def _place_flaws(readable: Readable, rule: SkipRule, in_circles: set[int]) -> Iterator[Flaw]:
    path, name = (*rule.path, "question"), rule.condition.question
    if rule.looks_at < 0:
        known = readable.ids("questions")
        if known is not None:
            yield Flaw(ProblemCode.RULE_QUESTION_UNKNOWN, path, found=name, allowed=known)
    elif rule.looks_at == rule.position:
        yield Flaw(ProblemCode.RULE_ON_ITSELF, path, found=name)
    elif rule.looks_at > rule.position and not {rule.position, rule.looks_at} <= in_circles:
        yield Flaw(ProblemCode.RULE_ON_LATER, path, found=name)


def _value_flaws(rule: SkipRule, question: Question, values: tuple[str, ...]) -> Iterator[Flaw]:
    if question.kind in _TYPED:
        yield Flaw(ProblemCode.RULE_WITHOUT_VALUES, (*rule.path, "question"), found=question.id)
    for place, value in enumerate(rule.condition.any_of):
        if values and value not in values:
            yield Flaw(ProblemCode.RULE_VALUE_UNKNOWN, (*rule.path, "any_of", place), found=value, allowed=values)


def _known_values(topic: Topic, question: Question) -> tuple[str, ...]:
    """The codes ``question`` can be answered with; none where one cannot be read, so that no value is known wrong."""
    codes = answer_codes(topic, question)
    return () if "" in codes else codes

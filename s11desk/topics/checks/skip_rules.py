"""Checks the skip rules: each condition must name an earlier question and values that this question has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.domain.topics.topic import Comparison, Condition, Question, QuestionKind, Topic, answer_codes
from s11desk.topics.checks.cycles import find_cycles
from s11desk.topics.checks.flaw import Flaw, JsonPath
from s11desk.topics.checks.readable import Readable

_TYPED = {
    QuestionKind.PEOPLE,
    QuestionKind.LONG_TEXT,
    QuestionKind.SHORT_TEXT,
    QuestionKind.DATE,
    QuestionKind.NUMBER,
    QuestionKind.FILE,
    QuestionKind.TABLE,
}
_NO_TEST = (("any_of", ()), ("none_of", ()), ("at_least", None), ("at_most", None))


@dataclass(frozen=True, slots=True)
class SkipRule:
    """One comparison in a condition of the question at ``position``.

    ``refers_to``: the position of the question it names, or -1. ``alternative``: its position in ``any``, or -1 if the
    comparison is the condition itself.
    """

    position: int
    condition_index: int
    condition: Comparison
    refers_to: int
    alternative: int = -1

    @property
    def path(self) -> JsonPath:
        """The path of the comparison in ``topic.json``."""
        path = ("questions", self.position, "show_when", self.condition_index)
        return path if self.alternative < 0 else (*path, "any", self.alternative)


def rule_flaws(readable: Readable) -> Iterator[Flaw]:
    """A flaw for each condition with a wrong question or value, and for each cycle of conditions."""
    topic = readable.topic
    cycles = find_cycles(_dependencies(topic))
    first = _first_positions(topic)
    for cycle in cycles:
        path = ("questions", first[cycle[0]], "show_when")
        yield Flaw(ProblemCode.RULE_CIRCULAR, path, found=cycle[0], allowed=(*cycle, cycle[0]))
    in_cycles = {first[name] for cycle in cycles for name in cycle}
    values = [_known_values(topic, question) for question in topic.questions]
    for rule in rules(topic):
        yield from _reference_flaws(readable, rule, in_cycles)
        yield from _test_flaws(rule)
        if rule.refers_to >= 0 and not readable.is_broken("questions", rule.refers_to, "kind"):
            yield from _value_flaws(rule, topic.questions[rule.refers_to], values[rule.refers_to])


def rules(topic: Topic) -> Iterator[SkipRule]:
    """Every comparison in the conditions of every question, in the topic's order."""
    first = _first_positions(topic)
    for position, question in enumerate(topic.questions):
        for index, condition in enumerate(question.show_when):
            if not condition.any or condition.question:
                yield SkipRule(position, index, condition, first.get(condition.question, -1))
            for alternative, comparison in enumerate(condition.any):
                yield SkipRule(position, index, comparison, first.get(comparison.question, -1), alternative)


def _first_positions(topic: Topic) -> dict[str, int]:
    return {question.id: position for position, question in reversed(list(enumerate(topic.questions)))}


def _dependencies(topic: Topic) -> dict[str, list[str]]:
    """For each question, the other questions that its conditions name. A condition on itself is a separate flaw."""
    dependencies: dict[str, list[str]] = {question.id: [] for question in topic.questions}
    for rule in rules(topic):
        name, other = topic.questions[rule.position].id, rule.condition.question
        if rule.refers_to >= 0 and name != other and other not in dependencies[name]:
            dependencies[name].append(other)
    return dependencies


def _reference_flaws(readable: Readable, rule: SkipRule, in_cycles: set[int]) -> Iterator[Flaw]:
    path, name = (*rule.path, "question"), rule.condition.question
    if not name:
        if not readable.is_broken(*path):
            yield Flaw(ProblemCode.KEY_MISSING, path, found="question")
    elif rule.refers_to < 0:
        ids = readable.ids("questions")
        if ids is not None:
            yield Flaw(ProblemCode.RULE_QUESTION_UNKNOWN, path, found=name, allowed=ids)
    elif rule.refers_to == rule.position:
        yield Flaw(ProblemCode.RULE_ON_ITSELF, path, found=name)
    elif rule.refers_to > rule.position and not {rule.position, rule.refers_to} <= in_cycles:
        yield Flaw(ProblemCode.RULE_ON_LATER, path, found=name)


def _test_flaws(rule: SkipRule) -> Iterator[Flaw]:
    """A comparison must compare something, and a condition with ``any`` holds nothing else."""
    comparison = rule.condition
    tests = [key for key, blank in _NO_TEST if getattr(comparison, key) != blank]
    if isinstance(comparison, Condition) and comparison.any:
        yield Flaw(ProblemCode.RULE_MIXED, (*rule.path, "any"))
    elif not tests:
        yield Flaw(ProblemCode.RULE_EMPTY, rule.path)
    if comparison.at_least is not None and comparison.at_most is not None and comparison.at_least > comparison.at_most:
        yield Flaw(ProblemCode.RANGE_EMPTY, (*rule.path, "at_least"))


def _value_flaws(rule: SkipRule, question: Question, values: tuple[str, ...]) -> Iterator[Flaw]:
    comparison = rule.condition
    bounds = [key for key in ("at_least", "at_most") if getattr(comparison, key) is not None]
    if question.kind is not QuestionKind.NUMBER:
        yield from (Flaw(ProblemCode.RULE_NOT_NUMBER, (*rule.path, key), found=question.id) for key in bounds)
    if question.kind in _TYPED and (comparison.any_of or comparison.none_of):
        yield Flaw(ProblemCode.RULE_WITHOUT_VALUES, (*rule.path, "question"), found=question.id)
    for key, codes in (("any_of", comparison.any_of), ("none_of", comparison.none_of)):
        for index, value in enumerate(codes):
            if values and value not in values:
                yield Flaw(ProblemCode.RULE_VALUE_UNKNOWN, (*rule.path, key, index), found=value, allowed=values)


def _known_values(topic: Topic, question: Question) -> tuple[str, ...]:
    """The codes that may answer ``question``; none if one could not be read, since any value might be that one."""
    codes = answer_codes(topic, question)
    return () if "" in codes else codes

"""Checks the skip rules: each condition must name an earlier question and values that this question has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from s11desk.domain.pack_problems import ProblemCode
from s11desk.domain.topic import Condition, Question, QuestionKind, Topic, answer_codes
from s11desk.topics.checks.cycles import find_cycles
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
    """One condition of the question at ``position``. ``refers_to``: the position of the question it names, or -1."""

    position: int
    condition_index: int
    condition: Condition
    refers_to: int

    @property
    def path(self) -> Path:
        """The path of the condition in ``topic.json``."""
        return ("questions", self.position, "show_when", self.condition_index)


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
        if rule.refers_to >= 0 and not readable.is_broken("questions", rule.refers_to, "kind"):
            yield from _value_flaws(rule, topic.questions[rule.refers_to], values[rule.refers_to])


def rules(topic: Topic) -> Iterator[SkipRule]:
    """Every condition of every question, in the topic's order."""
    first = _first_positions(topic)
    for position, question in enumerate(topic.questions):
        for index, condition in enumerate(question.show_when):
            yield SkipRule(position, index, condition, first.get(condition.question, -1))


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
    if rule.refers_to < 0:
        ids = readable.ids("questions")
        if ids is not None:
            yield Flaw(ProblemCode.RULE_QUESTION_UNKNOWN, path, found=name, allowed=ids)
    elif rule.refers_to == rule.position:
        yield Flaw(ProblemCode.RULE_ON_ITSELF, path, found=name)
    elif rule.refers_to > rule.position and not {rule.position, rule.refers_to} <= in_cycles:
        yield Flaw(ProblemCode.RULE_ON_LATER, path, found=name)


def _value_flaws(rule: SkipRule, question: Question, values: tuple[str, ...]) -> Iterator[Flaw]:
    if question.kind in _TYPED:
        yield Flaw(ProblemCode.RULE_WITHOUT_VALUES, (*rule.path, "question"), found=question.id)
    for index, value in enumerate(rule.condition.any_of):
        if values and value not in values:
            yield Flaw(ProblemCode.RULE_VALUE_UNKNOWN, (*rule.path, "any_of", index), found=value, allowed=values)


def _known_values(topic: Topic, question: Question) -> tuple[str, ...]:
    """The codes that may answer ``question``; none if one could not be read, since any value might be that one."""
    codes = answer_codes(topic, question)
    return () if "" in codes else codes

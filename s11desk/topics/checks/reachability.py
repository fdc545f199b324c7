"""Finds questions that can never be asked, because the conditions on the way to them contradict each other.

Every condition says "the answer to this question is one of these values". A question with a single answer can meet
several conditions only with a value that they share; a multiple choice can always meet them all. Conditions on
different questions are independent of each other, so the check looks at each question separately and is still exact.
"""

from __future__ import annotations

from collections.abc import Iterator

from s11desk.domain.pack_problems import ProblemCode
from s11desk.domain.topic import QuestionKind
from s11desk.topics.checks.flaw import Flaw, Path
from s11desk.topics.checks.readable import Readable
from s11desk.topics.checks.skip_rules import SkipRule, rules

_Needs = dict[int, frozenset[str]]
"""For the position of a question with a single answer, the answers with which the checked question is asked."""


def unreachable_flaws(readable: Readable, faulty: frozenset[Path]) -> Iterator[Flaw]:
    """A flaw for each question that can never be asked.

    ``faulty``: the paths of conditions that have flaws of their own. They are ignored: no correction of them could
    resolve a contradiction between the others.
    """
    needs: list[_Needs] = []
    never: set[int] = set()
    for position, rules_of_question in enumerate(_rules_by_question(readable)):
        own = [rule for rule in rules_of_question if not _is_doubtful(rule, faulty)]
        needs.append(_needs(readable, own, needs))
        flaw = _depends_on_unreachable(own, never) or _contradiction(readable, position, needs[position])
        if flaw is not None:
            never.add(position)
            yield flaw


def _rules_by_question(readable: Readable) -> list[list[SkipRule]]:
    grouped: list[list[SkipRule]] = [[] for _ in readable.topic.questions]
    for rule in rules(readable.topic):
        grouped[rule.position].append(rule)
    return grouped


def _is_doubtful(rule: SkipRule, faulty: frozenset[Path]) -> bool:
    """Whether the condition is ignored. A condition on a later question is a separate flaw, or part of a cycle."""
    return rule.path in faulty or not 0 <= rule.refers_to < rule.position or not rule.condition.any_of


def _depends_on_unreachable(own: list[SkipRule], never: set[int]) -> Flaw | None:
    rule = next((rule for rule in own if rule.refers_to in never), None)
    if rule is None:
        return None
    return Flaw(ProblemCode.QUESTION_UNREACHABLE_THROUGH, rule.path, found=rule.condition.question)


def _needs(readable: Readable, own: list[SkipRule], needs: list[_Needs]) -> _Needs:
    """The answers that the ``own`` conditions need, together with those that the questions they name need."""
    together: _Needs = {}
    for rule in own:
        for index, values in needs[rule.refers_to].items():
            before = together.setdefault(index, values)
            if before is not values:
                together[index] = before & values
        if readable.topic.questions[rule.refers_to].kind is not QuestionKind.MULTIPLE_CHOICE:
            wanted = frozenset(rule.condition.any_of)
            together[rule.refers_to] = together.get(rule.refers_to, wanted) & wanted
    return together


def _contradiction(readable: Readable, position: int, needs: _Needs) -> Flaw | None:
    index = next((index for index in sorted(needs) if not needs[index]), None)
    if index is None:
        return None
    path = ("questions", position, "show_when")
    return Flaw(ProblemCode.QUESTION_UNREACHABLE, path, found=readable.topic.questions[index].id)

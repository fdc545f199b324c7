"""Questions that can never be asked, because their conditions and those of the questions they hang on contradict.

Every condition says "the answer to this question is one of these". A question with one answer can meet several of them
only with a value they share; a multiple choice can always meet them all. What is needed of one question is independent
of what is needed of another, so looking at each by itself is exact.
"""

from __future__ import annotations

from collections.abc import Iterator

from s11desk.domain.pack_problems import ProblemCode
from s11desk.domain.topic import QuestionKind
from s11desk.topics.checks.flaw import Flaw, Path
from s11desk.topics.checks.readable import Readable
from s11desk.topics.checks.skip_rules import SkipRule, rules

_Needs = dict[int, frozenset[str]]
"""Position of a question with one answer, and the answers that let the question in hand be asked."""


def unreachable_flaws(readable: Readable, faulty: frozenset[Path]) -> Iterator[Flaw]:
    """``faulty``: paths of conditions that are wrong by themselves. They are passed over: what the others forbid stays
    forbidden, whatever those are corrected to.
    """
    needs: list[_Needs] = []
    never: set[int] = set()
    for position, rules_of_question in enumerate(_rules_by_question(readable)):
        own = [rule for rule in rules_of_question if not _is_doubtful(rule, faulty)]
        needs.append(_needs(readable, own, needs))
        flaw = _hanging(own, never) or _contradiction(readable, position, needs[position])
        if flaw is not None:
            never.add(position)
            yield flaw


def _rules_by_question(readable: Readable) -> list[list[SkipRule]]:
    grouped: list[list[SkipRule]] = [[] for _ in readable.topic.questions]
    for rule in rules(readable.topic):
        grouped[rule.position].append(rule)
    return grouped


def _is_doubtful(rule: SkipRule, faulty: frozenset[Path]) -> bool:
    """A condition on a question that is not earlier is a flaw of its own, by itself or as part of a circle."""
    return rule.path in faulty or not 0 <= rule.looks_at < rule.position or not rule.condition.any_of


def _hanging(own: list[SkipRule], never: set[int]) -> Flaw | None:
    rule = next((rule for rule in own if rule.looks_at in never), None)
    if rule is None:
        return None
    return Flaw(ProblemCode.QUESTION_UNREACHABLE_THROUGH, rule.path, found=rule.condition.question)


def _needs(readable: Readable, own: list[SkipRule], needs: list[_Needs]) -> _Needs:
    """What ``own`` conditions ask for, together with what the questions they name ask for themselves."""
    together: _Needs = {}
    for rule in own:
        for place, values in needs[rule.looks_at].items():
            before = together.setdefault(place, values)
            if before is not values:
                together[place] = before & values
        if readable.topic.questions[rule.looks_at].kind is not QuestionKind.MULTIPLE_CHOICE:
            wanted = frozenset(rule.condition.any_of)
            together[rule.looks_at] = together.get(rule.looks_at, wanted) & wanted
    return together


def _contradiction(readable: Readable, position: int, needs: _Needs) -> Flaw | None:
    place = next((place for place in sorted(needs) if not needs[place]), None)
    if place is None:
        return None
    path = ("questions", position, "show_when")
    return Flaw(ProblemCode.QUESTION_UNREACHABLE, path, found=readable.topic.questions[place].id)

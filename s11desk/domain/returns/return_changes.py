"""What differs between two returns of one audit: a pure function."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

from s11desk.domain.audits.action_area import with_own_area
from s11desk.domain.audits.audit import Action, Answer, Audit
from s11desk.domain.audits.visibility import action_numbers, as_returned
from s11desk.domain.topics.topic import Topic


@dataclass(frozen=True, slots=True)
class ReturnChanges:
    """``questions``: the ids of those whose answer or files differ, in the topic's order.

    ``added``, ``changed`` and ``removed``: how many actions of the plan. ``planned``: the ids of their questions.
    ``moved``: of each action that has another number now, the former number and the present one, if it is
    known which is which. By itself that is no change.
    """

    questions: tuple[str, ...] = ()
    added: int = 0
    changed: int = 0
    removed: int = 0
    planned: frozenset[str] = frozenset()
    moved: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    def is_changed(self, question: str) -> bool:
        """Whether the answer, the files or the actions of a question differ."""
        return question in self.questions or question in self.planned

    @property
    def is_plan_changed(self) -> bool:
        """Whether any action differs."""
        return bool(self.added or self.changed or self.removed)

    @property
    def is_none(self) -> bool:
        """Whether both say the same."""
        return self == ReturnChanges()


def compare_returns(topic: Topic, before: Audit, after: Audit) -> ReturnChanges:
    """Compare two audits as they were returned.

    Marks, the numbers of actions, and areas that nobody wrote are no difference: earlier programs wrote those.
    """
    questions = (one.id for one in topic.questions)
    differing = tuple(one for one in questions if _said(before, one) != _said(after, one))
    old, new = (Counter(_plain(topic, one) for one in audit.actions) for audit in (before, after))
    gone, come = _by_question(old - new), _by_question(new - old)
    changed = (gone & come).total()
    planned = frozenset((gone | come).keys()) - {""}
    return ReturnChanges(differing, come.total() - changed, changed, gone.total() - changed, planned)


def moved_numbers(topic: Topic, before: Audit, after: Audit) -> tuple[tuple[str, str], ...]:
    """The former and the present number of each action whose number has moved. Both audits have the draft's ids."""
    then, now = action_numbers(topic, before), action_numbers(topic, after)
    return tuple((then[one], number) for one, number in now.items() if then.get(one, number) != number)


def moved_as_returned(topic: Topic, before: Audit, after: Audit) -> tuple[tuple[str, str], ...]:
    """As :func:`moved_numbers`, for two returns, whose ids do not outlast a change: only actions with the same words.

    Words that a return has twice say nothing of which is which.
    """
    then, now = _numbers_by_words(topic, before), _numbers_by_words(topic, after)
    return tuple((then[one], number) for one, number in now.items() if then.get(one, number) != number)


def _numbers_by_words(topic: Topic, audit: Audit) -> Mapping[Action, str]:
    numbers, times = action_numbers(topic, audit), Counter(_plain(topic, one) for one in audit.actions)
    plain = ((_plain(topic, one), numbers.get(one.id, "")) for one in audit.actions)
    return {words: number for words, number in plain if number and times[words] == 1}


def is_question_changed(topic: Topic, returned: Audit, audit: Audit, question: str) -> bool:
    """Whether the answer, files or actions of a question that is asked differ from what was ``returned``.

    It looks at nothing else, so that it can be asked after every save. ``audit`` is the whole draft.
    """
    found = topic.question(question)
    if found is None:
        return False
    alone = msgspec.structs.replace(topic, questions=(msgspec.structs.replace(found, show_when=()),))
    before, after = (_about_one(one, question) for one in (returned, audit))
    return not compare_returns(alone, before, as_returned(alone, after)).is_none


def _about_one(audit: Audit, question: str) -> Audit:
    return msgspec.structs.replace(
        audit,
        answers=(audit.answer(question),),
        actions=audit.actions_for(question),
        evidence=audit.evidence_for(question),
    )


class ActionChange(StrEnum):
    """What happened to an action since the return before."""

    ADDED = "added"
    CHANGED = "changed"


def differing_actions(topic: Topic, before: Audit, after: Audit) -> Mapping[str, ActionChange]:
    """By its number, each action in ``after`` that ``before`` has in no such words, and which of the two it is.

    As many of a question count as changed as ``before`` has that are gone: first those that keep their number.
    """
    come, gone = _only_in(topic, after, before), _only_in(topic, before, after)
    room, kept = Counter(one.question for one in gone), {(one.question, one.id) for one in gone}
    found: dict[str, ActionChange] = {}
    for action in sorted(come, key=lambda one: (one.question, one.id) not in kept):
        is_changed = room[action.question] > 0
        room[action.question] -= is_changed
        found[action.id] = ActionChange.CHANGED if is_changed else ActionChange.ADDED
    return found


def _only_in(topic: Topic, one: Audit, other: Audit) -> list[Action]:
    """The actions of ``one`` that ``other`` has in no such words."""
    left = Counter(_plain(topic, action) for action in other.actions)
    found: list[Action] = []
    for action in one.actions:
        plain = _plain(topic, action)
        if left[plain]:
            left[plain] -= 1
        else:
            found.append(action)
    return found


def _said(audit: Audit, question: str) -> tuple[Answer, frozenset[tuple[str, str, str]]]:
    answer = msgspec.structs.replace(audit.answer(question), marked_for_review=False, unconfirmed=False)
    return answer, frozenset((item.name, item.sha256, item.caption) for item in audit.evidence_for(question))


def _plain(topic: Topic, action: Action) -> Action:
    return msgspec.structs.replace(with_own_area(topic, action), id="")


def _by_question(actions: Counter[Action]) -> Counter[str]:
    return Counter(action.question for action in actions.elements())

"""What differs between two returns of one audit, in words that e-mails and shells share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from s11desk.domain.returns.return_changes import ReturnChanges
from s11desk.domain.topics.topic import Topic
from s11desk.wording.amounts import counted, first_few, listed

_FEW = 12
"""Numbers in one line."""


def changes_text(topic: Topic, changes: ReturnChanges) -> str:
    """For example: question 4 and question 5; 1 action added (question 4). Empty if nothing differs."""
    return "; ".join(part for part in (_questions(topic, changes.questions), plan_text(topic, changes)) if part)


def plan_text(topic: Topic, changes: ReturnChanges) -> str:
    """For example: 1 action added (question 8), so A2 is now A3. Empty if the plan is as it was."""
    parts = ((changes.added, "added"), (changes.changed, "changed"), (changes.removed, "removed"))
    what = ", ".join(f"{counted(count, 'action')} {how}" for count, how in parts if count)
    planned = [one.id for one in topic.questions if one.id in changes.planned]
    where = f" ({_questions(topic, planned)})" if what and planned else ""
    return f"{what}{where}{_moved(changes)}" if what else ""


def numbers_with_former(numbers: Mapping[str, str], former: Mapping[str, str], number: int) -> Mapping[str, str]:
    """``numbers`` by the ids of the actions, with those that have moved: A3 (A2 in return 1).

    ``former``: those in return ``number``, to which printed plans and letters refer.
    """
    return {
        one: now if former.get(one, now) == now else f"{now} ({former[one]} in return {number})"
        for one, now in numbers.items()
    }


def _moved(changes: ReturnChanges) -> str:
    named, more = first_few([f"{before} is now {now}" for before, now in changes.moved], _FEW)
    return f", so {listed([*named, *([f'{more} more have moved'] if more else [])], 'and')}" if named else ""


def _questions(topic: Topic, ids: Sequence[str]) -> str:
    named, more = first_few([f"question {topic.number_of(one)}" for one in ids], _FEW)
    return listed([*named, *([f"{more} more"] if more else [])], "and")

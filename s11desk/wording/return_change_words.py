"""What differs between two returns of one audit, in words that e-mails and shells share."""

from __future__ import annotations

from collections.abc import Sequence

from s11desk.domain.return_changes import ReturnChanges
from s11desk.domain.topic import Topic
from s11desk.wording.amounts import counted, first_few, listed

_FEW = 12
"""Numbers in one line."""


def changes_text(topic: Topic, changes: ReturnChanges) -> str:
    """For example: question 4 and question 5; 1 action added (question 4). Empty if nothing differs."""
    return "; ".join(part for part in (_questions(topic, changes.questions), plan_text(topic, changes)) if part)


def plan_text(topic: Topic, changes: ReturnChanges) -> str:
    """For example: 1 action added, 2 actions changed (question 8). Empty if the plan is as it was."""
    parts = ((changes.added, "added"), (changes.changed, "changed"), (changes.removed, "removed"))
    what = ", ".join(f"{counted(count, 'action')} {how}" for count, how in parts if count)
    planned = [one.id for one in topic.questions if one.id in changes.planned]
    return f"{what} ({_questions(topic, planned)})" if what and planned else what


def _questions(topic: Topic, ids: Sequence[str]) -> str:
    named, more = first_few([f"question {topic.number_of(one)}" for one in ids], _FEW)
    return listed([*named, *([f"{more} more"] if more else [])], "and")

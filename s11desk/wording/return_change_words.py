"""What differs between two returns of one audit, in words that e-mails and shells share."""

from __future__ import annotations

from s11desk.domain.return_changes import ReturnChanges
from s11desk.domain.topic import Topic
from s11desk.wording.amounts import counted, first_few, listed

_FEW = 12
"""Numbers in one line."""


def changes_text(topic: Topic, changes: ReturnChanges) -> str:
    """For example: question 4 and question 5; 1 action added. Empty if nothing differs."""
    numbers = [f"question {topic.number_of(one)}" for one in changes.questions]
    named, more = first_few(numbers, _FEW)
    named += [f"{more} more"] if more else []
    return "; ".join(part for part in (listed(named, "and"), actions_text(changes)) if part)


def actions_text(changes: ReturnChanges) -> str:
    """For example: 1 action added, 2 actions changed. Empty if the plan is as it was."""
    parts = ((changes.added, "added"), (changes.changed, "changed"), (changes.removed, "removed"))
    return ", ".join(f"{counted(count, 'action')} {what}" for count, what in parts if count)

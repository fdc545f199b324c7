"""What has changed since the return that an approver read before, or an officer sent back, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from s11desk.domain.returns.return_changes import ActionChange, ReturnChanges, differing_actions
from s11desk.domain.returns.wanted_words import WHOLE, split_wanted
from s11desk.wording.dates import local_day
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.receiving.returns.corrected_return import CorrectedReturn
    from s11desk.app.returns.approving.opened_returns import ReturnTrace
    from s11desk.domain.audits.audit import Audit
    from s11desk.domain.topics.topic import Topic

ASKED = "You asked: “{words}”"
ACTION_CHANGES = {
    ActionChange.ADDED: "New since return {number}",
    ActionChange.CHANGED: "Changed since return {number}",
}
_ADDED, _CHANGED, _REMOVED = "it has a new action", "its action has changed", "an action was taken out"
_LONGEST = 160


def find_since(topic: Topic, trace: ReturnTrace, now: Audit) -> Since | None:
    """What differs since the return that the approver read before; None if that is not known."""
    if trace.before is None or trace.earlier is None or trace.changes is None:
        return None
    before = ReturnBefore(
        trace.before.number,
        f"which you read on {local_day(trace.before.opened)}",
        split_wanted(topic, trace.before.asked_words),
    )
    return Since(topic, before, trace.earlier, trace.changes, now)


def since_sent_back(topic: Topic, corrected: CorrectedReturn) -> Since:
    """What differs since the return that the officer sent back."""
    asked: dict[str, str] = {}
    for reason in corrected.review.reasons:
        place = reason.question if topic.question(reason.question) is not None else WHOLE
        asked[place] = " ".join(filter(None, (asked.get(place, ""), reason.text)))
    words = f"which you sent back on {local_day(corrected.review.at)}"
    before = ReturnBefore(corrected.number, words, asked)
    return Since(topic, before, corrected.earlier, corrected.changes, corrected.now)


@dataclass(frozen=True, slots=True)
class ReturnBefore:
    """The return before. ``words``: how the person knows it. ``asked``: for what they asked then, by question."""

    number: int
    words: str
    asked: Mapping[str, str]


class Since:
    """What differs between ``before`` and the return of ``now``. ``earlier``: what ``before`` said."""

    def __init__(self, topic: Topic, before: ReturnBefore, earlier: Audit, changes: ReturnChanges, now: Audit) -> None:
        self.topic, self.number, self.earlier = topic, before.number, earlier
        self.changes, self.when = changes, f"return {before.number}, {before.words}"
        self.actions: Mapping[str, ActionChange] = differing_actions(topic, earlier, now)
        self.asked: Mapping[str, str] = before.asked
        self._questions = {action.id: action.question for action in now.actions}

    @property
    def asked_questions(self) -> tuple[str, ...]:
        """The ids of the questions that the approver asked about, in the topic's order."""
        return tuple(one.id for one in self.topic.questions if one.id in self.asked)

    @property
    def others(self) -> tuple[str, ...]:
        """The ids of the questions whose answer has changed without that."""
        return tuple(one for one in self.changes.questions if one not in self.asked)

    def asked_line(self, question: str) -> str:
        """What came of it, and what was asked, such as: Question 5: changed. You asked: “Say when”."""
        words = " ".join(self.asked[question].split())
        words = words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"
        number = self.topic.number_of(question)
        return f"Question {number}: {self._what_came(question)}. {ASKED.format(words=words)}"

    def line(self, question: str) -> str:
        """A question that nobody asked about: its number and its text."""
        found = self.topic.question(question)
        return f"Question {self.topic.number_of(question)}: {short_line(found.text) if found is not None else ''}"

    @property
    def whole(self) -> str:
        """What was asked for about the whole return; empty if nothing was."""
        return ASKED.format(words=self.asked[WHOLE]) if WHOLE in self.asked else ""

    def mark(self, question: str) -> str:
        """The mark below the title of a question that has changed, such as: Changed since return 1."""
        if question in self.changes.questions:
            return f"Changed since return {self.number}"
        what = self._what_of_plan(question)
        return f"{what[0].upper()}{what[1:]} since return {self.number}"

    def _what_came(self, question: str) -> str:
        if question in self.changes.questions:
            return "changed"
        return self._what_of_plan(question) if question in self.changes.planned else "not changed"

    def _what_of_plan(self, question: str) -> str:
        kinds = {kind for action, kind in self.actions.items() if self._questions.get(action) == question}
        if not kinds:
            return _REMOVED
        return _ADDED if kinds == {ActionChange.ADDED} else _CHANGED

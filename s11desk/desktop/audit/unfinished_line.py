"""The line which says what a question still needs, for a person who goes on from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from s11desk.desktop.messages.state_words import gap_text
from s11desk.desktop.messages.unparsed_words import unparsed_words
from s11desk.desktop.pages.unparsed import gaps_beside, unparsed_of_question
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.desktop.saving.undo_actions import ShownChange
from s11desk.domain.audits.completeness import Gap, GapCode
from s11desk.domain.audits.flow import Step, StepState, step_state
from s11desk.domain.audits.own_gaps import own_question_gaps
from s11desk.domain.topics.topic import Topic
from s11desk.wording.amounts import listed

_MOST = 2


def say_unfinished(view: QWidget, open_draft: OpenDraft, left: Step, show: Callable[[ShownChange], None]) -> None:
    """Once the next page is shown and all is saved, ``show`` what the question of ``left`` still needs, if anything.

    A question that nobody has begun needs no line: the list of steps shows it.
    """

    def saved(_is_saved: bool) -> None:  # noqa: FBT001 - the callback of the draft
        words = unfinished_words(open_draft, left) if shiboken6.isValid(view) else ""
        if words:
            show(ShownChange(left, words, is_lacking=True))

    QTimer.singleShot(0, view, lambda: open_draft.finish(saved))


def unfinished_words(open_draft: OpenDraft, step: Step) -> str:
    """For example: Question 9 still needs something: Give the reason for “Not applicable”. Empty if nothing is."""
    topic, audit = open_draft.draft.topic, open_draft.draft.audit
    question = topic.question(step.question)
    texts = unparsed_of_question(open_draft, step.question)
    if question is None or not (texts or step_state(topic, audit, step) is StepState.IN_PROGRESS):
        return ""
    gaps = gaps_beside(open_draft, texts, own_question_gaps(topic, audit, question))
    needed = ". ".join(filter(None, (*(unparsed_words(one.text, one.kind) for one in texts), gap_words(topic, gaps))))
    return f"Question {topic.number_of(question.id)} still needs something: {needed}" if needed else ""


def gap_words(topic: Topic, gaps: Sequence[Gap]) -> str:
    """Name the first few ``gaps``. What lacks in the action plan is named together."""
    unfinished = [gap for gap in gaps if gap.code is GapCode.ACTION_UNFINISHED]
    details = dict.fromkeys(f"“{gap.detail}”" for gap in unfinished)
    texts = [gap_text(topic, gap) for gap in gaps if gap not in unfinished]
    texts += [f"Fill in {listed(details, 'and')} in the action plan"] if details else []
    return ". ".join(list(dict.fromkeys(texts))[:_MOST])

"""What a corrected return says now where it said something else before it was sent back, question by question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from s11desk.desktop.pages.check.answer_words import answer_lines
from s11desk.desktop.pages.check.planned_lines import planned_lines
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.text.text_parts import Kind, breakable, label
from s11desk.desktop.theme.theme import Theme
from s11desk.wording.plain_text import one_line, short_line

if TYPE_CHECKING:
    from s11desk.app.receiving.returns.corrected_return import CorrectedReturn
    from s11desk.domain.audits.audit import Audit
    from s11desk.domain.topics.topic import Question, Topic

WHERE_WHOLE = "In “Read the whole return” each of these questions is marked, with the earlier answer below it."
_NO_ACTION = "No action."
_LONGEST = 220
"""Characters of each line of an answer."""


@dataclass(frozen=True, slots=True)
class ChangedQuestion:
    """``title``: its number and its text. ``before`` and ``now``: the answer, or its actions if only these differ."""

    title: str
    before: Sequence[str]
    now: Sequence[str]


def changed_answers(topic: Topic, corrected: CorrectedReturn) -> tuple[ChangedQuestion, ...]:
    """Every question whose answer, files or actions differ, in the topic's order."""
    changed = [one for one in topic.questions if corrected.changes.is_changed(one.id)]
    return tuple(
        ChangedQuestion(
            short_line(f"Question {topic.number_of(one.id)}: {one.text}"),
            _said(topic, corrected.earlier, one, corrected),
            _said(topic, corrected.now, one, corrected),
        )
        for one in changed
    )


def _said(topic: Topic, audit: Audit, asked: Question, corrected: CorrectedReturn) -> tuple[str, ...]:
    answer = answer_lines(topic, audit, asked) if asked.id in corrected.changes.questions else ()
    planned = planned_lines(topic, audit, asked) or (_NO_ACTION,) if asked.id in corrected.changes.planned else ()
    return tuple(map(_short, (*answer, *planned)))


def _short(line: str) -> str:
    words = one_line(line)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"


class ChangedAnswer(QWidget):
    """One of these questions on the page of the return."""

    def __init__(self, theme: Theme, one: ChangedQuestion) -> None:
        super().__init__()
        layout = column(self, theme, spacing=2)
        layout.addWidget(label(breakable(one.title), Kind.STRONG))
        layout.addWidget(label(breakable("\n".join(("Before:", *one.before))), Kind.QUIET))
        layout.addWidget(label(breakable("\n".join(("Now:", *one.now)))))

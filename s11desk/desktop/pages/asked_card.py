"""The card on the first page of a colleague's questions: who asks, and what they wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from s11desk import app
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, label
from s11desk.wording.amounts import counted
from s11desk.wording.plain_text import short_line, shown_text

if TYPE_CHECKING:
    from s11desk.app.audits.drafts import Draft
    from s11desk.domain.asking.asked_questions import QuestionsAsked

_HOW = (
    "Only these questions are here. When you have answered, “Send back my answers” makes a file for your colleague. If "
    "something is unclear, ask the colleague who sent you the questions."
)


class AskedCard(Card):
    """The card. What the colleague wrote comes from the worker."""

    def __init__(self, services: Services, draft: Draft) -> None:
        asked = counted(len(draft.topic.questions), "question")
        heading = f"Your colleague at {short_line(draft.audit.agency)} asks you {asked}"
        super().__init__(services.theme, heading=heading, spacing=6)
        self._line = label("")
        self._line.hide()
        self.column.addWidget(self._line)
        self.column.addWidget(label(_HOW, Kind.QUIET))
        audit_id = draft.audit.id
        services.jobs.look_up(self, lambda workspace, _: app.questions_of(workspace, audit_id), self._show)

    def _show(self, asked: QuestionsAsked) -> None:
        if asked.line:
            self._line.setText(f"“{shown_text(asked.line)}”")
            self._line.show()

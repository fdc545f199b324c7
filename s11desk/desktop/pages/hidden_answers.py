"""The answers to questions that are no longer asked, on "Check your answers": one click removes each."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.desktop.inputs.leftover_row import LeftoverRow
from s11desk.desktop.parts.announcing import announce
from s11desk.desktop.parts.layouts import column, empty
from s11desk.desktop.parts.services import Services
from s11desk.desktop.saving.edits import Key
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.audit import Answer
from s11desk.domain.visibility import hidden_answers
from s11desk.wording.answer_texts import answer_texts
from s11desk.wording.plain_text import short_line


class HiddenAnswers(QWidget):
    """A line and a link for each answer. Hidden without any."""

    def __init__(self, services: Services, open_draft: OpenDraft) -> None:
        super().__init__()
        self._theme, self._open_draft = services.theme, open_draft
        self._layout = column(self, services.theme, spacing=8)
        self.hide()

    def refresh(self) -> None:
        """Show the answers of the open draft that its questions no longer ask for."""
        draft = self._open_draft.draft
        empty(self._layout)
        answers = hidden_answers(draft.topic, draft.audit)
        for answer in answers:
            self._add_line(answer)
        self.setVisible(bool(answers))

    def _add_line(self, answer: Answer) -> None:
        topic = self._open_draft.draft.topic
        question, number = topic.question(answer.question), topic.number_of(answer.question)
        whose = f"your answer to question {number}, which is not asked now"
        row = LeftoverRow(self._theme, whose)
        row.remove.setAccessibleName(f"Remove your answer to question {number}")
        row.removed.connect(partial(self._remove, answer.question, number))
        self._layout.addWidget(row)
        texts = answer_texts(topic, question, answer) if question is not None else ()
        row.show_words(short_line(", ".join((*texts, *filter(None, (answer.reason, answer.comment))))) or "…")

    def _remove(self, question: str, number: str) -> None:
        self._open_draft.forget(Key(Answer, question))
        audit_id = self._open_draft.draft.audit.id
        self._open_draft.perform(
            lambda workspace, _: app.save_answer(workspace, audit_id, Answer(question)),
            on_ok=lambda _: announce(self, f"Your answer to question {number} is removed"),
            listener=self,
        )

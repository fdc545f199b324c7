"""Answers and files of questions that are no longer asked, on "Check your answers": one click removes each."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.desktop.inputs.answers.leftover_row import LeftoverRow
from s11desk.desktop.parts.layout.layouts import column, empty
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.saving.edits import Key
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.audits.audit import Answer, Evidence
from s11desk.domain.audits.visibility import hidden_answers, hidden_evidence
from s11desk.wording.amounts import listed
from s11desk.wording.audits.answer_texts import answer_texts
from s11desk.wording.plain_text import short_line


class HiddenAnswers(QWidget):
    """A line and a link for each answer and each file. Hidden without any."""

    def __init__(self, services: Services, open_draft: OpenDraft) -> None:
        super().__init__()
        self._theme, self._open_draft = services.theme, open_draft
        self._layout = column(self, services.theme, spacing=8)
        self.hide()

    def refresh(self) -> None:
        """Show the answers and the files of the open draft that its questions no longer ask for."""
        draft = self._open_draft.draft
        empty(self._layout)
        answers = hidden_answers(draft.topic, draft.audit)
        files = hidden_evidence(draft.topic, draft.audit)
        for answer in answers:
            self._add_answer(answer)
        for item in files:
            self._add_file(item)
        self.setVisible(bool(answers or files))

    def _add_answer(self, answer: Answer) -> None:
        topic = self._open_draft.draft.topic
        question, number = topic.question(answer.question), topic.number_of(answer.question)
        row = self._row(
            f"your answer to question {number}, which is not asked now", f"your answer to question {number}"
        )
        row.removed.connect(partial(self._remove, answer.question, number))
        texts = answer_texts(topic, question, answer) if question is not None else ()
        row.show_words(short_line(", ".join((*texts, *filter(None, (answer.reason, answer.comment))))) or "…")

    def _add_file(self, item: Evidence) -> None:
        topic = self._open_draft.draft.topic
        numbers = listed((f"question {topic.number_of(name)}" for name in item.questions), "and")
        row = self._row(f"attached to {numbers}, which {_is(item.questions)} not asked now", item.name)
        row.removed.connect(partial(self._detach, item))
        row.show_words(short_line(item.name))

    def _row(self, whose: str, what: str) -> LeftoverRow:
        row = LeftoverRow(self._theme, whose)
        row.remove.setAccessibleName(f"Remove {short_line(what)}")
        self._layout.addWidget(row)
        return row

    def _detach(self, item: Evidence) -> None:
        audit_id = self._open_draft.draft.audit.id
        self._open_draft.perform(
            lambda workspace, _: app.detach(workspace, audit_id, item.id),
            on_ok=lambda _: announce(self, f"{short_line(item.name)} is removed"),
            listener=self,
        )

    def _remove(self, question: str, number: str) -> None:
        self._open_draft.forget(Key(Answer, question))
        audit_id = self._open_draft.draft.audit.id
        self._open_draft.perform(
            lambda workspace, _: app.save_answer(workspace, audit_id, Answer(question)),
            on_ok=lambda _: announce(self, f"Your answer to question {number} is removed"),
            listener=self,
        )


def _is(questions: tuple[str, ...]) -> str:
    return "is" if len(questions) == 1 else "are"

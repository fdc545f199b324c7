"""The form that sends a return back: what to correct, question by question, and by when."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from s11desk.desktop.inputs.enter_key import enter_goes_to, enter_presses
from s11desk.desktop.inputs.fields import DateField, ListField, TextField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.receiving.returns.request_draft import RequestDraft, TypedReason
from s11desk.desktop.receiving.set_up.signature_form import signature_row
from s11desk.domain.england_time import england_day
from s11desk.domain.receiving.desk_values import ReviewReason, ReviewState
from s11desk.domain.text.blank_text import is_blank_text
from s11desk.domain.text.text_limits import MESSAGE_LIMIT
from s11desk.wording.desk.count_effect_words import then_sentence
from s11desk.wording.desk.reply_post_words import NO_SIGNATURE, question_choice

if TYPE_CHECKING:
    from s11desk.app.receiving.returns.desk_return import ReturnSeen
    from s11desk.desktop.receiving.open_desk import OpenDesk
    from s11desk.desktop.theme.theme import Theme

_ABOUT = (
    "The agency gets your words beside its questions. It corrects its answers and sends a second return. Until then "
    "this one does not count."
)
_EMPTY = "Write what they should correct"
_PAST = "This day is over. Choose a later one, or leave it empty"
_WHOLE = "The return as a whole"
_LATER = "Leave it empty to make the signed request later, on the page “Replies”."


_SENDING = "Records it, and makes the letter and the signed file"


class RequestForm(Card):
    """``entered``: the reasons, the day or None, and the passphrase, which may be empty. ``cancelled``: not now.

    ``changed``: something else is typed. ``draft``: what is typed, kept for when the form is built again.
    """

    entered = Signal(object, object, str)
    cancelled = Signal()
    changed = Signal()

    def __init__(self, services: Services, desk: OpenDesk, seen: ReturnSeen, draft: RequestDraft) -> None:
        super().__init__(services.theme, heading="Send it back to be corrected", kind=Kind.HEADING, spacing=10)
        self._theme, self._desk, self._draft = services.theme, desk, draft
        topic, has_identity = seen.topic, seen.has_identity
        self._questions = {"": _WHOLE, **{one.id: question_choice(topic, one.id) for one in topic.questions}}
        self.column.addWidget(label(_ABOUT))
        then = then_sentence(seen.effects[ReviewState.SENT_BACK], seen.line.reference)
        if then:
            self.column.addWidget(label(f"{then} If it should not count either, open it and choose so.", Kind.STRONG))
        self.reasons: list[_ReasonRows] = []
        self._list = QWidget()
        self._rows = column(self._list, self._theme, spacing=12)
        self.column.addWidget(self._list)
        for reason in draft.reasons:
            self._add(reason)
        self.more = button("Add another point", "link")
        self.more.clicked.connect(self._add_another)
        self.column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._add_due(self.column)
        self.signature = signature_row(services, desk, _LATER) if has_identity else None
        if self.signature is not None:
            self.column.addWidget(self.signature)
        elif not has_identity:
            self.column.addWidget(label(NO_SIGNATURE, Kind.QUIET))
        self._add_buttons(self.column)

    def _add_due(self, layout: QVBoxLayout) -> None:
        self.due = DateField(self._theme)
        self.due.line.setObjectName("request-due")
        self.due.line.setText(self._draft.due)
        self.due.typed.connect(self._keep_due)
        self._due_row = FormRow(
            self._theme,
            "By when?",
            self.due,
            hint="For example 31 January 2027. What comes by this day is not late.",
            optional=True,
        )
        layout.addWidget(self._due_row)

    def _add_buttons(self, layout: QVBoxLayout) -> None:
        row = WrappingRow(self._theme.pixels(12))
        self.send = button("Send it back", "primary", name="Send it back with these words", described=_SENDING)
        self.send.clicked.connect(self._enter)
        if self.signature is not None:
            enter_presses(self.send, self.signature.field)
        enter_goes_to(self.signature.field if self.signature is not None else self.send, self.due)
        self.cancel = button("Cancel", "link", name="Cancel, do not send it back")
        self.cancel.clicked.connect(self.cancelled)
        row.addWidget(self.send)
        row.addWidget(self.cancel)
        layout.addLayout(row)

    def _add(self, reason: TypedReason) -> None:
        rows = _ReasonRows(self._theme, self._questions, reason, len(self.reasons) + 1)
        rows.removed.connect(lambda: self._remove(rows))
        rows.changed.connect(self.changed)
        self.reasons.append(rows)
        self._rows.addWidget(rows)
        self._show_remove()

    def _add_another(self) -> None:
        reason = TypedReason()
        self._draft.reasons.append(reason)
        self._add(reason)
        self.reasons[-1].show()
        self.reasons[-1].question.setFocus()

    def _remove(self, rows: _ReasonRows) -> None:
        self._draft.reasons.remove(rows.reason)
        self.reasons.remove(rows)
        self._rows.removeWidget(rows)
        rows.hide()
        rows.deleteLater()
        self._show_remove()
        self.changed.emit()
        self.reasons[-1].question.setFocus()

    def _show_remove(self) -> None:
        for rows in self.reasons:
            rows.remove.setVisible(len(self.reasons) > 1)

    def _keep_due(self) -> None:
        self._draft.due = self.due.line.text()
        self._due_row.show_problem("")
        self.changed.emit()

    def _enter(self) -> None:
        due = self.due.value()
        problem = self.due.mistake() or self._past(due)
        self._due_row.show_problem(problem)
        empty = [rows for rows in self.reasons if is_blank_text(rows.reason.text)]
        for rows in self.reasons:
            rows.show_problem(_EMPTY if rows in empty else "")
        if empty:
            empty[0].text.setFocus()
        elif problem:
            self.due.setFocus()
        else:
            typed = self.signature.field.text() if self.signature is not None else ""
            given = tuple(ReviewReason(one.text, one.question) for one in self._draft.reasons)
            self.entered.emit(given, due, typed)

    def _past(self, due: dt.date | None) -> str:
        return _PAST if due is not None and due < england_day(self._desk.clock()) else ""


class _ReasonRows(QWidget):
    """One point: the question that it is about, and the words for the agency. ``number``: of the point, from 1."""

    removed = Signal()
    changed = Signal()

    def __init__(self, theme: Theme, questions: dict[str, str], reason: TypedReason, number: int) -> None:
        super().__init__()
        self.reason = reason
        layout = column(self, theme, spacing=6)
        self.question = ListField(questions)
        self.question.setSizeAdjustPolicy(ListField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.question.setMinimumContentsLength(20)
        self.question.show_value(reason.question)
        self.question.currentIndexChanged.connect(lambda _: self._keep())
        layout.addWidget(FormRow(theme, f"Point {number}: which question is it about?", self.question))
        self.text = TextField(theme, lines=3, limit=MESSAGE_LIMIT)
        self.text.show_value(reason.text)
        self.text.typed.connect(self._keep)
        self._text_row = FormRow(theme, f"Point {number}: what should they correct?", self.text)
        layout.addWidget(self._text_row)
        self.remove = button("Remove this point", "link", name=f"Remove point {number}")
        self.remove.clicked.connect(self.removed)
        self.remove.hide()
        layout.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)

    def show_problem(self, problem: str) -> None:
        """Show what is wrong with the words. An empty text removes it."""
        self._text_row.show_problem(problem)

    def _keep(self) -> None:
        self.reason.question, self.reason.text = self.question.value(), self.text.value()
        self.changed.emit()
        if not is_blank_text(self.reason.text):
            self.show_problem("")

"""What the PDF cannot show as it was typed, named on "Check your answers". It never stops a return."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.desktop.messages.place_words import FIELDS, where_words
from s11desk.desktop.messages.unprintable_words import letters_line
from s11desk.desktop.parts.layout.first_few import add_first_few
from s11desk.desktop.parts.layout.layouts import column, empty
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, escape_shortcut_marks, label
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.audits.audit_texts import TextPlace
from s11desk.domain.audits.flow import ACTION_PLAN, Step, StepKind

if TYPE_CHECKING:
    from s11desk.app.audits.unprintable_texts import UnprintableText
    from s11desk.domain.audits.audit_texts import AuditText

_ABOUT = (
    "The PDF has no letters for these, and shows a number like [U+4E2D] for each. Your return also carries the text as "
    "you typed it. You can leave it, or write it in other letters."
)


class UnprintablePanel(QWidget):
    """The list of texts. ``wanted`` carries the :class:`ResumePoint` of a text that the person wants to change."""

    wanted = Signal(object)

    def __init__(self, services: Services, open_draft: OpenDraft) -> None:
        super().__init__()
        self._services, self._open_draft = services, open_draft
        layout = column(self, services.theme, spacing=8)
        layout.addWidget(label("Some letters cannot be printed", Kind.HEADING))
        layout.addWidget(label(_ABOUT, Kind.QUIET))
        self._holder = QWidget()
        self._list = column(self._holder, services.theme, spacing=8)
        layout.addWidget(self._holder)
        self.hide()

    def refresh(self) -> None:
        """Look through the saved draft again, away from the window: a typeface is read for it."""
        audit_id = self._open_draft.draft.audit.id
        self._services.jobs.look_up(
            self, lambda workspace, _: app.find_unprintable_texts(workspace, audit_id), self._show, lambda _: None
        )

    def _show(self, found: tuple[UnprintableText, ...]) -> None:
        self.setVisible(bool(found))
        empty(self._list)
        add_first_few(self._list, [partial(self._line, one) for one in found], "texts")

    def _line(self, found: UnprintableText) -> QWidget:
        place, shown = found.place, letters_line(found.characters)
        if not place.question and place.where is TextPlace.PERSON:
            return label(f"The name of your organisation: {shown}")
        draft = self._open_draft.draft
        where = where_words(draft.topic, draft.audit, place.question, place.where, place.item)
        line = button(escape_shortcut_marks(f"{where}: {shown}"), "link")
        line.clicked.connect(lambda: self.wanted.emit(_resume_point(place)))
        return line


def _resume_point(place: AuditText) -> app.ResumePoint:
    on_plan = place.where is TextPlace.ACTION and not place.question
    step = ACTION_PLAN if on_plan else Step(StepKind.QUESTION, place.question)
    field = f"caption-{place.item}" if place.where is TextPlace.CAPTION else FIELDS.get(place.where, "")
    return app.ResumePoint(step, field=field, caret=0)

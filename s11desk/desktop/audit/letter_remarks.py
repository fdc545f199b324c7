"""Says at each field of a page which letters of its text the PDF cannot show, while the person still knows what they
meant.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from s11desk import app
from s11desk.desktop.inputs.answers.table_input import TableInput
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.messages.place_words import FIELDS
from s11desk.desktop.messages.unprintable_words import unprintable_words
from s11desk.desktop.pages.page import Page
from s11desk.desktop.saving.jobs import JobRunner
from s11desk.domain.audits.audit_texts import TextPlace
from s11desk.domain.audits.flow import StepKind

_PAUSE = 150
"""Milliseconds between two looks whether the mouse button is up: nothing moves under a click."""
_TYPED_ON = {StepKind.QUESTION, StepKind.ACTION_PLAN}
_NOT_PRINTED = {FIELDS[TextPlace.NOTE], "narrow"}
"""The object names of fields whose texts stay on this computer."""

_Part = FormRow | TableInput


class LetterRemarks:
    """The remarks on the page that is shown. The letters of each text are looked up once."""

    def __init__(self, jobs: JobRunner) -> None:
        self._jobs = jobs
        self._known: dict[str, tuple[str, ...]] = {}

    def look(self, page: Page) -> None:
        """Look at all texts of ``page``: it shows another question, or a text was saved."""
        if page.step.kind not in _TYPED_ON:
            return
        texts = {part.printed_text() for part in _parts(page)}
        unusual = {text for text in texts if app.has_unusual_letters(text)}
        self._known = {text: letters for text, letters in self._known.items() if text in unusual}
        wanted = tuple(unusual - self._known.keys())
        self._show(page)
        if wanted:
            self._jobs.look_up(
                page.visit,
                lambda _workspace, _: {text: app.unprintable_letters((text,)) for text in wanted},
                lambda found: self._take(page, found),
                lambda _: None,
            )

    def _take(self, page: Page, found: Mapping[str, tuple[str, ...]]) -> None:
        self._known.update(found)
        self._show(page)

    def _show(self, page: Page) -> None:
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            QTimer.singleShot(_PAUSE, page.visit, lambda: self._show(page))
            return
        for part in _parts(page):
            text = part.printed_text()
            if text in self._known or not app.has_unusual_letters(text):
                part.show_remark(unprintable_words(self._known.get(text, ())))


def _parts(page: QWidget) -> list[_Part]:
    rows = (row for row in page.findChildren(FormRow) if row.entry.objectName() not in _NOT_PRINTED)
    return [*rows, *page.findChildren(TableInput)]

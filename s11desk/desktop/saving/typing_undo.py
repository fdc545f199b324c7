"""Undoes what was typed on the page, a word at a time, as long as nothing else has changed since."""

from __future__ import annotations

import shiboken6
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from s11desk.desktop.saving.open_draft import OpenDraft

_TextInput = QLineEdit | QPlainTextEdit


class TypingUndo:
    """Knows the field in which the last change was typed. A saved change would take back everything typed there."""

    def __init__(self, open_draft: OpenDraft) -> None:
        self._open_draft = open_draft
        self._left: QWidget | None = None
        self._noted = 0

    def note_left(self, field: QWidget) -> None:
        """Note that the keyboard leaves ``field``, if something was typed in it."""
        if isinstance(field, _TextInput) and self._noted != self._open_draft.typed:
            self._left, self._noted = field, self._open_draft.typed

    def undo(self, page: QWidget | None) -> bool:
        """Undo the last word in the field of ``page`` that has the keyboard or had it last. False if there is none."""
        field = self._field(page)
        if field is None:
            return False
        field.setFocus()
        field.undo()
        return True

    def _field(self, page: QWidget | None) -> _TextInput | None:
        if page is None or not self._open_draft.typed:
            return None
        for field in (page.window().focusWidget(), self._left):
            if not isinstance(field, _TextInput) or not shiboken6.isValid(field):
                continue
            if page.isAncestorOf(field) and _may_undo(field):
                return field
        return None


def _may_undo(field: _TextInput) -> bool:
    if isinstance(field, QPlainTextEdit):
        return field.document().isUndoAvailable()
    return field.isUndoAvailable()

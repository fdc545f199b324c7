"""Text that a person has typed on a page and that is saved nowhere yet, such as the name for a new audit.

A change of colours or sizes builds every page again. The new page is filled with the text of the old one.
Text of an answer is not kept here: the open draft holds it.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6 import QtWidgets
from PySide6.QtWidgets import QWidget


class Foldable(QWidget):
    """A part of a page with a form that a button shows."""

    def unfold(self) -> None:
        """Show the form."""
        raise NotImplementedError


_SHOWN = "text-shown-first"


class _Line(NamedTuple):
    """``text``: None if the person has not changed it: the new page then shows what it has read itself."""

    text: str | None
    caret: int
    has_focus: bool


class HalfTyped:
    """The text in the visible lines of ``page``. Each line is known by its object name, which is unique on a page."""

    def __init__(self, page: QWidget) -> None:
        fields = (
            field for field in page.findChildren(QtWidgets.QLineEdit) if field.objectName() and field.isVisibleTo(page)
        )
        self._lines = {
            field.objectName(): _Line(_typed(field), field.cursorPosition(), field.hasFocus()) for field in fields
        }

    def fill(self, page: QWidget) -> None:
        """Fill the lines of ``page`` that have the same names, and show the forms that they are in."""
        for field in page.findChildren(QtWidgets.QLineEdit):
            line = self._lines.get(field.objectName())
            if line is not None:
                if line.text is not None:
                    field.setText(line.text)
                field.setCursorPosition(line.caret)
                _unfold_around(field)
                if line.has_focus:
                    field.setFocus()


def note_shown(page: QWidget) -> None:
    """Note what the lines of a page show before anybody types, so that only what was typed counts as typed."""
    for field in page.findChildren(QtWidgets.QLineEdit):
        field.setProperty(_SHOWN, field.text())


def _typed(field: QtWidgets.QLineEdit) -> str | None:
    return None if field.property(_SHOWN) == field.text() else field.text()


def has_typed_words(field: QWidget | None) -> bool:
    """Whether ``field`` is one for text and has some."""
    match field:
        case QtWidgets.QLineEdit():
            return bool(field.text())
        case QtWidgets.QPlainTextEdit() | QtWidgets.QTextEdit():
            return not field.isReadOnly() and not field.document().isEmpty()
        case _:
            return False


def _unfold_around(field: QWidget) -> None:
    around = field.parentWidget()
    while around is not None:
        if isinstance(around, Foldable):
            around.unfold()
        around = around.parentWidget()

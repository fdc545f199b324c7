"""Text that a person has typed on a page and that is saved nowhere yet, such as the name for a new audit.

A change of colours or sizes builds every page again. The new page is filled with the text of the old one. A page can
also set its text aside when the person leaves it, and has it again when it is opened the next time.
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
STILL_HERE = "What you typed on this page before is still here. It is not kept yet."


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

    def without_secrets(self, page: QWidget) -> HalfTyped | None:
        """What was typed, to be set aside when ``page`` is left: no passphrase. None if nothing was typed."""
        shown = QtWidgets.QLineEdit.EchoMode.Normal
        plain = {one.objectName() for one in page.findChildren(QtWidgets.QLineEdit) if one.echoMode() == shown}
        lines = {name: one for name, one in self._lines.items() if one.text is not None and name in plain}
        self._lines = {name: one._replace(has_focus=False) for name, one in lines.items()}
        return self if self._lines else None

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


class SetAside:
    """What is typed on one page and kept nowhere, from when the person leaves it to when they open it again.

    ``kept``: that of all such pages; it lasts longer than any of them. ``name``: of this page.
    """

    def __init__(self, kept: dict[str, HalfTyped], name: str) -> None:
        self._kept, self._name = kept, name

    def put(self, page: QWidget) -> bool:
        """Set aside what is typed on ``page``. Whether there is anything."""
        typed = HalfTyped(page).without_secrets(page)
        if typed is not None:
            self._kept[self._name] = typed
        return typed is not None

    def take(self, page: QWidget) -> bool:
        """Fill ``page`` with what was set aside. Whether there was anything."""
        typed = self._kept.pop(self._name, None)
        if typed is not None:
            typed.fill(page)
        return typed is not None


def note_shown(page: QWidget) -> None:
    """Note what the lines of a page show before anybody types, so that only what was typed counts as typed."""
    for field in page.findChildren(QtWidgets.QLineEdit):
        field.setProperty(_SHOWN, field.text())


def has_typed_lines(page: QWidget) -> bool:
    """Whether a line of the page has something that the page did not show by itself."""
    return HalfTyped(page).without_secrets(page) is not None


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

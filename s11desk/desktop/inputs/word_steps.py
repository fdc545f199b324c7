"""Undo in a text field takes back one word. Qt takes back all that was typed since the caret last moved."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier


class WordSteps:
    """Groups the keys typed into ``field`` by words, each word with the space after it."""

    def __init__(self, field: QPlainTextEdit) -> None:
        self._field = field
        self._typed_to = -1

    @contextmanager
    def step(self, event: QKeyEvent) -> Iterator[None]:
        """Let the field take a key within this. A key that goes on with a word joins the step of that word."""
        if not is_text(event) or self._field.isReadOnly():
            self._typed_to = -1
            yield
            return
        caret = self._field.textCursor()
        goes_on = caret.position() == self._typed_to and not caret.hasSelection()
        group = QTextCursor(self._field.document())
        if goes_on and not begins_word(_letter_before(caret), event):
            group.joinPreviousEditBlock()
        else:
            group.beginEditBlock()
        yield
        group.endEditBlock()
        self._typed_to = self._field.textCursor().position()


def begins_word(before: str, event: QKeyEvent) -> bool:
    """Whether the key begins a word after the text ``before``, which is not the first."""
    return bool(before) and before[-1].isspace() and is_text(event) and not event.text().isspace()


def is_text(event: QKeyEvent) -> bool:
    """Whether the key types something, and is no command."""
    is_command = bool(event.modifiers() & _HELD) and not event.modifiers() & Qt.KeyboardModifier.AltModifier
    return bool(event.text()) and event.text().isprintable() and not is_command


def _letter_before(caret: QTextCursor) -> str:
    document = caret.document()
    return str(document.characterAt(caret.position() - 1)) if caret.position() else ""

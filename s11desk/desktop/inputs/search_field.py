"""A line for words to search for, and a button that clears it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from s11desk.desktop.inputs.fields import LineField
from s11desk.desktop.parts.text.text_parts import button
from s11desk.override import override


class SearchField(LineField):
    """Escape clears the words. Down and Enter emit ``down_pressed``: the person goes on to the list."""

    down_pressed = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.down_pressed.emit()
        else:
            super().keyPressEvent(event)


def clear_link(field: SearchField, name: str) -> QPushButton:
    """Make the button that clears ``field``. It is visible while there is text.

    Qt's own clear button has no accessible name, does not grow with the text, and is too small a target.
    """
    link = button("Clear", "link", name=name)
    link.clicked.connect(field.clear)
    link.clicked.connect(field.setFocus)
    link.hide()
    field.textChanged.connect(lambda text: link.setVisible(bool(text)))
    return link

"""A line of words to look for in a list, and the way to have none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from s11desk.desktop.inputs.fields import LineField
from s11desk.desktop.parts.text_parts import button
from s11desk.override import override


class SearchField(LineField):
    """Escape shows the whole list again; Down and Enter, which are ``down``, go on to it."""

    down = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.down.emit()
        else:
            super().keyPressEvent(event)


def clear_link(field: SearchField, name: str) -> QPushButton:
    """Shown while there is text. Qt's own has no name, does not grow with the text, and is too small a target."""
    link = button("Clear", "link", name=name)
    link.clicked.connect(field.clear)
    link.clicked.connect(field.setFocus)
    link.hide()
    field.textChanged.connect(lambda text: link.setVisible(bool(text)))
    return link

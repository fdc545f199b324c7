"""What the person works on stays where it is on the screen while something above it grows or shrinks.

Else a click meets whatever has moved under it, such as when a list of what is missing gets shorter with each key.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget


class SteadyFocus(QObject):
    """Scrolls ``area`` along with changes above the part that has the keyboard, if that part is on the screen.

    A page that shows its beginning is not scrolled: what comes there late, such as news, has to be seen. ``settling``:
    turns of the event loop until nested layouts have settled.
    """

    def __init__(self, area: QScrollArea, settling: int) -> None:
        super().__init__(area)
        self._settling = settling
        self._area = area
        self._bar = area.verticalScrollBar()
        self._part: QWidget | None = None
        self._top = 0
        self._turns = 0
        self._is_held = False
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._look_again)
        self._bar.rangeChanged.connect(self._follow)  # before anything is drawn in its new place
        self._bar.valueChanged.connect(self._note)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._note)

    def hold(self, part: QWidget) -> None:
        """Keep ``part`` still through what changes now, even at the beginning and if the keyboard goes elsewhere.

        A change whose layouts need more than a few turns of the event loop is not followed.
        """
        self._is_held, self._part, self._top = True, part, self._shown_top(part)
        self._follow()

    def _note(self) -> None:
        """Note where the part with the keyboard is: the person came there, or scrolled."""
        if not shiboken6.isValid(self._area) or self._is_held:
            return  # in the first case it is being deleted, and its last part loses the keyboard
        if not self._note_focused():
            self._turns = self._settling
            self._turn.start()

    def _note_focused(self) -> bool:
        """Whether that is done. It is not yet if the part has just come to the page, and is not laid out."""
        part = self._area.window().focusWidget()
        is_here = part is not None and self._area.viewport().isAncestorOf(part)
        self._part = part if part is not None and is_here and self._has_its_place(part) else None
        if self._part is not None:
            self._top = self._shown_top(self._part)
        return self._part is not None or not is_here

    def _has_its_place(self, part: QWidget) -> bool:
        """Whether the layouts around it are done. Qt empties the geometry of one that is to be done again."""
        around: QWidget | None = part.parentWidget()
        while around is not None and around is not self._area.viewport():
            layout = around.layout()
            if layout is not None and layout.geometry().isNull():
                return False
            around = around.parentWidget()
        return True

    def _follow(self) -> None:
        self._turns = self._settling
        self._look_again()

    def _look_again(self) -> None:
        if self._part is None:
            self._note_focused()
        else:
            self._scroll()
        self._turns -= 1
        if self._turns > 0:
            self._turn.start()
        elif self._is_held:
            self._is_held = False
            self._note()

    def _scroll(self) -> None:
        part = self._part
        if part is None or not shiboken6.isValid(part) or not part.isVisible():
            return
        moved = self._shown_top(part) - self._top
        is_seen = -part.height() < self._top < self._area.viewport().height()
        if moved and is_seen and (self._bar.value() or self._is_held):
            self._bar.setValue(self._bar.value() + moved)

    def _shown_top(self, part: QWidget) -> int:
        return part.mapTo(self._area.viewport(), QPoint()).y()

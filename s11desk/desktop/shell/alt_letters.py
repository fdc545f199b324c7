"""The letters that go with Alt are underlined only while Alt is held, as on Windows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QMenuBar, QStyleOptionMenuItem

from s11desk.desktop.parts.text_parts import PressedButton, without_letter
from s11desk.override import override

_LEFT = {QEvent.Type.WindowDeactivate, QEvent.Type.Close, QEvent.Type.Hide}


class LetterMenuBar(QMenuBar):
    """The menu bar. It underlines letters as the buttons do."""

    @override
    def initStyleOption(self, option: QStyleOptionMenuItem, action: QAction) -> None:
        super().initStyleOption(option, action)
        if not PressedButton.shows_letters:
            option.text = without_letter(option.text)


class AltLetters(QObject):
    """Watches Alt in ``window``. No field handles that key by itself, so it reaches the window."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._show(is_held=False)
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _LEFT:
            self._show(is_held=False)
        elif isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Alt:
            self._show(is_held=event.type() is not QEvent.Type.KeyRelease)
        return False

    def _show(self, *, is_held: bool) -> None:
        if PressedButton.shows_letters == is_held:
            return
        PressedButton.shows_letters = is_held
        self._window.menuBar().update()
        for one in self._window.findChildren(PressedButton):
            one.update()

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


class LetterWindow(QMainWindow):
    """A window that watches Alt. No field handles that key by itself, so it reaches the window. Others seldom do."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Alt:
            self._show_letters(is_held=True)
        super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear when Alt is let go or the window left. Only while letters are shown: no other key comes here."""
        is_alt = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Alt
        if event.type() in _LEFT or (is_alt and event.type() is QEvent.Type.KeyRelease):
            self._show_letters(is_held=False)
        return False

    def _show_letters(self, *, is_held: bool) -> None:
        if PressedButton.shows_letters == is_held:
            return
        PressedButton.shows_letters = is_held
        if is_held:
            self.installEventFilter(self)
        else:
            self.removeEventFilter(self)
        self.menuBar().update()
        for one in self.findChildren(PressedButton):
            one.update()

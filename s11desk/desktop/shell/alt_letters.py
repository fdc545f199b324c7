"""The letters that go with Alt are underlined only while Alt is held, as on Windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

from s11desk.desktop.parts.text.text_parts import PressedButton, without_letter
from s11desk.override import override

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QStyleOptionMenuItem

_LEFT = {QEvent.Type.WindowDeactivate, QEvent.Type.Close, QEvent.Type.Hide}


TITLES = ("&File", "&Edit", "&Go", "&View", "&Help")


class LetterMenuBar(QMenuBar):
    """The menu bar, with a menu for each of ``titles``. It underlines letters as the buttons do."""

    def __init__(self, titles: tuple[str, ...]) -> None:
        super().__init__()
        self.menus = [QMenu(title, self) for title in titles]
        for menu in self.menus:
            self.addMenu(menu)

    @override
    def initStyleOption(self, option: QStyleOptionMenuItem, action: QAction) -> None:
        super().initStyleOption(option, action)
        if not PressedButton.shows_letters:
            option.text = without_letter(option.text)


class LetterWindow(QMainWindow):
    """A window that watches Alt. No field handles that key by itself, so it reaches the window. Others seldom do.

    ``letter_bar``: its menu bar, with menus that are empty at first.
    """

    def __init__(self) -> None:
        super().__init__()
        self.letter_bar = LetterMenuBar(TITLES)
        self.setMenuBar(self.letter_bar)
        self.letter_bar.lower()  # a screen reader starts with the lowest widget: the menu bar comes first

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == QtCore.Qt.Key.Key_Alt:
            self._show_letters(is_held=True)
        super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear when Alt is let go or the window left. Only while letters are shown: no other key comes here."""
        is_alt = isinstance(event, QKeyEvent) and event.key() == QtCore.Qt.Key.Key_Alt
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

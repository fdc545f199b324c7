"""A line for a name, which offers the names that the audit already has."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QCompleter, QListView

from s11desk.desktop.inputs.fields import LineField
from s11desk.desktop.parts.reading.announcing import SayAtRest, announce
from s11desk.override import override
from s11desk.wording.amounts import counted

_HINT = "Names in this audit are offered as you type. Down arrow lists them."

Names = Callable[[], tuple[str, ...]]


class NameField(LineField):
    """A line for a name. ``names`` gives the names to offer, and is asked again for each key.

    The list never fills the line by itself: the person presses Enter on a name, or clicks it. So Qt's own
    ``setCompleter`` is not used: it writes each name that the arrow keys pass into the line, where it would be saved.
    A screen reader says those names by itself: each becomes the current line of the list.
    """

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._names = names
        self._spoken = SayAtRest(self)
        self._completer: QCompleter | None = None
        self._list: QListView | None = None
        self.setAccessibleDescription("")
        self.typed.connect(self._offer_typed)

    @override
    def setAccessibleDescription(self, description: str) -> None:
        """Keep the sentence about the names after each other description, such as a problem."""
        super().setAccessibleDescription(f"{description} {_HINT}".strip())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """List the names at the arrow key that opens a list."""
        if event.key() == Qt.Key.Key_Down and not self.isReadOnly():
            self._offer(self.text().strip())
        else:
            super().keyPressEvent(event)

    @override
    def start_over(self) -> None:
        super().start_over()
        self._close()

    def offered(self) -> tuple[str, ...]:
        """Return the names that are listed now. Empty if no list is open."""
        if self._completer is None or self._list is None or not self._list.isVisible():
            return ()
        model = self._completer.completionModel()
        return tuple(str(model.index(row, 0).data()) for row in range(model.rowCount()))

    def _offer_typed(self) -> None:
        text = self.text().strip()
        if text and self.hasFocus():
            self._offer(text)
        else:
            self._close()

    def _offer(self, text: str) -> None:
        """List the names that have ``text`` in them, unless the only one is there already."""
        names = [name for name in self._names() if text.casefold() in name.casefold() and name != text]
        if not names:
            self._close()
            self._spoken.stop()
            return
        before = self.offered()
        completer = self._completer_for(names)
        completer.complete()
        if self.offered() != before:
            self._spoken.say(f"{counted(len(names), 'name')} offered. Down arrow lists them.")

    def _completer_for(self, names: list[str]) -> QCompleter:
        """Make the list when it is first needed: most lines never offer a name."""
        if self._completer is None:
            self._completer = QCompleter(self)
            self._completer.setWidget(self)
            self._list = popup = QListView()
            popup.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
            popup.setProperty("kind", "names")
            popup.setAccessibleName("Names in this audit")
            self._completer.setPopup(popup)
            popup.installEventFilter(_PressThrough(popup))  # after the completer's own, so it is asked first
            self._completer.activated.connect(self._take)
        self._completer.setModel(QStringListModel(names, self._completer))
        return self._completer

    def _take(self, name: str) -> None:
        """Put the chosen name in place of the text, as typing does, so that Undo takes it out again."""
        self._close()
        self.selectAll()
        self.insert(name)
        self._close()
        self._spoken.stop()
        announce(self, f"{name} is filled in")

    def _close(self) -> None:
        if self._list is not None:
            self._list.hide()


class _PressThrough(QObject):
    """Lets a click beside the list do what it does without the list: Qt closes the list, and the click is lost."""

    def __init__(self, popup: QListView) -> None:
        super().__init__(popup)
        self._popup = popup

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.MouseButtonPress or not isinstance(event, QMouseEvent):
            return super().eventFilter(watched, event)
        if self._popup.rect().contains(event.position().toPoint()):
            return False
        self._popup.hide()
        _press_again(event)
        return True


def _press_again(event: QMouseEvent) -> None:
    """Press in the window that is under the mouse, once the list is gone. The release finds its way by itself."""
    at = event.globalPosition()
    below = QApplication.widgetAt(at.toPoint())
    handle = below.window().windowHandle() if below is not None else None
    if handle is not None:
        place = handle.mapFromGlobal(at)
        again = QMouseEvent(event.type(), place, place, at, event.button(), event.buttons(), event.modifiers())
        QCoreApplication.postEvent(handle, again)

"""The files that macOS asks the program to open: each comes as an event. Elsewhere the command line names it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent

from s11desk.override import override


class FileOpenEvents(QObject):
    """Watches the events of Qt's application until ``parent`` is deleted.

    ``opened``: the path of a file to open. The first event comes before the window has begun to load the home, so each
    waits for its turn in the event loop.
    """

    opened = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QFileOpenEvent):
            return False
        path = event.file()  # an address on the web has none
        if path:
            QTimer.singleShot(0, self, lambda: self.opened.emit(Path(path)))
        return True

"""The files that macOS asks the program to open: each comes as an event. Elsewhere the command line names it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent

from s11desk.override import override


class FileOpenEvents(QObject):
    """Watches the events of Qt's application until ``parent`` is deleted. ``opened``: the path of a file to open."""

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
        if event.file():  # an address on the web has none
            self.opened.emit(Path(event.file()))
        return True

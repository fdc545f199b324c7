"""Dropping files anywhere on an open audit: they are attached to the question that is shown."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.dropped_files import local_files, may_be_file, read_dropped
from s11desk.desktop.inputs.evidence_panel import EvidencePanel
from s11desk.override import override

_OPENED = re.compile(r"\.(?:s11|zip$|db$|json$|xlsx$)")
"""Endings of files that the window opens. Other files are meant as evidence, and are refused in words."""
_OVER = {QEvent.Type.DragEnter, QEvent.Type.DragMove}


class PageDrop(QObject):
    """Takes what is dropped on ``view`` for the panel that ``panel`` returns. Without one the window takes the file."""

    def __init__(self, view: QWidget, panel: Callable[[], EvidencePanel | None]) -> None:
        super().__init__(view)
        self._panel = panel
        view.setAcceptDrops(True)
        view.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        panel = self._panel()
        if panel is None:
            return False
        if event.type() is QEvent.Type.DragLeave:
            panel.drop.show_drag(is_over=False)
        if not isinstance(event, QDropEvent) or not may_be_file(event.mimeData()):
            return False
        if event.type() is QEvent.Type.DragEnter and _is_for_window(event, panel):
            return False
        event.acceptProposedAction()
        panel.drop.show_drag(is_over=event.type() in _OVER)
        if event.type() is QEvent.Type.Drop:
            panel.take(read_dropped(event.mimeData()))
        return True


def _is_for_window(event: QDropEvent, panel: EvidencePanel) -> bool:
    """Whether the window opens what is dragged, such as a return, and the question takes no such file."""
    files = local_files(event.mimeData())
    return bool(files) and all(not panel.drop.takes(path) and _OPENED.match(path.suffix.lower()) for path in files)

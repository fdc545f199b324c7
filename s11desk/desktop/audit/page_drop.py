"""Dropping files anywhere on an open audit: they are attached to the question that is shown."""

from __future__ import annotations

import re

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.evidence.dropped_files import local_files, may_be_file, read_dropped
from s11desk.desktop.inputs.evidence.evidence_panel import EvidencePanel
from s11desk.override import override

_OPENED = re.compile(r"\.(?:s11|zip$|db$|json$|xlsx$)")
"""Endings of files that the window opens. Other files are meant as evidence, and are refused in words."""


class DropPage(QWidget):
    """A view that takes what is dropped anywhere on it for :meth:`drop_panel`. Without one the window takes it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)

    def drop_panel(self) -> EvidencePanel | None:
        """The panel of the question that is shown, if it asks for files."""
        return None

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        panel = self._panel_for(event)
        if panel is None or _is_for_window(event, panel):
            event.ignore()
        else:
            _accept(event, panel, is_over=True)

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if panel := self._panel_for(event):
            _accept(event, panel, is_over=True)
        else:
            event.ignore()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        if panel := self.drop_panel():
            panel.drop.show_drag(is_over=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if panel := self._panel_for(event):
            _accept(event, panel, is_over=False)
            panel.take(read_dropped(event.mimeData()))
        else:
            event.ignore()

    def _panel_for(self, event: QDropEvent) -> EvidencePanel | None:
        return self.drop_panel() if may_be_file(event.mimeData()) else None


def _accept(event: QDropEvent, panel: EvidencePanel, *, is_over: bool) -> None:
    event.acceptProposedAction()
    panel.drop.show_drag(is_over=is_over)


def _is_for_window(event: QDropEvent, panel: EvidencePanel) -> bool:
    """Whether the window opens what is dragged, such as a return, and the question takes no such file."""
    files = local_files(event.mimeData())
    return bool(files) and all(not panel.drop.takes(path) and _OPENED.match(path.suffix.lower()) for path in files)

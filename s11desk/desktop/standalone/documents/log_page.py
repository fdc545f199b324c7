"""The fault log: times, kinds of faults and places in the program, without anybody's words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.standalone.standalone_page import StandalonePage

_MAX_SHOWN = 100
_ABOUT = (
    "If something in the program goes wrong, the log says when, what kind of fault it was, and where. It never "
    "notes what you wrote, names or files, so you can safely send this log to the person who helps you."
)


class LogPage(StandalonePage):
    """Shows the log, the newest line first."""

    def __init__(self, services: Services, lines: tuple[str, ...]) -> None:
        super().__init__(services, "Log")
        self.layout_.addWidget(label(_ABOUT))
        if not lines:
            self.layout_.addWidget(label("No faults have been noted.", Kind.STRONG))
            return
        copy = button("&Copy the log")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText("\n".join(lines)))
        self.layout_.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)
        for line in lines[:_MAX_SHOWN]:
            shown = label(line, Kind.SMALL)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.layout_.addWidget(shown)

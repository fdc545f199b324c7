"""The return is made: its reference, where it is, and what to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from s11desk.desktop.equipment import Equipment
from s11desk.desktop.inputs.rows import column
from s11desk.desktop.labels import Kind, button, frame, label
from s11desk.desktop.messages.numbers import size
from s11desk.desktop.prose_view import prose_view
from s11desk.desktop.wrapping import WrappingRow
from s11desk.domain.topic import Topic

if TYPE_CHECKING:
    from s11desk.app.returns import Exported


class ReturnMade(QWidget):
    """``again``: the person wants to make another return."""

    again = Signal()

    def __init__(self, equipment: Equipment, topic: Topic, exported: Exported) -> None:
        super().__init__()
        self._theme = equipment.theme
        layout = column(self, self._theme)
        layout.addWidget(self._panel(exported))
        layout.addLayout(self._buttons(exported))
        layout.addWidget(label("What to do next", Kind.HEADING))
        for step in next_steps(topic, exported):
            layout.addWidget(label(step))
        if topic.return_to.instructions:
            layout.addWidget(prose_view(self._theme, topic.return_to.instructions))
        kept = "The draft stays here. If you change it, make a new return: it says which one it replaces."
        layout.addWidget(label(kept, Kind.QUIET))

    def _panel(self, exported: Exported) -> QWidget:
        panel = frame("done")
        layout = QVBoxLayout(panel)
        layout.setContentsMargins(*(self._theme.pixels(18) for _ in range(4)))
        layout.addWidget(label("Your return is signed and ready", Kind.TITLE))
        layout.addWidget(label(f"Reference {exported.reference}", Kind.HEADING))
        layout.addWidget(label(f"{exported.path.name}, {size(exported.size)}"))
        layout.addWidget(label(f"In the folder {exported.path.parent}", Kind.QUIET))
        checked = "It was read back after writing and is complete."
        layout.addWidget(label(checked, Kind.QUIET))
        return panel

    def _buttons(self, exported: Exported) -> WrappingRow:
        row = WrappingRow(self._theme.pixels(12))
        self.show_folder = button("Show in &folder", "primary")
        self.show_folder.setIcon(self._theme.icon("folder-open", self._theme.colours.on_accent))
        self.show_folder.setIconSize(QSize(self._theme.pixels(18), self._theme.pixels(18)))
        folder = QUrl.fromLocalFile(str(exported.path.parent))
        self.show_folder.clicked.connect(lambda: QDesktopServices.openUrl(folder))
        copy = button("&Copy the reference")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(exported.reference))
        another = button("Make another return", "link")
        another.clicked.connect(self.again)
        for part in (self.show_folder, copy, another):
            row.addWidget(part)
        return row


def next_steps(topic: Topic, exported: Exported) -> tuple[str, ...]:
    """What to do with the file. It is prepared here, and sent by the person."""
    whom = topic.partnership.name
    if topic.return_to.email:
        send = f"1. E-mail the file to {topic.return_to.email} ({whom}), with the reference in the subject."
    else:
        asked = topic.contact.email or topic.contact.name
        send = f"1. Send the file to {whom}. The topic gives no address for returns; ask {asked} where it should go."
    return (
        send,
        f"2. Give the reference {exported.reference} if they ask which return it is.",
        "3. Keep a copy of the file with your agency's records.",
    )

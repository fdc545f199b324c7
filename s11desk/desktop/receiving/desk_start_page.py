"""The way to a desk: open one, or set up a new one in an empty folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.fields import LineField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import button, label
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.override import override

_ABOUT = (
    "A desk is a folder on this computer in which the program keeps every return that you receive, and what you decide "
    "on it. Choose the folder of your desk, or set up a new one in an empty folder. Do not choose a folder that other "
    "computers or a sync program change."
)


class DeskStartPage(StandalonePage):
    """``opening_wanted``: open the desk in this folder. ``making_wanted``: make one there, for this partnership."""

    opening_wanted = Signal(object)
    making_wanted = Signal(object, str)

    def __init__(self, services: Services) -> None:
        super().__init__(services, "Receiving desk")
        self.layout_.addWidget(label(_ABOUT))
        self.open_desk = button("&Open your desk…", "primary")
        self.open_desk.clicked.connect(self._open)
        self.layout_.addWidget(self.open_desk, 0, Qt.AlignmentFlag.AlignLeft)
        card = self.card(heading="Set up a new desk")
        self.partnership = LineField()
        self.partnership.setObjectName("desk-partnership")
        card.addWidget(FormRow(self.theme, "Name of your partnership", self.partnership))
        self.make = button("&Choose an empty folder…")
        self.make.clicked.connect(self._make)
        card.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)

    @override
    def first_field(self) -> QWidget:
        return self.open_desk

    def _open(self) -> None:
        folder = self.services.dialogs.folder("Choose the folder of your desk", Path.home())
        if folder is not None:
            self.opening_wanted.emit(folder)

    def _make(self) -> None:
        name = self.partnership.text().strip()
        if not name:
            announce(self, "Type the name of your partnership first.", at_once=True)
            self.partnership.setFocus()
            return
        folder = self.services.dialogs.folder("Choose an empty folder for the desk", Path.home())
        if folder is not None:
            self.making_wanted.emit(folder, name)

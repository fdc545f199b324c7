"""The way to a desk: open one that is known here or in another folder, set up a new one, bring one back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from s11desk.desktop.inputs.enter_key import enter_presses
from s11desk.desktop.inputs.fields import LineField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.documents_folder import documents_folder, folder_of_this_computer
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, breakable, button, label
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.override import override
from s11desk.wording.plain_text import one_line, short_line

_ABOUT = (
    "A desk is a folder on this computer. In it the program keeps every return that you receive, and what you decide "
    "on it. Do not choose a folder in OneDrive, in Dropbox or on a shared drive: other computers change what is there."
)
_GONE = (
    "There is no desk in this folder now. If it is on another disk or a stick, connect that and open this page again. "
    "If you moved the folder, use “Open another desk…”."
)
_NEW = (
    "Type the name, then choose a folder. The desk gets a new folder in it, called “Receiving-desk-of-…”. Everything "
    "else can wait until later."
)
_BACK = (
    "Is the folder of a desk lost, or its list of returns damaged? Look on the stick or disk for the folder "
    "“s11desk-backup-of-…”. Choose the file in it whose name begins with “register-” and has the last day, then the "
    "folder for the desk. What is in that folder now is kept. What you deleted after that day may come back. If it "
    "does, delete it again."
)
_NO_NAME = "Type the name of your partnership first."


@dataclass(frozen=True, slots=True)
class SeenDesk:
    """A desk that was opened on this computer. ``is_there``: whether its folder has a desk now.

    ``listed``: the folder on the list; another one than ``folder`` if its stick has another drive letter now.
    """

    folder: Path
    partnership: str
    is_there: bool
    listed: Path


class DeskStartPage(StandalonePage):
    """``opening_wanted``: open the desk in this folder. ``making_wanted``: make one in a new folder there, for this
    partnership.

    ``forgetting_wanted``: take the desk in this folder off the list. ``restoring_wanted``: make the desk in this
    folder, or in a new one in it, from this backup.
    """

    opening_wanted = Signal(object)
    making_wanted = Signal(object, str)
    forgetting_wanted = Signal(object)
    restoring_wanted = Signal(object, object)

    def __init__(self, services: Services, desks: tuple[SeenDesk, ...] = ()) -> None:
        super().__init__(services, "Receiving desk")
        self.layout_.addWidget(label(_ABOUT))
        self.known: dict[Path, QPushButton] = {}
        for one in desks:
            self._add_known(one)
        self.open_desk = button("Open &another desk…" if desks else "&Open a desk that is here…")
        self.open_desk.clicked.connect(self._open)
        if desks:
            self.layout_.addWidget(self.open_desk, 0, Qt.AlignmentFlag.AlignLeft)
            self._add_making(self.card(heading="Set up a new desk"), "")
        else:
            self._add_making(self.card(heading="Set up a desk"), "primary")
            card = self.card(heading="Do you have a desk already?")
            card.addWidget(self.open_desk, 0, Qt.AlignmentFlag.AlignLeft)
        card = self.card(heading="Bring a desk back")
        card.addWidget(label(_BACK))
        self.restore = button("Choose a backup…")
        self.restore.clicked.connect(self._restore)
        card.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)

    @override
    def first_field(self) -> QWidget:
        return next((one for one in self.known.values()), self.partnership)

    def _add_known(self, desk: SeenDesk) -> None:
        name = short_line(desk.partnership)
        card = Card(self.theme, heading=name, edges=(14, 12), spacing=4)
        card.column.addWidget(label(breakable(one_line(str(desk.folder))), Kind.SMALL))
        row = WrappingRow(self.theme.pixels(12))
        if desk.is_there:
            opening = button("Open", "" if self.known else "primary", name=f"Open the desk of {name}")
            opening.clicked.connect(lambda: self.opening_wanted.emit(desk.folder))
            self.known[desk.folder] = opening
            row.addWidget(opening)
        else:
            card.column.addWidget(label(_GONE))
        forget = button("Take off this list", "link", name=f"Take the desk of {name} off this list. Its folder stays")
        forget.setObjectName("forget-desk")
        forget.clicked.connect(lambda: self.forgetting_wanted.emit(desk.listed))
        row.addWidget(forget)
        card.column.addLayout(row)
        self.layout_.addWidget(card)

    def _add_making(self, card: QVBoxLayout, look: str) -> None:
        card.addWidget(label(_NEW))
        self.partnership = LineField()
        self.partnership.setObjectName("desk-partnership")
        self._row = FormRow(self.theme, "Name of your partnership", self.partnership)
        self.partnership.typed.connect(partial(self._row.show_problem, ""))
        card.addWidget(self._row)
        self.make = button("&Choose a folder and set it up…", look)
        self.make.clicked.connect(self._make)
        enter_presses(self.make, self.partnership)
        card.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)

    def _open(self) -> None:
        folder = self.services.dialogs.folder("Choose the folder of your desk", documents_folder())
        if folder is not None:
            self.opening_wanted.emit(folder)

    def _make(self) -> None:
        name = self.partnership.text().strip()
        if not name:
            self._row.ask_again(_NO_NAME)
            return
        folder = self.services.dialogs.folder("Where does the folder of the desk go?", folder_of_this_computer())
        if folder is not None:
            self.making_wanted.emit(folder, name)

    def _restore(self) -> None:
        for backup in self.services.dialogs.files("Choose the backup: “register-” and the last day", ("db",))[:1]:
            folder = self.services.dialogs.folder("Choose the folder for the desk", folder_of_this_computer())
            if folder is not None:
                self.restoring_wanted.emit(folder, backup)

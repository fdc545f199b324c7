"""The base class of every page of an open desk: its heading, and the ways to the other pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from s11desk.desktop.parts.first_few import add_first_few
from s11desk.desktop.parts.gradual_fill import Maker
from s11desk.desktop.parts.layouts import column
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, button, label
from s11desk.desktop.parts.wrapping import WrappingRow
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.open_desk import OpenDesk
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.receiving.desk_sitting import DeskSitting


class DeskPage(StandalonePage):
    """A page of an open desk. A subclass names its ``TAB`` and adds its own parts to ``layout_``.

    ``changed``: something at the desk is another, so the page is to be read and built again. ``tab_wanted``: the person
    wants another page of the desk. ``return_wanted``: the person wants to see the return with this SHA-256.
    """

    TAB: ClassVar[DeskTab]
    changed = Signal()
    tab_wanted = Signal(object)
    return_wanted = Signal(str)

    def __init__(self, services: Services, desk: OpenDesk, partnership: str, *, is_wide: bool = False) -> None:
        super().__init__(services, self.TAB.value, f"Receiving desk of {short_line(partnership)}", is_wide=is_wide)
        self.desk = desk
        self.tabs: dict[DeskTab, QPushButton] = {}
        row = WrappingRow(self.theme.pixels(8))
        for tab in DeskTab:
            row.addWidget(self._tab_button(tab))
        self.layout_.addLayout(row)

    def do(self, action: Callable[[DeskSitting], object]) -> None:
        """Do something at the desk, then show the page as it is after it."""
        self.desk.do(action, lambda _: self.show_again())

    def show_again(self) -> None:
        """Have the page built again, if the person is still on it."""
        if shiboken6.isValid(self):
            self.changed.emit()

    def add_button(self, row: WrappingRow, text: str, then: Callable[[], None], look: str = "") -> QPushButton:
        """Add a button to a row of buttons."""
        made = button(text, look) if look else button(text)
        made.clicked.connect(then)
        row.addWidget(made)
        return made

    def add_lines(self, heading: str, makers: Sequence[Maker], what: str) -> None:
        """Add a heading and the first lines of a list, with a button for the rest. Nothing if the list is empty."""
        if makers:
            self.layout_.addWidget(label(heading, Kind.HEADING))
            owner = QWidget()
            self.layout_.addWidget(owner)
            add_first_few(column(owner, self.theme, spacing=6), owner, makers, what)

    def _tab_button(self, tab: DeskTab) -> QPushButton:
        is_here = tab is self.TAB
        made = button(tab.value, "primary" if is_here else "")
        if is_here:
            made.setAccessibleDescription("You are on this page of the desk")
        made.clicked.connect(lambda: self.tab_wanted.emit(tab))
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.tabs[tab] = made
        return made

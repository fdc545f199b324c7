"""The base class of every page of an open desk: its heading, and the ways to the other pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from s11desk.desktop.inputs.evidence.dropped_files import may_be_file, read_dropped
from s11desk.desktop.parts.layout.first_few import add_first_few
from s11desk.desktop.parts.layout.gradual_fill import Maker
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.reading.reader_parts import ListOfParts
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.desk_tabs import DeskTabs
from s11desk.desktop.receiving.drop_sign import DropSign
from s11desk.desktop.receiving.open_desk import OpenDesk
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.override import override
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.receiving.desk.desk_sitting import DeskSitting


class DeskPage(StandalonePage):
    """A page of an open desk. A subclass names its ``TAB`` and adds its own parts to ``layout_``.

    ``heading``: of a page that is not a tab itself but behind ``TAB``. Files that are dropped anywhere on it are taken
    in.

    ``changed``: something at the desk is another, so the page is to be read and built again. ``tab_wanted``: the person
    wants another page of the desk instead of this one; ``link_wanted``: on top of it, to come back here.
    ``return_wanted``: the person wants to see the return with this SHA-256.
    ``files_wanted``: the person wants to see the files without a return. ``dropped``: carries what was dropped on the
    page.
    """

    TAB: ClassVar[DeskTab]
    IS_AT_LEFT = True
    is_old = False
    """Whether something was done at the desk since the page was read: it is being read again now."""
    changed = Signal()
    tab_wanted = Signal(object)
    link_wanted = Signal(object)
    return_wanted = Signal(str)
    files_wanted = Signal()
    dropped = Signal(object)

    def __init__(
        self, services: Services, desk: OpenDesk, partnership: str, *, heading: str = "", is_wide: bool = False
    ) -> None:
        caption = f"Receiving desk of {short_line(partnership)}"
        super().__init__(services, heading or self.TAB.value, caption, is_wide=is_wide)
        self.desk = desk
        self.is_behind = bool(heading)
        self.viewport().setAcceptDrops(True)
        self.drop_sign = DropSign(self.theme, self.viewport())
        row = DeskTabs(self.theme, self.TAB, is_behind=self.is_behind)
        row.wanted.connect(self.tab_wanted)
        self.tabs = row.buttons
        self.layout_.addWidget(row)

    def do(self, action: Callable[[DeskSitting], object], words: str) -> None:
        """Do something at the desk, then show the page as it is after it. ``words`` say aloud what was done."""
        self.desk.do(action, lambda _: self.show_again(words))

    def show_again(self, words: str = "") -> None:
        """Have the page built again, if the person is still on it. ``words``: what a screen reader says of it."""
        self.desk.changes += 1
        if shiboken6.isValid(self):
            if words:
                announce(self, words)
            self.changed.emit()

    def add_button(self, row: WrappingRow, text: str, then: Callable[[], object], look: str = "") -> QPushButton:
        """Add a button to a row of buttons."""
        made = button(text, look)
        made.clicked.connect(then)
        row.addWidget(made)
        return made

    def add_lines(self, heading: str, makers: Sequence[Maker], what: str, *, has_cards: bool = False) -> QLabel:
        """Add a heading and the first lines of a list, with a button for the rest. Nothing if the list is empty.

        ``heading``: empty for none. ``has_cards``: the lines are entries of a list for a screen reader. Returns the
        heading, which is on the page if there is one.
        """
        head = label(heading, Kind.HEADING)
        if makers:
            if heading:
                self.layout_.addWidget(head)
            owner = ListOfParts() if has_cards else QWidget()
            owner.setAccessibleName((heading or what).capitalize() if has_cards else "")
            self.layout_.addWidget(owner)
            add_first_few(column(owner, self.theme, spacing=6), makers, what)
        return head

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.drop_sign.show_over(is_over=self._accept(event))

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._accept(event)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drop_sign.show_over(is_over=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.drop_sign.show_over(is_over=False)
        if self._accept(event):
            self.dropped.emit(read_dropped(event.mimeData()))

    def _accept(self, event: QDropEvent) -> bool:
        is_file = may_be_file(event.mimeData())
        if is_file:
            event.acceptProposedAction()
        else:
            event.ignore()
        return is_file

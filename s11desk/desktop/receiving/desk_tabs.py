"""The row of tabs at the head of the pages of a desk, and of those behind them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.reading.reader_parts import RowOfTabs, tab_button
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.theme.theme import Theme

_HERE = "You are on this page of the desk"
_BEHIND = "This page belongs to it"


class DeskTabs(RowOfTabs):
    """``here``: the tab that is shown, or with ``is_behind`` the one from which the shown page was opened.

    ``wanted`` carries the :class:`DeskTab` that the person chose.
    """

    wanted = Signal(object)

    def __init__(self, theme: Theme, here: DeskTab, *, is_behind: bool = False) -> None:
        super().__init__()
        self.setAccessibleName("Pages of the desk")
        self.buttons: dict[DeskTab, QPushButton] = {}
        row = WrappingRow(theme.pixels(4))
        for tab in DeskTab:
            made = tab_button(tab.value, is_chosen=tab is here)
            if tab is here:
                made.setAccessibleDescription(_BEHIND if is_behind else _HERE)
            made.clicked.connect(lambda *_, tab=tab: self.wanted.emit(tab))
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.buttons[tab] = made
            row.addWidget(made)
        holder = QVBoxLayout(self)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addLayout(row)

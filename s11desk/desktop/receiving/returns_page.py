"""Every return at the desk as a list that can be shortened. Each line opens the page of its return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QWidget

from s11desk.desktop.parts.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, label
from s11desk.desktop.receiving.desk_page import DeskPage
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.open_desk import OpenDesk
from s11desk.desktop.receiving.returns_choices import ReturnsChoices
from s11desk.desktop.receiving.returns_table import ReturnsModel, ReturnsTable
from s11desk.domain.desk_lines import ReturnsFilter, filter_lines
from s11desk.override import override
from s11desk.wording.line_words import shown_sentence

if TYPE_CHECKING:
    from s11desk.app.receiving.listed_lines import ReturnsSeen

_NONE_SHOWN = "No return matches. Choose other words, or show all returns."


class ReturnsPage(DeskPage):
    """The list begins at the return that was opened last."""

    TAB = DeskTab.RETURNS

    def __init__(self, services: Services, desk: OpenDesk, seen: ReturnsSeen) -> None:
        super().__init__(services, desk, seen.partnership, is_wide=True)
        self._lines = seen.lines
        self.choices = ReturnsChoices(self.theme, seen.lines, desk.shown)
        self.choices.chosen.connect(self._choose)
        self.choices.down_pressed.connect(self._go_to_list)
        self.layout_.addWidget(self.choices)
        self.summary = label("", Kind.STRONG)
        self.layout_.addWidget(self.summary)
        self.model = ReturnsModel(self)
        self.table = ReturnsTable(self.theme, self.model)
        self.table.chosen.connect(self._open)
        self.layout_.addWidget(self.table, 1)
        self._show(desk.shown)
        self.choices.setVisible(bool(seen.lines))
        self.table.setVisible(bool(seen.lines))

    @override
    def first_field(self) -> QWidget:
        return self.table if self._lines else self.tabs[self.TAB]

    def _choose(self, chosen: ReturnsFilter) -> None:
        self.desk.shown = chosen
        self._show(chosen)
        announce(self, self.summary.text())

    def _show(self, chosen: ReturnsFilter) -> None:
        lines = filter_lines(self._lines, chosen)
        self.model.show_lines(lines)
        self.table.go_to(self.model.place_of(self.desk.last))
        self.summary.setText(shown_sentence(len(lines), len(self._lines)) if lines or not self._lines else _NONE_SHOWN)

    def _go_to_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, place: QModelIndex) -> None:
        self.return_wanted.emit(self.model.line(place.row()).sha256)

"""Every return at the desk: whose it is, whether it counts, and what to do with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import label
from s11desk.desktop.receiving.desk_page import DeskPage
from s11desk.desktop.receiving.desk_return_row import DeskReturnRow
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.open_desk import OpenDesk
from s11desk.override import override

if TYPE_CHECKING:
    from s11desk.app.receiving.desk_list import ListedReturn
    from s11desk.app.receiving.desk_sitting import DeskSeen


class ReturnsPage(DeskPage):
    """The list begins at the return that was decided on last."""

    TAB = DeskTab.RETURNS

    def __init__(self, services: Services, desk: OpenDesk, seen: DeskSeen) -> None:
        super().__init__(services, desk, seen.partnership)
        self.rows: dict[str, DeskReturnRow] = {}
        if not seen.returns:
            self.layout_.addWidget(label("Nothing has been taken in yet. Do that on the page “Overview”."))
        self.add_lines("All returns", [partial(self._row, one) for one in seen.returns], "returns")

    @override
    def first_field(self) -> QWidget:
        return self.tabs[self.TAB]

    @override
    def begin(self) -> None:
        row = self.rows.get(self.desk.last)
        if row is None:
            super().begin()
        else:
            self.begin_at(row)

    def _row(self, one: ListedReturn) -> QWidget:
        row = DeskReturnRow(self.services, one, self._accept, self._take_back)
        self.rows[one.sha256] = row
        return row

    def _accept(self, sha256: str) -> None:
        self.desk.last = sha256
        self.do(lambda desk: desk.accept(sha256))

    def _take_back(self, sha256: str) -> None:
        self.desk.last = sha256
        self.do(lambda desk: desk.take_back(sha256))

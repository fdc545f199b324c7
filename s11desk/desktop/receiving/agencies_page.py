"""Which agencies are expected, and who has not returned yet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import label
from s11desk.desktop.parts.wrapping import WrappingRow
from s11desk.desktop.receiving.desk_page import DeskPage
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.open_desk import OpenDesk
from s11desk.override import override
from s11desk.wording.collation_words import rate_lines
from s11desk.wording.plain_text import one_line

if TYPE_CHECKING:
    from s11desk.app.receiving.desk_sitting import DeskSeen


class AgenciesPage(DeskPage):
    """The officer's list of agencies against what has come."""

    TAB = DeskTab.AGENCIES

    def __init__(self, services: Services, desk: OpenDesk, seen: DeskSeen) -> None:
        super().__init__(services, desk, seen.partnership)
        for line in rate_lines(seen.rates):
            self.layout_.addWidget(label(line))
        row = WrappingRow(self.theme.pixels(12))
        self.agencies = self.add_button(row, "Your &list of agencies…", self._take_list)
        self.layout_.addLayout(row)
        self.add_lines("Not returned yet", [partial(label, one_line(name)) for name in seen.missing], "agencies")

    @override
    def first_field(self) -> QWidget:
        return self.agencies

    def _take_list(self) -> None:
        chosen = self.services.dialogs.files("Choose your list of agencies", ("xlsx", "csv"))
        if chosen:
            self.do(lambda desk: desk.take_in_list(chosen[0]))

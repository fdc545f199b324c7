"""The agencies and returns behind a rate: which it counts, which it does not, and why."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from s11desk.desktop.parts.layout.first_few import add_first_few
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import label
from s11desk.desktop.parts.text.wrapped_link import WrappedLink
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.desk_tabs import DeskTabs
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.wording.desk.figure_words import ALL_TYPES
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.receiving.figures.desk_figures import BehindLine, RateBehind

_NONE = "None."


class RateBehindPage(StandalonePage):
    """``kind``: the type of agency; empty for all. ``agency_wanted``: the id of one that the person wants to see."""

    IS_AT_LEFT = True
    agency_wanted = Signal(str)

    def __init__(self, services: Services, kind: str, caption: str, behind: RateBehind) -> None:
        super().__init__(services, f"{short_line(kind) or ALL_TYPES}: counted and not counted", caption)
        self.tabs = DeskTabs(self.theme, DeskTab.AGENCIES, is_behind=True)
        self.layout_.addWidget(self.tabs)
        base = len(behind.returned) + len(behind.missing)
        self.layout_.addWidget(label(f"{len(behind.returned)} of {base} expected agencies have returned."))
        self._add("Counted as returned", behind.returned)
        self._add("Expected, and not returned", behind.missing)
        self._add("Agencies that are not expected", behind.outside)
        self._add("Returns that are not counted", behind.uncounted)

    def _add(self, heading: str, lines: Sequence[BehindLine]) -> None:
        card = self.card(heading=f"{heading}: {len(lines)}")
        if not lines:
            card.addWidget(label(_NONE))
        add_first_few(card, [partial(self._line, one) for one in lines], "lines")

    def _line(self, one: BehindLine) -> QWidget:
        if not one.agency:
            return label(one.words)
        link: QPushButton = WrappedLink(one.words, "link", self.theme.colours.accent)
        link.clicked.connect(lambda: self.agency_wanted.emit(one.agency))
        return link

"""What is at a desk, in numbers, at the side of its first page: returns, replies to send, and who has returned."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.text.text_parts import Kind, breakable, button, label
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.open_desk import OpenDesk
from s11desk.desktop.receiving.overview.rates_section import RatesSection
from s11desk.desktop.receiving.set_up.set_up_words import to_set_up_line
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.receiving.arrange_agencies import AgencyArrangement, AgencyGroup
from s11desk.domain.receiving.desk_lines import NOT_COUNTING, ReturnsFilter
from s11desk.domain.receiving.desk_values import CountingRule
from s11desk.domain.receiving.outside_tables import OutsideReason
from s11desk.wording.desk.attention_words import COUNTED_LATER, here_sentence, outside_sentence, see_looks
from s11desk.wording.desk.collation_words import RATE_RULE
from s11desk.wording.desk.figure_words import as_at
from s11desk.wording.desk.file_lines import see_files
from s11desk.wording.desk.reply_post_words import open_replies_sentence

if TYPE_CHECKING:
    from s11desk.app.receiving.returns.desk_attention import OverviewSeen

_CHOOSE_LINE = (
    "Choose a line of a table to see its agencies. For a chart, or to save all this as Excel or PDF, open “How many "
    "have returned…”."
)


class OverviewNumbers(QWidget):
    """``summary`` says how many returns count. Below it are the ways to what is behind the numbers.

    ``tab_wanted``: the person wants another page of the desk. ``files_wanted``: the files without a return.
    ``looks_wanted``: what needs a look. ``matrix_wanted``: the table of agencies and questions. ``topics_wanted``: the
    page on which they choose what the desk asks. ``figures_wanted``: the page with the chart, which they can save.
    """

    tab_wanted = Signal(object)
    files_wanted = Signal()
    looks_wanted = Signal()
    matrix_wanted = Signal()
    topics_wanted = Signal()
    figures_wanted = Signal()

    def __init__(self, theme: Theme, desk: OpenDesk, seen: OverviewSeen) -> None:
        super().__init__()
        self._theme, self._desk, self._seen = theme, desk, seen
        self._layout = column(self, theme, spacing=12)
        self._unread = seen.unread
        self._add_returns()
        if seen.replies.due or seen.replies.unsent:
            self._add_replies()
        if seen.to_set_up:
            self._add_set_up()
        if seen.rates:
            self._add_rates()
        self._layout.addWidget(label(breakable(f"Everything is in {seen.folder}."), Kind.QUIET))
        self._layout.addStretch(1)

    def show_busy(self) -> None:
        """While files are taken in, do not say that nothing is here: the next file may change it."""
        if not self._seen.counted + self._seen.uncounted + self._seen.unread:
            self.summary.setText(COUNTED_LATER)

    def take_off(self, deleted: int) -> None:
        """Count so many files without a return less: they are deleted."""
        self._unread -= deleted
        self._count_files()

    def _add_returns(self) -> None:
        seen = self._seen
        self._layout.addWidget(label("What is here", Kind.HEADING))
        self.summary = label("", Kind.STRONG)
        self._layout.addWidget(self.summary)
        outside = outside_sentence(seen.outside) if seen.rates else ""
        if outside:
            self._layout.addWidget(label(outside))
        row = WrappingRow(self._theme.pixels(12))
        if outside and any(one.reason is OutsideReason.FEW_SENT for one in seen.outside):
            self.choose = _add_button(row, "Choose the questions…", self.topics_wanted.emit, "link")
        if seen.looks:
            self.looks = _add_button(row, see_looks(seen.looks), self.looks_wanted.emit, "link")
        if seen.uncounted:
            self.which = _add_button(row, "See which do not count, and why", self._show_uncounted, "link")
        if seen.unread:
            self.without = _add_button(row, "", self.files_wanted.emit, "link")
        if seen.counted:
            self.matrix = _add_button(row, "&See all answers side by side", self.matrix_wanted.emit)
        self._layout.addLayout(row)
        self._count_files()

    def _count_files(self) -> None:
        """Say how many returns count, and how many files have none in them now."""
        seen = self._seen
        self.summary.setText(here_sentence(seen.counted, seen.uncounted, self._unread, seen.looks))
        if seen.unread:
            self.without.setText(see_files(self._unread))
            self.without.setVisible(bool(self._unread))

    def _add_replies(self) -> None:
        """What is still to go back to agencies: nobody sees on this page otherwise that they do not know yet."""
        card = Card(self._theme, edges=(12, 10), spacing=4)
        self.replies_text = label(open_replies_sentence(self._seen.replies.due, self._seen.replies.unsent), Kind.STRONG)
        card.column.addWidget(self.replies_text)
        row = WrappingRow(self._theme.pixels(12))
        self.replies = _add_button(row, "Go to the &replies", lambda: self.tab_wanted.emit(DeskTab.REPLIES))
        card.column.addLayout(row)
        self._layout.addWidget(card)

    def _add_set_up(self) -> None:
        self._layout.addWidget(label(to_set_up_line(self._seen.to_set_up)))
        row = WrappingRow(self._theme.pixels(12))
        self.set_up = _add_button(row, "Set it up…", lambda: self.tab_wanted.emit(DeskTab.LOOK_AFTER), "link")
        self._layout.addLayout(row)

    def _add_rates(self) -> None:
        seen = self._seen
        self.rates = RatesSection(self._theme, seen.rates, seen.titles, seen.standings)
        self.rates.opened.connect(self._show_agencies)
        self._layout.addWidget(self.rates)
        self._layout.addWidget(label(_CHOOSE_LINE, Kind.QUIET))
        row = WrappingRow(self._theme.pixels(12))
        self.figures = _add_button(row, "How many have returned…", self.figures_wanted.emit, "link")
        self._layout.addLayout(row)
        self._layout.addWidget(label(f"{as_at(seen.day, CountingRule.OPEN)} {RATE_RULE}", Kind.QUIET))

    def _show_agencies(self, topic: str, kind: str) -> None:
        """Show the agencies that a line of a table counts, and no others."""
        self._desk.arranged = AgencyArrangement(type=kind, progress=AgencyGroup.EXPECTED, topic=topic)
        self.tab_wanted.emit(DeskTab.AGENCIES)

    def _show_uncounted(self) -> None:
        self._desk.shown = ReturnsFilter(state=NOT_COUNTING)
        self.tab_wanted.emit(DeskTab.RETURNS)


def _add_button(row: WrappingRow, text: str, then: Callable[[], None], look: str = "") -> QPushButton:
    made = button(text, look)
    made.clicked.connect(then)
    row.addWidget(made)
    return made

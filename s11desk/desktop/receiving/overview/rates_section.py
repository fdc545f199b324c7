"""How many agencies of each type have returned, in a small table, and who has not, by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.text.text_parts import Kind, button, heading, label
from s11desk.desktop.receiving.tables.rows_model import RowsModel
from s11desk.desktop.receiving.tables.rows_table import RowsTable
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.receiving.desk_agencies import AgencyProgress, AgencyStanding
from s11desk.domain.receiving.expected_agencies import ReturnRate
from s11desk.wording.desk.figure_words import (
    SHORT_HEADINGS,
    alone_sentence,
    correcting_sentence,
    missing_sentence,
    short_rate_cells,
)
from s11desk.wording.plain_text import short_line

_WIDTHS = (165, 90, 90, 105)
_MANY = 5
"""From so many on, types with a single agency that has not returned are summed up."""
_WAITING = (AgencyProgress.OUTSTANDING, AgencyProgress.EXTENDED)


class RatesSection(QWidget):
    """``rates``: of every audit; ``titles``: of these, by id. ``standings``: of every agency.

    ``opened``: the person chose a line of a table. It carries the id of the audit and the type of agency as the rate
    has them.
    """

    opened = Signal(str, str)

    def __init__(
        self, theme: Theme, rates: Sequence[ReturnRate], titles: Mapping[str, str], standings: Sequence[AgencyStanding]
    ) -> None:
        super().__init__()
        self._theme, self._layout = theme, column(self, theme, spacing=8)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)  # a table would take all room
        self.tables: list[RowsTable] = []
        self.all_types: list[QPushButton] = []
        self.missing: list[QLabel] = []
        self.all_missing: list[QPushButton] = []
        for topic in dict.fromkeys(one.topic for one in rates):
            self._add([one for one in rates if one.topic == topic], short_line(titles.get(topic, topic)))
            waiting = [one for one in standings if one.topic == topic and one.progress in _WAITING]
            sent_back = sum(one.correcting for one in rates if one.topic == topic and not one.type)
            if sent_back:
                self._layout.addWidget(label(correcting_sentence(sent_back)))
            if waiting:
                self._add_missing(self._layout, [one.agency.name for one in waiting])

    def _add(self, rates: Sequence[ReturnRate], title: str) -> None:
        if title:
            self._layout.addWidget(heading(title, Kind.STRONG))
        alone = [one for one in rates if one.type and one.expected == 1 and not one.returned]
        is_short = len(alone) >= _MANY
        rates = [*(one for one in rates if one not in alone), *alone]
        shown = rates[: len(rates) - len(alone)] if is_short else rates
        model = RowsModel(SHORT_HEADINGS, list(map(short_rate_cells, shown)), self, numbers=frozenset({1, 2, 3}))
        name = f"Returned: {title}" if title else "Returned"
        table = RowsTable(self._theme, name, model, _WIDTHS, is_whole=True)
        table.go_to(model.index(0, 0))
        table.chosen.connect(lambda place: self.opened.emit(rates[place.row()].topic, rates[place.row()].type))
        self.tables.append(table)
        self._layout.addWidget(table)
        if is_short:
            self._add_alone(table, model, list(map(short_rate_cells, rates)), len(alone))

    def _add_alone(self, table: RowsTable, model: RowsModel, rows: Sequence[tuple[str, ...]], alone: int) -> None:
        """Say in one line how many types have a single agency that has not returned; a button puts them into the table.

        ``rows``: the whole table.
        """
        text, more = label(alone_sentence(alone)), button(f"Show these {alone} types", "link")

        def show() -> None:
            model.show_rows(rows)
            table.show_whole()
            table.setFocus()
            for part in (text, more):
                part.hide()

        more.clicked.connect(show)
        self.all_types.append(more)
        self._layout.addWidget(text)
        self._layout.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_missing(self, layout: QVBoxLayout, names: Sequence[str]) -> None:
        text = label(missing_sentence(names))
        layout.addWidget(text)
        self.missing.append(text)
        if missing_sentence(names) != missing_sentence(names, is_whole=True):
            more = button(f"Show all {len(names)}", "link", name=f"Show all {len(names)} that have not returned")
            more.clicked.connect(partial(_show_all, text, more, names))
            layout.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
            self.all_missing.append(more)


def _show_all(text: QLabel, more: QPushButton, names: Sequence[str], _: bool = False) -> None:  # noqa: FBT001, FBT002
    """The keyboard goes on to what follows the button, which is not needed any more."""
    text.setText(missing_sentence(names, is_whole=True))
    if more.hasFocus():
        more.focusNextPrevChild(True)  # noqa: FBT003
    more.hide()

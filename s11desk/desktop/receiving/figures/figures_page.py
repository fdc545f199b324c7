"""How many agencies have returned by the end of any day: rates with their base, what is behind each, and a chart."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.enter_key import enter_presses
from s11desk.desktop.inputs.fields import DateField, ListField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, heading, label
from s11desk.desktop.receiving.agencies.agencies_state import FiguresState
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.desk_tabs import DeskTabs
from s11desk.desktop.receiving.figures.chart_view import ChartView
from s11desk.desktop.receiving.tables.rows_model import RowsModel
from s11desk.desktop.receiving.tables.rows_table import RowsTable
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.receiving.desk_values import CountingRule
from s11desk.domain.receiving.return_chart import ReturnChart
from s11desk.override import override
from s11desk.wording.desk.figure_words import (
    CHART_HEADINGS,
    FORMULA,
    RATE_HEADINGS,
    RULE_NAMES,
    as_at,
    base_sentence,
    chart_rows,
    chart_title,
    rate_cells,
)
from s11desk.wording.plain_text import short_line

_MISSING = "Enter a full date, like 31 January 2027"
_HOW = "Choose a line of the table to see the agencies and returns that it counts and those that it does not, and why."
_RATE_WIDTHS = (160, 140, 84, 84, 104, 84, 96)
_RATE_IMPORTANCE = (0, 1, 2, 3, 6, 5, 4)
"""With large text, who has not returned is shown rather than who was late."""
_CHART_WIDTHS = (220, 120, 120)
_BESIDE = 30
"""Pixels at 100 %, for the scroll bar."""
_NUMBERS = frozenset(range(1, len(RATE_HEADINGS)))


class FiguresPage(StandalonePage):
    """``day_chosen`` carries a day and a :class:`CountingRule`. ``behind_wanted``: the id of a topic and a type, empty
    for all. ``saving_wanted``: the ending of the file.
    """

    IS_AT_LEFT = True
    day_chosen = Signal(object, object)
    behind_wanted = Signal(str, str)
    saving_wanted = Signal(str)

    def __init__(self, services: Services, state: FiguresState) -> None:
        seen = state.figures.seen
        super().__init__(services, "How many have returned", f"Receiving desk of {short_line(seen.partnership)}")
        self._state = state
        self.tabs = DeskTabs(self.theme, DeskTab.AGENCIES, is_behind=True)
        self.layout_.addWidget(self.tabs)
        self.tables: list[RowsTable] = []
        self.chart_tables: dict[str, RowsTable] = {}
        self._add_choices()
        self.summary = label(as_at(seen.overview.day, state.rule), Kind.STRONG)
        self.layout_.addWidget(self.summary)
        self.layout_.addWidget(label(f"{FORMULA} {_HOW}"))
        for topic in dict.fromkeys(one.topic for one in seen.overview.rates):
            self._add_rates(topic)
        for chart in state.figures.charts:
            self._add_chart(chart)

    @override
    def first_field(self) -> QWidget:
        return self.day.line

    def _add_choices(self) -> None:
        self.day = DateField(self.theme)
        self.day.line.setObjectName("figures-day")
        self.day.show_value(self._state.figures.seen.overview.day)
        self.rule = ListField({one.value: name for one, name in RULE_NAMES.items()})
        self.rule.setFixedWidth(self.theme.pixels(280))
        self.rule.show_value(self._state.rule.value)
        row = WrappingRow(self.theme.pixels(16))
        self._day_row = FormRow(self.theme, "As at the end of", self.day)
        row.addWidget(self._day_row)
        row.addWidget(FormRow(self.theme, "Counted", self.rule))
        self.layout_.addLayout(row)
        buttons = WrappingRow(self.theme.pixels(12))
        self.show_day = button("Show this &day", "primary")
        self.show_day.clicked.connect(self._choose)
        enter_presses(self.show_day, self.day)
        self.save_workbook = button("Save as E&xcel…", name="Save these figures and the agencies as an Excel workbook")
        self.save_workbook.clicked.connect(lambda: self.saving_wanted.emit(".xlsx"))
        self.save_pdf = button("Save as &PDF…", name="Save these figures and the agencies as a PDF")
        self.save_pdf.clicked.connect(lambda: self.saving_wanted.emit(".pdf"))
        for one in (self.show_day, self.save_workbook, self.save_pdf):
            buttons.addWidget(one)
        self.layout_.addLayout(buttons)

    def _choose(self) -> None:
        chosen = self.day.value()
        self._day_row.show_problem(self.day.problem() or ("" if chosen is not None else _MISSING))
        if chosen is None:
            self.day.setFocus()
        else:
            self.day_chosen.emit(chosen, CountingRule(self.rule.value()))

    def _add_rates(self, topic: str) -> None:
        seen = self._state.figures.seen
        rates = [one for one in seen.overview.rates if one.topic == topic]
        title = seen.title(topic)
        self.layout_.addWidget(label(short_line(title) or "All returns", Kind.HEADING))
        self.layout_.addWidget(label(base_sentence(next(one for one in rates if not one.type))))
        model = RowsModel(RATE_HEADINGS, [rate_cells(one) for one in rates], self, numbers=_NUMBERS)
        name = f"Rates: {short_line(title)}"
        table = RowsTable(self.theme, name, model, _RATE_WIDTHS, importance=_RATE_IMPORTANCE, is_whole=True)
        kinds = [one.type for one in rates]
        table.chosen.connect(partial(self._open_behind, topic, kinds))
        table.go_to(model.index(0, 0))
        self.tables.append(table)
        self.layout_.addWidget(table)

    def _open_behind(self, topic: str, kinds: list[str], place: QModelIndex) -> None:
        self.behind_wanted.emit(topic, kinds[place.row()])

    def _add_chart(self, chart: ReturnChart) -> None:
        title = chart_title(self._state.figures.seen.title(chart.topic) or "all")
        self.layout_.addWidget(label(title, Kind.HEADING))
        self.layout_.addWidget(ChartView(self.theme, title, chart))
        model = RowsModel(CHART_HEADINGS, chart_rows(chart), self, numbers=frozenset({1, 2}))
        table = RowsTable(self.theme, f"The numbers of the chart. {title}", model, _CHART_WIDTHS, is_whole=True)
        table.setMaximumWidth(self.theme.pixels(sum(_CHART_WIDTHS) + _BESIDE))
        table.go_to(model.index(0, 0))
        self.chart_tables[chart.topic] = table
        self.layout_.addWidget(heading("The numbers of the chart", Kind.STRONG))
        self.layout_.addWidget(table)

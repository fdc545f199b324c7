"""Every agency of the desk: where it is, what came of it and when, and the ways to lists, figures and reminders."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from s11desk.desktop.inputs.enter_key import enter_goes_to
from s11desk.desktop.inputs.fields import LineField, ListField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.reading.announcing import SayAtRest, announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.receiving.agencies.agencies_state import AgenciesState
from s11desk.desktop.receiving.desk_page import DeskPage
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.tables.rows_model import RowsModel
from s11desk.desktop.receiving.tables.rows_table import RowsTable
from s11desk.domain.receiving.arrange_agencies import AgencyArrangement, AgencyGroup, AgencyOrder
from s11desk.domain.receiving.desk_agencies import NO_TYPE, AgencyProgress, AgencyStanding
from s11desk.override import override
from s11desk.wording.amounts import counted
from s11desk.wording.desk.agency_words import (
    EXPECTED,
    ORDER_NAMES,
    came_words,
    contact_of,
    last_day_words,
    reminded_words,
    state_words,
)
from s11desk.wording.desk.collation_words import rate_lines
from s11desk.wording.desk.figure_words import as_at
from s11desk.wording.plain_text import short_line

_NO_LIST = (
    "There is no list of agencies yet. With a list you see who has returned, who has not, and who is late. It is an "
    "Excel or CSV file with one agency in each row. You see what we read in it before anything is taken in."
)
_HEADINGS = ("Agency", "Type", "State", "What came", "Last day", "Reminded on", "Contact")
_LEADING = ("State", "What came")
_WIDTHS = (270, 130, 230, 250, 115, 125, 200)
_IMPORTANCE = (0, 2, 4, 3, 5, 6, 1)
_IMPORTANCE_OF_SEVERAL = (0, 3, 1, 5, 4, 6, 7, 2)
"""Which columns stay longest where there is little room."""
_WIDE, _NARROW = (260, 190, 250, 230), (210, 160, 230, 220, 200)
"""Pixels at 100 % of what is above the table, without and with a choice of audits: one line of a usual screen."""
_NOTHING = "No agency matches these choices."


class AgenciesPage(DeskPage):
    """The officer's list of agencies against what has come.

    ``list_chosen`` carries the path of a list to look into. ``agency_wanted``: the id of an agency.
    """

    TAB = DeskTab.AGENCIES
    list_chosen = Signal(object)
    template_wanted = Signal()
    agency_wanted = Signal(str)
    matching_wanted = Signal()
    figures_wanted = Signal()
    last_day_wanted = Signal()
    reminders_wanted = Signal()

    def __init__(self, services: Services, state: AgenciesState) -> None:
        super().__init__(services, state.desk, state.seen.partnership, is_wide=True)
        self._spoken = SayAtRest(self)
        self._state = state
        if state.list_taken:
            self.layout_.addWidget(label(state.list_taken, Kind.GOOD))
        self._add_figures()
        self.buttons = WrappingRow(self.theme.pixels(12))
        self.agencies = self.add_button(self.buttons, "Your &list of agencies…", self._take_list)
        self.template = self.add_button(self.buttons, "Save an e&mpty list…", self.template_wanted.emit)
        if state.seen.agencies:
            self.figures = self.add_button(self.buttons, "Ho&w many have returned…", self.figures_wanted.emit)
            self.last_day = self.add_button(self.buttons, "Last da&y…", self.last_day_wanted.emit)
            self.remind = self.add_button(self.buttons, "Remin&d agencies…", self.reminders_wanted.emit)
        self.layout_.addLayout(self.buttons)
        self._add_unmatched()
        if state.seen.agencies:
            self._add_choices()
            self._add_table()
            self._show()

    @override
    def first_field(self) -> QWidget:
        return self.table if self._state.seen.agencies else self.agencies

    @override
    def spoken_state(self) -> str:
        if not self._state.seen.agencies:
            return _NO_LIST
        return spoken(self._state.list_taken, *self._rates[:-1], self.summary.text())

    def _add_figures(self) -> None:
        seen = self._state.seen
        self._rates: list[str] = []
        if not seen.agencies:
            self.layout_.addWidget(label(_NO_LIST))
            return
        whole, state = [one for one in seen.overview.rates if not one.type], seen.overview
        self._rates += rate_lines(whole, as_at(state.day, state.rule), state.audits.titles)
        for line in self._rates[:-1]:
            self.layout_.addWidget(label(line, Kind.STRONG))
        for line in self._rates[-1:]:
            self.layout_.addWidget(label(line, Kind.QUIET))

    def _add_unmatched(self) -> None:
        waiting = len(self._state.seen.to_match())
        if waiting and self._state.seen.agencies:
            words = f"Say whose {counted(waiting, 'return is', 'returns are')}…"
            self.matching = self.add_button(self.buttons, words, self.matching_wanted.emit)

    def _add_choices(self) -> None:
        chosen, seen = self._state.arrangement, self._state.seen
        types = sorted({one.expected.type or NO_TYPE for one in seen.agencies}, key=str.casefold)
        if chosen.type not in {"", *types}:
            self._state.arrangement = replace(chosen, type="")
        self.words = LineField()
        self.words.setObjectName("agencies-words")
        self.words.setText(chosen.words)
        self.type = ListField({"": "All types", **{one: short_line(one) for one in types}})
        states = {one.value: state_words(one) for one in AgencyProgress}
        self.state = ListField({"": "All states", AgencyGroup.EXPECTED.value: EXPECTED, **states})
        self.order = ListField({one.value: name for one, name in ORDER_NAMES.items()})
        self.reverse = button("&Reverse the order")
        row = WrappingRow(self.theme.pixels(12), at_foot=True)
        self.audit = ListField(self._audits())
        several = seen.has_several_topics
        fields = ("Type", self.type), *((("Audit", self.audit),) if several else ()), ("State", self.state)
        *widths, last_width = _NARROW if several else _WIDE
        for (name, field), width in zip((("Search by name or contact", self.words), *fields), widths, strict=True):
            row.addWidget(self._choice(name, field, width))
        row.add_together(self._choice("Order", self.order, last_width), self.reverse)
        self.all = self.add_button(row, "Show all", self._show_all, "link")
        self.layout_.addLayout(row)
        self.reverse.clicked.connect(self._reverse)
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Show what was chosen before, then follow what the person chooses."""
        chosen = self._state.arrangement
        self.type.show_value(chosen.type)
        self.audit.show_value(chosen.topic)
        self.state.show_value(chosen.progress.value if chosen.progress is not None else "")
        self.order.show_value(chosen.order.value)
        self.words.typed.connect(self._arrange)
        for box in (self.type, self.audit, self.state, self.order):
            box.currentIndexChanged.connect(self._arrange)

    def _audits(self) -> dict[str, str]:
        """The audits to choose from. One that was chosen and is not asked any more is not chosen any more."""
        topics = dict.fromkeys(one.topic for one in self._state.seen.overview.standings)
        if self._state.arrangement.topic not in topics:
            self._state.arrangement = replace(self._state.arrangement, topic="")
        return {"": "All audits", **{one: short_line(self._state.title(one)) for one in topics}}

    def _choice(self, name: str, field: LineField | ListField, width: int) -> FormRow:
        field.setFixedWidth(self.theme.pixels(width))
        return FormRow(self.theme, name, field)

    def _add_table(self) -> None:
        self.summary = label("", Kind.QUIET)
        self.layout_.addWidget(self.summary)
        several = self._state.seen.has_several_topics
        headings = (*_HEADINGS[:1], "Audit", *_HEADINGS[1:]) if several else _HEADINGS
        widths = (*_WIDTHS[:1], 200, *_WIDTHS[1:]) if several else _WIDTHS
        leading = frozenset(map(headings.index, _LEADING))
        self.model = RowsModel(headings, (), self, leading=leading)
        importance = _IMPORTANCE_OF_SEVERAL if several else _IMPORTANCE
        self.table = RowsTable(self.theme, "Agencies", self.model, widths, importance=importance)
        self.table.fit([self._cells(one) for one in self._state.seen.overview.standings])
        self.table.chosen.connect(self._open)
        enter_goes_to(self.table, self.words)
        layout: QVBoxLayout = self.layout_
        layout.addWidget(self.table, 1)

    def _show(self) -> None:
        state = self._state
        self.lines = state.shown()
        self.model.show_rows([self._cells(one) for one in self.lines])
        at = next((row for row, one in enumerate(self.lines) if (one.agency.id, one.topic) == state.current), 0)
        self.table.go_to(self.model.index(at, 0))
        total = len(state.seen.overview.standings)
        here = counted(total, "line") if state.seen.has_several_topics else counted(total, "agency", "agencies")
        shown = f"{len(self.lines)} of {here}" if len(self.lines) < total else here
        self.summary.setText(f"{shown}. Choose one to see its returns and its history." if self.lines else _NOTHING)
        self.all.setVisible(len(self.lines) < total)

    def _cells(self, one: AgencyStanding) -> tuple[str, ...]:
        state = self._state
        title, _, year = state.title(one.topic).rpartition(", ")
        audit = (f"{year}, {title}".removesuffix(", "),) if state.seen.has_several_topics else ()  # the end may be cut
        return (
            one.agency.name,
            *audit,
            one.agency.expected.type,
            state_words(one.progress, is_told=state.seen.is_told(one)),
            came_words(one, state.seen.looks_of(one)),
            last_day_words(one, state.seen.asked_by),
            reminded_words(state.seen.last_reminder(one.agency.id, one.topic)),
            contact_of(one.agency),
        )

    def _arrange(self) -> None:
        progress = _state_of(self.state.value())
        is_descending = self._state.arrangement.is_descending
        order = AgencyOrder(self.order.value())
        self._state.arrangement = AgencyArrangement(
            self.words.text(), self.type.value(), progress, order, is_descending=is_descending, topic=self.audit.value()
        )
        self._show()
        self._spoken.say(self.summary.text())

    def _show_all(self) -> None:
        """Take every choice away but the order."""
        self.words.setText("")
        for box in (self.type, self.audit, self.state):
            box.show_value("")
        self._arrange()
        self.table.setFocus()

    def _reverse(self) -> None:
        chosen = self._state.arrangement
        self._state.arrangement = replace(chosen, is_descending=not chosen.is_descending)
        self._show()
        announce(self, "The order is reversed")

    def _open(self, place: QModelIndex) -> None:
        one = self.lines[place.row()]
        self._state.current = (one.agency.id, one.topic)
        self.agency_wanted.emit(one.agency.id)

    def _take_list(self) -> None:
        chosen: tuple[Path, ...] = self.services.dialogs.files("Choose your list of agencies", ("xlsx", "csv"))
        if chosen:
            self.list_chosen.emit(chosen[0])


def _state_of(value: str) -> AgencyProgress | AgencyGroup | None:
    if not value:
        return None
    return AgencyGroup.EXPECTED if value == AgencyGroup.EXPECTED else AgencyProgress(value)

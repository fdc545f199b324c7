"""By when agencies are asked to return each audit: the officer's day for this round, or that of the questions."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from s11desk.desktop.inputs.enter_key import enter_presses
from s11desk.desktop.inputs.fields import DateField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.half_typed import SetAside
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.receiving.agencies.agencies_state import AgenciesState
from s11desk.desktop.receiving.agencies.agency_forms import day_or_problem
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.desk_tabs import DeskTabs
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.topics.topic import Topic
from s11desk.override import override
from s11desk.wording.desk.last_day_words import (
    ABOUT_LAST_DAY,
    NO_AUDIT_YET,
    last_day_event,
    last_day_sentence,
    take_day_back_words,
)
from s11desk.wording.plain_text import short_line


class LastDaysPage(StandalonePage):
    """``day_given`` carries the :class:`Topic` and its new last day; None: that of the questions holds again."""

    IS_AT_LEFT = True
    day_given = Signal(object, object)

    def __init__(self, services: Services, state: AgenciesState) -> None:
        super().__init__(services, "Last day", f"Receiving desk of {short_line(state.seen.partnership)}")
        self._audits = state.seen.overview.audits
        self.set_aside = SetAside(state.desk.half_typed, "last days")
        self.tabs = DeskTabs(self.theme, DeskTab.AGENCIES, is_behind=True)
        self.layout_.addWidget(self.tabs)
        self.layout_.addWidget(label(ABOUT_LAST_DAY))
        self.days: dict[str, DateField] = {}
        self.keep: dict[str, QPushButton] = {}
        self.take_back: dict[str, QPushButton] = {}
        self._said: list[str] = []
        for name in self._audits.expected:
            if name in self._audits.topics:
                self._add(self._audits.topics[name])
        if not self.days:
            self.layout_.addWidget(label(NO_AUDIT_YET))

    @override
    def first_field(self) -> QWidget:
        return next((one.line for one in self.days.values()), self.back)

    @override
    def spoken_state(self) -> str:
        return spoken(*self._said) if self._said else NO_AUDIT_YET

    def _add(self, topic: Topic) -> None:
        entry = self._audits.set_for(topic.id)
        said = last_day_sentence(topic.deadline, entry)
        name = short_line(self._audits.titles.get(topic.id, topic.title))
        self._said.append(f"{name}. {said}")
        card: QVBoxLayout = self.card(heading=name)
        card.addWidget(label(said, Kind.STRONG))
        field = DateField(self.theme)
        field.line.setObjectName(f"last-day-{topic.id}")
        field.show_value(self._audits.last_day(topic.id))
        row = FormRow(self.theme, "Last day", field, hint="For example 31 January 2027.")
        card.addWidget(row)
        ways = WrappingRow(self.theme.pixels(12))
        card.addLayout(ways)
        keep = button("Keep this day", "primary", name=f"Keep this last day of {name}")
        keep.clicked.connect(partial(self._give, topic, field, row))
        enter_presses(keep, field)
        ways.addWidget(keep)
        if entry is not None:
            words = take_day_back_words(topic.deadline)
            back = button(words, "link", name=f"{words}: {name}")
            back.clicked.connect(lambda: self.day_given.emit(topic, None))
            ways.addWidget(back)
            self.take_back[topic.id] = back
        self.days[topic.id], self.keep[topic.id] = field, keep
        for one in reversed([one for one in self._audits.last_days if (one.topic, one.year) == (topic.id, topic.year)]):
            card.addWidget(label(last_day_event(one), Kind.QUIET))

    def _give(self, topic: Topic, field: DateField, row: FormRow, *_: bool) -> None:
        if (chosen := day_or_problem(field, row)) is not None:
            self.day_given.emit(topic, chosen)

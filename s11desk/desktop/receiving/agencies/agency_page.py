"""One agency of the desk: where it is, its returns, what was done, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.parts.half_typed import SetAside
from s11desk.desktop.parts.layout.first_few import add_first_few
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, breakable, button, label
from s11desk.desktop.receiving.agencies.agencies_state import AgenciesState
from s11desk.desktop.receiving.agencies.agency_forms import CloseForm, ContactForm, ExtendForm
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.desk_tabs import DeskTabs
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.receiving.desk_agencies import AgencyProgress, DeskAgency, MatchBasis
from s11desk.override import override
from s11desk.wording.dates import day, local_day
from s11desk.wording.desk.agency_words import event_words, reminder_event, standing_sentence
from s11desk.wording.desk.reminder_words import NOT_REMINDED
from s11desk.wording.one_word_states import REVIEWS
from s11desk.wording.plain_text import aside, one_line, short_line

if TYPE_CHECKING:
    import datetime as dt

    from s11desk.app.receiving.returns.desk_list import ListedReturn

_NO_RETURN = "Nothing of this agency has been taken in."
_WHY_MATCHED = {
    MatchBasis.CHOSEN: "You said that it is this agency's.",
    MatchBasis.SIGNER: "The same person signed for this agency before.",
    MatchBasis.NAME: "It has this agency's name.",
}


class AgencyPage(StandalonePage):
    """``more_time_wanted``: the new last day, or None to take it back. ``closing_wanted``: from which day, and why;
    None to expect it again. ``return_wanted``, ``not_its_return`` and ``word_taken_back`` carry the SHA-256 of a
    return.
    """

    IS_AT_LEFT = True
    more_time_wanted = Signal(object)
    closing_wanted = Signal(object, str)
    reminder_wanted = Signal()
    not_reminded = Signal()
    contact_given = Signal(str, str)
    return_wanted = Signal(str)
    not_its_return = Signal(str)
    word_taken_back = Signal(str)

    def __init__(self, services: Services, state: AgenciesState, agency: DeskAgency) -> None:
        super().__init__(services, short_line(agency.name), f"Receiving desk of {short_line(state.seen.partnership)}")
        self._state, self._agency = state, agency
        self.set_aside = SetAside(state.desk.half_typed, f"agency {agency.id}")
        self.tabs = DeskTabs(self.theme, DeskTab.AGENCIES, is_behind=True)
        self.layout_.addWidget(self.tabs)
        self._standings = [
            standing_sentence(
                one,
                state.title(one.topic) if one.topic else "",
                is_told=state.seen.is_told(one),
                looks=state.seen.looks_of(one),
            )
            for one in state.seen.standings_of(agency.id)
        ]
        for line in self._standings:
            self.layout_.addWidget(label(line, Kind.STRONG))
        self._add_facts()
        self._add_actions()
        self._add_returns()
        self._add_history()

    @override
    def first_field(self) -> QWidget:
        return self.extend.ask

    @override
    def spoken_state(self) -> str:
        return spoken(*self._standings)

    def _add_facts(self) -> None:
        expected, agency = self._agency.expected, self._agency
        facts = (
            ("Type", expected.type),
            ("Contact", expected.contact),
            ("E-mail", expected.email),
            ("Other names", "; ".join(expected.other_names)),
            ("Its own last day", day(agency.extended) if agency.extended is not None else ""),
        )
        lines = [f"{name}: {one_line(words)}" for name, words in facts if words]
        if lines:
            card = self.card()
            for line in lines:
                card.addWidget(label(breakable(line)))

    def _add_actions(self) -> None:
        agency = self._agency
        standings = self._state.seen.standings_of(agency.id)
        if any(not one.has_sent and one.progress is not AgencyProgress.CLOSED for one in standings):
            self.remind = button("Remin&d it…")
            self.remind.clicked.connect(self.reminder_wanted)
            self.layout_.addWidget(self.remind, 0, Qt.AlignmentFlag.AlignLeft)
        self._add_reminded()
        self._add_forms()

    def _add_reminded(self) -> None:
        """Say when the agency was reminded last, with the way to take that back."""
        last = max((one.at for whom, one in self._state.seen.reminders if whom == self._agency.id), default=None)
        if last is not None:
            row = WrappingRow(self.theme.pixels(12))
            row.addWidget(label(f"Reminded on {local_day(last)}."))
            self.take_back = button(NOT_REMINDED, "link")
            self.take_back.clicked.connect(self.not_reminded)
            row.addWidget(self.take_back)
            self.layout_.addLayout(row)

    def _add_forms(self) -> None:
        agency = self._agency
        self.contact = ContactForm(self.services, agency.expected.contact, agency.expected.email)
        self.contact.contact_given.connect(self.contact_given)
        self.layout_.addWidget(self.contact)
        self.extend = ExtendForm(self.services, agency.extended)
        self.extend.day_given.connect(self.more_time_wanted)
        self.layout_.addWidget(self.extend)
        if agency.extended is not None:
            self.no_time = button("Take the extra time back")
            self.no_time.clicked.connect(lambda: self.more_time_wanted.emit(None))
            self.layout_.addWidget(self.no_time, 0, Qt.AlignmentFlag.AlignLeft)
        if agency.closed is None:
            self.closing = CloseForm(self.services, self._state.seen.today)
            self.closing.closing_wanted.connect(self.closing_wanted)
            self.layout_.addWidget(self.closing)
        else:
            self.reopen = button("E&xpect it again")
            self.reopen.clicked.connect(lambda: self.closing_wanted.emit(None, ""))
            self.layout_.addWidget(self.reopen, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_returns(self) -> None:
        found = self._state.seen.returns_of(self._agency.id)
        self.layout_.addWidget(label("Its returns", Kind.HEADING))
        if not found:
            self.layout_.addWidget(label(_NO_RETURN))
        owner = QWidget()
        self.layout_.addWidget(owner)
        add_first_few(column(owner, self.theme, 8), [partial(self._return, one) for one in found], "returns")

    def _return(self, one: ListedReturn) -> QWidget:
        whole = QWidget()
        layout = column(whole, self.theme, 2)
        counts = "counts" if one.counts else "does not count"
        words = f"{one.reference}, made {local_day(one.made)}: {REVIEWS[one.review]}, {counts}. {one.why}".strip()
        layout.addWidget(label(short_line(self._state.title(one.topic)), Kind.STRONG))
        layout.addWidget(label(words))
        match = self._state.seen.match_of(one)
        layout.addWidget(label(_WHY_MATCHED.get(match.basis, ""), Kind.SMALL))
        row = WrappingRow(self.theme.pixels(12))
        opening = button("Open", "link", name=f"Open the return {one.reference}")
        opening.clicked.connect(lambda: self.return_wanted.emit(one.sha256))
        row.addWidget(opening)
        if match.basis is MatchBasis.CHOSEN:
            back = button("Undo your choice", "link", name=f"Undo your choice for {one.reference}")
            back.clicked.connect(lambda: self.word_taken_back.emit(one.sha256))
        else:
            back = button("It is not this agency's", "link", name=f"{one.reference} is not this agency's")
            back.clicked.connect(lambda: self.not_its_return.emit(one.sha256))
        row.addWidget(back)
        layout.addLayout(row)
        return whole

    def _add_history(self) -> None:
        lines = [f"{local_day(at)}: {words}" for at, words in sorted(self._events(), reverse=True)]
        if not lines:
            return
        self.layout_.addWidget(label("What was done, the last first", Kind.HEADING))
        owner = QWidget()
        self.layout_.addWidget(owner, 0, Qt.AlignmentFlag.AlignTop)
        add_first_few(column(owner, self.theme, 6), [partial(label, one) for one in lines], "entries")

    def _events(self) -> Iterator[tuple[dt.datetime, str]]:
        seen, agency = self._state.seen, self._agency
        for event in agency.history:
            yield event.at, f"{event_words(event)}{aside(short_line(event.who))}"
        for whom, reminder in seen.reminder_records:
            if whom == agency.id:
                words = reminder_event(reminder, seen.title(reminder.topic))
                yield reminder.at, f"{words}{aside(short_line(reminder.who))}"
        for one in seen.returns_of(agency.id):
            yield one.taken, f"The return {one.reference} was taken in"
            for sha256, review in seen.reviews:
                if sha256 == one.sha256:
                    words = f"The return {one.reference} is {REVIEWS[review.state]}"
                    yield review.at, f"{words}{aside(short_line(review.who))}"

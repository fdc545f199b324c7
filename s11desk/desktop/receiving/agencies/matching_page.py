"""Returns of which the program cannot say whose they are. The officer chooses."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.fields import ListField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.layout.first_few import add_first_few
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.parts.text.wrapped_link import WrappedLink
from s11desk.desktop.receiving.agencies.agencies_state import AgenciesState
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.desk_tabs import DeskTabs
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.receiving.desk_agencies import AgencyMatch
from s11desk.domain.receiving.desk_values import ReceivedReturn
from s11desk.override import override
from s11desk.wording.dates import local_day
from s11desk.wording.desk.desk_words import unmatched_line
from s11desk.wording.plain_text import short_line

_ABOUT = (
    "These returns count, but no agency on your list has exactly their name. Choose whose each one is. You can undo "
    "this at any time, on the page of the agency."
)
_FEW_LETTERS = 12
"""A list of long names is no wider than the page."""
_DONE = "Every return now has its agency, or you have said that no agency on your list sent it."


class MatchingPage(StandalonePage):
    """``word_given`` carries the SHA-256 of a return and the id of an agency; empty: nobody's on the list.

    ``word_taken_back`` carries the SHA-256 of a return; ``listing_wanted`` that of one whose agency is to be put on the
    list.
    """

    IS_AT_LEFT = True
    word_given = Signal(str, str)
    listing_wanted = Signal(str)
    word_taken_back = Signal(str)

    def __init__(self, services: Services, state: AgenciesState) -> None:
        super().__init__(
            services, "Whose returns are these?", f"Receiving desk of {short_line(state.seen.partnership)}"
        )
        self._state = state
        self.tabs = DeskTabs(self.theme, DeskTab.AGENCIES, is_behind=True)
        self.layout_.addWidget(self.tabs)
        self.choices: dict[str, ListField] = {}
        waiting = state.seen.to_match()
        self.layout_.addWidget(label(_ABOUT if waiting else _DONE))
        owner = QWidget()
        self.layout_.addWidget(owner)
        makers = [partial(self._waiting, received, match) for received, match in waiting]
        add_first_few(column(owner, self.theme, 16), makers, "returns")
        told = [one for one in state.seen.overview.unmatched if one not in waiting]
        if told:
            self.layout_.addWidget(label("From no agency on your list, as you said", Kind.HEADING))
        for received, _ in told:
            self.layout_.addWidget(self._told(received))

    @override
    def first_field(self) -> QWidget:
        return next(iter(self.choices.values()), self.back)

    def _waiting(self, received: ReceivedReturn, match: AgencyMatch) -> QWidget:
        whole = QWidget()
        layout = column(whole, self.theme, 6)
        signer = f", signed by {short_line(received.signer)}" if received.signer else ""
        layout.addWidget(label(unmatched_line(received, match), Kind.STRONG))
        layout.addWidget(label(f"Made {local_day(received.facts.made)}{signer}.", Kind.SMALL))
        agencies = sorted(self._state.seen.agencies, key=lambda one: one.name != match.nearest)
        choice = ListField({"": "Choose an agency", **{one.id: short_line(one.name) for one in agencies}})
        choice.setSizeAdjustPolicy(ListField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(_FEW_LETTERS)
        self.choices[received.sha256] = choice
        layout.addWidget(FormRow(self.theme, "Its agency", choice, whose=received.facts.reference))
        row = WrappingRow(self.theme.pixels(12))
        its = button("It is this agency's", name=f"{received.facts.reference} is this agency's")
        its.clicked.connect(lambda: self._give(received.sha256))
        nobody = button(
            "No agency on the list", "link", name=f"{received.facts.reference} is from no agency on the list"
        )
        nobody.clicked.connect(lambda: self.word_given.emit(received.sha256, ""))
        listing = button(
            "Put this agency on the list", "link", name=f"Put the agency of {received.facts.reference} on the list"
        )
        listing.clicked.connect(lambda: self.listing_wanted.emit(received.sha256))
        for way in (its, listing, nobody):
            row.addWidget(way)
        layout.addLayout(row)
        return whole

    def _give(self, sha256: str) -> None:
        choice = self.choices[sha256]
        if choice.value():
            self.word_given.emit(sha256, choice.value())
            return
        announce(self, "Choose an agency first.", at_once=True)
        choice.setFocus()

    def _told(self, received: ReceivedReturn) -> QWidget:
        reference = received.facts.reference
        words = f"{reference} of {short_line(received.agency)}: undo your choice"
        back = WrappedLink(words, "link", self.theme.colours.accent)
        back.setAccessibleName(f"Undo your choice for {reference}")
        back.clicked.connect(lambda: self.word_taken_back.emit(received.sha256))
        return back

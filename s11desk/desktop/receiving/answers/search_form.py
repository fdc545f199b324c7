"""The words to search for at a desk, and what the search is narrowed to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk.app import receiving as desk_functions
from s11desk.desktop.inputs.choice_box import ChoiceBox
from s11desk.desktop.inputs.fields import LineField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.text.text_parts import button
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.receiving.desk_values import ReviewState
from s11desk.wording.one_word_states import REVIEWS

if TYPE_CHECKING:
    from s11desk.app.receiving.returns.desk_answers import AnswerChoices
    from s11desk.app.receiving.returns.desk_search import DeskSearch

_WIDEST, _WORDS = 180, 420
"""Pixels at 100 %."""
_LONGEST = 22
"""Characters of an entry."""
_ROOM = 760
"""Pixels at any size of text: a window of 1024 pixels has room for them."""
_HINT = "Capitals and accents do not matter. If you type several words, we find texts that have all of them."
_NO_WORDS = "Type a word to search for."


class SearchForm(QWidget):
    """``wanted`` carries a :class:`DeskSearch`. ``before``: the last search, which the form shows again."""

    wanted = Signal(object)

    def __init__(self, theme: Theme, choices: AnswerChoices, before: DeskSearch | None) -> None:
        super().__init__()
        self._theme = theme
        layout = column(self, theme, spacing=10)
        search = WrappingRow(theme.pixels(12), at_foot=True)
        layout.addLayout(search)  # first: a row without a parent would be shown as a window
        self.words = self._line("desk-words", _WORDS)
        self.words.setPlaceholderText("words that are in the text")
        self._row = FormRow(theme, "Words", self.words)
        self._row.introduce(_HINT)
        self.words.typed.connect(lambda: self._row.show_problem(""))
        self.agency = self._line("desk-agency", _WIDEST)
        self.go = button("&Search", "primary")
        self.go.clicked.connect(self._ask)
        for one in (self._row, FormRow(theme, "Agency", self.agency), self.go):
            search.addWidget(one)
        self._filters = WrappingRow(theme.pixels(12))
        layout.addLayout(self._filters)
        states = [(state.value, REVIEWS[state].capitalize()) for state in ReviewState]
        self.type = self._add("Type", "All types", [(one, one) for one in choices.types])
        self.topic = self._add("Topic", "All topics", choices.topics)
        self.year = self._add("Year", "All years", [(one, one) for one in choices.years])
        self.state = self._add("State", "All states", states)
        if before is not None:
            self._show(before)

    def chosen(self) -> DeskSearch:
        """What the form asks for now."""
        kind, topic, year, state = (
            str(box.currentData() or "") for box in (self.type, self.topic, self.year, self.state)
        )
        return desk_functions.DeskSearch(
            self.words.text().strip(),
            topic=topic,
            agency=self.agency.text().strip(),
            type=kind,
            year=year,
            state=ReviewState(state) if state else None,
        )

    def _ask(self) -> None:
        search = self.chosen()
        if search.text:
            self.wanted.emit(search)
        else:
            self._row.ask_again(_NO_WORDS)

    def _show(self, search: DeskSearch) -> None:
        self.words.setText(search.text)
        self.agency.setText(search.agency)
        state = search.state.value if search.state is not None else ""
        for box, value in (
            (self.type, search.type),
            (self.topic, search.topic),
            (self.year, search.year),
            (self.state, state),
        ):
            box.setCurrentIndex(max(box.findData(value), 0))

    def _line(self, name: str, width: int) -> LineField:
        """A field in which Enter begins the search. ``width``: in pixels at 100 %."""
        field = LineField()
        field.setObjectName(name)
        field.setFixedWidth(min(self._theme.pixels(width), _ROOM))
        field.returnPressed.connect(self._ask)
        return field

    def _add(self, name: str, for_all: str, entries: Iterable[tuple[str, str]]) -> ChoiceBox:
        """Add a list to choose from. ``entries``: each value with its words."""
        box = ChoiceBox([(for_all, ""), *((text, value) for value, text in entries)], "", _LONGEST)
        row = FormRow(self._theme, name, box)
        self._filters.addWidget(row)
        row.setVisible(box.count() > 1)
        return box

"""The choices above the list of returns: what is shown, and in which order. They stay while the desk is open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from s11desk.desktop.inputs.fields import ListField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.inputs.search_field import SearchField, clear_link
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.text.text_parts import button
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.receiving.desk_lines import NEEDS_LOOK, NOT_COUNTING, LineState, ReturnLine, ReturnsFilter
from s11desk.wording.one_word_states import LINES, as_cell
from s11desk.wording.plain_text import short_line

_WIDEST = 210
_LONGEST = 260
"""Pixels at 100 %."""


class _Choice(ListField):
    """Its entries may change. The list is as wide as it may be, and its text is cut if it is longer."""

    def __init__(self, theme: Theme, entries: Sequence[tuple[str, str]], chosen: str) -> None:
        super().__init__({code: short_line(text) for text, code in entries})
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.setMaximumWidth(theme.pixels(_WIDEST))
        self.show_value(chosen)


class ReturnsChoices(QWidget):
    """``chosen`` carries a :class:`ReturnsFilter`. ``down_pressed``: the person goes on to the list."""

    chosen = Signal(object)
    down_pressed = Signal()

    def __init__(self, theme: Theme, lines: Sequence[ReturnLine], shown: ReturnsFilter) -> None:
        super().__init__()
        self._theme = theme
        self._row = WrappingRow(theme.pixels(12), at_foot=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._row)
        self._add_search(shown)
        self.state = self._add("State", [("All states", ""), *_states(lines, shown.state)], shown.state)
        names = sorted({one.name for one in lines}, key=str.casefold)
        self.agency = self._add("Agency", [("All agencies", ""), *_same(names)], shown.agency)
        types = sorted({one.type for one in lines if one.type})
        self.type = self._add("Type", [("All types", ""), *_same(types)], shown.type)
        topics = {one.topic: one.topic_name for one in lines}
        self.topic = self._add(
            "Questions", [("All", ""), *((name, code) for code, name in topics.items())], shown.topic
        )
        order = [("By agency", ""), ("Last taken in first", "newest")]
        self.order = self._add("Order", order, "newest" if shown.newest_first else "", least=1)
        self.everything = button("Show all returns", "link")
        self.everything.clicked.connect(self._show_everything)
        self._row.addWidget(self.everything)
        self._show_way_back(shown)

    def _add_search(self, shown: ReturnsFilter) -> None:
        self.words = SearchField()
        self.words.setObjectName("returns-words")
        self.words.setText(shown.words)
        self.words.setFixedWidth(self._theme.pixels(_LONGEST))
        self.words.setPlaceholderText("name or reference")
        self.words.textChanged.connect(lambda _: self._choose())
        self.words.down_pressed.connect(self.down_pressed)
        self._row.addWidget(FormRow(self._theme, "Find a name", self.words))
        self.clear = clear_link(self.words, "Clear the words to find")
        self.clear.setVisible(bool(shown.words))
        self._row.addWidget(self.clear)

    def _add(self, name: str, entries: Sequence[tuple[str, str]], chosen: str, least: int = 2) -> ListField:
        """Add a list to choose from. It is hidden if there is nothing to choose."""
        box = _Choice(self._theme, entries, chosen)
        box.currentIndexChanged.connect(lambda _: self._choose())
        row = FormRow(self._theme, name, box)
        self._row.addWidget(row)
        if sum(bool(code) for _, code in entries) < least and not chosen:
            row.hide()
        return box

    def filter(self) -> ReturnsFilter:
        """What is chosen now."""
        return ReturnsFilter(
            self.state.value(),
            self.agency.value(),
            self.type.value(),
            self.topic.value(),
            self.words.text(),
            newest_first=bool(self.order.value()),
        )

    def _choose(self) -> None:
        chosen = self.filter()
        self._show_way_back(chosen)
        self.chosen.emit(chosen)

    def _show_way_back(self, chosen: ReturnsFilter) -> None:
        self.everything.setVisible(bool(chosen.state or chosen.agency or chosen.type or chosen.topic or chosen.words))

    def _show_everything(self) -> None:
        self.blockSignals(True)  # noqa: FBT003 - Qt's own
        for box in (self.state, self.agency, self.type, self.topic):
            box.start_over()
        self.words.clear()
        self.blockSignals(False)  # noqa: FBT003 - Qt's own
        self.words.setFocus()
        self._choose()


def _same(names: Sequence[str]) -> list[tuple[str, str]]:
    return [(one, one) for one in names]


def _states(lines: Sequence[ReturnLine], chosen: str) -> list[tuple[str, str]]:
    """The states that occur, and the chosen one; first all that need a look or do not count, if any does."""
    found = {one.state for one in lines}
    looks = [("Needs a look", NEEDS_LOOK)] if any(one.needs_look for one in lines) or chosen == NEEDS_LOOK else []
    out = [("Does not count", NOT_COUNTING)] if not all(one.counts for one in lines) or chosen == NOT_COUNTING else []
    return [
        *looks,
        *out,
        *((as_cell(LINES[one]), one.value) for one in LineState if one in found or one.value == chosen),
    ]

"""Everything that agencies wrote: search, the table of all answers, and tables for other programs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from s11desk.desktop.messages.place_words import WHERES
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.layout.scroll_area import TURNS
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.progress_row import ProgressRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.marked_label import marked_label
from s11desk.desktop.parts.text.text_parts import Kind, breakable, button, label
from s11desk.desktop.receiving.answers.search_form import SearchForm
from s11desk.desktop.receiving.desk_page import DeskPage
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.open_desk import OpenDesk
from s11desk.desktop.receiving.saved_file import open_path
from s11desk.override import override
from s11desk.wording.amounts import counted
from s11desk.wording.desk.desk_words import RULE_NOTES
from s11desk.wording.desk.which_returns import inside_sentence
from s11desk.wording.one_word_states import DOES_NOT_COUNT
from s11desk.wording.plain_text import one_line, short_line

if TYPE_CHECKING:
    from s11desk.app.receiving.returns.desk_answers import AnswerChoices, WrittenTables
    from s11desk.app.receiving.returns.desk_search import DeskHit

_TABLES = (
    "“See all answers side by side” shows one table. There you save it with names, or without "
    "names. “All answers in Excel…” has a row for each agency, with names and comments. “For a data analyst…” "
    "makes files for other programs. Keep all of them as safe as the returns."
)
_FORMULA = (
    "What an agency wrote can look like a formula. A CSV file that you open in Excel may run it: open the workbook in "
    "the folder instead."
)
_OPEN_HIT = "open-hit"
_NO_RETURN = "Nothing has been taken in yet. Do that on the page “Overview”."
_NOTHING = "Nothing was found. Try fewer or shorter words, or fewer filters."


class DeskAnswersPage(DeskPage):
    """``workbook_wanted``: write all answers as a workbook; ``tables_wanted``: as files for other programs.

    ``search_wanted`` carries a :class:`DeskSearch`, ``hit_wanted`` the number of a hit.
    """

    TAB = DeskTab.ANSWERS
    matrix_wanted = Signal()
    workbook_wanted = Signal()
    tables_wanted = Signal()
    search_wanted = Signal(object)
    hit_wanted = Signal(int)

    def __init__(self, services: Services, desk: OpenDesk, seen: AnswerChoices) -> None:
        super().__init__(services, desk, seen.partnership)
        self.seen = seen
        self.hits: dict[int, QWidget] = {}
        self._new: QWidget | None = None
        state = desk.answers
        self._stays_at, self._opened, state.stays_at, state.opened = state.stays_at, state.opened, None, -1
        self.form = SearchForm(self.theme, seen, desk.answers.search)
        found = self.desk.answers.hits
        self._state = (
            found_line(found) if found is not None else f"{counted(seen.counted, 'return counts', 'returns count')}"
        )
        if not seen.returns:
            self._state = _NO_RETURN
            self.layout_.addWidget(label(_NO_RETURN))
        else:
            self._add_all(seen)
            self.layout_.addWidget(label("Search what agencies wrote", Kind.HEADING))
            self.form.wanted.connect(self.search_wanted)
            self.layout_.addWidget(self.form)
            self._add_hits()

    @override
    def first_field(self) -> QWidget:
        return self.form.words if self.form.parentWidget() is not None else self.tabs[self.TAB]

    @override
    def spoken_state(self) -> str:
        return self._state

    @override
    def begin(self) -> None:
        hit = self.hits.get(self._opened)
        if self._new is not None:
            self.begin_at(self._new, then=self.open_written)
        elif hit is None and self._stays_at is not None:
            self._stay_at(self._stays_at)
        elif hit is None:
            super().begin()
        else:
            self.begin_at(hit, then=hit.findChild(QPushButton, _OPEN_HIT))

    def _stay_at(self, place: int, turns: int = TURNS) -> None:
        """Keep the page where it was when the search began. It looks again until the layouts have settled."""
        self.form.words.setFocus()
        self.verticalScrollBar().setValue(place)
        if turns:
            QTimer.singleShot(0, self.form, lambda: self._stay_at(place, turns - 1))

    def _add_all(self, seen: AnswerChoices) -> None:
        row = WrappingRow(self.theme.pixels(12))
        if seen.counted:
            self.matrix = self.add_button(row, "See all answers side by side", self.matrix_wanted.emit)
        self.workbook = self.add_button(row, "All answers in Excel…", self.workbook_wanted.emit)
        self.tables = self.add_button(row, "For a data analyst…", self.tables_wanted.emit)
        self.layout_.addLayout(row)
        self.layout_.addWidget(label(inside_sentence(seen.by_rule, seen.second)))
        self.layout_.addWidget(label(_TABLES, Kind.QUIET))
        self.progress = ProgressRow("Writing the answers")
        self.layout_.addWidget(self.progress)
        if self.desk.answers.tables is not None:
            self._add_written(self.desk.answers.tables)

    def _add_written(self, tables: WrittenTables) -> None:
        """Show what was written. The first time, the page begins there and a screen reader says it."""
        words, state, dialogs = tables_line(tables), self.desk.answers, self.services.dialogs
        card = Card(self.theme, heading=words, spacing=6)
        self.layout_.addWidget(card)
        card.column.addWidget(label(RULE_NOTES[tables.rule]))
        if tables.is_folder:
            card.column.addWidget(label(_FORMULA))
        card.column.addWidget(label(breakable(one_line(str(tables.path))), Kind.SMALL))
        row, folder = WrappingRow(self.theme.pixels(12)), tables.path if tables.is_folder else tables.path.parent
        text = "Open the folder" if tables.is_folder else "Open the workbook"
        self.open_written = self.add_button(row, text, lambda: open_path(dialogs, tables.path))
        self.open_written.setAccessibleDescription(words)
        if not tables.is_folder:
            self.show_tables = self.add_button(row, "Show in folder", lambda: open_path(dialogs, folder))
        card.column.addLayout(row)
        if state.is_new:
            self._new, self._state, state.is_new = card, words, False

    def _add_hits(self) -> None:
        found = self.desk.answers.hits
        if found is None:
            return
        self.found = label(found_line(found), Kind.STRONG)
        self.layout_.addWidget(self.found)
        self.add_lines("", [partial(self._hit, number, one) for number, one in enumerate(found)], "answers")

    def _hit(self, number: int, one: DeskHit) -> QWidget:
        agency = short_line(one.agency)
        card = Card(self.theme, heading=agency, edges=(12, 10), spacing=4)
        what = WHERES[one.where] if one.where is not None else "Text"
        asked = f"{what}, question {one.number}. {one.asked}" if one.asked else f"{what} that belongs to no question"
        card.column.addWidget(label(breakable(one_line(asked)), Kind.SMALL))
        search = self.desk.answers.search
        excerpt = marked_label(self.theme, breakable(one_line(one.excerpt)), search.text if search is not None else "")
        card.column.addWidget(excerpt)
        row = WrappingRow(self.theme.pixels(12))
        text = "Read the whole answer" if one.asked else "Open the whole return"
        way = button(text, "link", name=f"{text} of {agency}, {one.reference}")
        way.setObjectName(_OPEN_HIT)
        way.clicked.connect(lambda: self.hit_wanted.emit(number))
        row.addWidget(way)
        facts = (one.reference, one.year, "" if one.counts else DOES_NOT_COUNT)
        row.addWidget(label(one_line(", ".join(filter(None, facts))), Kind.SMALL))
        card.column.addLayout(row)
        self.hits[number] = card
        return card


def found_line(found: tuple[DeskHit, ...]) -> str:
    """How many texts were found, in words."""
    from_returns = counted(len({one.received for one in found}), "return")
    return f"{counted(len(found), 'text')} found in {from_returns}." if found else _NOTHING


def tables_line(tables: WrittenTables) -> str:
    """What tables are of, in words."""
    inside = f"{counted(tables.counted, 'return')} in {'them' if tables.is_folder else 'it'}"
    return f"The {'files are' if tables.is_folder else 'workbook is'} written: {inside}"

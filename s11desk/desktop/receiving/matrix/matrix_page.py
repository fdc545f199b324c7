"""The answers of all agencies to all questions of a topic, as one table."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.reading.announcing import SayAtRest, announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.desk_tabs import DeskTabs
from s11desk.desktop.receiving.matrix.matrix_choices import MatrixChoices
from s11desk.desktop.receiving.matrix.matrix_model import MatrixModel
from s11desk.desktop.receiving.matrix.matrix_state import MatrixState
from s11desk.desktop.receiving.matrix.matrix_table import AnswersTable, PlainTable, TotalsView
from s11desk.desktop.receiving.matrix.totals_model import TotalsModel
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.matrix.arrange_matrix import MatrixArrangement
from s11desk.override import override
from s11desk.wording.desk.matrix_words import as_at_sentence, earlier_sentence, uncounted_choice
from s11desk.wording.desk.totals_rows import TOTALS_RULE, TOTALS_WRITTEN, totals_table
from s11desk.wording.plain_text import short_line

_LARGE = 150
"""Per cent. With larger text the choices would push the table off the screen, so they are shown when asked for."""
_SAVING = (
    "When you save, you choose: with names, such as for the board; without names, such as for a meeting, in Excel and "
    "PDF together; or without names, to publish."
)
_OPENS = "Double-click an answer, or press Enter on it, to see it whole."
_IN_SIGHT = "You see columns {first} to {last} of {count}. Move the bar below the table, or press →, to see more."
_NOTHING = "No return matches these choices."


class MatrixPage(StandalonePage):
    """Above, what the person can choose; below, the answers or the totals.

    ``answer_wanted``: the number of a return and the id of a question. ``behind_wanted``: the id of a question and the
    code of an option. ``uncounted_wanted``: the files that do not count. ``saving_wanted``: the ending of the
    file to save it in. ``topics_chosen``: as in
    :class:`s11desk.desktop.receiving.matrix.matrix_choices.MatrixChoices`.
    """

    IS_AT_LEFT = True
    answer_wanted = Signal(int, str)
    behind_wanted = Signal(str, str)
    uncounted_wanted = Signal()
    saving_wanted = Signal(str)
    topics_chosen = Signal(str, str)

    def __init__(self, services: Services, state: MatrixState) -> None:
        matrix = state.matrix
        super().__init__(services, short_line(f"{matrix.title}, {matrix.year}"), is_wide=True)
        self._spoken = SayAtRest(self)
        self._state = state
        self._add_tabs()
        self.summary = label("")
        self.layout_.addWidget(self.summary)
        if matrix.earlier_name:
            self.layout_.addWidget(label(earlier_sentence(matrix), Kind.QUIET))
        self.choices = MatrixChoices(self.theme, state)
        self.choices.arranged.connect(self._arrange)
        self.choices.topics_chosen.connect(self.topics_chosen)
        self.layout_.addLayout(self._buttons())
        self.saving = label(_SAVING, Kind.QUIET)
        self.layout_.addWidget(self.saving)
        self.layout_.addWidget(self.choices)
        self.nothing = label(_NOTHING, Kind.STRONG)
        self.layout_.addWidget(self.nothing)
        self.rule, self.views = label(f"{TOTALS_RULE} {TOTALS_WRITTEN}", Kind.QUIET), QStackedWidget()
        self.layout_.addWidget(self.rule)
        self._add_views()
        self.layout_.addWidget(self.views, 1)
        self.in_sight = label("", Kind.SMALL)
        self.layout_.addWidget(self.in_sight)
        self.answers.in_sight.connect(self._show_what_is_in_sight)
        self._show()
        self._show_view()
        self._hide_what_is_idle()

    def _add_tabs(self) -> None:
        """The tabs of the desk, if the returns are a desk's."""
        self.tabs = DeskTabs(self.theme, DeskTab.ANSWERS, is_behind=True) if self._state.is_at_desk else None
        if self.tabs is not None:
            self.layout_.addWidget(self.tabs)

    @override
    def first_field(self) -> QWidget:
        return self._table

    @override
    def spoken_state(self) -> str:
        return self.summary.text()

    @property
    def _table(self) -> PlainTable:
        return self.totals if self._state.shows_totals else self.answers

    def _buttons(self) -> WrappingRow:
        row = WrappingRow(self.theme.pixels(12))
        self.switch = button("Show the &totals")
        self.switch.clicked.connect(self._switch)
        row.addWidget(self.switch)
        self.uncounted = button(f"&{uncounted_choice(self._state.matrix)}")
        self.uncounted.clicked.connect(self.uncounted_wanted)
        row.addWidget(self.uncounted)
        self.save_workbook = button("Save as E&xcel…", name="Save this table as an Excel workbook")
        self.save_workbook.clicked.connect(lambda: self.saving_wanted.emit(".xlsx"))
        self.save_pdf = button("Save as &PDF…", name="Save this table as a PDF")
        self.save_pdf.clicked.connect(lambda: self.saving_wanted.emit(".pdf"))
        row.addWidget(self.save_workbook)
        row.addWidget(self.save_pdf)
        self.choose = button("&Choose what is shown")
        self.choose.clicked.connect(lambda: self.choices.setVisible(self.choices.isHidden()))
        row.addWidget(self.choose)
        return row

    def _hide_what_is_idle(self) -> None:
        """Only now: a part that is shown before it is on the page would open a window of its own."""
        is_large = self.theme.zoom >= _LARGE
        for part, is_idle in (
            (self.uncounted, not self._state.matrix.uncounted),
            (self.choose, not is_large),
            (self.choices, is_large and self._state.arrangement == MatrixArrangement()),
        ):
            if is_idle:
                part.hide()

    def _add_views(self) -> None:
        state = self._state
        self.model = MatrixModel(state.matrix, self)
        self.answers = AnswersTable(self.theme, self.model)
        self.answers.chosen.connect(self._open_answer)
        self.answers.sort_wanted.connect(self.choices.sort_by)
        self.totals_model = TotalsModel(totals_table(state.matrix, (), ()), self)
        self.totals = TotalsView(self.theme, self.totals_model)
        self.totals.chosen.connect(self._open_behind)
        for view in (self.answers, self.totals):
            self.views.addWidget(view)

    def _arrange(self, chosen: MatrixArrangement) -> None:
        self._state.arrangement = chosen
        self._show()
        self._spoken.say(self.summary.text())

    def _show(self) -> None:
        state, rows, columns = self._state, self._state.rows(), self._state.columns()
        self.model.show_only(rows, columns)
        self.answers.show_sorting(state.arrangement.sorted_by, is_descending=state.arrangement.is_descending)
        self.answers.go_to(self.model.place_of(*state.current))
        if state.shows_totals:
            self.totals_model.show_table(totals_table(state.matrix, rows, columns))
            self.totals.go_to(QModelIndex())
        self.summary.setText(as_at_sentence(state.matrix, sum(row.has_return for row in rows)))
        self.nothing.setVisible(not rows)

    def _show_what_is_in_sight(self, first: int, last: int) -> None:
        """Below the table: how to open an answer, which questions are in sight, and how to see the others."""
        count = self.model.columnCount()
        is_all = last - first + 1 >= count or self._state.shows_totals
        more = "" if is_all else _IN_SIGHT.format(first=first + 1, last=last + 1, count=count)
        self.in_sight.setText("" if self._state.shows_totals else f"{_OPENS} {more}".rstrip())
        self.in_sight.setVisible(not self._state.shows_totals)

    def _switch(self) -> None:
        self._state.shows_totals = not self._state.shows_totals
        self._show()
        self._show_view()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_view(self) -> None:
        self.views.setCurrentWidget(self._table)
        self.rule.setVisible(self._state.shows_totals)
        self.answers.tell_in_sight()
        self.switch.setText("Show the &answers" if self._state.shows_totals else "Show the &totals")

    def _open_answer(self, place: QModelIndex) -> None:
        row, question = self.model.row(place.row()), self.model.question(place.column())
        if not row.has_return:
            announce(self, f"{row.agency}: {row.state}", at_once=True)
            return
        self._state.current = (row.number, question.id)
        self.answer_wanted.emit(row.number, question.id)

    def _open_behind(self, place: QModelIndex) -> None:
        self.behind_wanted.emit(self.totals_model.question(place.row()).id, self.totals_model.code(place.row()))

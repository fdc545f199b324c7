"""The two views of the table of agencies and questions: the answers, and the totals."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from s11desk.desktop.receiving.matrix.matrix_headers import AgencyHeader, QuestionHeader
from s11desk.desktop.receiving.matrix.matrix_ink import MatrixInk
from s11desk.desktop.receiving.matrix.matrix_model import MatrixModel
from s11desk.desktop.receiving.matrix.matrix_painter import MatrixPainter
from s11desk.desktop.receiving.matrix.totals_model import TotalsModel
from s11desk.desktop.theme.theme import Theme
from s11desk.override import override

_COLUMN, _NAMES, _ROW, _ROW_WITH_EARLIER = 168, 240, 44, 52
_ANSWER, _NUMBER = 260, 96
"""Pixels at 100 %."""
_LEAST = 260
_MOST = 480
"""Pixels of this screen: the least height is never more than what a small screen with large text shows."""


class PlainTable(QTableView):
    """A table that is read and never edited. Tab leaves it; the arrows move in it; Enter opens what is chosen.

    ``chosen``: the place that the person opens.
    """

    chosen = Signal(QModelIndex)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(min(theme.pixels(_LEAST), _MOST))
        self.clicked.connect(self.chosen)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        if is_enter and not event.isAutoRepeat() and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """A table that shows all its rows leaves the wheel to the page."""
        if self.model() is not None and self._shows_all():
            event.ignore()
        else:
            super().wheelEvent(event)

    def fit_rows(self, least: int) -> None:
        """Make all rows so high that no row is cut at the end of the view. ``least``: pixels of a row."""
        room = self.viewport().height()
        rows = room // least
        if rows and self.verticalHeader().count() > rows:
            self.verticalHeader().setDefaultSectionSize(room // rows)
            self.verticalScrollBar().setSingleStep(room // rows)
        else:
            self.verticalHeader().setDefaultSectionSize(least)

    def _shows_all(self) -> bool:
        lines = self.verticalHeader()
        return lines.length() <= self.viewport().height() and self.horizontalScrollBar().maximum() == 0

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """A screen reader says the cell that is current, after the name of the table."""
        super().focusInEvent(event)
        if QAccessible.isActive():
            QTimer.singleShot(0, self, self._tell_current)

    def _tell_current(self) -> None:
        if self.hasFocus() and self.currentIndex().isValid():
            self.currentChanged(self.currentIndex(), QModelIndex())

    def go_to(self, place: QModelIndex) -> None:
        """Make ``place`` the current one; the first one if it is nowhere."""
        wanted = place if place.isValid() else self.model().index(0, 0)
        if wanted.isValid():
            self.setCurrentIndex(wanted)
            self.scrollTo(wanted)


class AnswersTable(PlainTable):
    """Agencies down the side, questions along the top. ``sort_wanted``: the person clicked a question's heading.

    ``in_sight``: the first and the last column that are whole on the screen. Rows and columns are as large as makes the
    last one in sight a whole one. One click only chooses a cell, as in a spreadsheet; Enter or a double click opens it.
    """

    sort_wanted = Signal(str)
    in_sight = Signal(int, int)

    def __init__(self, theme: Theme, model: MatrixModel) -> None:
        super().__init__(theme, "Answers of each agency")
        self.clicked.disconnect(self.chosen)
        self.doubleClicked.connect(self.chosen)
        ink = MatrixInk(theme)
        self.questions = QuestionHeader(ink, model, self)
        self.setHorizontalHeader(self.questions)
        self.setVerticalHeader(AgencyHeader(ink, model, self, theme.pixels(_NAMES)))
        self.setItemDelegate(MatrixPainter(ink, model, self))
        self._row = theme.pixels(_ROW_WITH_EARLIER if model.has_earlier else _ROW)
        self._column = theme.pixels(_COLUMN)
        self.verticalHeader().setDefaultSectionSize(self._row)
        self.horizontalHeader().setDefaultSectionSize(self._column)
        self.setModel(model)
        self.horizontalScrollBar().valueChanged.connect(self.tell_in_sight)
        self.questions.sectionClicked.connect(lambda at: self.sort_wanted.emit(model.question(at).id))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_rows(self._row)
        self._fit_columns()
        self.tell_in_sight()

    def _fit_columns(self) -> None:
        room = self.viewport().width()
        columns = room // self._column
        if columns and self.horizontalHeader().count() > columns:
            self.horizontalHeader().setDefaultSectionSize(room // columns)
            self.horizontalScrollBar().setSingleStep(room // columns)
        else:
            self.horizontalHeader().setDefaultSectionSize(self._column)

    def tell_in_sight(self) -> None:
        """Say which columns are whole on the screen."""
        each, place = self.horizontalHeader().defaultSectionSize(), self.horizontalScrollBar().value()
        first = -(-place // each)
        self.in_sight.emit(first, max(first, (place + self.viewport().width()) // each - 1))

    def show_sorting(self, question: str, *, is_descending: bool) -> None:
        """Mark the heading of the question by which the rows are sorted."""
        self.questions.note_sections()
        self.questions.sorted_by, self.questions.is_descending = question, is_descending
        self.questions.viewport().update()


class TotalsView(PlainTable):
    """A row for each possible answer, its question at the left."""

    def __init__(self, theme: Theme, model: TotalsModel) -> None:
        super().__init__(theme, "Totals of each question")
        self.setModel(model)
        self.setWordWrap(False)
        names, headings = self.verticalHeader(), self.horizontalHeader()
        names.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        names.setDefaultSectionSize(theme.pixels(32))
        names.setFixedWidth(theme.pixels(_NAMES))
        names.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        names.setAccessibleName("Questions")
        headings.setDefaultSectionSize(theme.pixels(_NUMBER))
        headings.setDefaultAlignment(Qt.AlignmentFlag(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap))
        headings.setFixedHeight(theme.pixels(58))
        self.setColumnWidth(0, theme.pixels(_ANSWER))

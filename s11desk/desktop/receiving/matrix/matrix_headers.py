"""The headings of the table of agencies and questions, which stay in view when the table scrolls."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from s11desk.desktop.receiving.matrix.matrix_ink import BOTTOM, TOP, WRAPPED, MatrixInk
from s11desk.desktop.receiving.matrix.matrix_model import MatrixModel
from s11desk.override import override
from s11desk.wording.plain_text import one_line

_LINES = 3
_LEAST = 100
"""Pixels; the table makes the headings as long as itself."""


class QuestionHeader(QHeaderView):
    """Above: the name of a section, over all its questions. Below: number and name of each question."""

    def __init__(self, ink: MatrixInk, model: MatrixModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._ink = ink
        self._matrix = model
        self._sections: tuple[tuple[int, int, str], ...] = ()
        self.sorted_by, self.is_descending = "", False
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("Questions")
        self.note_sections()

    def note_sections(self) -> None:
        """Find which columns belong to one section. Called when other questions are shown."""
        self._sections = tuple(_sections(self._matrix))
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        ink = self._ink
        return QSize(_LEAST, ink.line_height * _LINES + 2 * ink.narrow + self._above())

    def _above(self) -> int:
        """The height of the line with the sections."""
        return self._ink.line_height + self._ink.narrow if self._sections else 0

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        ink, question = self._ink, self._matrix.question(logicalIndex)
        painter.fillRect(rect, ink.panel)
        is_sorted = question.id == self.sorted_by
        mark = ("↓ " if self.is_descending else "↑ ") if is_sorted else ""
        painter.setFont(ink.strong_heading if is_sorted else ink.heading)
        painter.setPen(ink.text)
        above = self._above()
        words = rect.adjusted(ink.edge, above + ink.narrow, -ink.edge, -ink.narrow)
        painter.drawText(words, WRAPPED, one_line(f"{mark}{question.number}. {question.name}"))
        painter.setPen(ink.line)
        painter.drawLine(rect.right(), rect.top() + above, rect.right(), rect.bottom())
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        if self._sections:
            painter = QPainter(self.viewport())
            painter.setFont(self._ink.strong_heading)
            for first, last, name in self._sections:
                self._paint_name(painter, first, last, name)
            painter.end()

    def _paint_name(self, painter: QPainter, first: int, last: int, name: str) -> None:
        """Paint the name of a section at the left end of the part of it that is in view."""
        ink, width = self._ink, self.viewport().width()
        begin = self.sectionViewportPosition(first)
        end = self.sectionViewportPosition(last) + self.sectionSize(last)
        left, right = max(begin, 0), min(end, width)
        if right - left > 4 * ink.edge:
            painter.setPen(ink.quiet)
            words = QRect(left + ink.edge, ink.narrow, right - left - 2 * ink.edge, ink.line_height)
            painter.drawText(words, TOP, ink.cut(name, words.width(), ink.strong_heading, "heading"))
        if 0 < end <= width:
            painter.setPen(ink.frame)
            painter.drawLine(end - 1, 0, end - 1, self.height())


class AgencyHeader(QHeaderView):
    """The name of each agency, and below it its type and state."""

    def __init__(self, ink: MatrixInk, model: MatrixModel, parent: QWidget, width: int) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._ink = ink
        self._matrix = model
        self._width = width
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("Agencies")

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._width, _LEAST)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        ink, row = self._ink, self._matrix.row(logicalIndex)
        painter.fillRect(rect, ink.panel)
        words = rect.adjusted(ink.edge, ink.narrow, -ink.edge, -ink.narrow)
        painter.setFont(ink.body)
        painter.setPen(ink.text)
        painter.drawText(words, TOP, ink.cut(one_line(row.agency), words.width(), ink.body, "body"))
        below = one_line(", ".join(filter(None, (row.type, row.state))))
        painter.setFont(ink.small)
        painter.setPen(ink.quiet)
        painter.drawText(words, BOTTOM, ink.cut(below, words.width(), ink.small, "small"))
        painter.setPen(ink.line)
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        painter.setPen(ink.frame)
        painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom())


def _sections(model: MatrixModel) -> Iterator[tuple[int, int, str]]:
    """The first and the last column of each section that has a name, and that name."""
    first, count = 0, model.columnCount()
    for last in range(count):
        name = model.question(last).section
        if last + 1 == count or model.question(last + 1).section != name:
            if name:
                yield first, last, one_line(name)
            first = last + 1

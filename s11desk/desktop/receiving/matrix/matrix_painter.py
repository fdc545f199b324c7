"""Paints the cells of the table of agencies and questions: a bar in the option's colour, and always its words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from s11desk.desktop.receiving.matrix.matrix_ink import MIDDLE, TOP, MatrixInk
from s11desk.desktop.receiving.matrix.matrix_model import MatrixModel
from s11desk.domain.matrix.answer_matrix import AnswerState, MatrixCell
from s11desk.override import override
from s11desk.wording.desk.matrix_words import cell_words
from s11desk.wording.plain_text import one_line

_QUIET = {
    AnswerState.LEFT_EMPTY,
    AnswerState.NOT_ASKED,
    AnswerState.NOT_COMPARABLE,
    AnswerState.NO_RETURN,
    AnswerState.CORRECTING,
    AnswerState.NOT_APPLICABLE,
}


class MatrixPainter(QStyledItemDelegate):
    """The words of a cell are put together and cut to its width once: that takes longer than painting."""

    def __init__(self, ink: MatrixInk, model: MatrixModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._ink = ink
        self._model = model
        self._words: dict[MatrixCell, str] = {}

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        cell, ink = self._model.cell(index), self._ink
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, ink.chosen)
        if cell.colour:  # an invented colour would mean something, so an option without one has no bar
            self._paint_bar(painter, rect, cell.colour)
        left, top, height = rect.left() + ink.bar + 2 * ink.gap, rect.top(), rect.height()
        width = rect.right() - left - ink.narrow
        earlier = self._model.earlier_cell(index) if self._model.has_earlier else None
        if earlier is None:
            self._paint_words(painter, QRect(left, top, width, height), cell)
            return
        half = height // 2
        self._paint_words(painter, QRect(left, top, width, half + ink.narrow), cell)
        painter.setFont(ink.small)
        painter.setPen(ink.quiet)
        words = ink.cut(f"Before: {self._text(earlier)}", width, ink.small, "small")
        painter.drawText(QRect(left, top + half, width, half), TOP, words)

    def _paint_bar(self, painter: QPainter, rect: QRect, colour: str) -> None:
        ink = self._ink
        bar = QRect(rect.left() + ink.gap, rect.top() + ink.narrow, ink.bar, rect.height() - 2 * ink.narrow - 1)
        painter.fillRect(bar, ink.seen(colour))
        painter.setPen(ink.frame)
        painter.drawRect(bar)

    def _paint_words(self, painter: QPainter, rect: QRect, cell: MatrixCell) -> None:
        ink, is_missing = self._ink, cell.kind is AnswerState.MISSING
        font, key = (ink.strong, "strong") if is_missing else (ink.body, "body")
        painter.setFont(font)
        painter.setPen(ink.danger if is_missing else ink.quiet if cell.kind in _QUIET else ink.text)
        painter.drawText(rect, MIDDLE, ink.cut(self._text(cell), rect.width(), font, key))

    def _text(self, cell: MatrixCell) -> str:
        if cell not in self._words:
            self._words[cell] = one_line(cell_words(cell))
        return self._words[cell]

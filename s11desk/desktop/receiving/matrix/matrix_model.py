"""The table of agencies and questions as Qt's views and screen readers read it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from s11desk.desktop.parts.text.text_parts import tool_tip
from s11desk.domain.matrix.answer_matrix import AnswerMatrix, MatrixCell, MatrixQuestion, MatrixRow
from s11desk.override import override
from s11desk.wording.desk.matrix_words import cell_words, comparable_sentence, question_heading
from s11desk.wording.plain_text import one_line

Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()


class MatrixModel(QAbstractTableModel):
    """A row for each return, a column for each question. It is never changed: another choice gets another order."""

    def __init__(self, matrix: AnswerMatrix, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._matrix = matrix
        self._rows: tuple[MatrixRow, ...] = matrix.rows
        self._columns: tuple[int, ...] = tuple(range(len(matrix.questions)))

    def show_only(self, rows: tuple[MatrixRow, ...], columns: tuple[int, ...]) -> None:
        """Show these rows and the questions in these places."""
        self.beginResetModel()
        self._rows, self._columns = rows, columns
        self.endResetModel()

    @property
    def has_earlier(self) -> bool:
        """Whether earlier answers are beside."""
        return bool(self._matrix.earlier_name)

    def row(self, at: int) -> MatrixRow:
        """The return in this row."""
        return self._rows[at]

    def question(self, column: int) -> MatrixQuestion:
        """The question of this column."""
        return self._matrix.questions[self._columns[column]]

    def cell(self, index: Index) -> MatrixCell:
        """The answer in this place."""
        return self._rows[index.row()].cells[self._columns[index.column()]]

    def earlier_cell(self, index: Index) -> MatrixCell | None:
        """The earlier answer of the same agency; None if there is no earlier return of it."""
        earlier = self._matrix.earlier_rows.get(self._rows[index.row()].key)
        return earlier.cells[self._columns[index.column()]] if earlier is not None else None

    def place_of(self, number: int, question: str) -> QModelIndex:
        """Where a return and a question are now; an invalid place if they are not shown."""
        row = next((at for at, one in enumerate(self._rows) if one.number == number and one.has_return), -1)
        column = next((at for at in range(len(self._columns)) if self.question(at).id == question), -1)
        return self.index(row, column) if row >= 0 and column >= 0 else QModelIndex()

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one_line(cell_words(self.cell(index)))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index)
            case Qt.ItemDataRole.ToolTipRole:
                return tool_tip(self._spoken(index))
            case _:
                return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        is_column = orientation is Qt.Orientation.Horizontal
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            name = question_heading(self.question(section)) if is_column else self._rows[section].agency
            return one_line(name)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(self._question_tip(section) if is_column else self._row_tip(section))
        return None

    def _spoken(self, index: Index) -> str:
        """Agency, question and answer: a screen reader says the name of a cell, and not that of its headings."""
        row, question = self._rows[index.row()], self.question(index.column())
        earlier = self.earlier_cell(index)
        before = f". Before: {cell_words(earlier)}" if earlier is not None else ""
        return one_line(f"{row.agency}. {question_heading(question)}. {cell_words(self.cell(index))}{before}")

    def _question_tip(self, column: int) -> str:
        question = self.question(column)
        return one_line(". ".join(filter(None, (question.section, f"{question.number}. {question.text}"))))

    def _row_tip(self, at: int) -> str:
        row = self._rows[at]
        comparable = comparable_sentence(row, len(self._matrix.questions))
        return one_line(". ".join(filter(None, (row.agency, row.type, row.state, comparable, row.remark))))

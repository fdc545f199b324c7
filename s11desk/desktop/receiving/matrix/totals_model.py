"""The totals below the table of agencies and questions: a row for each possible answer, with its base."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from s11desk.desktop.parts.text.text_parts import tool_tip
from s11desk.desktop.receiving.matrix.matrix_model import Index
from s11desk.domain.matrix.answer_matrix import MatrixQuestion
from s11desk.override import override
from s11desk.wording.desk.matrix_words import question_heading
from s11desk.wording.desk.totals_rows import TotalsTable
from s11desk.wording.plain_text import one_line

_NOWHERE = QModelIndex()
_CENTRE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class TotalsModel(QAbstractTableModel):
    """Shows a :class:`TotalsTable`, which is never changed: another choice gets another one."""

    def __init__(self, table: TotalsTable, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = table

    def show_table(self, table: TotalsTable) -> None:
        """Show other totals."""
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    def question(self, at: int) -> MatrixQuestion:
        """The question of this row."""
        return self._table.rows[at].question

    def code(self, at: int) -> str:
        """The option of this row; empty if the answer is written."""
        return self._table.rows[at].code

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._table.rows)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._table.headings)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._shown(index)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index)
            case Qt.ItemDataRole.ToolTipRole:
                return tool_tip(self._spoken(index))
            case Qt.ItemDataRole.TextAlignmentRole:
                return _CENTRE if index.column() else None
            case _:
                return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return self._table.headings[section]
        is_first = section == 0 or self.question(section - 1) is not self.question(section)
        return one_line(question_heading(self.question(section))) if is_first else ""

    def _shown(self, index: Index) -> str:
        value = self._table.rows[index.row()].values[index.column()]
        return "" if value is None else one_line(value) if isinstance(value, str) else str(value)

    def _spoken(self, index: Index) -> str:
        row = self._table.rows[index.row()]
        heading = self._table.headings[index.column()]
        shown = self._shown(index) or "no number"
        words = shown if index.column() == 0 else f"{row.values[0]}. {heading}: {shown}"
        return one_line(f"{question_heading(row.question)}. {words}")

"""A table of words as Qt's views and screen readers read it: headings, and rows of the same length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from s11desk.desktop.parts.text.text_parts import tool_tip
from s11desk.desktop.receiving.tables.folding_table import folded_words
from s11desk.override import override
from s11desk.wording.plain_text import one_line

Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()


class RowsModel(QAbstractTableModel):
    """``rows``: the first cell of each says whose row it is. ``numbers``: the columns that are set to the right.

    ``leading``: the columns that a screen reader says with the first cell, so that going down tells enough of each row.
    """

    def __init__(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        parent: QObject | None = None,
        *,
        numbers: frozenset[int] = frozenset(),
        leading: frozenset[int] = frozenset(),
    ) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self._rows: tuple[tuple[str, ...], ...] = tuple(map(tuple, rows))
        self._numbers, self._leading = numbers, leading
        self._folded: frozenset[int] = frozenset()

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = tuple(map(tuple, rows))
        self.endResetModel()

    def show_folded(self, columns: frozenset[int]) -> None:
        """These columns are hidden now: the first cell of each row says what they have."""
        self._folded = columns

    def cells(self, row: int) -> tuple[str, ...]:
        """The words of a row."""
        return self._rows[row]

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headings)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one_line(self._rows[index.row()][index.column()])
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index)
            case Qt.ItemDataRole.ToolTipRole:
                return tool_tip(self._whole(index))
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._side(index.column())
            case _:
                return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        is_column = orientation is Qt.Orientation.Horizontal
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._headings[section] if is_column else one_line(self._rows[section][0])
        if role == Qt.ItemDataRole.TextAlignmentRole and is_column:
            return self._side(section)
        return None

    def _side(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column in self._numbers else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def _spoken(self, index: Index) -> str:
        """Whose row, and what the cell says: a screen reader says the name of a cell, not that of its headings."""
        row, column = self._rows[index.row()], index.column()
        said = row[column] or "nothing"
        return self._whole(index) if column == 0 else one_line(f"{row[0]}. {self._headings[column]}: {said}")

    def _whole(self, index: Index) -> str:
        """All of a cell; of the first one, also what the hidden columns have."""
        row, column = self._rows[index.row()], index.column()
        more = folded_words(self._headings, row, self._folded | self._leading) if column == 0 else ""
        return ". ".join(filter(None, (one_line(row[column]), more)))

"""The returns of a desk as a table: one return a line, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from s11desk.desktop.parts.text.text_parts import tool_tip
from s11desk.desktop.receiving.tables.folding_table import FoldingTable, folded_words
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.receiving.desk_lines import ReturnLine
from s11desk.override import override
from s11desk.wording.desk.line_words import LINE_COLUMNS, line_cells, spoken_line
from s11desk.wording.plain_text import short_line

Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()
_WIDTHS = (250, 200, 140, 130, 320, 140, 240, 160)
"""Pixels at 100 %, for each column."""
_IMPORTANCE = (0, 1, 3, 4, 2, 7, 6, 5)
"""Which columns stay longest where there is little room."""
_WHY = LINE_COLUMNS.index("Why")
_SPOKEN = frozenset({*range(4), _WHY})
"""The columns that are in the words for each line anyway."""
_ROW = 36
_BETWEEN = 10
"""Pixels at 100 % between two lines, beside their words."""
_MADE = LINE_COLUMNS.index("Made")
_LONGEST_DAY = "30 September 2026"
_AROUND = 24
"""Pixels at 100 % around words."""
_MEASURED = 500
"""So many lines are measured at most."""


class ReturnsModel(QAbstractTableModel):
    """A row for each return. Another filter gives it other lines."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[ReturnLine, ...] = ()
        self._folded: frozenset[int] = frozenset()

    def show_lines(self, lines: tuple[ReturnLine, ...]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def show_folded(self, columns: frozenset[int]) -> None:
        """These columns are hidden now: the first cell of each line says what they have."""
        self._folded = columns

    def line(self, row: int) -> ReturnLine:
        """The return in this row."""
        return self._lines[row]

    def place_of(self, sha256: str) -> QModelIndex:
        """Where a return is; an invalid place if it is not shown."""
        row = next((at for at, one in enumerate(self._lines) if one.sha256 == sha256), -1)
        return self.index(row, 0) if row >= 0 else QModelIndex()

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(LINE_COLUMNS)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line_cells(line)[index.column()]
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index)
            case Qt.ItemDataRole.ToolTipRole:
                return tool_tip(". ".join(filter(None, (self._whole(line), line.why))))
            case _:
                return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        return LINE_COLUMNS[section] if orientation is Qt.Orientation.Horizontal else str(section + 1)

    def _spoken(self, index: Index) -> str:
        """Whose return, and what the cell says: a screen reader says the name of a cell, not that of its headings."""
        line, column = self._lines[index.row()], index.column()
        named = f"{short_line(line.name)}. {LINE_COLUMNS[column]}: {self._cell(index) or 'nothing'}"
        return named if column else self._whole(line)

    def _whole(self, line: ReturnLine) -> str:
        more = folded_words(LINE_COLUMNS, line_cells(line), self._folded - _SPOKEN)
        return ". ".join(filter(None, (spoken_line(line), more)))

    def _cell(self, index: Index) -> str:
        return line_cells(self._lines[index.row()])[index.column()]


class ReturnsTable(FoldingTable):
    """A line is chosen as a whole. Enter, Space or a click opens its return."""

    def __init__(self, theme: Theme, model: ReturnsModel, lines: Sequence[ReturnLine]) -> None:
        super().__init__(theme, "Returns", _ROW)
        self.setModel(model)
        self.setShowGrid(False)
        self.horizontalHeader().setAccessibleName("Columns")
        self.folded.connect(model.show_folded)
        widths = [theme.pixels(width) for width in _WIDTHS]
        self.ensurePolished()
        day = self.fontMetrics().horizontalAdvance(_LONGEST_DAY) + theme.pixels(_AROUND)
        widths[_MADE] = max(widths[_MADE], day)
        self._theme, self._wanted, self._needed = theme, widths, widths
        self.setWordWrap(True)
        self.folded.connect(self._make_room)
        self.fit(lines)

    def _make_room(self) -> None:
        """Make every line high enough for two rows of words if a column cuts one off. The tip has what is longer."""
        is_cut = any(
            needed > self.columnWidth(column)
            for column, needed in enumerate(self._needed)
            if not self.isColumnHidden(column)
        )
        two = 2 * self.fontMetrics().lineSpacing() + self._theme.pixels(_BETWEEN)
        high = max(two, self._theme.pixels(_ROW)) if is_cut else self._theme.pixels(_ROW)
        self.verticalHeader().setDefaultSectionSize(high)

    def fit(self, lines: Sequence[ReturnLine]) -> None:
        """Make each column as wide as what it has in ``lines``; it is wider than usual only where there is room.

        Where there is little room, empty columns are hidden first.
        """
        around, cells = self._theme.pixels(_AROUND), [line_cells(line) for line in lines[:_MEASURED]]
        found = [{one[column] for one in cells} for column in range(len(LINE_COLUMNS))]
        advance = self.fontMetrics().horizontalAdvance
        whole = [max(map(advance, (name, *words))) + around for name, words in zip(LINE_COLUMNS, found, strict=True)]
        empty = {column for column, words in enumerate(found) if not any(words)}
        self._needed = whole
        widths = [min(most, needed) for most, needed in zip(self._wanted, whole, strict=True)]
        self.fold_columns(widths, sorted(_IMPORTANCE, key=empty.__contains__), whole)

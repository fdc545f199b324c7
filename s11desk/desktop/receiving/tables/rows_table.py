"""The view of a table of words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from s11desk.desktop.receiving.tables.folding_table import FoldingTable
from s11desk.desktop.receiving.tables.rows_model import RowsModel
from s11desk.desktop.theme.theme import Theme
from s11desk.wording.plain_text import one_line

_ROW = 34
_FRAME = 4
_AROUND = 24
"""Pixels at 100 %."""
_WITHOUT_SCROLLING = 9
"""Rows of a table that is as high as its rows."""
_MEASURED = 500
"""So many rows are measured at most."""


class RowsTable(FoldingTable):
    """``widths``: of each column in pixels at 100 %; none is narrower than its heading.

    ``is_whole``: few rows, all of which are shown.

    ``importance``: the columns, the most important first; without it, from left to right.
    """

    def __init__(
        self,
        theme: Theme,
        name: str,
        model: RowsModel,
        widths: Sequence[int],
        *,
        importance: Sequence[int] = (),
        is_whole: bool = False,
    ) -> None:
        super().__init__(theme, name, _ROW)
        self._theme = theme
        self.setModel(model)
        self.horizontalHeader().setFixedHeight(theme.pixels(_ROW))
        self.folded.connect(model.show_folded)
        needed = [self.horizontalHeader().sectionSizeHint(column) for column in range(model.columnCount())]
        wide = [max(theme.pixels(width), least) for width, least in zip(widths, needed, strict=True)]
        self.fold_columns(wide, importance or range(len(widths)))
        self._widths_wanted, self._importance_wanted = tuple(widths), tuple(importance or range(len(widths)))
        if is_whole:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.show_whole()

    def show_whole(self) -> None:
        """Be as high as the rows are, if they are few."""
        rows = min(self.model().rowCount(), _WITHOUT_SCROLLING) + 1
        self.setFixedHeight(self._theme.pixels(_ROW) * rows + self._theme.pixels(_FRAME))

    def fit(self, rows: Sequence[Sequence[str]]) -> None:
        """Make each column as wide as what it has in ``rows``, so that an empty one leaves its room to the others.

        A column is at most twice as wide as it was, and not wider than it was as long as another one lacks room. Where
        there is little room, empty ones are hidden first.
        """
        self.ensurePolished()
        around = self._theme.pixels(_AROUND)
        least, whole, empty = [], [], set[int]()
        for column, most in enumerate(self._widths_wanted):
            heading = str(self.model().headerData(column, Qt.Orientation.Horizontal))
            cells = {one_line(row[column]) for row in rows[:_MEASURED]}
            empty |= set() if any(cells) else {column}
            named = self.fontMetrics().horizontalAdvance(heading) + around
            needed = max([named, *(self.fontMetrics().horizontalAdvance(cell) + around for cell in cells)])
            least.append(max(named, min(needed, self._theme.pixels(most))))
            whole.append(min(needed, 2 * self._theme.pixels(most)))
        self.fold_columns(least, sorted(self._importance_wanted, key=empty.__contains__), whole)

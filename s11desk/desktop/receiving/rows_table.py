"""The view of a table of words."""

from __future__ import annotations

from collections.abc import Sequence

from s11desk.desktop.receiving.folding_table import FoldingTable
from s11desk.desktop.receiving.rows_model import RowsModel
from s11desk.desktop.theme.theme import Theme

_ROW = 34
_FRAME = 4
"""Pixels at 100 %."""
_WITHOUT_SCROLLING = 9
"""Rows of a table that is as high as its rows."""


class RowsTable(FoldingTable):
    """``widths``: of each column in pixels at 100 %. ``is_whole``: few rows, all of which are shown.

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
        self.setModel(model)
        self.horizontalHeader().setFixedHeight(theme.pixels(_ROW))
        self.folded.connect(model.show_folded)
        self.fold_columns([theme.pixels(width) for width in widths], importance or range(len(widths)))
        if is_whole:
            rows = min(model.rowCount(), _WITHOUT_SCROLLING) + 1
            room = self.horizontalScrollBar().sizeHint().height()
            self.setFixedHeight(theme.pixels(_ROW) * rows + theme.pixels(_FRAME) + room)

"""A table without scrolling sideways: columns that have no room are hidden, the least important ones first.

The last column takes the width that is left.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from s11desk.desktop.receiving.matrix.matrix_table import PlainTable
from s11desk.desktop.theme.theme import Theme
from s11desk.override import override
from s11desk.wording.plain_text import one_line

_LEAST = 2
"""So many columns always stay. Without room for them, they are narrower."""
_SHARES = (3, 2)
"""How these two share the width then."""


class FoldingTable(PlainTable):
    """``folded``: carries the hidden columns as a frozenset, so that the first cell can say what they have."""

    folded = Signal(object)

    def __init__(self, theme: Theme, name: str, row_height: int) -> None:
        """``row_height`` is in pixels at 100 %."""
        super().__init__(theme, name)
        self._widths: tuple[int, ...] = ()
        self._importance: tuple[int, ...] = ()
        self._whole: tuple[int, ...] = ()
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.pixels(row_height))
        headings = self.horizontalHeader()
        headings.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        headings.setHighlightSections(False)
        headings.setStretchLastSection(True)

    def fold_columns(self, widths: Sequence[int], importance: Sequence[int], whole: Sequence[int] = ()) -> None:
        """``widths``: of each column, in pixels of this screen. ``importance``: the most important columns first.

        ``whole``: the widths with which nothing is cut off; columns get them where there is room.
        """
        self._widths, self._importance, self._whole = tuple(widths), tuple(importance), tuple(whole or widths)
        self._fold()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        room = self.viewport().width()
        shown = columns_that_fit(room, self._widths, self._importance)
        left = room - sum(self._widths[column] for column in shown)
        for column in self._importance:
            width = self._widths[column]
            more = min(max(0, left), self._whole[column] - width) if column in shown else 0
            left -= more
            self.setColumnHidden(column, column not in shown)
            self.setColumnWidth(column, width + more)
        if sum(self._widths[column] for column in shown) > room:
            for column, share in zip(self._importance, _SHARES, strict=False):
                self.setColumnWidth(column, room * share // sum(_SHARES))
        current = self.currentIndex()
        if current.isValid() and self.isColumnHidden(current.column()):
            self.setCurrentIndex(current.siblingAtColumn(self._importance[0]))
        self.folded.emit(frozenset(range(len(self._widths))) - shown)


def columns_that_fit(room: int, widths: Sequence[int], importance: Sequence[int]) -> frozenset[int]:
    """The most important columns that fit side by side into ``room`` pixels, two at least."""
    shown: list[int] = []
    for column in importance:
        if len(shown) >= _LEAST and sum(widths[one] for one in (*shown, column)) > room:
            break
        shown.append(column)
    return frozenset(shown)


def folded_words(headings: Sequence[str], cells: Sequence[str], folded: Collection[int]) -> str:
    """What the hidden columns of a row have, such as ``Type: School. Contact: Jane``. Empty cells are left out."""
    return ". ".join(f"{headings[one]}: {one_line(cells[one])}" for one in sorted(folded) if cells[one])

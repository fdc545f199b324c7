"""Tables that continue over pages: the header repeats, and a row too tall for its page continues on the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.lib.colors import Color
from reportlab.platypus import CondPageBreak, Flowable

from s11desk.override import override
from s11desk.report.page.design import INK, RULE
from s11desk.report.page.flowing_text import Text
from s11desk.report.page.page_canvas import PageCanvas

GUTTER = 10.0
"""The free space at the right of each column except the last."""

_HEADER_PADDING = 5.0
_TALL = 110.0
"""A row higher than this may be split at the end of a page; a lower one moves to the next page whole."""


_BAR_BEFORE, _BAR = 6.0, 3.0
"""Where in the gutter a bar begins before its cell, and how wide it is."""
_TALLEST_HEADER = 400.0
"""A header higher than this is printed once, as a row that may be split: on each page it would leave no room."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row. ``continues``: the row continues on the next page, so there is no rule under it.

    ``bars``: for each cell the colour of a bar before it, or None; empty if no cell has one. The words say the same.

    ``joined``: the row stays on the page of the row before it, if one page can hold all that are joined.
    """

    cells: tuple[Text, ...]
    continues: bool = False
    bars: tuple[Color | None, ...] = ()
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The measures of a table, in points. ``widths``: of the columns, with their gutters.

    ``padding``: the space above and below each row's text. ``after``: the space below the table.
    ``closed``: there is a rule under the last row too. ``upright_rules``: there are rules between the columns too.
    """

    widths: tuple[float, ...]
    padding: float = 5.0
    closed: bool = True
    after: float = 8.0
    upright_rules: bool = False


class FlowingTable(Flowable):  # type: ignore[misc]
    """A table of texts. ``repeated``: this is a later page, where the repeated header is only decoration."""

    def __init__(
        self, rows: Sequence[Row], layout: Layout, header: Row | None = None, *, repeated: bool = False
    ) -> None:
        super().__init__()
        self.rows, self.layout, self.header, self.repeated = tuple(rows), layout, header, repeated
        if header is not None and self._height(header) > _TALLEST_HEADER:
            self.rows, self.header = (header, *self.rows), None

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = sum(self.layout.widths)
        self.height = sum(self._height(row) for row in self._all_rows())
        return self.width, self.height

    @override
    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        left = available_height - (self._height(self.header) if self.header else 0)
        kept: list[Row] = []
        for number, row in enumerate(self.rows):
            if self._height(row) > left:
                return self._split_at(kept, row, list(self.rows[number + 1 :]), left)
            kept.append(row)
            left -= self._height(row)
        return []

    def first_height(self) -> float:
        """The height of the header and of the rows that stay with it, in points."""
        later = (number for number, row in enumerate(self.rows) if number and not row.joined)
        first = self.rows[: next(later, len(self.rows))]
        return sum(self._height(row) for row in ((self.header, *first) if self.header else first))

    def rows_within(self, height: float) -> int:
        """The number of rows that fit into ``height`` below the header."""
        left = height - (self._height(self.header) if self.header else 0)
        for number, row in enumerate(self.rows):
            left -= self._height(row)
            if left < 0:
                return number
        return len(self.rows)

    @override
    def getSpaceAfter(self) -> float:
        return self.layout.after

    @override
    def draw(self) -> None:
        top = self.height
        for row in self._all_rows():
            bottom = top - self._height(row)
            self._draw_row(row, top, is_header=row is self.header)
            top = bottom
        if self.layout.upright_rules:
            self._draw_upright_rules()

    def _draw_upright_rules(self) -> None:
        top = self.height - (self._height(self.header) if self.header else 0)
        edge = -GUTTER / 2
        self.canv.setStrokeColor(RULE)
        self.canv.setLineWidth(0.5)
        for width in self.layout.widths[:-1]:
            edge += width
            self.canv.line(edge, 0, edge, top)

    def _split_at(self, kept: list[Row], row: Row, later: list[Row], left: float) -> list[Flowable]:
        if self._height(row) > _TALL:
            first, rest = self._cut_row(row, left)
            if first is not None:
                kept, row = [*kept, first], rest
        elif (start := _start_of_joined(kept, row)) > 0:
            kept, row, later = kept[:start], kept[start] if start < len(kept) else row, [*kept[start:], row, *later][1:]
        if not kept:
            return []
        head = FlowingTable(kept, self.layout, self.header, repeated=self.repeated)
        rest = FlowingTable([row, *later], self.layout, self.header, repeated=True)
        is_joined = bool(later) and later[0].joined  # else the rows that moved would begin below the head again
        return [head, *([CondPageBreak(rest.first_height())] if is_joined else []), rest]

    def _cut_row(self, row: Row, height: float) -> tuple[Row | None, Row]:
        """The part of ``row`` that fits into ``height``, and the rest. The part is None if too few lines fit."""
        pieces = [self._cut_cell(cell, height - 2 * self.layout.padding) for cell in row.cells]
        if any(rest.lines and not first.lines for first, rest in pieces):
            return None, row
        return Row(tuple(first for first, _ in pieces), continues=True), replace(row, cells=tuple(r for _, r in pieces))

    @staticmethod
    def _cut_cell(cell: Text, height: float) -> tuple[Text, Text]:
        fit = cell.lines_within(height)
        return cell.cut(0 if fit < min(2, len(cell.lines)) else fit)

    def _all_rows(self) -> tuple[Row, ...]:
        return (self.header, *self.rows) if self.header else self.rows

    def _height(self, row: Row) -> float:
        heights = [
            cell.wrap(width - self._gutter(column), 0)[1]
            for column, (cell, width) in enumerate(zip(row.cells, self.layout.widths, strict=True))
        ]
        return max(heights) + 2 * self._padding(row)

    def _padding(self, row: Row) -> float:
        return _HEADER_PADDING if row is self.header else self.layout.padding

    def _gutter(self, column: int) -> float:
        return GUTTER if column < len(self.layout.widths) - 1 else 0.0

    def _draw_row(self, row: Row, top: float, *, is_header: bool) -> None:
        canvas: PageCanvas = self.canv
        left = 0.0
        bottom = top - self._height(row)
        for column, (cell, width) in enumerate(zip(row.cells, self.layout.widths, strict=True)):
            if is_header and self.repeated:
                cell = Text(cell.text, cell.style, cell.typeface, None)
                cell.wrap(width - self._gutter(column), 0)
            y = bottom + _HEADER_PADDING if is_header else top - self.layout.padding - cell.height
            cell.drawOn(canvas, left, y)
            if row.bars:
                self._draw_bar(row.bars[column], left, top, bottom)
            left += width
        if not row.continues and (is_header or row is not self.rows[-1] or self.layout.closed):
            self._draw_rule(bottom, strong=is_header)

    def _draw_bar(self, colour: Color | None, left: float, top: float, bottom: float) -> None:
        if colour is not None:
            self.canv.setFillColor(colour)
            self.canv.rect(left - _BAR_BEFORE, bottom + 2, _BAR, top - bottom - 4, stroke=0, fill=1)

    def _draw_rule(self, y: float, *, strong: bool) -> None:
        self.canv.setStrokeColor(INK if strong else RULE)
        self.canv.setLineWidth(0.8 if strong else 0.5)
        self.canv.line(0, y, self.width, y)


def _start_of_joined(kept: Sequence[Row], row: Row) -> int:
    """How many rows of ``kept`` are before those that ``row`` is joined to. 0: a page holds nothing else."""
    start = len(kept)
    while start and (row if start == len(kept) else kept[start]).joined:
        start -= 1
    return start

"""Text as typed: broken into lines, never interpreted as markup, never shortened.

reportlab's own paragraph reads markup, and its time grows with the square of the length; people type long texts without
markup. Here a line break stays a line break, and a word wider than the column is broken at the column's edge.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reportlab.platypus import Flowable

from s11desk.override import override
from s11desk.report.letters.typeface import Typeface
from s11desk.report.page.design import TextStyle
from s11desk.report.page.page_canvas import PageCanvas
from s11desk.report.page.structure_tree import Node
from s11desk.report.shaping.draw_shaped import Pen, draw_shaped_line
from s11desk.report.shaping.shaped_lines import ShapedLine

_BREAK_AFTER = " -/\u2013\u2014"
_BETWEEN_NUMBERS = "]["
"""The place between the numbers of two characters that the typeface lacks, as in ``[U+05D0][U+05D1]``."""

_DATE = re.compile(
    r"(?<![0-9])[0-9]{1,2}(?:st|nd|rd|th)? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* "
    r"(?:1[0-9]|2[01])[0-9]{2}\b"
)
"""A date as this program and most people write it: 31 January 2027."""
_MIN_LINES = 2
_ROUNDING = 1e-7
_CAPITAL_MIDDLE = 0.357
"""Half the height of a capital letter, as a share of the size."""


def break_lines(
    text: str, width: float, advances: Mapping[int, float], *, keeps_dates: bool = False
) -> tuple[str, ...]:
    """``text`` in lines of at most ``width``, not counting white space at their ends. Joined, they are ``text`` again.

    ``width`` and ``advances`` are in the same unit. The time is in proportion to the text's length. ``keeps_dates``: no
    line ends inside of a date that fits into one.
    """
    lines: list[str] = []
    for part in _typed_lines(text):
        whole = _whole_dates(part, width, advances) if keeps_dates else frozenset()
        lines += _break_part(part, width, advances, whole)
    return tuple(lines)


def has_date(text: str) -> bool:
    """Whether ``text`` has a date that could be broken over two lines."""
    return _DATE.search(text) is not None


def _whole_dates(part: str, width: float, advances: Mapping[int, float]) -> frozenset[int]:
    """The places inside of dates, before which no line ends."""
    dates = (found.span() for found in _DATE.finditer(part))
    fitting = (span for span in dates if sum(advances[ord(one)] for one in part[slice(*span)]) <= width)
    return frozenset(at for first, last in fitting for at in range(first + 1, last))


def _typed_lines(text: str) -> list[str]:
    parts = text.split("\n")
    return [f"{part}\n" for part in parts[:-1]] + parts[-1:]


def _break_part(part: str, width: float, advances: Mapping[int, float], whole: frozenset[int]) -> list[str]:
    """``whole``: the places before which no line ends if there is another one."""
    lines: list[str] = []
    start, opportunity, run = 0, 0, 0.0
    for index, character in enumerate(part):
        advance = 0.0 if character == "\n" else advances[ord(character)]
        if run + advance > width and index > start and character != " ":
            end = opportunity if opportunity > start else index
            lines.append(part[start:end])
            run = sum(advances[ord(c)] for c in part[end:index])
            start = end
        run += advance
        is_opportunity = character in _BREAK_AFTER or part.startswith(_BETWEEN_NUMBERS, index)
        if is_opportunity and index + 1 not in whole:
            opportunity = index + 1
    return [*lines, part[start:]]


@dataclass(frozen=True, slots=True)
class Label:
    """The number or bullet to the left of a text's first line. ``indent``: the indent of the text in points."""

    text: str
    indent: float
    node: Node | None = None


class Text(Flowable):  # type: ignore[misc]
    """One text in one style. When it is split over pages, it stays one ``node`` of the document's structure.

    ``address``: to which the whole text links; empty if it is no link.
    """

    def __init__(
        self, text: str, style: TextStyle, typeface: Typeface, node: Node | None, label: Label | None = None
    ) -> None:
        super().__init__()
        self.text, self.style, self.typeface, self.node = text, style, typeface, node
        self.label = label
        self.indent = label.indent if label else 0.0
        self.address = ""
        self.lines: tuple[str, ...] = ()
        self.shaped: Mapping[int, ShapedLine] = {}
        self._broken_for: float | None = None

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        if self._broken_for != available_width:
            self._break((available_width - self.indent) / self.style.size * 1000)
            self._broken_for = available_width
        self.width, self.height = available_width, len(self.lines) * self.style.leading
        return self.width, self.height

    def _break(self, width: float) -> None:
        """Break the text into lines. ``shaped``: those of its lines that are set glyph by glyph, by their places."""
        typeface, face = self.typeface, self.style.face
        advances, keeps = typeface.advances[face], typeface.keeps_dates
        if not typeface.needs_shaping(self.text):
            self.lines, self.shaped = break_lines(self.text, width, advances, keeps_dates=keeps), {}
            return
        lines: list[str | ShapedLine] = []
        for part in _typed_lines(self.text):
            is_shaped = typeface.needs_shaping(part)
            lines += (
                typeface.shaped_lines(part, face, width)
                if is_shaped
                else break_lines(part, width, advances, keeps_dates=keeps)
            )
        self.lines = tuple(line if isinstance(line, str) else line.text for line in lines)
        self.shaped = {at: line for at, line in enumerate(lines) if not isinstance(line, str)}

    @override
    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """The two parts, with at least two lines each; empty if that is impossible."""
        self.wrap(available_width, available_height)
        fit = min(self.lines_within(available_height), len(self.lines) - _MIN_LINES)
        return list(self.cut(fit)) if fit >= _MIN_LINES else []

    def lines_within(self, height: float) -> int:
        """The number of lines that fit into ``height`` points."""
        return int((height + _ROUNDING) // self.style.leading)

    def cut(self, lines: int) -> tuple[Text, Text]:
        """The first ``lines`` lines, and the rest; both belong to the same node."""
        return self._piece(slice(None, lines), self.label), self._piece(slice(lines, None), None)

    def _piece(self, part: slice, label: Label | None) -> Text:
        lines, start = self.lines[part], part.start or 0
        piece = Text("".join(lines), self.style, self.typeface, self.node, label)
        piece.address = self.address
        piece.shaped = {at - start: line for at, line in self.shaped.items() if 0 <= at - start < len(lines)}
        piece.indent, piece.lines, piece._broken_for = self.indent, lines, self._broken_for
        piece.wrap(self.width, self.height)
        return piece

    def natural_width(self) -> float:
        """The width of the last line, so that a writing line can begin after it."""
        return self._line_width(len(self.lines) - 1)

    @override
    def getSpaceBefore(self) -> float:
        return self.style.before

    @override
    def getSpaceAfter(self) -> float:
        return self.style.after

    @override
    def draw(self) -> None:
        canvas: PageCanvas = self.canv
        if not self.lines:  # the row continues on this page, but this cell has ended
            return
        if self.node is not None and not self.node.is_drawn():
            canvas.note_heading(self.node, self.text, self.label.text if self.label is not None else "", self.height)
        canvas.setFillColor(self.style.colour)
        canvas.setFont(self.style.face.value, self.style.size)
        if self.label is not None:
            with canvas.marked(self.label.node or self.node):
                canvas.drawString(0, self._baseline(0), f"{self.label.text} ")
        with canvas.marked(self.node):
            for number, line in enumerate(self.lines):
                self._draw_line(canvas, number, line)
        if self.node is not None and self.address:
            box = canvas.box(self.indent, 0, self._widest_line(), self.height)
            canvas.add_link(self.address, self.text, box, self.node)

    def _widest_line(self) -> float:
        return max(map(self._line_width, range(len(self.lines))), default=0.0)

    def _line_width(self, number: int) -> float:
        if number in self.shaped:
            return self.shaped[number].width * self.style.size / 1000
        return self.typeface.width(self.lines[number].rstrip(" \n"), self.style.face, self.style.size)

    def _draw_line(self, canvas: PageCanvas, number: int, line: str) -> None:
        shown, shaped = line.rstrip(" \n"), self.shaped.get(number)
        left = self.indent
        if self.style.right or (shaped is not None and shaped.from_right):
            left = self.width - self._line_width(number)
        # Programs that extract the text need a space after a word; a word that continues on the next line has none.
        ends_word = shown != line or number == len(self.lines) - 1
        if shaped is None:
            canvas.drawString(left, self._baseline(number), f"{shown} " if ends_word else shown)
            return
        draw_shaped_line(canvas, shaped, Pen(left, self._baseline(number), self.style.face, self.style.size))
        if ends_word and not shaped.from_right:
            canvas.drawString(left + self._line_width(number), self._baseline(number), " ")

    def _baseline(self, number: int) -> float:
        middle: float = self.height - (number + 0.5) * self.style.leading
        return middle - _CAPITAL_MIDDLE * self.style.size

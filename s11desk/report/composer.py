"""Makes the flowables of one document, and with them the tree that says what each one is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from reportlab.platypus import CondPageBreak, Flowable

from s11desk.report.design import BODY, COLUMN, COLUMN_HEAD, PLAN_STRONG, TextStyle
from s11desk.report.flowing_rows import Layout, Row, Rows
from s11desk.report.flowing_text import Label, Text
from s11desk.report.structure_tree import Node, Scope, Tag
from s11desk.report.typeface import Typeface

Story = list[Flowable]

_BULLET_INDENT = 14.0
_FIRST_LINES = 48.0
"""How much of what follows must stand on the same page as its heading."""


class Composer:
    """One document's elements, in reading order. ``replaced``: whether any character could not be shown."""

    def __init__(self, typeface: Typeface) -> None:
        self.typeface = typeface
        self.root = Node(Tag.DOCUMENT)
        self.replaced = False
        self._within = [self.root]

    @contextmanager
    def inside(self, tag: Tag) -> Iterator[Node]:
        """What is made in this block belongs to a new element of kind ``tag``."""
        node = self.add(tag)
        self._within.append(node)
        yield node
        self._within.pop()

    def add(self, tag: Tag, *, scope: Scope | None = None, words: str = "") -> Node:
        return self._within[-1].add(tag, scope=scope, words=words)

    def cell(self, text: str, style: TextStyle, scope: Scope | None = None) -> Text:
        """A cell of a table; a header cell where ``scope`` says of what."""
        node = self.add(Tag.CELL if scope is None else Tag.HEADER_CELL, scope=scope)
        return self._text(text, style, node, None)

    def tried(self) -> Composer:
        """A composer for what is only measured and never printed."""
        return Composer(self.typeface)

    def loose(self, text: str, style: TextStyle) -> Text:
        """A text that belongs to what it is drawn in."""
        return self._text(text, style, None, None)

    def text(self, text: str, style: TextStyle = BODY, tag: Tag = Tag.PARAGRAPH, label: Label | None = None) -> Text:
        return self._text(text, style, self.add(tag), label)

    def bullets(self, items: Sequence[str], style: TextStyle = BODY) -> Story:
        """A list, each item with its bullet."""
        with self.inside(Tag.LIST):
            return [self._bullet(item, style) for item in items]

    def table(
        self, header: Sequence[str], rows: Sequence[Sequence[str]], layout: Layout, styles: Sequence[TextStyle]
    ) -> Rows:
        """A table with a header row; ``styles`` are those of the columns."""
        heads = [COLUMN_HEAD if not style.right else _right(COLUMN_HEAD) for style in styles]
        with self.inside(Tag.TABLE):
            head = self._row(header, heads, [Scope.COLUMN] * len(styles))
            return Rows([self._row(row, styles, [None] * len(styles)) for row in rows], layout, head)

    def grid(self, header: Sequence[str], rows: Sequence[Sequence[str]], layout: Layout) -> Rows:
        """A table to be filled in with a pen: only its headings are read out, for there is nothing in its cells."""
        head = Row(tuple(self.text(label, COLUMN_HEAD) for label in header))
        return Rows([Row(tuple(self.loose(cell, PLAN_STRONG) for cell in row)) for row in rows], layout, head)

    def facts(self, facts: Sequence[tuple[str, str]], layout: Layout, styles: tuple[TextStyle, TextStyle]) -> Rows:
        """Names at the left, what they are at the right."""
        with self.inside(Tag.TABLE):
            return Rows([self._row(fact, styles, [Scope.ROW, None]) for fact in facts], layout)

    def widest_word(self, text: str, style: TextStyle) -> float:
        """In points."""
        words = self.typeface.printable(text).replace("\n", " ").split(" ")
        return max((self.typeface.width(word, style.face, style.size) for word in words), default=0.0)

    def _row(self, cells: Sequence[str], styles: Sequence[TextStyle], scopes: Sequence[Scope | None]) -> Row:
        with self.inside(Tag.ROW):
            made = zip(cells, styles, scopes, strict=True)
            return Row(tuple(self.cell(cell, style, scope) for cell, style, scope in made))

    def _bullet(self, item: str, style: TextStyle) -> Text:
        with self.inside(Tag.ITEM):
            label = Label("\u2022", _BULLET_INDENT, self.add(Tag.ITEM_LABEL))
            return self.text(item, style, Tag.ITEM_BODY, label)

    def _text(self, text: str, style: TextStyle, node: Node | None, label: Label | None) -> Text:
        shown = self.typeface.printable(text)
        self.replaced = self.replaced or len(shown) > len(text)
        return Text(shown, style, self.typeface, node, label)


def kept_with_start(lead: Sequence[Flowable], *, width: float = COLUMN, more: float = _FIRST_LINES) -> Story:
    """``lead`` on one page with at least ``more`` points of what follows it."""
    return [CondPageBreak(sum(room(part, width) for part in lead) + more), *lead]


def room(part: Flowable, width: float) -> float:
    """The height of ``part`` with the space around it."""
    height: float = part.wrap(width, 0)[1]
    return height + float(part.getSpaceBefore()) + float(part.getSpaceAfter())


def _right(style: TextStyle) -> TextStyle:
    return replace(style, right=True)

"""Makes the flowables of one document, together with its structure tree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from urllib.parse import quote

from reportlab.platypus import CondPageBreak, Flowable

from s11desk.domain.audits.contact_details import is_email
from s11desk.report.letters.typeface import Typeface
from s11desk.report.page.design import ACCENT, BODY, COLUMN, COLUMN_HEAD, PLAN_STRONG, TextStyle
from s11desk.report.page.flowing_rows import FlowingTable, Layout, Row
from s11desk.report.page.flowing_text import Label, Text
from s11desk.report.page.page_layout import NEWEST, PageRules
from s11desk.report.page.structure_tree import Node, Scope, Tag
from s11desk.wording.dates import moment_at, moment_in_zone
from s11desk.wording.form_words import Say, say_english

Story = list[Flowable]

_BULLET_INDENT = 14.0
_FIRST_LINES = 48.0
"""The space below a heading that must be on the same page, in points."""
WHOLE_PAGE = 660.0
"""Points that fit on one page below its head."""
MOST_LEFT = 215.0
"""The most points that stay empty at the end of a page where parts flow: less than a third of it."""
_LINE = replace(BODY, after=0)


def moment_as_laid_out(moment: dt.datetime, rules: PageRules, zone: dt.tzinfo) -> str:
    """Day and time as the layout writes them. Raises OverflowError for a time beyond the calendar."""
    return moment_at(moment, zone) if rules.local_times else moment_in_zone(moment)


class Composer:
    """Makes one document's elements in reading order. ``has_replacements``: whether the typeface lacked a character.

    ``say``: gives the program's own words in the language of the document. ``rules``: of its layout.
    ``zone``: of its times.
    """

    def __init__(
        self, typeface: Typeface, say: Say = say_english, rules: PageRules = NEWEST, zone: dt.tzinfo = dt.UTC
    ) -> None:
        self.typeface = typeface
        self.say = say
        self.rules = rules
        self.zone = zone
        self.root = Node(Tag.DOCUMENT)
        self.has_replacements = False
        self._open_nodes = [self.root]

    @property
    def most_kept(self) -> float:
        """The most points that may be kept on one page where parts flow; 0 if the layout has no such limit."""
        return MOST_LEFT if self.rules.flows else 0.0

    @contextmanager
    def inside(self, tag: Tag) -> Iterator[Node]:
        """Add an element with this tag; everything that is made in the ``with`` block becomes its child."""
        node = self.add(tag)
        self._open_nodes.append(node)
        yield node
        self._open_nodes.pop()

    def add(self, tag: Tag, *, scope: Scope | None = None, words: str = "") -> Node:
        """Add an element without children to the innermost open element, and return its node."""
        return self._open_nodes[-1].add(tag, scope=scope, words=words)

    def cell(self, text: str, style: TextStyle, scope: Scope | None = None, rows: int = 1) -> Text:
        """A cell of a table; with ``scope``, the header cell of a column or of so many ``rows``."""
        node = self.add(Tag.CELL if scope is None else Tag.HEADER_CELL, scope=scope)
        node.rows = rows
        return self._linked(self._text(text, style, node, None))

    def measuring_composer(self) -> Composer:
        """A separate composer, for flowables that are only measured and never printed."""
        return Composer(self.typeface, self.say, self.rules, self.zone)

    def text_without_node(self, text: str, style: TextStyle) -> Text:
        """A text without a node of its own; it belongs to the flowable that draws it."""
        return self._text(text, style, None, None)

    def moment(self, moment: dt.datetime) -> str:
        """Day and time as the layout writes them. Raises OverflowError for a time beyond the calendar."""
        return moment_as_laid_out(moment, self.rules, self.zone)

    def paragraphs(self, text: str) -> Story:
        """A text that a person typed; where the layout keeps them, each paragraph has a node of its own."""
        if not self.rules.keeps_paragraphs:
            return [self.text(text)]
        lines = text.split("\n")
        blocks = [(line, not after.strip()) for line, after in pairwise([*lines, ""]) if line.strip()]
        return [self.text(line, BODY if is_last else _LINE) for line, is_last in blocks]

    def text(self, text: str, style: TextStyle = BODY, tag: Tag = Tag.PARAGRAPH, label: Label | None = None) -> Text:
        """A text with a node of its own. ``label``: the number or bullet beside its first line."""
        return self._linked(self._text(text, style, self.add(tag), label))

    def bullets(self, items: Sequence[str], style: TextStyle = BODY) -> Story:
        """A list, each item with its bullet."""
        with self.inside(Tag.LIST):
            return [self._bullet(item, style) for item in items]

    def table(
        self,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        layout: Layout,
        styles: Sequence[TextStyle],
        *,
        names_rows: bool = False,
    ) -> FlowingTable:
        """A table with a header row; ``styles`` has one style for each column.

        ``names_rows``: the first cell of a row is its header, where the layout has such headers.
        """
        heads = [COLUMN_HEAD if not style.right else _right(COLUMN_HEAD) for style in styles]
        with self.inside(Tag.TABLE):
            head = self._row(header, heads, [Scope.COLUMN] * len(styles))
            first = Scope.ROW if names_rows and self.rules.names_rows else None
            scopes = [first, *[None] * (len(styles) - 1)]
            return FlowingTable([self._row(row, styles, scopes) for row in rows], layout, head)

    def grid(self, header: Sequence[str], rows: Sequence[Sequence[str]], layout: Layout) -> FlowingTable:
        """A table to fill in with a pen. Its cells have no nodes: a screen reader reads only the headings."""
        head = Row(tuple(self.text(label, COLUMN_HEAD) for label in header))
        return FlowingTable(
            [Row(tuple(self.text_without_node(cell, PLAN_STRONG) for cell in row)) for row in rows], layout, head
        )

    def facts(
        self, facts: Sequence[tuple[str, str]], layout: Layout, styles: tuple[TextStyle, TextStyle]
    ) -> FlowingTable:
        """A table of pairs: the name on the left, the value on the right."""
        with self.inside(Tag.TABLE):
            return FlowingTable([self._row(fact, styles, [Scope.ROW, None]) for fact in facts], layout)

    def widest_word(self, text: str, style: TextStyle) -> float:
        """The width of the widest word in ``text``, in points."""
        words = self.typeface.printable(text).replace("\n", " ").split(" ")
        return max((self.typeface.width(word, style.face, style.size) for word in words), default=0.0)

    def _row(self, cells: Sequence[str], styles: Sequence[TextStyle], scopes: Sequence[Scope | None]) -> Row:
        with self.inside(Tag.ROW):
            columns = zip(cells, styles, scopes, strict=True)
            return Row(tuple(self.cell(cell, style, scope) for cell, style, scope in columns))

    def _bullet(self, item: str, style: TextStyle) -> Text:
        with self.inside(Tag.ITEM):
            label = Label("\u2022", _BULLET_INDENT, self.add(Tag.ITEM_LABEL))
            return self.text(item, style, Tag.ITEM_BODY, label)

    def _is_replaced(self, text: str, shown: str) -> bool:
        return shown.count("[") > text.count("[") if self.rules.plain_signs else len(shown) > len(text)

    def _linked(self, text: Text) -> Text:
        """The text as a link, if the layout has links and it is exactly an e-mail address."""
        if self.rules.links_addresses and text.node is not None and _is_address(text):
            text.node = text.node.add(Tag.LINK)
            text.address, text.style = f"mailto:{quote(text.text, safe='@')}", replace(text.style, colour=ACCENT)
        return text

    def _text(self, text: str, style: TextStyle, node: Node | None, label: Label | None) -> Text:
        shown = self.typeface.printable(text)
        self.has_replacements = self.has_replacements or self._is_replaced(text, shown)
        return Text(shown, style, self.typeface, node, label)


def _is_address(text: Text) -> bool:
    has_link = text.node is not None and text.node.tag in {Tag.PARAGRAPH, Tag.CELL}
    return has_link and "@" in text.text and text.text == text.text.strip() and is_email(text.text)


def keep_with_next(lead: Sequence[Flowable], *, width: float = COLUMN, more: float = _FIRST_LINES) -> Story:
    """Keep ``lead`` on one page with at least ``more`` points of the story after it."""
    return [CondPageBreak(sum(full_height(part, width) for part in lead) + more), *lead]


def keep_with_block(head: Story, block: Story, most: float = 0.0) -> Story:
    """``head`` and ``block``, with the head on the page on which the block begins, if both fit on one.

    A block says by its first part how much of it stays together. ``most``: the most points that may be kept together;
    0 if there is no limit but the page.
    """
    parts = [part for part in head if not isinstance(part, CondPageBreak)]
    if not parts or not block or not isinstance(block[0], CondPageBreak):
        return [*head, *block]
    height = sum(full_height(part, COLUMN) for part in parts) + block[0].height
    if most:
        return [CondPageBreak(min(height, most)), *head, *block]
    return [*([CondPageBreak(height)] if height <= WHOLE_PAGE else []), *head, *block]


def full_height(part: Flowable, width: float) -> float:
    """The height of ``part`` and the space above and below it, in points."""
    height: float = part.wrap(width, 0)[1]
    return height + float(part.getSpaceBefore()) + float(part.getSpaceAfter())


def _right(style: TextStyle) -> TextStyle:
    return replace(style, right=True)

"""The structure tree of a document: the kind of each drawn piece, in reading order across all pages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Tag(StrEnum):
    """The standard structure types used here (ISO 32000-1, 14.8.4)."""

    DOCUMENT = "Document"
    SECTION = "Sect"
    TITLE = "H1"
    HEADING = "H2"
    SUBHEADING = "H3"
    MINOR_HEADING = "H4"
    PARAGRAPH = "P"
    LIST = "L"
    ITEM = "LI"
    ITEM_LABEL = "Lbl"
    ITEM_BODY = "LBody"
    TABLE = "Table"
    ROW = "TR"
    HEADER_CELL = "TH"
    CELL = "TD"
    FIGURE = "Figure"
    FORM = "Form"
    LINK = "Link"


class Scope(StrEnum):
    """Whether a header cell belongs to a column or to a row."""

    COLUMN = "Column"
    ROW = "Row"


@dataclass(frozen=True, slots=True)
class Mark:
    """A drawn piece: the number of its page, from 1, and its number on that page, from 0."""

    page: int
    piece: int


@dataclass(frozen=True, slots=True)
class Widget:
    """A field or a link on a page, by its reference in the file."""

    page: int
    reference: Any


Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


class Node:
    """One element of the tree. The composer makes the nodes in reading order; drawing adds the pieces of each.

    ``words``: the description of a figure for screen readers. ``box``: its rectangle on its page, in points. ``rows``:
    the number of rows to which a header cell belongs.
    """

    def __init__(self, tag: Tag, *, scope: Scope | None = None, words: str = "") -> None:
        self.tag, self.scope, self.words = tag, scope, words
        self.box: Box | None = None
        self.rows = 1
        self.children: list[Node | Mark | Widget] = []

    def add(self, tag: Tag, *, scope: Scope | None = None, words: str = "") -> Node:
        """Add an element below this one, after those already there."""
        child = Node(tag, scope=scope, words=words)
        self.children.append(child)
        return child

    def is_drawn(self) -> bool:
        """Whether any piece of the node is on a page."""
        return any(not isinstance(child, Node) or child.is_drawn() for child in self.children)

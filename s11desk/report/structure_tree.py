"""The logical tree of a document: what each drawn piece is, in reading order, whichever page it lands on."""

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


class Scope(StrEnum):
    """What a header cell is the header of."""

    COLUMN = "Column"
    ROW = "Row"


@dataclass(frozen=True, slots=True)
class Mark:
    """A drawn piece: the page's number, from 1, and the piece's number on that page, from 0."""

    page: int
    piece: int


@dataclass(frozen=True, slots=True)
class Widget:
    """A field on a page, by its reference in the file."""

    page: int
    reference: Any


Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


class Node:
    """One element of the tree. The story makes the nodes in reading order; drawing adds what belongs to each.

    ``words``: what is said in place of what is drawn, for a figure. ``box``: its place on its page, in points.
    """

    def __init__(self, tag: Tag, *, scope: Scope | None = None, words: str = "") -> None:
        self.tag, self.scope, self.words = tag, scope, words
        self.box: Box | None = None
        self.children: list[Node | Mark | Widget] = []

    def add(self, tag: Tag, *, scope: Scope | None = None, words: str = "") -> Node:
        child = Node(tag, scope=scope, words=words)
        self.children.append(child)
        return child

    def is_drawn(self) -> bool:
        """Whether anything of it stands on a page."""
        return any(not isinstance(child, Node) or child.is_drawn() for child in self.children)

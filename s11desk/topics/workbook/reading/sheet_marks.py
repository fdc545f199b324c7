"""Finds what a workbook shows or hides beside its texts: hidden and merged cells, struck text, comments, text boxes.

openpyxl leaves these out when it only reads. A person sees them in Excel, so a topic must not be read as if they were
not there. The limits of ``workbook_bounds`` hold before a part is read here.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.etree.ElementTree import Element, iterparse

from openpyxl.utils import coordinate_to_tuple, range_boundaries

_NOTHING = re.compile(r"0+(?:\.0*)?")
_NO = {"0", "false", "off"}
_STYLES, _SHARED = "xl/styles.xml", "xl/sharedStrings.xml"
_MAX_COLOURED = 20_000
MAX_MARKS = 200
"""Marks of one kind on one sheet that are listed."""


@dataclass(frozen=True, slots=True)
class CellRange:
    """The cells from one corner to the other, both counted from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class CellNote:
    """A comment or note on a cell."""

    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """What a sheet has beside its texts. Rows and columns count from 1, as Excel counts rows.

    ``has_filter``: a filter hides rows. ``struck``: row and column of each cell with struck-through text.
    ``boxes``: the texts of text boxes. ``coloured``: row and column of cells that are empty and have a colour.
    ``pictures``: how many pictures and charts it has. ``last``: the row and column of the last
    cell that is not empty; 0 if there is none.
    """

    hidden_rows: tuple[int, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    has_filter: bool = False
    merged: tuple[CellRange, ...] = ()
    struck: tuple[tuple[int, int], ...] = ()
    notes: tuple[CellNote, ...] = ()
    boxes: tuple[str, ...] = ()
    coloured: frozenset[tuple[int, int]] = frozenset()
    pictures: int = 0
    last_row: int = 0
    last_column: int = 0


NO_MARKS = SheetMarks()
"""The marks of a sheet with nothing but texts."""


@dataclass(slots=True)
class _Found:
    """What has been found so far while a sheet is read."""

    rows: list[int] = field(default_factory=list)
    columns: set[int] = field(default_factory=set)
    merged: list[CellRange] = field(default_factory=list)
    struck: list[tuple[int, int]] = field(default_factory=list)
    coloured: set[tuple[int, int]] = field(default_factory=set)
    has_filter: bool = False
    last_row: int = 0
    last_column: int = 0


class MarksReader:
    """Reads the marks of each sheet of ``archive``. Raises the errors of ``zipfile`` and of a damaged workbook."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {*archive.namelist()}
        self._struck_styles = self._find_struck_styles()
        self._coloured_styles = self._find_coloured_styles()
        self._struck_texts = self._find_struck_texts()

    def read(self, part: str) -> SheetMarks:
        """The marks of the sheet in ``part``."""
        found = _Found()
        with self._archive.open(part) as stream:
            for element in _elements(stream):
                self._note(element, found)
        related = self._related(part)
        notes = [note for path in related if _is_comments(path) for note in self._notes(path)]
        boxes = [
            text for path in related if "/drawings/" in path and path.endswith(".xml") for text in self._boxes(path)
        ]
        pictures = sum(self._pictures(path) for path in related if "/drawings/" in path and path.endswith(".xml"))
        return SheetMarks(
            tuple(found.rows),
            frozenset(found.columns),
            found.has_filter,
            tuple(found.merged[:MAX_MARKS]),
            tuple(found.struck[:MAX_MARKS]),
            tuple({(note.row, note.column): note for note in notes}.values())[:MAX_MARKS],
            tuple(boxes[:MAX_MARKS]),
            frozenset(found.coloured),
            pictures,
            found.last_row,
            found.last_column,
        )

    def _note(self, element: Element, found: _Found) -> None:
        match _plain(element):
            case "col" if _is_hidden(element, "width"):
                first, last = int(element.get("min", "1")), int(element.get("max", "1"))
                found.columns |= {*range(first, min(last, first + MAX_MARKS) + 1)}
            case "row":
                if _is_hidden(element, "ht"):
                    found.rows.append(int(element.get("r", "0")))
                element.clear()
            case "c":
                self._note_cell(element, found)
            case "mergeCell":
                left, top, right, bottom = range_boundaries(element.get("ref", "A1"))
                found.merged.append(CellRange(int(top or 1), int(left or 1), int(bottom or 1), int(right or 1)))
            case "filterColumn":
                found.has_filter = True

    def _note_cell(self, element: Element, found: _Found) -> None:
        if not any((text or "").strip() for text in element.itertext()):
            if element.get("s") in self._coloured_styles and len(found.coloured) < _MAX_COLOURED:
                found.coloured.add(coordinate_to_tuple(element.get("r", "A1")))
            return
        row, column = coordinate_to_tuple(element.get("r", "A1"))
        found.last_row, found.last_column = max(found.last_row, row), max(found.last_column, column)
        is_shared = element.get("t") == "s"
        value = next((part.text or "" for part in element if _plain(part) == "v"), "") if is_shared else ""
        has_own_strike = any(_plain(part) == "strike" and _is_on(part) for part in element.iter())
        if element.get("s") in self._struck_styles or value in self._struck_texts or has_own_strike:
            found.struck.append((row, column))

    def _find_struck_styles(self) -> set[str]:
        """The numbers of the formats whose whole text is struck through."""
        fonts: list[bool] = []
        styles: list[bool] = []
        for element in self._every(_STYLES):
            if _plain(element) == "fonts":
                fonts = [any(_plain(part) == "strike" and _is_on(part) for part in font) for font in element]
            elif _plain(element) == "cellXfs":
                numbers = [int(style.get("fontId", "0")) for style in element]
                styles = [number < len(fonts) and fonts[number] for number in numbers]
        return {str(number) for number, is_struck in enumerate(styles) if is_struck}

    def _find_coloured_styles(self) -> set[str]:
        """The numbers of the formats that fill a cell with a colour."""
        fills: list[bool] = []
        styles: list[bool] = []
        for element in self._every(_STYLES):
            if _plain(element) == "fills":
                fills = [any(part.get("patternType") == "solid" for part in fill) for fill in element]
            elif _plain(element) == "cellXfs":
                numbers = [int(style.get("fillId", "0")) for style in element]
                styles = [number < len(fills) and fills[number] for number in numbers]
        return {str(number) for number, is_coloured in enumerate(styles) if is_coloured}

    def _find_struck_texts(self) -> set[str]:
        """The numbers of the shared texts of which a part is struck through."""
        found, number = set(), 0
        for element in self._every(_SHARED):
            if _plain(element) == "si":
                if any(_plain(part) == "strike" and _is_on(part) for part in element.iter()):
                    found.add(str(number))
                number += 1
                element.clear()
        return found

    def _every(self, part: str) -> Iterator[Element]:
        real = next((name for name in self._names if name.lower() == part.lower()), "")
        if real:
            with self._archive.open(real) as stream:
                yield from _elements(stream)

    def _related(self, part: str) -> list[str]:
        """The parts that a sheet names, in its own folder of relations."""
        folder, name = posixpath.split(part)
        targets = [
            posixpath.normpath(posixpath.join(folder, element.get("Target", ""))).lstrip("/")
            if not element.get("Target", "").startswith("/")
            else element.get("Target", "").lstrip("/")
            for element in self._every(f"{folder}/_rels/{name}.rels")
            if _plain(element) == "Relationship" and element.get("TargetMode") != "External"
        ]
        return [target for target in targets if target in self._names]

    def _notes(self, part: str) -> Iterator[CellNote]:
        for element in self._every(part):
            if _plain(element) in {"comment", "threadedComment"} and element.get("ref"):
                row, column = coordinate_to_tuple(element.get("ref", "A1"))
                yield CellNote(row, column, _words(element))

    def _boxes(self, part: str) -> Iterator[str]:
        for element in self._every(part):
            if _plain(element) == "txBody" and (words := _words(element)):
                yield words

    def _pictures(self, part: str) -> int:
        return sum(_plain(element) in {"pic", "graphicFrame"} for element in self._every(part))


def _elements(stream: IO[bytes]) -> Iterator[Element]:
    """Every element of a part, after its own parts. Raises ``ValueError`` for a part that declares entities.

    No program of a spreadsheet writes such a part. Besides, expat limits what entities become, and the reader process
    limits time and memory.
    """
    content = stream.read()
    if b"<!DOCTYPE" in content:
        raise ValueError("a document type in a part of a workbook")
    for _, element in iterparse(io.BytesIO(content)):  # noqa: S314 - as the docstring says
        yield element


def _plain(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _is_on(element: Element) -> bool:
    return element.get("val", "1").lower() not in _NO


def _is_hidden(element: Element, size: str) -> bool:
    """Whether a row or column is hidden, or has no height or width."""
    return (
        element.get("hidden", "0").lower() not in _NO
        or re.fullmatch(r"0+(?:\.0*)?", element.get(size, "1")) is not None
    )


def _is_comments(path: str) -> bool:
    return ("comment" in path.rpartition("/")[2].lower() and path.endswith(".xml")) or "/threadedComments/" in path


def _words(element: Element) -> str:
    return " ".join(" ".join(text for text in element.itertext()).split())

"""The canvas for every document. It records to which node each drawn piece belongs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString, xObjectName
from reportlab.pdfgen.canvas import Canvas

from s11desk.override import override
from s11desk.report.blocks.pictures import Picture
from s11desk.report.page.structure_tree import Box, Mark, Node, Tag, Widget
from s11desk.report.shaping.glyph_font import GlyphFont
from s11desk.report.shaping.script_fonts import ShapingFont
from s11desk.report.tagging.pdf_streams import Stream

_PRINTED = 4
"""Annotation flag Print (ISO 32000-1, table 165)."""

_END = "EMC"
_PAINTS_NOTHING = re.compile(
    r"\s*((-?[\d.]+\s+)*(q|Q|cm|w|J|j|M|i|rg|RG|g|G)\s*|\[[\d.\s]*\]\s*[\d.]+\s+d\s*|BT\s+/\S+\s+[\d.]+\s+Tf\s+[\d.]+\s+TL\s+ET\s*)*"
)

_OUTLINE_LEVELS = {Tag.TITLE: 0, Tag.HEADING: 0, Tag.SUBHEADING: 1}


class PageCanvas(Canvas):  # type: ignore[misc]
    """A canvas on which everything drawn inside :meth:`marked` belongs to a node; everything else is decoration.

    ``finishing`` is called once, after the last page and before the file is written.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields: list[Any] = []
        self.links: list[Any] = []
        self.numbers_outline = False
        self.pieces: list[list[Node]] = [[]]
        self.finishing: Callable[[PageCanvas], None] | None = None
        self._outline_level = -1
        self._glyph_fonts: dict[str, GlyphFont] = {}

    @property
    def document(self) -> Any:
        """reportlab's file object, to which PDF objects can be added."""
        return self._doc

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the current page, in points."""
        width, height = self._pagesize
        return width, height

    @property
    def current_colour(self) -> tuple[float, float, float]:
        """The red, green and blue with which text is drawn, each from 0 to 1."""
        colour = self._fillColorObj
        return colour.red, colour.green, colour.blue

    def glyph_font(self, font: ShapingFont) -> GlyphFont:
        """The part of ``font`` that is in this document."""
        if font.name not in self._glyph_fonts:
            added = self._glyph_fonts[font.name] = GlyphFont(font, len(self._glyph_fonts) + 1)
            self._doc.delayedFonts.append(added)
        return self._glyph_fonts[font.name]

    def add_operators(self, operators: str) -> None:
        """Add operators of a page's content (ISO 32000-1, annex A) that leave the graphics state as it was."""
        self._code.append(operators)

    @contextmanager
    def marked(self, node: Node | None) -> Iterator[None]:
        """Draw a piece of ``node`` inside the ``with`` block; with None, the piece belongs to no node."""
        if node is None:
            yield
            return
        pieces = self.pieces[-1]
        self._code.append(f"/{node.tag} <</MCID {len(pieces)}>> BDC")
        node.children.append(Mark(self._pageNumber, len(pieces)))
        pieces.append(node)
        yield
        self._code.append(_END)

    @contextmanager
    def margin(self) -> Iterator[None]:
        """Draw a part of the margin inside the ``with`` block."""
        self._code.append("/Artifact <</Type /Pagination>> BDC")
        yield
        self._code.append(_END)

    def note_heading(self, node: Node, text: str, number: str, top: float) -> None:
        """Put a heading into the outline that viewers show beside the pages. ``top``: the height to jump to.

        ``number``: the one beside the heading, or empty.
        """
        text = f"{number} {text}" if number and self.numbers_outline else text
        level = min(_OUTLINE_LEVELS.get(node.tag, -1), self._outline_level + 1)
        if level < 0:
            return
        key = f"heading-{len(self._destinations)}"
        self.bookmarkHorizontal(key, 0, top)
        self.addOutlineEntry(text, key, level)
        self._outline_level = level

    def box(self, left: float, bottom: float, width: float, height: float) -> Box:
        """A rectangle inside the flowable that is being drawn, in points of the page."""
        x, y = self.absolutePosition(left, bottom)
        return round(x, 2), round(y, 2), round(x + width, 2), round(y + height, 2)

    def draw_picture(self, picture: Picture, left: float, bottom: float, width: float, height: float) -> None:
        """Draw ``picture``. The file holds it once, however often it is drawn."""
        name = xObjectName(picture.name)
        if name not in self._doc.idToObject:
            self._doc.Reference(_pixels(picture), name)
        self._formsinuse.append(picture.name)
        self._code.append(f"q {width:.2f} 0 0 {height:.2f} {left:.2f} {bottom:.2f} cm /{name} Do Q")

    def add_signature_field(self, name: str, description: str, rectangle: Sequence[float], node: Node) -> None:
        """Add an unsigned field with its widget (ISO 32000-1, 12.7.4.5). ``rectangle`` is in points of the page."""
        left, bottom, right, top = rectangle
        widget = PDFDictionary(
            {
                "Type": PDFName("Annot"),
                "Subtype": PDFName("Widget"),
                "FT": PDFName("Sig"),
                "T": PDFString(name),
                "TU": PDFString(description),
                "F": _PRINTED,
                "P": self._doc.thisPageRef(),
                "Rect": PDFArray(list(rectangle)),
                "AP": PDFDictionary({"N": self._doc.Reference(_empty_appearance(right - left, top - bottom))}),
            }
        )
        reference = self._doc.Reference(widget, f"signature field {name}")
        self._annotationrefs.append(reference)
        self.fields.append((reference, widget))
        node.children.append(Widget(self._pageNumber, reference))

    def add_link(self, address: str, words: str, rectangle: Sequence[float], node: Node) -> None:
        """Add a link to ``address`` (ISO 32000-1, 12.5.6.5). ``words``: what a screen reader says of it."""
        link = PDFDictionary(
            {
                "Type": PDFName("Annot"),
                "Subtype": PDFName("Link"),
                "F": _PRINTED,
                "Border": PDFArray([0, 0, 0]),
                "Contents": PDFString(words),
                "Rect": PDFArray(list(rectangle)),
                "A": PDFDictionary({"S": PDFName("URI"), "URI": PDFString(address)}),
            }
        )
        reference = self._doc.Reference(link, f"link {len(self.links)}")
        self._annotationrefs.append(reference)
        self.links.append((reference, link))
        node.children.append(Widget(self._pageNumber, reference))

    @override
    def showPage(self) -> None:
        self._code[:] = _mark_decorations(self._code)
        super().showPage()
        self.pieces.append([])

    @override
    def save(self) -> None:
        if self._code:
            self.showPage()
        self.pieces.pop()
        if self.fields:
            fields = PDFArray([reference for reference, _ in self.fields])
            self._doc.Catalog.AcroForm = PDFDictionary({"Fields": fields})
        if self.finishing is not None:
            self.finishing(self)
        super().save()


def _empty_appearance(width: float, height: float) -> Stream:
    """PDF/A requires an appearance for every field, even an unsigned one (ISO 19005-3, 6.3.3)."""
    box = PDFArray([0, 0, round(width, 2), round(height, 2)])
    return Stream(b"", {"Type": PDFName("XObject"), "Subtype": PDFName("Form"), "BBox": box})


def _pixels(picture: Picture) -> Stream:
    entries = {
        "Type": PDFName("XObject"),
        "Subtype": PDFName("Image"),
        "Width": picture.width,
        "Height": picture.height,
        "ColorSpace": PDFName("DeviceRGB"),
        "BitsPerComponent": 8,
        "Filter": PDFName("DCTDecode"),
    }
    return Stream(picture.jpeg, entries, compressed=False)


def _mark_decorations(code: Sequence[str]) -> list[str]:
    """The page's operators, with those outside of marked pieces enclosed as artifacts."""
    done: list[str] = []
    escape_shortcut_marks: list[str] = []
    is_marked = False
    for operators in code:
        if not is_marked and operators.endswith(" BDC"):
            done += [*_as_artifact(escape_shortcut_marks), operators]
            escape_shortcut_marks, is_marked = [], True
        elif is_marked:
            done.append(operators)
            is_marked = operators != _END
        else:
            escape_shortcut_marks.append(operators)
    return [*done, *_as_artifact(escape_shortcut_marks)]


def _as_artifact(operators: list[str]) -> list[str]:
    if all(_PAINTS_NOTHING.fullmatch(line) for line in operators):
        return operators
    return ["/Artifact BMC", *operators, _END]

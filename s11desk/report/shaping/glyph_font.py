"""Puts glyphs into a file: only those that are used, each with the characters for which it stands.

A font of this kind has codes of two bytes (ISO 32000-1, 9.7). A glyph that stands for other characters in another
place gets another code, so that each code has one text.
"""

from __future__ import annotations

import copy
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

from s11desk.report.shaping.script_fonts import ShapingFont
from s11desk.report.tagging.pdf_streams import Stream

_BLOCK = 100
"""The largest number of entries in one block of a character map (Adobe Technical Note 5411)."""
_MAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{}endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class GlyphFont:
    """The glyphs of one font in one document. reportlab calls :meth:`addObjects` when the document is finished.

    ``number``: of the font in its document, from 1. ``name``: its name on the pages.
    """

    def __init__(self, font: ShapingFont, number: int) -> None:
        self.font, self.name = font, f"S{number}"
        self._described = f"SHAPE{chr(ord('A') + number - 1)}+{font.name}"
        self._codes: dict[tuple[int, str], int] = {}

    def code(self, glyph: int, text: str) -> int:
        """The code of ``glyph`` where it stands for ``text``."""
        return self._codes.setdefault((glyph, text), len(self._codes) + 1)

    def width(self, glyph: int) -> float:
        """How far the glyph goes on in the file, in thousandths of the font size."""
        return float(self.font.tables.hmetrics[glyph][0])

    def addObjects(self, document: Any) -> None:  # noqa: N802 - reportlab's name
        """Add the font, its description, its glyphs and the map to its characters."""
        whole = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": PDFName(self._described),
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([document.Reference(self._glyphs(document))]),
                "ToUnicode": document.Reference(Stream(self._map_to_text().encode("ascii"), {})),
            }
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(whole)

    def _glyphs(self, document: Any) -> PDFDictionary:
        glyphs = [glyph for glyph, _ in self._codes]
        places = {0: 0}  # reportlab puts each glyph into the file once, in this order
        for glyph in glyphs:
            places.setdefault(glyph, len(places))
        tables = copy.copy(self.font.tables)
        tables.charToGlyph = dict(enumerate(glyphs, 1))
        system = {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
        numbers = b"".join(number.to_bytes(2) for number in [0, *(places[glyph] for glyph in glyphs)])
        return PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": PDFName(self._described),
                "CIDSystemInfo": PDFDictionary(system),
                "FontDescriptor": tables.addSubsetObjects(document, self._described, list(tables.charToGlyph)),
                "DW": 0,
                "W": PDFArray([1, PDFArray([self.width(glyph) for glyph in glyphs])]),
                "CIDToGIDMap": document.Reference(Stream(numbers, {})),
            }
        )

    def _map_to_text(self) -> str:
        entries = [
            f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for (_, text), code in self._codes.items()
        ]
        blocks = [entries[first : first + _BLOCK] for first in range(0, len(entries), _BLOCK)]
        written = [f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks]
        return _MAP.format("".join(written))

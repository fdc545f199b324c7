"""The typefaces that are shaped: Noto Sans itself, for letters with marks, and one for each further script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

import uharfbuzz
from reportlab.pdfbase.ttfonts import TTFontFace


@dataclass(frozen=True, eq=False)
class ShapingFont:
    """A font file, which is read once.

    ``script``: the tag of its script (ISO 15924); empty for that of the letters in the text.
    ``thickens``: it has no bold face, so a bold text is drawn with thicker lines.
    """

    path: Path
    script: str = ""
    thickens: bool = False

    @property
    def name(self) -> str:
        """The font's name, as in ``NotoSansHebrew-Regular``."""
        return self.path.stem

    @cached_property
    def face(self) -> uharfbuzz.Face:
        """The font as HarfBuzz reads it."""
        return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(self.path)))

    @cached_property
    def font(self) -> uharfbuzz.Font:
        """The font in its own units, a thousand for the size of the text."""
        return uharfbuzz.Font(self.face)

    @cached_property
    def characters(self) -> frozenset[int]:
        """The characters that it has."""
        return frozenset(self.face.unicodes)

    @cached_property
    def empty(self) -> int:
        """The number of a glyph that shows nothing and has no width."""
        return int(self.font.get_nominal_glyph(0x200C) or 0)

    @cached_property
    def tables(self) -> TTFontFace:
        """The font as reportlab reads it, from which parts go into a file."""
        return TTFontFace(str(self.path))


@dataclass(frozen=True, slots=True)
class Script:
    """One script beside those of Noto Sans. ``blocks``: those of its letters (Unicode, Blocks.txt)."""

    tag: str
    file: str
    blocks: tuple[range, ...]


_HEBREW = Script("Hebr", "NotoSansHebrew-Regular", (range(0x0590, 0x0600), range(0xFB1D, 0xFB50)))
_ARABIC = Script(
    "Arab",
    "NotoSansArabic-Regular",
    (range(0x0600, 0x0700), range(0x0750, 0x0780), range(0x08A0, 0x0900), range(0xFB50, 0xFE00), range(0xFE70, 0xFF00)),
)
_DEVANAGARI = Script("Deva", "NotoSansDevanagari-Regular", (range(0x0900, 0x0980), range(0xA8E0, 0xA900)))
_BENGALI = Script("Beng", "NotoSansBengali-Regular", (range(0x0980, 0x0A00),))
_GURMUKHI = Script("Guru", "NotoSansGurmukhi-Regular", (range(0x0A00, 0x0A80),))
_GUJARATI = Script("Gujr", "NotoSansGujarati-Regular", (range(0x0A80, 0x0B00),))
_TAMIL = Script("Taml", "NotoSansTamil-Regular", (range(0x0B80, 0x0C00),))
SCRIPTS = (_HEBREW, _ARABIC, _DEVANAGARI, _BENGALI, _GURMUKHI, _GUJARATI, _TAMIL)


@lru_cache(maxsize=4)
def script_fonts(fonts: Path) -> Mapping[Script, ShapingFont]:
    """The font of each script. ``fonts``: their folder. Each file is read when it is first needed."""
    paths = {script: fonts / f"{script.file}.ttf" for script in SCRIPTS}
    return MappingProxyType({script: ShapingFont(path, script.tag, thickens=True) for script, path in paths.items()})


@lru_cache(maxsize=4096)
def script_of(code: int) -> Script | None:
    """The further script to whose letters a character belongs; None for all others."""
    return next((script for script in SCRIPTS if any(code in block for block in script.blocks)), None)

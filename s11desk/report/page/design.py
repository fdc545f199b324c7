"""The one design of every document: page, type scale, spacing and colours. Lengths are points."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reportlab.lib.colors import Color, HexColor

PAGE_WIDTH = 595.276
PAGE_HEIGHT = 841.89
SIDE = 62.0
TOP = 88.0
COVER_TOP = 70.0
BOTTOM = 70.0
COLUMN = PAGE_WIDTH - 2 * SIDE
WIDE_SIDE = 44.0
WIDE_TOP = 78.0
WIDE_BOTTOM = 60.0
WIDE_COLUMN = PAGE_HEIGHT - 2 * WIDE_SIDE
HANG = 30.0
"""The indent of a question's text and answer from its number."""

INK = HexColor(0x14181F)
MUTED = HexColor(0x515B67)
FAINT = HexColor(0x8A939E)
RULE = HexColor(0xD3D8DE)
TINT = HexColor(0xF2F5F9)
ACCENT = HexColor(0x1B57B0)
ALARM = HexColor(0xA8201A)
NEUTRAL = HexColor(0x9AA3AE)
WHITE = HexColor(0xFFFFFF)


class Face(StrEnum):
    """The three faces of the shipped typeface, by the names of their files."""

    REGULAR = "NotoSans-Regular"
    BOLD = "NotoSans-Bold"
    ITALIC = "NotoSans-Italic"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """The form of a text. ``size`` and ``leading`` are points; ``right``: the text ends at the right edge.

    ``before`` and ``after``: the space above and below. Between two texts the larger one counts.
    """

    size: float
    leading: float
    face: Face = Face.REGULAR
    colour: Color = INK
    before: float = 0
    after: float = 0
    right: bool = False


TITLE = TextStyle(27, 33, Face.BOLD, after=4)
EYEBROW = TextStyle(9.5, 14, Face.BOLD, ACCENT, after=6)
SUBTITLE = TextStyle(15, 21, colour=MUTED, after=14)
AGENCY = TextStyle(15, 21, Face.BOLD, after=10)
SECTION = TextStyle(18, 24, Face.BOLD, before=26, after=10)
WIDE_TITLE = TextStyle(20, 26, Face.BOLD, after=10)
SUBSECTION = TextStyle(12.5, 17, Face.BOLD, before=16, after=4)
QUESTION_SECTION = TextStyle(14, 19, Face.BOLD, before=20, after=8)
PART = TextStyle(9.5, 14, Face.BOLD, ACCENT, before=22)
SECTION_IN_PART = TextStyle(14, 19, Face.BOLD, after=8)
QUESTION = TextStyle(11.5, 16, Face.BOLD, after=8)
PROSE_HEADING = TextStyle(10.5, 15, Face.BOLD, before=8, after=3)
BOARD_HEADING = TextStyle(13, 18, Face.BOLD, before=14, after=4)
LABEL = TextStyle(8.5, 12, Face.BOLD, MUTED, before=9, after=2)
BODY = TextStyle(10, 15, after=6)
ANSWER = TextStyle(10.5, 15, Face.BOLD)
ABSENT = TextStyle(10, 15, Face.ITALIC, MUTED, after=6)
HELP = TextStyle(9, 13, colour=MUTED, after=6)
SOURCE = TextStyle(9, 13, Face.BOLD, before=8)
FINE = TextStyle(8.5, 12.5, after=2)
BEFORE_FIELD = TextStyle(9, 13, colour=MUTED, after=9)
CELL = TextStyle(9, 12.5)
CELL_STRONG = TextStyle(9, 12.5, Face.BOLD)
CELL_LABEL = TextStyle(9, 12.5, colour=MUTED)
CELL_NUMBER = TextStyle(9, 12.5, right=True)
PLAN_CELL = TextStyle(8, 11.2)
PLAN_STRONG = TextStyle(8, 11.2, Face.BOLD)
COLUMN_HEAD = TextStyle(7.8, 10.6, Face.BOLD, MUTED)
TINY = TextStyle(6.6, 9, colour=MUTED)
MARGIN_TEXT = TextStyle(8, 11, colour=MUTED)

SIGNATURE_INSET = 4.0
"""The distance between a signature field and the outline around it."""
SIGNATURE_WIDTH = COLUMN - 2 * SIGNATURE_INSET
SIGNATURE_HEIGHT = 92.0
SIGNATURE_SIZE = (SIGNATURE_WIDTH, SIGNATURE_HEIGHT)
"""Width and height of each signature field and of the page that :func:`write_stamp` makes for it."""

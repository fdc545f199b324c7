"""The header and footer of every page: the agency, the document's reference, the page number."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from s11desk import __version__
from s11desk.progress import Cancel, never_cancelled
from s11desk.report.letters.typeface import Typeface
from s11desk.report.page import design
from s11desk.report.page.design import Face
from s11desk.report.page.drawn_words import draw_words
from s11desk.report.page.page_canvas import PageCanvas
from s11desk.report.page.page_layout import LANGUAGE, NEWEST, PageRules
from s11desk.report.shaping.draw_shaped import Pen
from s11desk.report.tagging.archive_metadata import Attachment
from s11desk.wording.form_words import Say

COVER = "cover"
BODY = "body"
WIDE = "wide"

PROGRAM = f"s11desk {__version__}"

_ELLIPSIS = "\u2026"
_MAX_CHARACTERS = 400
"""In characters. A longer title or name never fits into a margin."""


@dataclass(frozen=True, slots=True)
class DocumentDetails:
    """The texts on every page, and the metadata of the file. ``program``: the program that made it, with its version.

    ``banner``: a warning that this is not a return, or empty. ``first``: the kind of the first page.
    ``likely_pages``: a guess at the number of pages, which saves time if it is right. ``cancel``: asked on every page.
    ``language``: the tag of the language in which it is written. ``rules``: of its layout.
    ``zone``: of the times on the pages. ``begins_with_title``: the first page has no header, which would repeat it.
    """

    title: str
    subject: str
    author: str
    agency: str
    reference: str
    made_at: dt.datetime
    banner: str = ""
    first: str = COVER
    attachment: Attachment | None = None
    program: str = PROGRAM
    likely_pages: int = 0
    cancel: Cancel = never_cancelled
    language: str = LANGUAGE
    rules: PageRules = NEWEST
    zone: dt.tzinfo = dt.UTC
    begins_with_title: bool = False


class Margins:
    """Header and footer of one page. They are not part of the document's reading order."""

    def __init__(self, canvas: PageCanvas, details: DocumentDetails, typeface: Typeface, say: Say) -> None:
        self.canvas, self.details, self.typeface, self.say = canvas, details, typeface, say
        self.width, self.height = canvas.size

    def draw(self, template: str, page: int, pages: int) -> None:
        """Draw the header and the footer of page ``page`` of ``pages``. ``template``: COVER, BODY or WIDE."""
        with self.canvas.margin():
            self._draw(template, page, pages)

    def _draw(self, template: str, page: int, pages: int) -> None:
        side = design.WIDE_SIDE if template == WIDE else design.SIDE
        if template != COVER and not (page == 1 and self.details.begins_with_title):
            self._line(side, self.height - 46, self.details.subject, self.details.agency)
            self._rule(side, self.height - 54)
        self._rule(side, 48)
        self._line(side, 34, self.details.reference, self.say("Page {} of {}", page, pages))
        if self.details.banner:
            self._banner(self.details.banner)

    def _line(self, side: float, y: float, left: str, right: str) -> None:
        style, available = design.MARGIN_TEXT, self.width - 2 * side
        self.canvas.setFont(style.face.value, style.size)
        self.canvas.setFillColor(style.colour)
        shown = self._shorten(right, available * 0.5)
        wide = self.typeface.width(shown, style.face, style.size)
        if self.typeface.needs_shaping(shown):
            draw_words(self.canvas, shown, Pen(self.width - side - wide, y, style.face, style.size), self.typeface)
        else:
            self.canvas.drawRightString(self.width - side, y, shown)
        rest = available - wide - 16
        draw_words(self.canvas, self._shorten(left, rest), Pen(side, y, style.face, style.size), self.typeface)

    def _rule(self, side: float, y: float) -> None:
        self.canvas.setStrokeColor(design.RULE)
        self.canvas.setLineWidth(0.6)
        self.canvas.line(side, y, self.width - side, y)

    def _banner(self, words: str) -> None:
        width = self.typeface.width(words, Face.BOLD, 9) + 24
        left = (self.width - width) / 2
        self.canvas.setFillColor(design.ALARM)
        self.canvas.rect(left, self.height - 26, width, 18, stroke=0, fill=1)
        self.canvas.setFillColor(design.WHITE)
        self.canvas.setFont(Face.BOLD.value, 9)
        self.canvas.drawString(left + 12, self.height - 20.2, words)

    def _shorten(self, text: str, available: float) -> str:
        style = design.MARGIN_TEXT
        shown = self.typeface.printable(" ".join(text[:_MAX_CHARACTERS].split()))
        if self.typeface.width(shown, style.face, style.size) <= available:
            return shown
        available -= self.typeface.width(_ELLIPSIS, style.face, style.size)
        return f"{shown[: self.typeface.fitting(shown, style.face, style.size, available)].rstrip()}{_ELLIPSIS}"

"""Pages: their frames and margins, and the function that turns a story into a file."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate
from reportlab.platypus.doctemplate import LayoutError

from s11desk.domain.text.clean_text import clean_line
from s11desk.override import override
from s11desk.progress import stop_if_cancelled
from s11desk.report.letters.typeface import Typeface, typeface_for
from s11desk.report.page import design
from s11desk.report.page.composer import Composer, Story
from s11desk.report.page.design import Face
from s11desk.report.page.margins import BODY, COVER, WIDE, DocumentDetails, Margins
from s11desk.report.page.page_canvas import PageCanvas
from s11desk.report.page.page_layout import NEWEST, PageRules
from s11desk.report.page.structure_tree import Node
from s11desk.report.tagging.archive_metadata import DocumentInfo, add_colour_profile, add_metadata, attach_file
from s11desk.report.tagging.pdf_streams import convert_streams
from s11desk.report.tagging.tag_tree import write_tree
from s11desk.wording.form_words import words_in

_PDF_VERSION = (1, 7)


class _TimeStamp:
    """A replacement for reportlab's time stamp, with the document's time instead of the clock's."""

    def __init__(self, made_at: dt.datetime) -> None:
        offset = made_at.utcoffset() or dt.timedelta()
        minutes = int(offset.total_seconds() // 60)
        self.t = made_at.timestamp()
        self.YMDhms = made_at.timetuple()[:6]
        self.dhh, self.dmm = int(minutes / 60), abs(minutes) % 60


class _Frame(Frame):  # type: ignore[misc]
    """A frame that respects its indent when it splits a flowable; reportlab's own ignores it."""

    @override
    def split(self, flowable: Flowable, canv: PageCanvas) -> list[Flowable]:
        whole: float = self._aW  # type: ignore[has-type]
        self._aW = self._getAvailableWidth()
        try:
            parts: list[Flowable] = super().split(flowable, canv)
        finally:
            self._aW = whole
        return parts


@dataclass(frozen=True, slots=True)
class Assets:
    """The shipped files for printing: the typeface, the colour profile, and the folder of words in other languages."""

    typeface: Typeface
    profile: Path
    words: Path


def load_assets(fonts: Path, rules: PageRules = NEWEST) -> Assets:
    """The assets for a layout. ``fonts``: the folder ``resources/fonts``; the profile is in a folder beside it."""
    return Assets(typeface_for(fonts, rules), fonts.parent / "colour" / "sRGB.icc", fonts.parent / "words")


class _Document(BaseDocTemplate):  # type: ignore[misc]
    def __init__(self, out: BinaryIO, details: DocumentDetails, assets: Assets, pages: int, root: Node) -> None:
        self.document_info = _document_info(details)
        self.time_stamp = _TimeStamp(details.made_at)
        super().__init__(
            out,
            title=self.document_info.title,
            author=self.document_info.author,
            subject=self.document_info.subject,
            creator=self.document_info.creator,
            producer=self.document_info.producer,
            lang=self.document_info.language,
            invariant=1,
            initialFontName=Face.REGULAR.value,
            pageCompression=1,
            allowSplitting=1,
        )
        self.details, self.assets, self.pages, self.root = details, assets, pages, root
        templates = [_upright(COVER, self.margins), _upright(BODY, self.margins), _wide(self.margins)]
        self.addPageTemplates(sorted(templates, key=lambda template: template.id != details.first))

    def margins(self, canvas: PageCanvas, document: BaseDocTemplate) -> None:
        stop_if_cancelled(self.details.cancel)
        say = words_in(self.assets.words, self.details.language)
        margins = Margins(canvas, self.details, self.assets.typeface, say)
        margins.draw(document.pageTemplate.id, document.page, self.pages)

    @override
    def _makeCanvas(self, filename: Any = None, canvasmaker: Any = None) -> PageCanvas:
        canvas: PageCanvas = super()._makeCanvas(filename, PageCanvas)
        canvas.document._pdfVersion = _PDF_VERSION  # noqa: SLF001 - reportlab has no public name for it
        canvas.document._timeStamp = self.time_stamp  # noqa: SLF001 - nor for this
        # reportlab would begin the file's identifier with a value that depends on an environment variable.
        canvas.document.signature = hashlib.md5(self.details.made_at.isoformat().encode(), usedforsecurity=False)
        canvas.setViewerPreference("DisplayDocTitle", "true")
        canvas.finishing = self._finish
        canvas.numbers_outline = self.details.rules.numbers_outline
        return canvas

    def _finish(self, canvas: PageCanvas) -> None:
        write_tree(canvas, self.root)
        add_metadata(canvas.document, self.document_info)
        add_colour_profile(canvas.document, self.assets.profile)
        if self.details.attachment is not None:
            attach_file(canvas.document, self.details.attachment, self.time_stamp)
        for page in canvas.document.Pages.pages:
            canvas.document.updateSignature(page.stream)
        convert_streams(canvas.document)


def write_pages(out: BinaryIO, details: DocumentDetails, assets: Assets, compose: Callable[[Composer], Story]) -> int:
    """Write the story that ``compose`` makes, and return the number of pages.

    It composes the story twice, the first time only to count the pages; once is enough if ``details.likely_pages`` is
    right. The same input gives the same bytes. Raises :class:`Cancelled`.
    """
    first = io.BytesIO()
    pages = _run(first, details, assets, compose, details.likely_pages)
    if pages != details.likely_pages:
        return _run(out, details, assets, compose, pages)
    out.write(first.getbuffer())
    return pages


def count_pages(details: DocumentDetails, assets: Assets, compose: Callable[[Composer], Story]) -> int:
    """On how many pages the story is. Raises :class:`Cancelled`."""
    return _run(io.BytesIO(), details, assets, compose, details.likely_pages)


def _run(
    target: BinaryIO, details: DocumentDetails, assets: Assets, compose: Callable[[Composer], Story], pages: int
) -> int:
    composer = Composer(assets.typeface, words_in(assets.words, details.language), details.rules, details.zone)
    document = _Document(target, details, assets, pages, composer.root)
    try:
        document.build(compose(composer))
    except LayoutError as error:
        raise ValueError("something does not fit on any page") from error
    return int(document.page)


def _document_info(details: DocumentDetails) -> DocumentInfo:
    return DocumentInfo(
        title=clean_line(details.title),
        author=clean_line(details.author),
        subject=clean_line(details.subject),
        creator=clean_line(details.program),
        producer="s11desk",
        language=details.language,
        made_at=details.made_at,
    )


def _upright(name: str, on_page: Callable[..., None]) -> PageTemplate:
    top = design.TOP if name == BODY else design.COVER_TOP
    size = (design.PAGE_WIDTH, design.PAGE_HEIGHT)
    return PageTemplate(name, [_frame(size, design.SIDE, top, design.BOTTOM)], onPage=on_page, pagesize=size)


def _wide(on_page: Callable[..., None]) -> PageTemplate:
    size = (design.PAGE_HEIGHT, design.PAGE_WIDTH)
    frame = _frame(size, design.WIDE_SIDE, design.WIDE_TOP, design.WIDE_BOTTOM)
    return PageTemplate(WIDE, [frame], onPage=on_page, pagesize=size)


def _frame(size: tuple[float, float], side: float, top: float, bottom: float) -> _Frame:
    width, height = size
    return _Frame(
        side,
        bottom,
        width - 2 * side,
        height - top - bottom,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )

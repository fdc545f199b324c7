"""Pages: frames, what stands in their margins, and the run that turns a story into a file."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from s11desk import __version__
from s11desk.domain.clean_text import clean_line
from s11desk.report import design
from s11desk.report.composer import Composer, Story
from s11desk.report.design import Face
from s11desk.report.margins import BODY, COVER, WIDE, Furniture, Margins
from s11desk.report.page_canvas import PageCanvas
from s11desk.report.structure_tree import Node
from s11desk.report.tagging.archive_metadata import About, attach, describe, explain_colours
from s11desk.report.tagging.pdf_streams import settle_streams
from s11desk.report.tagging.tag_tree import write_tree
from s11desk.report.typeface import Typeface, load_typeface

LANGUAGE = "en-GB"

_PDF_VERSION = (1, 7)


class _Stamp:
    """reportlab's time stamp, with the document's own time instead of the clock's."""

    def __init__(self, made: dt.datetime) -> None:
        offset = made.utcoffset() or dt.timedelta()
        minutes = int(offset.total_seconds() // 60)
        self.t = made.timestamp()
        self.YMDhms = made.timetuple()[:6]
        self.dhh, self.dmm = int(minutes / 60), abs(minutes) % 60


class _Frame(Frame):  # type: ignore[misc]
    """reportlab's frame forgets how far it is indented when it asks for a split; this one does not."""

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
    """What is shipped for printing: the typeface, and the profile that says what its colours mean."""

    typeface: Typeface
    profile: Path


def load_assets(fonts: Path) -> Assets:
    """``fonts``: the resources' folder of that name; the profile stands beside it."""
    return Assets(load_typeface(fonts), fonts.parent / "colour" / "sRGB.icc")


class _Document(BaseDocTemplate):  # type: ignore[misc]
    def __init__(self, out: BinaryIO, furniture: Furniture, equipment: Assets, pages: int, root: Node) -> None:
        self.about = _about(furniture)
        super().__init__(
            out,
            title=self.about.title,
            author=self.about.author,
            subject=self.about.subject,
            creator=self.about.creator,
            producer=self.about.producer,
            lang=self.about.language,
            invariant=1,
            initialFontName=Face.REGULAR.value,
            pageCompression=1,
            allowSplitting=1,
        )
        self.furniture, self.equipment, self.pages, self.root = furniture, equipment, pages, root
        templates = [_upright(COVER, self.margins), _upright(BODY, self.margins), _wide(self.margins)]
        self.addPageTemplates(sorted(templates, key=lambda template: template.id != furniture.first))

    def margins(self, canvas: PageCanvas, document: BaseDocTemplate) -> None:
        margins = Margins(canvas, self.furniture, self.equipment.typeface)
        margins.draw(document.pageTemplate.id, document.page, self.pages)

    def _makeCanvas(self, filename: Any = None, canvasmaker: Any = None) -> PageCanvas:  # noqa: N802 - reportlab's
        canvas: PageCanvas = super()._makeCanvas(filename, PageCanvas)
        canvas.document._pdfVersion = _PDF_VERSION
        canvas.document._timeStamp = _Stamp(self.furniture.made)
        # reportlab's own beginning of the file's identifier would follow an environment variable.
        canvas.document.signature = hashlib.md5(self.furniture.made.isoformat().encode(), usedforsecurity=False)
        canvas.setViewerPreference("DisplayDocTitle", "true")
        canvas.finishing = self._finish
        return canvas

    def _finish(self, canvas: PageCanvas) -> None:
        write_tree(canvas, self.root)
        describe(canvas.document, self.about)
        explain_colours(canvas.document, self.equipment.profile)
        if self.furniture.attachment is not None:
            attach(canvas.document, self.furniture.attachment, canvas.document._timeStamp)
        for page in canvas.document.Pages.pages:
            canvas.document.updateSignature(page.stream)
        settle_streams(canvas.document)


def write_pages(out: BinaryIO, furniture: Furniture, equipment: Assets, tell: Callable[[Composer], Story]) -> int:
    """Write the story that ``tell`` makes, and return the number of pages.

    It is told twice: the first time only to learn how many pages there are. The same input gives the same bytes.
    """

    def run(target: BinaryIO, pages: int) -> int:
        composer = Composer(equipment.typeface)
        document = _Document(target, furniture, equipment, pages, composer.root)
        document.build(tell(composer))
        return int(document.page)

    return run(out, run(io.BytesIO(), 0))


def _about(furniture: Furniture) -> About:
    return About(
        title=clean_line(furniture.title),
        author=clean_line(furniture.author),
        subject=clean_line(furniture.subject),
        creator=f"s11desk {__version__}",
        producer="s11desk",
        language=LANGUAGE,
        made=furniture.made,
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

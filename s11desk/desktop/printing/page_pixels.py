"""The pixels of PDF pages, made by PDFium in the reader process: a received PDF may be hostile like any other file.

This module knows nothing of Qt, which that process does not have.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, BinaryIO

from s11desk.reader_process.run_in_reader import run_in_reader

if TYPE_CHECKING:
    import pypdfium2

_MOST_PAGES = 300
_LEAST, _LARGEST = 20, 15_000
"""Points: a stamp, and the largest page that Acrobat shows."""
_MOST_TIMES = 8
"""How many times as high as wide a page may be: a page has the width of the window, so its height counts."""


@dataclass(frozen=True, slots=True)
class PageSize:
    """The size of one page in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PagePixels:
    """A page on white. ``content``: rows of ``stride`` bytes; a pixel is blue, green, red and an unused byte."""

    content: bytes
    width: int
    height: int
    stride: int


@run_in_reader
def find_page_sizes(stream: BinaryIO) -> tuple[PageSize, ...]:
    """The size of every page of a PDF."""
    with _open(stream) as document:
        return tuple(PageSize(*document.get_page_size(number)) for number in range(len(document)))


@run_in_reader
def find_evidence_page_sizes(stream: BinaryIO) -> tuple[PageSize, ...]:
    """As :func:`find_page_sizes`, of a stranger's PDF. Empty if it cannot be shown: it is locked, damaged, or has very
    many pages or odd ones.
    """
    try:
        sizes = find_page_sizes(stream)
    except _pdfium().PdfiumError:
        return ()
    is_usual = 0 < len(sizes) <= _MOST_PAGES and all(map(_is_usual, sizes))
    return sizes if is_usual else ()


def _is_usual(size: PageSize) -> bool:
    is_page = _LEAST <= size.width <= _LARGEST and _LEAST <= size.height <= _LARGEST
    return is_page and size.height <= _MOST_TIMES * size.width


@run_in_reader
def draw_page(stream: BinaryIO, number: int, scale: float) -> PagePixels:
    """Draw page ``number``, counted from 0, with ``scale`` pixels for each point."""
    with _open(stream) as document:
        page = document[number]
        bitmap = page.render(scale=scale, prefer_bgrx=True)  # on white, with the stamps of the signatures
        pixels = PagePixels(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
        bitmap.close()
        page.close()
        return pixels


@contextmanager
def _open(stream: BinaryIO) -> Iterator[pypdfium2.PdfDocument]:
    stream.seek(0)
    document = _pdfium().PdfDocument(stream.read())
    document.init_forms()
    try:
        yield document
    finally:
        document.close()


def _pdfium() -> ModuleType:
    import pypdfium2

    module: ModuleType = pypdfium2
    return module

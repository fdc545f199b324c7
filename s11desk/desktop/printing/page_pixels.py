"""The pixels of PDF pages, made by PDFium in the reader process: a received PDF may be hostile like any other file.

This module knows nothing of Qt, which that process does not have.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from s11desk.reader_process.run_in_reader import run_in_reader

if TYPE_CHECKING:
    import pypdfium2


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
    import pypdfium2

    stream.seek(0)
    document = pypdfium2.PdfDocument(stream.read())
    document.init_forms()
    try:
        yield document
    finally:
        document.close()

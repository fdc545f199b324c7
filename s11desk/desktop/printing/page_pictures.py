"""Pages of a finished PDF as pictures on white. Rendering is slow, so the worker does it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from s11desk.durable import reading_errors

if TYPE_CHECKING:
    import pypdfium2

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class PageSize:
    """The size of one page in points."""

    width: float
    height: float


def read_page_sizes(pdf: Path) -> tuple[PageSize, ...]:
    """Read the size of every page. Raises the errors of reading a file."""
    with _open(pdf) as document:
        return tuple(PageSize(*document.get_page_size(number)) for number in range(len(document)))


def render_page(pdf: Path, number: int, scale: float) -> QImage:
    """Render page ``number``, counted from 0, with ``scale`` pixels for each point.

    Raises the errors of reading a file.
    """
    with _open(pdf) as document:
        page = document[number]
        bitmap = page.render(scale=scale, prefer_bgrx=True)  # on white, with the stamps of the signatures
        image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32).copy()
        bitmap.close()
        page.close()
        return image


@contextmanager
def _open(pdf: Path) -> Iterator[pypdfium2.PdfDocument]:
    import pypdfium2

    with reading_errors(pdf):
        content = pdf.read_bytes()
    document = pypdfium2.PdfDocument(content)
    document.init_forms()
    try:
        yield document
    finally:
        document.close()

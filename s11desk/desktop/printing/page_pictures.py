"""Pages of a finished PDF as pictures on white. Rendering is slow, so the worker does it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from PySide6.QtGui import QImage

from s11desk.desktop.printing.page_pixels import PageSize, draw_page, find_evidence_page_sizes, find_page_sizes
from s11desk.errors.reader_errors import ReadingStopped
from s11desk.files.regular_files import open_regular
from s11desk.files.system_errors import reading_errors

__all__ = ["POINTS_PER_INCH", "PageSize", "read_evidence_page_sizes", "read_page_sizes", "render_page"]

POINTS_PER_INCH = 72


def read_page_sizes(pdf: Path) -> tuple[PageSize, ...]:
    """Read the size of every page. Raises the errors of reading a file, and ``ReadingStopped``."""
    with _open(pdf) as stream:
        return find_page_sizes(stream)


def read_evidence_page_sizes(pdf: Path) -> tuple[PageSize, ...]:
    """As :func:`read_page_sizes`, of a PDF that a stranger made; empty if it cannot be shown."""
    with _open(pdf) as stream:
        return find_evidence_page_sizes(stream)


def render_page(pdf: Path, number: int, scale: float) -> QImage:
    """Render page ``number``, counted from 0, with ``scale`` pixels for each point.

    Raises the errors of reading a file, and ``ReadingStopped``.
    """
    with _open(pdf) as stream:
        pixels = draw_page(stream, number, scale)
    shape = (pixels.width, pixels.height, pixels.stride)
    if pixels.stride < 4 * pixels.width or len(pixels.content) < pixels.stride * pixels.height:
        raise ValueError("fewer pixels than the page has")
    return QImage(pixels.content, *shape, QImage.Format.Format_RGB32).copy()


@contextmanager
def _open(pdf: Path) -> Iterator[BinaryIO]:
    try:
        with reading_errors(pdf), open_regular(pdf) as stream:
            yield stream
    except ReadingStopped as error:
        raise replace(error, path=pdf) from error

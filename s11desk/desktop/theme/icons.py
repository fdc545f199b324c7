"""The icons (Lucide, ISC; see resources/icons/LICENCE.txt), drawn in any colour and size."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from s11desk.app.home.paths import resources_folder

_APPLICATION_SIZES = (16, 24, 32, 48, 64, 128, 256)
"""The sizes of the application's icon, in pixels, that are drawn beforehand (tools/make_icons.py)."""


def application_icon() -> QIcon:
    """Make the icon of the window. Qt reads a picture when it first needs one of that size."""
    folder = resources_folder() / "app-icons"
    result = QIcon()
    for size in _APPLICATION_SIZES:
        result.addFile(str(folder / str(size) / "s11desk.png"), QSize(size, size))
    return result


def paint_icon(painter: QPainter, name: str, colour: str, target: QRectF) -> None:
    """Paint the icon ``name`` into ``target``."""
    QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode())).render(painter, target)


def pixmap(name: str, colour: str, size: int, ratio: float, after: int = 0) -> QPixmap:
    """Make a pixmap with ``after`` empty pixels at its right. Sizes are in device-independent pixels."""
    picture = QPixmap(QSize(round((size + after) * ratio), round(size * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    paint_icon(painter, name, colour, QRectF(0, 0, size, size))
    painter.end()
    return picture


@lru_cache(maxsize=64)
def _drawing(name: str) -> str:
    """Keep only the text, because a Qt object must not outlive the application."""
    return (resources_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")

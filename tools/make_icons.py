"""Draw the application's and the documents' icons in every size: ``python tools/make_icons.py``.

The drawings are the SVG files of ``resources/app-icons``. The smallest sizes have drawings of their own, made for whole
pixels. From them come PNG files for the window and Linux, ``.ico`` for Windows and ``.icns``
for macOS.
"""

from __future__ import annotations

import io
import os
import struct
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "app-icons"
APPLICATION = "s11desk"
DOCUMENTS = ("return", "draft", "topic-pack", "encrypted-return")
SMALL_UP_TO = 24
PNG_SIZES = (16, 24, 32, 48, 64, 128, 256)
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
ICNS_TYPES = {b"icp4": 16, b"ic11": 32, b"ic12": 64, b"ic07": 128, b"ic13": 256, b"ic14": 512, b"ic10": 1024}
"""The type of each picture in ``.icns`` and its size in pixels. Pillow writes no picture of 16 pixels."""


def main(folder: Path = FOLDER) -> int:
    """Write all pictures beside the drawings, or into ``folder``."""
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    for name in (APPLICATION, *DOCUMENTS):
        for size in PNG_SIZES:
            path = folder / str(size) / f"{name}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            draw(name, size).save(path, optimize=True)
        save_ico(name, folder / f"{name}.ico")
        save_icns(name, folder / f"{name}.icns")
    del application
    return 0


def draw(name: str, size: int) -> Image.Image:
    """Draw one icon. ``size``: its width and height in pixels."""
    drawing = f"{name}-small" if size <= SMALL_UP_TO else name
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(str(FOLDER / f"{drawing}.svg")).render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload] # the stub wants bytes, and PySide takes text
    return Image.open(io.BytesIO(buffer.data().data())).convert("RGBA")


def save_ico(name: str, path: Path) -> None:
    """Write one icon for Windows."""
    *smaller, largest = [draw(name, size) for size in ICO_SIZES]
    largest.save(path, sizes=[(size, size) for size in ICO_SIZES], append_images=smaller)


def save_icns(name: str, path: Path) -> None:
    """Write one icon for macOS: after a head, each picture as a PNG with its type and its length."""
    entries = b""
    for kind, size in ICNS_TYPES.items():
        picture = io.BytesIO()
        draw(name, size).save(picture, "PNG", optimize=True)
        entries += kind + struct.pack(">I", len(picture.getvalue()) + 8) + picture.getvalue()
    path.write_bytes(b"icns" + struct.pack(">I", len(entries) + 8) + entries)


if __name__ == "__main__":
    sys.exit(main())

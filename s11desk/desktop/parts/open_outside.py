"""Opens files and folders with the program that the system has for them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_outside(path: Path) -> bool:
    """Open a file or a folder. Returns whether the system has begun to."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

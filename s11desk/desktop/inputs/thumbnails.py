"""Small pictures of picture files. Pillow makes them, on the worker thread."""

from __future__ import annotations

from PySide6.QtGui import QImage

from s11desk import app
from s11desk.desktop.saving.jobs import Operation
from s11desk.domain.audit import Evidence

_TYPES = frozenset({"png", "jpg", "jpeg", "gif"})


def has_thumbnail(item: Evidence) -> bool:
    return item.type in _TYPES


def thumbnailing(item: Evidence, side: int) -> Operation[QImage]:
    """At most ``side`` pixels either way; a null image where the file is damaged or too large."""
    return lambda workspace, _: QImage.fromData(app.small_picture(workspace, item, side) or b"")

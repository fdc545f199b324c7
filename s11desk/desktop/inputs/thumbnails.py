"""Small pictures of picture files, decoded in the worker and only where they are not too large to be decoded safely."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from s11desk.desktop.jobs import Task
from s11desk.domain.audit import Evidence

if TYPE_CHECKING:
    from s11desk.app.workspace import Workspace

_FORMATS = {"png": b"png", "jpg": b"jpeg", "jpeg": b"jpeg", "gif": b"gif"}
_MOST_PIXELS = 60_000_000
"""A picture that claims more is not decoded: 50 megapixels is the largest camera."""


def has_thumbnail(item: Evidence) -> bool:
    return item.type in _FORMATS


def thumbnailing(item: Evidence, side: int) -> Callable[[Workspace, Task], QImage]:
    """At most ``side`` pixels either way; a null image where the file is damaged or too large."""

    def run(workspace: Workspace, _task: Task) -> QImage:
        from s11desk.app.attachments import evidence_path

        reader = QImageReader(str(evidence_path(workspace, item)), _FORMATS[item.type])
        reader.setAutoTransform(True)
        size = reader.size()
        if not size.isValid() or size.width() * size.height() > _MOST_PIXELS:
            return QImage()
        if max(size.width(), size.height()) > side:
            reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio))
        return reader.read()

    return run

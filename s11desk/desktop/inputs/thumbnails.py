"""Small pictures of picture files. Pillow makes them, on the worker thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from s11desk.desktop.saving.jobs import Task
from s11desk.domain.audit import Evidence

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace

_TYPES = frozenset({"png", "jpg", "jpeg", "gif"})


def has_thumbnail(item: Evidence) -> bool:
    return item.type in _TYPES


def thumbnailing(item: Evidence, side: int) -> Callable[[Workspace, Task], QImage]:
    """At most ``side`` pixels either way; a null image where the file is damaged or too large."""

    def run(workspace: Workspace, _task: Task) -> QImage:
        from s11desk.app.audits.evidence_copies import small_picture

        return QImage.fromData(small_picture(workspace, item, side) or b"")

    return run

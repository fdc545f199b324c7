"""The files of a received return: each with a small picture, its size, "View" and "Save"."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from s11desk import app
from s11desk.bundle.audit_file import AttachedFile
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import IconView, Kind, button, label
from s11desk.desktop.parts.wrapping import WrappingRow
from s11desk.desktop.saving.jobs import Operation
from s11desk.wording.amounts import file_size
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace
    from s11desk.app.returns.part_views import PartPicture
    from s11desk.app.returns.seen_return import SeenReturn
    from s11desk.desktop.saving.jobs import Task

_SIDE = 56
"""Pixels of a small picture at 100 %."""


class ReceivedFiles(QObject):
    """Makes the lines. ``part_wanted`` is emitted with a file that the person wants to save."""

    part_wanted = Signal(object)

    def __init__(self, services: Services, seen: SeenReturn, files: tuple[AttachedFile, ...]) -> None:
        super().__init__()
        self._services = services
        self._theme = services.theme
        self._seen = seen
        self._files = files
        self._icons: dict[str, list[IconView]] = {}

    def of_question(self, question: str) -> tuple[AttachedFile, ...]:
        """Return the files that are attached to a question."""
        return tuple(item for item in self._files if question in item.questions)

    def line(self, item: AttachedFile) -> QWidget:
        """Make the line of one file."""
        line, row = QWidget(), QHBoxLayout()
        line.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.pixels(12))
        icon = IconView(self._theme.pixmap("image" if app.has_picture(item) else "file-text"))
        self._icons.setdefault(item.path, []).append(icon)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(self._theme.pixels(2))
        words.addWidget(label(f"{short_line(item.name)}, {item.type.upper()[:8]}, {file_size(item.size)}"))
        if item.caption:
            words.addWidget(label(short_line(item.caption), Kind.SMALL))
        words.addLayout(self._buttons(item))
        row.addLayout(words, 1)
        return line

    def load(self) -> None:
        """Have the worker make the small pictures."""
        files = tuple(item for item in self._files if item.path in self._icons)
        if any(map(app.has_picture, files)):
            operation = _pictures_operation(self._seen, files, self._theme.pixels(_SIDE) * 2)
            self._services.jobs.submit_long(operation, self._show, lambda _: None, listener=self)

    def _buttons(self, item: AttachedFile) -> WrappingRow:
        row = WrappingRow(self._theme.pixels(12))
        view = button("View", "link", name=f"View {short_line(item.name)}")
        view.clicked.connect(lambda: self._view(item))
        save = button("Save…", "link", name=f"Save {short_line(item.name)}")
        save.clicked.connect(lambda: self.part_wanted.emit(item))
        row.addWidget(view)
        row.addWidget(save)
        return row

    def _view(self, item: AttachedFile) -> None:
        seen = self._seen
        self._services.jobs.submit_long(
            lambda workspace, _: app.copy_part_to_view(workspace.home, seen, item), self._open_copy, listener=self
        )

    def _open_copy(self, copy: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            self._services.dialogs.show_message(
                "No program was found to show this file",
                "The file is kept in the return. Choose “Save…” beside it, and open the saved file on a computer "
                "that can show it.",
            )

    def _show(self, pictures: tuple[PartPicture, ...]) -> None:
        for picture in pictures:
            image = QPixmap.fromImage(QImage.fromData(picture.jpeg))
            if not image.isNull():
                image.setDevicePixelRatio(2)
                for icon in self._icons.get(picture.path, ()):
                    icon.show_pixmap(image)


def _pictures_operation(
    seen: SeenReturn, files: tuple[AttachedFile, ...], side: int
) -> Operation[tuple[PartPicture, ...]]:
    def run(workspace: Workspace, task: Task) -> tuple[PartPicture, ...]:
        return app.make_part_pictures(workspace.home, seen, files, side, cancel=task.is_cancelled)

    return run

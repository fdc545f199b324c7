"""The files of a received return: each with a small picture, its size, "View" and "Save".

A picture is shown below its line. The reader makes it, as it makes the small ones, and no other program is needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from s11desk import app
from s11desk.bundle.audit_file import AttachedFile
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.scroll_area import show_whole
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.open_outside import open_outside
from s11desk.desktop.parts.picture_view import pixmap_view
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import IconView, Kind, button, label
from s11desk.desktop.printing.page_pictures import PageSize, read_evidence_page_sizes
from s11desk.desktop.saving.jobs import Operation
from s11desk.override import override
from s11desk.wording.amounts import file_size
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace
    from s11desk.app.returns.verifying.part_views import PartPicture
    from s11desk.app.returns.verifying.seen_return import SeenReturn
    from s11desk.desktop.saving.jobs import Task

_SIDE = 56
"""Pixels of a small picture at 100 %."""
_LARGE_SIDE = 1_600
"""Pixels of a picture that is looked at: enough to read a photographed page on a screen."""

_NO_PROGRAM = "No program on this computer opens this file"
_SAVE_IT = "The file itself is whole, and stays in the return. To see it, you need {what}. Or save a copy for later."
_PROGRAMS = {
    "a program that opens PDF files, such as a web browser": ("pdf",),
    "a program for letters and documents, such as Word or LibreOffice": ("doc", "docx", "odt", "rtf"),
    "a program for tables, such as Excel or LibreOffice": ("xls", "xlsx", "ods", "csv"),
    "a program for slides, such as PowerPoint or LibreOffice": ("ppt", "pptx", "odp"),
    "a program that shows plain text, such as Notepad": ("txt",),
    "a program that shows pictures": ("png", "jpg", "jpeg", "gif", "tif", "tiff", "heic", "webp", "bmp"),
}


@dataclass(frozen=True, slots=True)
class PdfPart:
    """A PDF among the evidence, in a private copy, with the size of each page."""

    name: str
    copy: Path
    pages: tuple[PageSize, ...]


class _Thumbnail(IconView):
    """A small picture that is clicked. The keyboard goes to "View" beside it, which does the same."""

    clicked = Signal()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()


class _Viewed:
    """The place of a picture below the line of its file, and the button that shows and hides it."""

    def __init__(self, place: QVBoxLayout, view: QPushButton, name: str) -> None:
        self._place, self._view, self._name = place, view, name
        self._picture: QWidget | None = None

    def show(self, picture: QWidget) -> None:
        """Show the picture."""
        self._picture = picture
        self._place.addWidget(picture)
        self._view.setText("Hide")
        self._view.setAccessibleName(f"Hide {self._name}")
        announce(self._view, f"{self._name} is shown")
        line = self._place.parentWidget()
        if line is not None:
            show_whole(line)  # with the button that hides the picture again

    def hide(self) -> bool:
        """Hide the picture. False if none is shown."""
        if self._picture is None:
            return False
        self._place.removeWidget(self._picture)
        self._picture.hide()
        self._picture.deleteLater()
        self._picture = None
        self._view.setText("View")
        self._view.setAccessibleName(f"View {self._name}")
        return True


class _FileLine(QWidget):
    """The line of one file, with its picture below it while that is shown."""

    viewed: _Viewed | None = None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape hides the picture before it leaves the page."""
        if event.key() != Qt.Key.Key_Escape or self.viewed is None or not self.viewed.hide():
            super().keyPressEvent(event)


class ReceivedFiles(QObject):
    """Makes the lines. ``part_wanted`` is emitted with a file that the person wants to save, ``pdf_wanted`` with the
    :class:`PdfPart` to show here, because no other program does.

    ``listed``: the paths of the files that have a line so far.
    """

    part_wanted = Signal(object)
    pdf_wanted = Signal(object)

    def __init__(self, services: Services, seen: SeenReturn, files: tuple[AttachedFile, ...]) -> None:
        super().__init__()
        self._services = services
        self._theme = services.theme
        self._seen = seen
        self._files = files
        self._icons: dict[str, list[IconView]] = {}
        self.listed: set[str] = set()

    def of_question(self, question: str) -> tuple[AttachedFile, ...]:
        """Return the files that are attached to a question."""
        return tuple(item for item in self._files if question in item.questions)

    def line(self, item: AttachedFile) -> QWidget:
        """Make the line of one file."""
        line, row = _FileLine(), QHBoxLayout()
        place = column(line, self._theme, spacing=6)
        place.addLayout(row)
        row.setSpacing(self._theme.pixels(12))
        self.listed.add(item.path)
        icon = _Thumbnail(self._theme.pixmap("image" if app.has_picture(item) else "file-text"))
        self._icons.setdefault(item.path, []).append(icon)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(self._theme.pixels(2))
        words.addWidget(label(f"{short_line(item.name)}, {item.type.upper()[:8]}, {file_size(item.size)}"))
        if item.caption:
            words.addWidget(label(short_line(item.caption), Kind.SMALL))
        view = button("View", "link", name=f"View {short_line(item.name)}")
        viewed = line.viewed = _Viewed(place, view, short_line(item.name))
        view.clicked.connect(lambda: self._view(item, viewed))
        icon.clicked.connect(view.click)
        icon.setCursor(Qt.CursorShape.PointingHandCursor)
        words.addLayout(self._buttons(item, view))
        row.addLayout(words, 1)
        return line

    def load(self) -> None:
        """Have the worker make the small pictures."""
        files = tuple(item for item in self._files if item.path in self._icons)
        if any(map(app.has_picture, files)):
            operation = _pictures_operation(self._seen, files, self._theme.pixels(_SIDE) * 2)
            self._services.jobs.submit_long(operation, self._show, lambda _: None, listener=self)

    def _buttons(self, item: AttachedFile, view: QPushButton) -> WrappingRow:
        row = WrappingRow(self._theme.pixels(12))
        save = button("Save…", "link", name=f"Save {short_line(item.name)}")
        save.clicked.connect(lambda: self.part_wanted.emit(item))
        row.addWidget(view)
        row.addWidget(save)
        return row

    def _view(self, item: AttachedFile, viewed: _Viewed) -> None:
        """Show a picture here, or hide it again. Anything else, and a damaged picture, goes to another program."""
        if viewed.hide():
            return
        if not app.has_picture(item):
            self._open_elsewhere(item)
            return

        def show(pictures: tuple[PartPicture, ...]) -> None:
            large = QPixmap.fromImage(QImage.fromData(pictures[0].jpeg)) if pictures else QPixmap()
            if large.isNull():
                self._open_elsewhere(item)
            elif not viewed.hide():
                viewed.show(pixmap_view(self._theme, large, short_line(item.caption or item.name)))

        operation = _pictures_operation(self._seen, (item,), _LARGE_SIDE)
        self._services.jobs.submit_long(operation, show, listener=self)

    def _open_elsewhere(self, item: AttachedFile) -> None:
        seen = self._seen
        self._services.jobs.submit_long(
            lambda workspace, _: app.copy_part_to_view(workspace.home, seen, item),
            lambda copy: self._open_copy(copy, item),
            listener=self,
        )

    def _open_copy(self, copy: Path, item: AttachedFile) -> None:
        if open_outside(copy):
            return
        if item.type != "pdf":
            self._offer_to_save(item)
            return

        def show(pages: tuple[PageSize, ...]) -> None:
            if pages:
                self.pdf_wanted.emit(PdfPart(short_line(item.name), copy, pages))
            else:
                self._offer_to_save(item)

        self._services.jobs.submit_long(lambda _workspace, _: read_evidence_page_sizes(copy), show, listener=self)

    def _offer_to_save(self, item: AttachedFile) -> None:
        what = next(
            (what for what, types in _PROGRAMS.items() if item.type in types), "a program that opens such files"
        )
        words = _SAVE_IT.format(what=what)
        if self._services.dialogs.confirm(_NO_PROGRAM, words, yes="Save a copy…", no="Not now"):
            self.part_wanted.emit(item)

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

"""The finished PDF page by page, exactly as it goes to the printer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from s11desk.desktop.parts.busy_button import begin_work, end_work
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.open_outside import open_outside
from s11desk.desktop.parts.progress_row import ProgressRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label, short_label
from s11desk.desktop.printing.page_pictures import PageSize, read_page_sizes, render_page
from s11desk.desktop.printing.print_run import PrintRun, has_printer
from s11desk.desktop.standalone.standalone_page import EDGE, StandalonePage
from s11desk.errors import S11Error
from s11desk.override import override
from s11desk.wording.amounts import counted

if TYPE_CHECKING:
    from s11desk.desktop.saving.jobs import Task

_WIDTH = 720
"""The width of a page in pixels at 100 %."""
_ELSEWHERE = "To print it, save a copy of the file and open it on another computer."
_READ_OUT = "The PDF reader reads it out."
_ONLY_SEEN = (
    "It is shown as a picture, which nothing reads out. Save a copy of the file, and open it on another computer."
)
_NOT_DRAWN = "Page {number} cannot be shown here. The file itself is whole. {way}"
_NO_PRINTER = "No printer is set up on this computer. Open the PDF in your PDF reader to print it elsewhere."


class PreviewPage(StandalonePage):
    """Renders a page when it comes into view, and drops it when it is far away.

    ``what`` names the document, and ``verb`` says what the person wants to do with it. ``has_reader``: the computer may
    have a program for PDFs. ``read_elsewhere``: a PDF reader has the file open, so nobody may delete it.
    """

    read_elsewhere = Signal()

    def __init__(
        self,
        services: Services,
        what: str,
        pdf: Path,
        sheets: tuple[PageSize, ...],
        *,
        verb: str = "Print",
        has_reader: bool = True,
    ) -> None:
        super().__init__(services, f"{verb}: {what}")
        self.layout_.addWidget(label(counted(len(sheets), "page"), Kind.QUIET))
        self._pdf = pdf
        self._sheets, self._has_reader = sheets, has_reader
        self._run: PrintRun | None = None
        self._can_print = has_printer()
        self.layout_.addLayout(self._buttons())
        self._status = label("" if self._can_print else _NO_PRINTER if has_reader else _ELSEWHERE, Kind.QUIET)
        self.layout_.addWidget(self._status)
        self._progress = ProgressRow("Printing")
        self._progress.stop.hide()
        self.layout_.addWidget(self._progress)
        self.pages = [self._add_page(number, sheet, len(sheets)) for number, sheet in enumerate(sheets)]
        self._rendered_pages: set[int] = set()
        self._drawing: dict[int, Task] = {}
        self.verticalScrollBar().valueChanged.connect(lambda _: self._render_near())
        self.viewport().installEventFilter(self)

    @override
    def first_field(self) -> QWidget:
        if not self._has_reader and not self._can_print:
            return super().first_field()
        return self.print_it if self._can_print else self.read

    def _buttons(self) -> WrappingRow:
        """Put the way to paper first: the printer, or a PDF reader if there is no printer."""
        row = WrappingRow(self.theme.pixels(12))
        self.print_it = button("&Print…", "primary" if self._can_print else "")
        self.print_it.setEnabled(self._can_print)
        self.print_it.clicked.connect(self._print)
        self.read = button("&Open in your PDF reader", "" if self._can_print else "primary")
        self.read.clicked.connect(self._open_in_reader)
        for action in (self.print_it, self.read) if self._can_print else (self.read, self.print_it):
            row.addWidget(action)
        if not self._has_reader:
            self.read.hide()
            self.print_it.setVisible(self._can_print)
        return row

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._fit()
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show}:
            QTimer.singleShot(0, self, self._render_near)
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Keep pages no wider than the window at any size of text, and render them again at a new size."""
        for page, sheet in zip(self.pages, self._sheets, strict=True):
            wanted = self._size(sheet)
            if page.size() != wanted:
                page.setFixedSize(wanted)
                self._rendered_pages.clear()
        for number in range(len(self.pages)):
            if number not in self._rendered_pages:
                self._clear(number)

    def _clear(self, number: int) -> None:
        self.pages[number].setText(f"Drawing page {number + 1}…")

    def _add_page(self, number: int, sheet: PageSize, of: int) -> QLabel:
        page = QLabel(f"Drawing page {number + 1}…")
        page.setTextFormat(Qt.TextFormat.PlainText)
        page.setFixedSize(self._size(sheet))
        page.setAccessibleName(f"Page {number + 1} of {of}. {_READ_OUT if self._has_reader else _ONLY_SEEN}")
        page.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        page.setIndent(self.theme.pixels(EDGE))  # moves only the text, down from the top
        page.setProperty("kind", "sheet")
        below = short_label(f"Page {number + 1} of {of}", Kind.SMALL)
        for part in (page, below):
            self.layout_.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        return page

    def _size(self, sheet: PageSize) -> QSize:
        width = max(min(self.theme.pixels(_WIDTH), self.viewport().width() - 2 * self.theme.pixels(EDGE)), 100)
        return QSize(width, round(width * sheet.height / sheet.width))

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Draw no longer: another page is shown, and the file may go."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._stop_drawing()
            self._rendered_pages.clear()

    def _render_near(self) -> None:
        """Render the pages in view, and drop those that are more than a screen away."""
        if not self.isVisible():
            return
        view = QRect(self.viewport().rect())
        near = view.adjusted(0, -view.height(), 0, view.height())
        for number, page in enumerate(self.pages):
            rect = QRect(page.mapTo(self.viewport(), page.rect().topLeft()), page.size())
            if rect.intersects(near):
                self._ask_for(number)
            elif number in self._rendered_pages:
                self._rendered_pages.discard(number)
                self._stop_drawing(number)
                self._clear(number)

    def _ask_for(self, number: int) -> None:
        if number in self._rendered_pages:
            return
        self._rendered_pages.add(number)
        ratio = self.devicePixelRatioF()
        width, pdf = self.pages[number].width() * ratio, self._pdf

        def show(image: QImage) -> None:
            if number in self._rendered_pages and self.pages[number].width() * ratio == width:
                image.setDevicePixelRatio(ratio)
                self.pages[number].setPixmap(QPixmap.fromImage(image))

        def refused(error: S11Error) -> None:
            if not task.is_cancelled():
                self._show_undrawn(number, error)

        task = self._drawing[number] = self.services.jobs.look_up(
            self, lambda _workspace, _: _render(pdf, number, width), show, refused
        )

    def _show_undrawn(self, number: int, error: S11Error) -> None:
        """Say so in the page's place. A stranger's file can have very many such pages, so each brings no message."""
        way = "Save a copy, and open it in another program." if not self._has_reader else "Open it in your PDF reader."
        self.pages[number].setWordWrap(True)
        self.pages[number].setText(words := _NOT_DRAWN.format(number=number + 1, way=way))
        self.pages[number].setAccessibleName(words)
        if self._has_reader:
            self.services.jobs.failed.emit(error)

    def _stop_drawing(self, number: int | None = None) -> None:
        """Draw a page no longer, or none of them: it may take long, and other work waits for it."""
        for one in tuple(self._drawing) if number is None else (number,):
            if (task := self._drawing.pop(one, None)) is not None:
                task.cancel()

    def _print(self) -> None:
        if self._run is None:
            self._run = PrintRun(self.services.jobs, self.services.dialogs, self._pdf, len(self.pages))
            self._run.setParent(self)
            self._run.progressed.connect(self._progress.show_progress)
            self._run.printed.connect(lambda: self._show_end("Handed to the printer."))
            self._run.given_up.connect(lambda: self._show_end("Nothing was printed."))
            begin_work(self.print_it)
            self._progress.show()
            self._run.start()

    def _show_end(self, text: str) -> None:
        self._progress.follow(None)
        end_work(self.print_it)
        self._status.setText(text)
        if self._run is not None:
            self._run.deleteLater()
            self._run = None

    def _open_in_reader(self) -> None:
        if open_outside(self._pdf):
            self.read_elsewhere.emit()
        else:
            self._status.setText("No PDF reader was found on this computer.")


def _render(pdf: Path, number: int, width: float) -> QImage:
    return render_page(pdf, number, width / read_page_sizes(pdf)[number].width)

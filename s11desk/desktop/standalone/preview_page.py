"""The finished PDF, page by page, before it is printed: what is seen is what goes to the printer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from s11desk.desktop.parts.progress_row import ProgressRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, button, label, short_label
from s11desk.desktop.parts.wrapping import WrappingRow
from s11desk.desktop.printing.page_pictures import PageSize, read_sheets, render_page
from s11desk.desktop.printing.print_run import PrintRun, has_printer
from s11desk.desktop.standalone.standalone_page import EDGE, StandalonePage
from s11desk.override import override
from s11desk.wording.amounts import counted

_WIDTH = 720
"""Pixels of a page at 100 %."""
_NO_PRINTER = "No printer is set up on this computer. Open the PDF in your PDF reader to print it elsewhere."


class PreviewPage(StandalonePage):
    """Pages are rendered when they come into view, and let go when they are far from it.

    ``what`` it is, in words. ``is_read_elsewhere``: a PDF reader was given the file, so it must stay.
    """

    def __init__(self, services: Services, what: str, pdf: Path, sheets: tuple[PageSize, ...]) -> None:
        super().__init__(services, f"Print: {what}")
        self.layout_.addWidget(label(counted(len(sheets), "page"), Kind.QUIET))
        self._pdf = pdf
        self._sheets = sheets
        self._run: PrintRun | None = None
        self.is_read_elsewhere = False
        self._can_print = has_printer()
        self.layout_.addLayout(self._ways())
        self._told = label("" if self._can_print else _NO_PRINTER, Kind.QUIET)
        self.layout_.addWidget(self._told)
        self._working = ProgressRow("Printing")
        self._working.stop.hide()
        self.layout_.addWidget(self._working)
        self.pages = [self._add_page(number, sheet, len(sheets)) for number, sheet in enumerate(sheets)]
        self._asked: set[int] = set()
        self.verticalScrollBar().valueChanged.connect(lambda _: self._look())
        self.viewport().installEventFilter(self)

    @override
    def first(self) -> QWidget:
        return self.print_it if self._can_print else self.read

    def _ways(self) -> WrappingRow:
        """Only what can be done here is offered, and the one that leads to paper comes first."""
        row = WrappingRow(self.theme.pixels(12))
        self.print_it = button("&Print…", "primary" if self._can_print else "")
        self.print_it.setEnabled(self._can_print)
        self.print_it.clicked.connect(self._print)
        self.read = button("&Open in your PDF reader", "" if self._can_print else "primary")
        self.read.clicked.connect(self._open_in_reader)
        for way in (self.print_it, self.read) if self._can_print else (self.read, self.print_it):
            row.addWidget(way)
        return row

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._fit()
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show}:
            QTimer.singleShot(0, self, self._look)
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """No wider than the window, whatever the size of text is; then every page is rendered anew."""
        for page, sheet in zip(self.pages, self._sheets, strict=True):
            wanted = self._size(sheet)
            if page.size() != wanted:
                page.setFixedSize(wanted)
                self._asked.clear()
        for number in range(len(self.pages)):
            if number not in self._asked:
                self._clear(number)

    def _clear(self, number: int) -> None:
        self.pages[number].setText(f"Drawing page {number + 1}…")

    def _add_page(self, number: int, sheet: PageSize, of: int) -> QLabel:
        page = QLabel(f"Drawing page {number + 1}…")
        page.setTextFormat(Qt.TextFormat.PlainText)
        page.setFixedSize(self._size(sheet))
        page.setAccessibleName(f"Page {number + 1} of {of}. The PDF reader reads it out.")
        page.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        page.setIndent(self.theme.pixels(EDGE))  # of the words alone, from the top
        page.setProperty("kind", "sheet")
        below = short_label(f"Page {number + 1} of {of}", Kind.SMALL)
        for part in (page, below):
            self.layout_.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        return page

    def _size(self, sheet: PageSize) -> QSize:
        width = max(min(self.theme.pixels(_WIDTH), self.viewport().width() - 2 * self.theme.pixels(EDGE)), 100)
        return QSize(width, round(width * sheet.height / sheet.width))

    def _look(self) -> None:
        """Render what is in view; let go of what is more than a screen away."""
        view = QRect(self.viewport().rect())
        near = view.adjusted(0, -view.height(), 0, view.height())
        for number, page in enumerate(self.pages):
            place = QRect(page.mapTo(self.viewport(), page.rect().topLeft()), page.size())
            if place.intersects(near):
                self._ask_for(number)
            elif number in self._asked:
                self._asked.discard(number)
                self._clear(number)

    def _ask_for(self, number: int) -> None:
        if number in self._asked:
            return
        self._asked.add(number)
        ratio = self.devicePixelRatioF()
        width, pdf = self.pages[number].width() * ratio, self._pdf

        def show(image: QImage) -> None:
            if number in self._asked and self.pages[number].width() * ratio == width:
                image.setDevicePixelRatio(ratio)
                self.pages[number].setPixmap(QPixmap.fromImage(image))

        self.services.jobs.submit(lambda _workspace, _: _rendered(pdf, number, width), show, listener=self)

    def _print(self) -> None:
        if self._run is None:
            self._run = PrintRun(self.services.jobs, self.services.dialogs, self._pdf, len(self.pages))
            self._run.setParent(self)
            self._run.progressed.connect(self._working.progressed)
            self._run.printed.connect(lambda: self._ended("Handed to the printer."))
            self._run.given_up.connect(lambda: self._ended("Nothing was printed."))
            self.print_it.setEnabled(False)
            self._working.show()
            self._run.start()

    def _ended(self, told: str) -> None:
        self._working.follow(None)
        self.print_it.setEnabled(self._can_print)
        self._told.setText(told)
        if self._run is not None:
            self._run.deleteLater()
            self._run = None

    def _open_in_reader(self) -> None:
        self.is_read_elsewhere = True
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._pdf))):
            self._told.setText("No PDF reader was found on this computer.")


def _rendered(pdf: Path, number: int, width: float) -> QImage:
    return render_page(pdf, number, width / read_sheets(pdf)[number].width)

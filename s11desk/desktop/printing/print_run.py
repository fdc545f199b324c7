"""Print one PDF: ask for a printer, then hand the file to CUPS, or paint its pages one by one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from s11desk.desktop.printing import cups
from s11desk.desktop.printing.page_pictures import POINTS_PER_INCH, render_page
from s11desk.desktop.saving.jobs import JobRunner
from s11desk.desktop.shell.dialogs import Dialogs
from s11desk.errors import S11Error

DOTS_PER_INCH = 300
NO_PRINTER = (
    "There is no printer on this computer",
    "Nothing was printed. Connect a printer and try again. Or save the PDF, and print it on another computer.",
)


def has_printer() -> bool:
    """Whether there is a printer. Without one, Qt would write a file and report it as printed."""
    return bool(QPrinterInfo.availablePrinterNames())


class PrintRun(QObject):
    """One attempt to print a document.

    ``printed``: the document was handed over. ``given_up``: it was not, and the person has seen the reason.

    The run keeps the printer as long as it is needed: a dialog over a deleted printer ends the process.
    """

    printed = Signal()
    given_up = Signal()
    progressed = Signal(int, int)

    def __init__(self, jobs: JobRunner, dialogs: Dialogs, pdf: Path, pages: int) -> None:
        super().__init__()
        self._jobs = jobs
        self._dialogs = dialogs
        self._pdf = pdf
        self._pages = pages
        self._printer: QPrinter | None = None
        self._painter: QPainter | None = None
        self._left: list[int] = []
        self._total = 0

    def start(self) -> None:
        """Ask for a printer, and print on it."""
        if not has_printer():
            self._dialogs.show_message(*NO_PRINTER)
            self.given_up.emit()
            return
        self._printer = self._dialogs.printer("Print", self._pages)
        if self._printer is None:
            self.given_up.emit()
            return
        self.print_on(self._printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print on a printer that is already set up."""
        self._printer = printer
        choices, is_file = _choices_of(printer), bool(printer.outputFileName())
        self._jobs.submit_long(
            lambda _workspace, _task: not is_file and _hand_to_cups(self._pdf, choices),
            lambda handed_over: self.printed.emit() if handed_over else self._begin_painting(printer, choices),
            self._fail,
            what="Printing",
        )

    def _begin_painting(self, printer: QPrinter, choices: cups.PrintChoices) -> None:
        printer.setFullPage(True)
        printer.setResolution(DOTS_PER_INCH)
        painter = QPainter()
        if not painter.begin(printer):
            self._dialogs.show_message("The printer cannot be used", "Nothing was printed. Choose another printer.")
            self.given_up.emit()
            return
        self._painter = painter
        self._left = list(range(choices.first - 1, choices.last)) if choices.first else list(range(self._pages))
        self._total = len(self._left)
        self._next(printer, painter)

    def _next(self, printer: QPrinter, painter: QPainter) -> None:
        if not self._left:
            self._finish(done=True)
            return
        number, scale = self._left.pop(0), DOTS_PER_INCH / POINTS_PER_INCH
        self._jobs.submit_long(
            lambda _workspace, _task: render_page(self._pdf, number, scale),
            lambda image: self._paint(printer, painter, image),
            self._fail,
            what="Printing",
        )

    def _paint(self, printer: QPrinter, painter: QPainter, image: QImage) -> None:
        sheet = printer.paperRect(QPrinter.Unit.DevicePixel)
        painter.fillRect(sheet, Qt.GlobalColor.white)
        painter.drawImage(_fit(image, sheet), image)
        self.progressed.emit(self._total - len(self._left), self._total)
        if self._left and not printer.newPage():
            self._left.clear()
        self._next(printer, painter)

    def _finish(self, *, done: bool) -> None:
        if self._painter is not None:
            self._painter.end()
            self._painter = None
        (self.printed if done else self.given_up).emit()

    def _fail(self, error: S11Error) -> None:
        if self._printer is not None and self._painter is not None:
            self._printer.abort()
        self._finish(done=False)
        self._jobs.failed.emit(error)


def _hand_to_cups(pdf: Path, choices: cups.PrintChoices) -> bool:
    if not cups.is_queue(choices.printer):
        return False
    cups.send_to_printer(pdf, choices)
    return True


def _choices_of(printer: QPrinter) -> cups.PrintChoices:
    return cups.PrintChoices(
        printer=printer.printerName(),
        copies=printer.copyCount(),
        first=printer.fromPage(),
        last=printer.toPage(),
        two_sided=printer.duplex() in {QPrinter.DuplexMode.DuplexAuto, QPrinter.DuplexMode.DuplexLongSide},
        grey=printer.colorMode() is QPrinter.ColorMode.GrayScale,
    )


def _fit(image: QImage, sheet: QRectF) -> QRect:
    """Centre the picture on the sheet, shrunk if necessary but never enlarged."""
    size = image.size()
    if size.width() > sheet.width() or size.height() > sheet.height():
        size.scale(sheet.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    rect = QRect(sheet.toRect().topLeft(), size)
    rect.moveCenter(sheet.toRect().center())
    return rect

"""Printing: the PDF's pages on screen, and the PDF itself to CUPS, or its pages painted on white."""

from __future__ import annotations

import stat
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel

from s11desk.app.audits.answers import save_answer
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.write_documents import remove_print_copy
from s11desk.desktop.printing import cups
from s11desk.desktop.printing.page_pictures import read_evidence_page_sizes, read_page_sizes, render_page
from s11desk.desktop.printing.print_run import PrintRun
from s11desk.desktop.saving.jobs import Task
from s11desk.desktop.standalone.documents import preview_page
from s11desk.desktop.standalone.documents.preview_page import PreviewPage
from s11desk.domain.audits.audit import Answer
from s11desk.errors.device_errors import PrinterRefused
from s11desk.errors.reader_errors import ReadingStopped, StopReason
from tests.gui.conftest import Bench

SAMPLE = resources_folder() / "demo" / "good-practice-example.pdf"

LP = """#!/bin/sh
printf '%s\\n' "$@" > "{folder}/asked"
if [ "{works}" = yes ]; then exit 0; fi
echo "lp: the printer is on fire" >&2
exit 1
"""
LPSTAT = """#!/bin/sh
echo Office
"""


def program(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text)
    (folder / name).chmod(stat.S_IRWXU)


@pytest.fixture
def queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A print system with one printer: programs that answer like ``lp`` and ``lpstat``."""
    program(tmp_path, "lp", LP.format(folder=tmp_path, works="yes"))
    program(tmp_path, "lpstat", LPSTAT)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    return tmp_path


@pytest.fixture
def page(bench: Bench, audit_id: str) -> PreviewPage:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("story", text="What we do for families. " * 600))
    bench.open(audit_id)
    bench.window.print_copy()
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, PreviewPage), timeout=20_000)
    bench.settle()
    shown = bench.window.page_stack.page
    assert isinstance(shown, PreviewPage)
    return shown


def test_a_page_is_rendered_on_white() -> None:
    (sheet, *_) = read_page_sizes(SAMPLE)
    image = render_page(SAMPLE, 0, 2)
    assert (image.width(), image.height()) == (round(sheet.width * 2), round(sheet.height * 2))
    assert image.pixelColor(1, 1) == QColor("white")
    rows = range(0, image.height(), 3)
    assert any(image.pixelColor(x, y) != QColor("white") for y in rows for x in range(0, image.width(), 3))


@pytest.mark.parametrize(
    ("sizes", "is_shown"),
    [
        ([(595, 842)], True),
        ([(595, 842), (595, 9_000)], False),
        ([(2, 2)], False),
        ([(20_000, 20_000)], False),
        ([], False),
    ],
)
def test_a_strangers_pdf_is_shown_if_its_pages_are_usual(
    tmp_path: Path, sizes: list[tuple[int, int]], is_shown: bool
) -> None:
    pdf = tmp_path / "evidence.pdf"
    document = pypdfium2.PdfDocument.new()
    for width, height in sizes:
        document.new_page(width, height)
    document.save(pdf)
    assert bool(read_evidence_page_sizes(pdf)) is is_shown


def test_a_strangers_pdf_that_is_damaged_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "evidence.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    assert read_evidence_page_sizes(tmp_path / "evidence.pdf") == ()


def test_the_preview_renders_only_pages_in_view(bench: Bench, page: PreviewPage) -> None:
    bench.bot.waitUntil(lambda: not page.pages[0].pixmap().isNull())
    assert len(page.pages) > 2
    assert page.pages[-1].pixmap().isNull()
    page.ensureWidgetVisible(page.pages[-1])
    bench.bot.waitUntil(lambda: not page.pages[-1].pixmap().isNull())
    bench.bot.waitUntil(lambda: page.pages[0].pixmap().isNull())


def test_a_page_that_cannot_be_drawn_says_so_and_one_out_of_view_is_drawn_no_longer(
    bench: Bench, page: PreviewPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(path: Path, *_: object) -> None:
        raise ReadingStopped(path=path, reason=StopReason.TIME)

    monkeypatch.setattr(preview_page, "_render", stop)
    pdf, sheets = SAMPLE, read_page_sizes(SAMPLE) * 30
    shown = PreviewPage(page.services, "evidence.pdf", pdf, sheets, verb="Read", has_reader=False)
    bench.window.page_stack.show(lambda _: shown)
    bench.bot.waitUntil(lambda: "cannot be shown here" in shown.pages[0].text())
    assert shown.pages[0].accessibleName() == shown.pages[0].text()
    assert not bench.answers.messages, "a stranger's file can have hundreds of such pages"
    monkeypatch.setattr(shown.services.jobs, "look_up", lambda *_, **__: Task(lambda *_: None))
    shown.ensureWidgetVisible(shown.pages[-1])
    bench.bot.waitUntil(lambda: len(shown.pages) - 1 in shown._drawing)
    task = shown._drawing[len(shown.pages) - 1]
    shown.ensureWidgetVisible(shown.pages[0])
    bench.bot.waitUntil(task.is_cancelled)
    assert shown.pages[-1].text().startswith("Drawing page")


def test_a_page_is_never_wider_than_the_window(bench: Bench, page: PreviewPage) -> None:
    bench.window.resize(700, 600)
    bench.bot.waitUntil(lambda: page.pages[0].width() < 700)
    bench.settle()  # the pages are narrower; what holds them follows
    assert page.horizontalScrollBar().maximum() == 0
    bench.bot.waitUntil(lambda: not page.pages[0].pixmap().isNull())
    assert page.pages[0].pixmap().width() <= page.pages[0].width()


def test_without_a_printer_the_preview_offers_a_pdf_reader(page: PreviewPage) -> None:
    sentence = "No printer is set up on this computer. Open the PDF in your PDF reader to print it elsewhere."
    assert sentence in [label.text() for label in page.findChildren(QLabel)]
    assert not page.print_it.isEnabled()
    assert page.read.property("kind") == "primary"
    assert page.first_field() is page.read


def test_a_page_that_is_not_rendered_yet_says_so(page: PreviewPage) -> None:
    assert page.pages[-1].text() == f"Drawing page {len(page.pages)}…"
    assert page.pages[-1].pixmap().isNull()


def test_the_heading_names_the_document(page: PreviewPage) -> None:
    assert page.heading == "Print: Draft copy"


def test_the_temporary_copy_is_deleted_when_the_page_is_left(bench: Bench, page: PreviewPage) -> None:
    assert list(bench.home.work.glob("paper-*/Draft copy.pdf"))
    page.back.click()
    bench.settle()
    assert not list(bench.home.work.glob("paper-*"))
    assert bench.audit.isVisible()


def test_only_a_temporary_copy_is_deleted(home: Home, tmp_path: Path) -> None:
    kept = tmp_path / "paper-1" / "mine.pdf"
    kept.parent.mkdir()
    kept.write_bytes(b"mine")
    remove_print_copy(home, kept)
    assert kept.exists()


def test_the_pdf_goes_to_cups_with_the_choices(queue: Path) -> None:
    assert cups.is_queue("Office")
    assert not cups.is_queue("Elsewhere")
    cups.send_to_printer(SAMPLE, cups.PrintChoices("Office", copies=2, first=1, last=3, two_sided=True, grey=True))
    asked = (queue / "asked").read_text().splitlines()
    assert asked == [
        "-d", "Office", "-n", "2", "-P", "1-3", "-o", "sides=two-sided-long-edge", "-o", "print-color-mode=monochrome",
        "--", str(SAMPLE.absolute()),
    ]  # fmt: skip


def test_a_refusal_quotes_the_print_system(queue: Path) -> None:
    program(queue, "lp", LP.format(folder=queue, works="no"))
    with pytest.raises(PrinterRefused) as refused:
        cups.send_to_printer(SAMPLE, cups.PrintChoices("Office"))
    assert refused.value.reason == "lp: the printer is on fire"


def test_without_lp_no_printer_is_a_cups_queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not cups.is_queue("Office")


def painted(bench: Bench, out: Path, first: int, last: int) -> list[str]:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(out))
    printer.setFromTo(first, last)
    run = PrintRun(bench.window.jobs, bench.answers, SAMPLE, len(read_page_sizes(SAMPLE)))
    ended: list[str] = []
    run.printed.connect(lambda: ended.append("printed"))
    run.given_up.connect(lambda: ended.append("given up"))
    run.print_on(printer)
    bench.bot.waitUntil(lambda: bool(ended), timeout=20_000)
    return ended


def test_without_cups_the_pages_are_painted_in_order(bench: Bench, tmp_path: Path) -> None:
    assert painted(bench, tmp_path / "paper.pdf", 0, 0) == ["printed"]
    document = pypdfium2.PdfDocument(tmp_path / "paper.pdf")
    assert len(document) == len(read_page_sizes(SAMPLE))
    original, paper = (render_page(path, 0, 0.5) for path in (SAMPLE, tmp_path / "paper.pdf"))
    assert abs(original.width() - paper.width()) <= 3
    document.close()


def test_a_file_that_cannot_be_written_is_not_reported_as_printed(bench: Bench, tmp_path: Path) -> None:
    bench.answers.expect_messages = True
    assert painted(bench, tmp_path / "no such folder" / "paper.pdf", 1, 1) == ["given up"]
    assert bench.answers.messages[0].startswith("The printer cannot be used")

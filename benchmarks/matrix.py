"""The table of agencies and questions: open, sort, filter, count, scroll. Run it by hand.

The returns are made in memory. The floor of opening is decoding the same data; that of sorting and filtering is
Python's own sorting of as many rows of texts; that of a frame is a frame of Qt's own table with the same words.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import statistics
import tempfile
import time
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView

from benchmarks._measuring import Figure, compare, print_all
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import system_clock
from s11desk.app.receiving.tables.folder_returns import FolderReturns, KeptReturn, keep_return
from s11desk.bundle.audit_file import AuditFile, ReturnFacts, TopicNamed
from s11desk.desktop.receiving.matrix.matrix_page import MatrixPage
from s11desk.desktop.receiving.matrix.matrix_state import MatrixState
from s11desk.desktop.start import begin_application, build_window, shut_down
from s11desk.desktop.window import Window
from s11desk.domain.audits.audit import Answer
from s11desk.domain.matrix.arrange_matrix import MatrixArrangement, arranged_rows
from s11desk.domain.receiving.expected_agencies import ExpectedAgency
from s11desk.domain.topics.topic import Option, Question, QuestionKind, Scale, Section, Topic
from s11desk.topics.pack import topic_digest
from s11desk.wording.desk.totals_rows import totals_table
from tests.samples import NOON, ORIGIN, question, small_topic

AGENCIES, QUESTIONS = 400, 60
_TYPES = ("School", "Health", "Charity", "Club")
_COLOURS = ("#1b7f3b", "#f2a900", "#c8102e", "")
_OPTIONS = (("met", "Fully met"), ("part", "Partly met"), ("not", "Not met"), ("na", "Does not apply"))
_SECTIONS = ("Leadership and accountability", "Safer recruitment", "Training and supervision", "Listening to children")


def made_topic(questions: int, year: str) -> Topic:
    """A topic with four sections; every fifth question is answered in writing."""
    options = tuple(
        Option(code, label, colour=colour, left_out_of_totals=code == "na")
        for (code, label), colour in zip(_OPTIONS, _COLOURS, strict=True)
    )
    asked = tuple(_question(number, questions, year) for number in range(1, questions + 1))
    sections = tuple(Section(f"s{at}", title, ORIGIN) for at, title in enumerate(_SECTIONS))
    scale = Scale("standard", "Standard", options, ORIGIN)
    changes = {"id": "made-up", "title": "Self-assessment", "year": year, "sections": sections, "scales": (scale,)}
    return msgspec.structs.replace(small_topic(*asked), **changes)


def _question(number: int, questions: int, year: str) -> Question:
    kind = QuestionKind.LONG_TEXT if number % 5 == 0 else QuestionKind.JUDGEMENT
    more = " in full" if number % 7 == 0 and year > "2025" else ""
    words = f"Does the organisation keep standard {number} of the partnership{more}?"
    section = f"s{(number - 1) * len(_SECTIONS) // questions}"
    rest = {"text": words, "section": section, "short": f"Standard {number} of the partnership"}
    return question(f"q{number}", kind, **rest, **({"scale": "standard"} if number % 5 else {}))


def made_returns(agencies: int, questions: int, *, with_earlier: bool = False) -> FolderReturns:
    """The returns of as many agencies, one of ten missing. ``with_earlier``: half of them returned last year too."""
    topics = {topic_digest(one): one for one in (made_topic(questions, "2026"), made_topic(questions, "2025"))}
    (now, before), kept = tuple(topics), []
    for number in range(agencies):
        if number % 10 != 9:
            kept.append(_return(number, now, topics[now]))
        if with_earlier and number % 2:
            kept.append(_return(number, before, topics[before]))
    expected = tuple(ExpectedAgency(_name(number), _TYPES[number % 4]) for number in range(agencies))
    return FolderReturns(Path("nowhere"), tuple(kept), topics, frozenset(), (), expected, NOON)


def _name(number: int) -> str:
    return f"Agency {number:03} of the partnership"


def _return(number: int, digest: str, topic: Topic) -> KeptReturn:
    chance = random.Random(f"{number} {digest}")  # noqa: S311 - the same returns in every run
    answers = []
    for one in topic.questions:
        if chance.random() < 0.05:
            continue
        if one.scale:
            answers.append(Answer(one.id, choice=chance.choices([code for code, _ in _OPTIONS], (6, 3, 1, 1))[0]))
        else:
            answers.append(Answer(one.id, text="We do this in every team. " * 12))
    facts = ReturnFacts(f"REF-{number:04}", 1, NOON + dt.timedelta(hours=number), "s11desk")
    named = TopicNamed(topic.id, topic.version, digest, topic.title, topic.year, topic.partnership.name)
    identity = (f"k7m3-{number:04}", _name(number), NOON, NOON)
    return keep_return(f"{number}.zip", AuditFile(1, facts, named, *identity, tuple(answers), (), (), ()), "")


def main() -> None:
    """Print every figure."""
    source = made_returns(AGENCIES, QUESTIONS, with_earlier=True)
    digest, earlier = (one.digest for one in source.asked_topics())
    matrix = source.matrix(digest, earlier)
    contents = [zlib.decompress(one.content) for one in source.returns]
    texts = [tuple(cell.words for cell in row.cells) for row in matrix.rows]
    columns = tuple(range(QUESTIONS))

    def decode() -> None:
        for content in contents:
            msgspec.msgpack.decode(content)

    def sort_texts() -> None:
        sorted(texts, key=lambda row: row[7])

    sorted_by = MatrixArrangement(sorted_by="q8", type="School")
    figures = [
        compare("make the table", "ratio", 20, lambda: source.matrix(digest, earlier), decode, 5),
        compare("sort and filter", "ratio", 20, lambda: arranged_rows(matrix, sorted_by), sort_texts, 20),
        compare("count the totals", "ratio", 8, lambda: totals_table(matrix, matrix.rows, columns), decode, 5),
        *_window_figures(source),
    ]
    print_all(figures)


def _window_figures(source: FolderReturns) -> list[Figure]:
    """Build the page and scroll it in a real window that is drawn in memory."""
    application = begin_application("s11desk")
    with tempfile.TemporaryDirectory() as folder:
        window = build_window(application, Home(Path(folder) / "home"), system_clock)
        try:
            window.resize(1366, 768)
            window.show()
            services = window.page_stack._services()  # noqa: SLF001 - the window gives them to pages only
            state = MatrixState(source, source.asked_topics(), source.matrix(source.asked_topics()[0].digest))
            return _page_figures(window, lambda: MatrixPage(services, state))
        finally:
            shut_down(window)


def _page_figures(window: Window, make: Callable[[], MatrixPage]) -> list[Figure]:
    def shown() -> MatrixPage:
        window.page_stack.leave_all()
        window.page_stack.show(lambda _: make())
        QApplication.processEvents()
        page = window.page_stack.page
        assert isinstance(page, MatrixPage)
        page.answers.grab()
        return page

    opened = statistics.median(_processor_time(shown) for _ in range(5))
    page = shown()
    sorting = statistics.median(_processor_time(partial(_sorted, page, at)) for at in range(1, 9))
    frames = sorted(_processor_time(partial(_scrolled, page.answers, at)) for at in range(200))
    plain = _plain_table(window, page)
    floor = sorted(_processor_time(partial(_scrolled, plain, at)) for at in range(200))
    print(f"open {opened:.3f} s, sort {sorting:.3f} s, frame {frames[100]:.4f} s, plain {floor[100]:.4f} s")
    return [
        Figure("page built and painted, of 1 s", round(opened, 3), "ratio", 1.0),
        Figure("sorted and painted, of 0.1 s", round(sorting / 0.1, 3), "ratio", 1.0),
        Figure("frame while scrolling, of 1/60 s, median", round(frames[100] * 60, 3), "ratio", 1.0),
        Figure("frame while scrolling, of 1/60 s, 99 %", round(frames[197] * 60, 3), "ratio", 1.0),
        Figure("frame, of a frame of a plain table", round(frames[100] / floor[100], 3), "ratio", 2.0),
    ]


def _processor_time(task: Callable[[], object]) -> float:
    """Seconds of processor time of this thread: other programs do not count."""
    start = time.thread_time()
    task()
    return time.thread_time() - start


def _plain_table(window: Window, page: MatrixPage) -> QTableView:
    """Qt's own table with the same words and sizes, painted by Qt itself."""
    model = QStandardItemModel(page.model.rowCount(), page.model.columnCount(), window)
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            model.setItem(row, column, QStandardItem(str(page.model.index(row, column).data())))
    table = QTableView(page.views)
    table.setModel(model)
    table.verticalHeader().setDefaultSectionSize(page.answers.verticalHeader().defaultSectionSize())
    table.horizontalHeader().setDefaultSectionSize(page.answers.horizontalHeader().defaultSectionSize())
    for scrolls in (table.setHorizontalScrollMode, table.setVerticalScrollMode):
        scrolls(QTableView.ScrollMode.ScrollPerPixel)
    page.views.addWidget(table)
    page.views.setCurrentWidget(table)
    QApplication.processEvents()
    return table


def _sorted(page: MatrixPage, number: int) -> None:
    page.choices.sort_by(f"q{number}")
    QApplication.processEvents()


def _scrolled(table: QTableView, at: int) -> None:
    """One frame: a row and more further down, and for every fourth one to the side too."""
    table.verticalScrollBar().setValue(at * 57)
    if at % 4 == 0:
        table.horizontalScrollBar().setValue(at * 31)
    table.viewport().update()
    QApplication.processEvents()


if __name__ == "__main__":
    main()

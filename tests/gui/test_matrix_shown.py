"""The table of agencies and questions in the window: seen, sorted, filtered, read out, and opened to the answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from s11desk.app.receiving.tables.folder_returns import FolderReturns
from s11desk.desktop.parts.focus.focus_ring import FocusRing
from s11desk.desktop.receiving.figures.behind_page import BehindPage
from s11desk.desktop.receiving.matrix.matrix_actions import MatrixActions
from s11desk.desktop.receiving.matrix.matrix_answer_page import MatrixAnswerPage
from s11desk.desktop.receiving.matrix.matrix_page import MatrixPage
from s11desk.desktop.standalone.received.tables_page import TablesPage
from s11desk.desktop.theme.tokens import Scheme
from s11desk.domain.audits.audit import Answer
from s11desk.domain.matrix.answer_matrix import UncountedReturn
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.expected_agencies import ExpectedAgency
from s11desk.domain.topics.topic import Topic
from s11desk.domain.topics.topic_texts import Section
from s11desk.topics.pack import topic_digest
from tests.gui.conftest import Bench
from tests.made_returns import kept
from tests.samples import NOON, ORIGIN, small_topic

GOLDEN = Path(__file__).parents[1] / "golden" / "returns" / "format-1"
STRANGE = "<img src='//host/share'>Harbour School"
POLICY, TRAINING, STORY = 2, 3, 4


def with_sections(topic: Topic) -> Topic:
    questions = tuple(
        msgspec.structs.replace(one, section="people" if at < POLICY else "practice")
        for at, one in enumerate(topic.questions)
    )
    sections = (Section("people", "Who you are", ORIGIN), Section("practice", "What you do", ORIGIN))
    return msgspec.structs.replace(topic, questions=questions, sections=sections)


NOW = with_sections(small_topic())
BEFORE = msgspec.structs.replace(NOW, id="before", year="2025")
TOPICS = {topic_digest(NOW): NOW, topic_digest(BEFORE): BEFORE}


def returns() -> FolderReturns:
    counted = (
        kept(
            "Riverside Trust",
            1,
            NOW,
            Answer("policy", choice="no", comment="We have a plan."),
            Answer("story", text="X"),
        ),
        kept(STRANGE, 2, NOW, Answer("policy", choice="na")),
        kept("Hilltop Club", 3, NOW, Answer("policy", choice="yes"), Answer("training", choice="yes")),
        kept("Riverside Trust", 4, BEFORE, Answer("policy", choice="yes")),
    )
    letter = UncountedReturn("letter.txt", FileState.REFUSED, "It is plain text.", is_of_topic=False)
    listed = (ExpectedAgency("Riverside Trust", "Charity"), ExpectedAgency("Quay School", "School"))
    return FolderReturns(Path("/nowhere"), counted, TOPICS, frozenset(), ((letter, ""),), listed, NOON)


Show = Callable[[], MatrixPage]


def actions_of(bench: Bench) -> MatrixActions:
    window = bench.window
    show_tab = window.standalone.show_desk_tab
    return MatrixActions(window.jobs, window.page_stack, lambda: window.dialogs, bench.clock, show_tab)


@pytest.fixture
def show(bench: Bench) -> Show:
    def show_it() -> MatrixPage:
        actions_of(bench).show(returns())
        bench.settle()
        return matrix_of(bench)

    return show_it


def matrix_of(bench: Bench) -> MatrixPage:
    page = bench.window.page_stack.page
    assert isinstance(page, MatrixPage)
    return page


def agencies(page: MatrixPage) -> list[str]:
    return [str(page.model.headerData(at, Qt.Orientation.Vertical)) for at in range(page.model.rowCount())]


def words(page: MatrixPage, column: int) -> list[str]:
    return [str(page.model.index(at, column).data()) for at in range(page.model.rowCount())]


def text_of(page: QWidget) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible()).replace("\u200b", "")


def test_after_a_folder_was_read_its_answers_are_opened_side_by_side(bench: Bench, tmp_path: Path) -> None:
    folder = tmp_path / "returns"
    folder.mkdir()
    (folder / "one.zip").write_bytes((GOLDEN / "one-signature.zip").read_bytes())
    bench.window.standalone.show_tables()
    tables = bench.window.page_stack.page
    assert isinstance(tables, TablesPage)
    bench.answers.folder_chosen, bench.answers.saved_as = folder, tmp_path / "tables"
    tables.choose.click()
    tables.place.click()
    tables.make.click()
    bench.settle()
    tables.matrix.click()
    bench.settle()
    page = matrix_of(bench)
    assert "1 return." in page.summary.text()
    page.answers.chosen.emit(page.model.index(0, 0))
    bench.settle()
    answer = bench.window.page_stack.page
    assert isinstance(answer, MatrixAnswerPage)
    assert answer.whole.isVisible()


def test_every_agency_has_a_row_and_every_cell_its_words(show: Show) -> None:
    page = show()
    assert agencies(page) == [STRANGE, "Hilltop Club", "Quay School", "Riverside Trust"]
    assert words(page, POLICY) == ["Not applicable", "Yes", "No return", "No"]
    assert words(page, TRAINING) == ["Not asked", "Yes", "No return", "Not answered"]
    assert page.summary.text() == "As at 2 March 2026: 3 returns. 1 agency has not returned."


def test_a_heading_sorts_and_sorts_back(show: Show) -> None:
    page = show()
    page.answers.sort_wanted.emit("policy")
    assert words(page, POLICY) == ["Yes", "No", "Not applicable", "No return"]
    page.answers.sort_wanted.emit("policy")
    assert words(page, POLICY) == ["No return", "Not applicable", "No", "Yes"]
    page.choices.order.setCurrentIndex(0)
    page.choices.reverse.click()
    assert agencies(page)[0] == STRANGE


def test_filters_stay_when_the_person_comes_back_and_when_colours_change(bench: Bench, show: Show) -> None:
    page = show()
    page.choices.type.setCurrentIndex(page.choices.type.findData("Charity"))
    page.choices.section.setCurrentIndex(page.choices.section.findData("What you do"))
    assert agencies(page) == ["Riverside Trust"]
    assert page.summary.text().startswith("As at 2 March 2026: 1 of 3 returns.")
    assert page.model.columnCount() == len(NOW.questions) - POLICY
    page.answers.chosen.emit(page.model.index(0, 0))
    bench.settle()
    bench.window.page_stack.leave()
    bench.settle()
    page = matrix_of(bench)
    assert agencies(page) == ["Riverside Trust"]
    bench.window.appearance.set_scheme(Scheme.DARK)
    bench.settle()
    assert agencies(matrix_of(bench)) == ["Riverside Trust"]
    assert matrix_of(bench).choices.type.currentText() == "Charity"


def test_nothing_that_matches_is_said(show: Show) -> None:
    page = show()
    page.choices.type.setCurrentIndex(page.choices.type.findData("School"))
    page.choices.state.setCurrentIndex(page.choices.state.findData("Returned"))
    assert page.nothing.isVisible()
    assert page.model.rowCount() == 0


def test_enter_opens_the_whole_answer_and_back_returns_to_the_same_place(bench: Bench, show: Show) -> None:
    page = show()
    page.answers.setCurrentIndex(page.model.index(3, POLICY))
    QTest.keyClick(page.answers, Qt.Key.Key_Return)
    bench.settle()
    answer = bench.window.page_stack.page
    assert isinstance(answer, MatrixAnswerPage)
    assert "Comment: We have a plan." in text_of(answer)
    assert "The return is in 1.zip." in text_of(answer)
    answer.back.click()
    bench.settle()
    current = matrix_of(bench).answers.currentIndex()
    assert (current.row(), current.column()) == (3, POLICY)


def test_one_click_chooses_a_cell_and_a_double_click_opens_it(bench: Bench, show: Show) -> None:
    page = show()
    assert "Double-click an answer, or press Enter on it, to see it whole." in text_of(page)
    view, left = page.answers.viewport(), Qt.MouseButton.LeftButton
    place = page.answers.visualRect(page.model.index(1, POLICY)).center()
    QTest.mouseClick(view, left, pos=place)
    bench.settle()
    assert bench.window.page_stack.page is page
    assert page.answers.currentIndex() == page.model.index(1, POLICY)
    page.answers.doubleClicked.emit(page.answers.currentIndex())  # a real one would end on another page
    bench.settle()
    assert isinstance(bench.window.page_stack.page, MatrixAnswerPage)


def test_an_agency_without_a_return_has_no_answer_to_open(bench: Bench, show: Show) -> None:
    page = show()
    page.answers.chosen.emit(page.model.index(2, POLICY))
    bench.settle()
    assert bench.window.page_stack.page is page


def test_a_screen_reader_says_agency_question_and_answer_of_a_cell(show: Show) -> None:
    page = show()
    table = QAccessible.queryAccessibleInterface(page.answers)
    names = [table.child(at).text(QAccessible.Text.Name) for at in range(table.childCount())]
    assert "Riverside Trust. 3. Question about policy?. No" in names


def test_the_focus_ring_is_around_the_chosen_cell(bench: Bench, show: Show) -> None:
    page = show()
    page.answers.setFocus()
    page.answers.setCurrentIndex(page.model.index(1, POLICY))
    ring = bench.window.findChildren(FocusRing)[0]
    bench.bot.waitUntil(ring.isVisible)
    middle = page.answers.viewport().mapTo(bench.window, page.answers.visualRect(page.model.index(1, POLICY)).center())
    bench.bot.waitUntil(lambda: ring.geometry().contains(middle))


def test_tab_leaves_the_table(show: Show) -> None:
    page = show()
    page.answers.setFocus()
    QTest.keyClick(page.answers, Qt.Key.Key_Tab)
    assert not page.answers.hasFocus()


def test_last_year_is_beside_and_is_read_out(bench: Bench, show: Show) -> None:
    page = show()
    assert page.choices.beside.isVisible()
    assert page.choices.beside.count() == 2
    page.choices.beside.setCurrentIndex(1)
    bench.settle()
    page = matrix_of(bench)
    assert "1 agency returned both." in text_of(page)
    spoken = page.model.index(3, POLICY).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("No. Before: Yes")


def test_a_total_opens_the_returns_behind_it_and_those_that_do_not_count(bench: Bench, show: Show) -> None:
    page = show()
    page.switch.click()
    assert page.totals.isVisible()
    row = next(
        at
        for at in range(page.totals_model.rowCount())
        if (page.totals_model.question(at).id, page.totals_model.code(at)) == ("policy", "yes")
    )
    values = [str(page.totals_model.index(row, column).data()) for column in range(page.totals_model.columnCount())]
    assert values == ["Yes", "1", "2", "50", "1", "0", "0"]
    page.totals.chosen.emit(page.totals_model.index(row, 1))
    bench.settle()
    behind = bench.window.page_stack.page
    assert isinstance(behind, BehindPage)
    shown = text_of(behind)
    for group in ("Yes: 1", "No: 1", "Not applicable: 1", "No return: 1", "letter.txt: refused. It is plain text."):
        assert group in shown
    links = [one for one in behind.findChildren(QPushButton) if one.accessibleName().startswith("Hilltop")]
    links[0].click()
    bench.settle()
    assert isinstance(bench.window.page_stack.page, MatrixAnswerPage)


def test_a_strangers_name_is_never_read_as_html(show: Show) -> None:
    page = show()
    tip = page.model.index(0, POLICY).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tip
    assert "&lt;img" in tip


@pytest.mark.parametrize(("choice", "has_names"), [(3, False), (1, True)])
def test_the_table_is_saved_with_names_or_without(
    bench: Bench, show: Show, tmp_path: Path, choice: int, has_names: bool
) -> None:
    page = show()
    bench.answers.choose_with, bench.answers.saved_as = choice, tmp_path / "table.xlsx"
    bench.answers.confirm_with = False
    page.save_workbook.click()
    bench.settle()
    assert "The table is saved" in bench.answers.asked
    book = openpyxl.load_workbook(tmp_path / "table.xlsx")
    assert ("Answers" in book.sheetnames) == has_names, "fewer than ten returns have no rows of their own"


def test_a_meeting_gets_workbook_and_pdf_in_one_go(bench: Bench, show: Show, tmp_path: Path) -> None:
    page = show()
    bench.answers.choose_with, bench.answers.saved_as = 2, tmp_path / "table.xlsx"
    bench.answers.confirm_with = False
    page.save_workbook.click()
    bench.settle()
    assert "The table is saved" in bench.answers.asked
    assert sorted(one.name for one in tmp_path.glob("table.*")) == ["table.pdf", "table.xlsx"]


def test_nothing_is_saved_if_the_person_cancels(bench: Bench, show: Show) -> None:
    page = show()
    bench.answers.choose_with = 0
    page.save_pdf.click()
    bench.settle()
    assert bench.answers.messages == []


def test_a_return_with_other_words_says_how_much_of_it_can_be_compared(bench: Bench) -> None:
    questions = tuple(
        msgspec.structs.replace(one, text="Is it asked in another way?") if one.id == "policy" else one
        for one in NOW.questions
    )
    other = msgspec.structs.replace(NOW, version=2, questions=questions)
    counted = (kept("Hilltop Club", 1, NOW), kept("Quay School", 2, NOW), kept("Valley Club", 3, other))
    topics = TOPICS | {topic_digest(other): other}
    source = FolderReturns(Path("/nowhere"), counted, topics, frozenset(), (), (), NOON)
    actions_of(bench).show(source)
    bench.settle()
    page = matrix_of(bench)
    tip = page.model.headerData(2, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole)
    assert "11 of 12 questions comparable" in tip
    assert words(page, POLICY)[2] == "Other wording"


def test_no_row_and_no_column_is_cut_and_the_page_says_that_there_are_more(bench: Bench, show: Show) -> None:
    bench.window.resize(700, 560)
    page = show()
    view = page.answers
    bench.settle()
    rows, columns, port = view.verticalHeader(), view.horizontalHeader(), view.viewport()
    assert columns.count() * columns.defaultSectionSize() > port.width(), "not all columns fit"
    shown = port.width() // columns.defaultSectionSize()
    assert port.width() - shown * columns.defaultSectionSize() < shown, "less than a pixel for each column is left"
    if rows.length() > port.height():
        assert port.height() % rows.defaultSectionSize() < port.height() // rows.defaultSectionSize()
    assert f"You see columns 1 to {shown} of {columns.count()}." in text_of(page)
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    assert f" to {columns.count()} of {columns.count()}." in text_of(page)
    assert "without names, such as for a meeting, in Excel and PDF together" in text_of(page)

"""The page “Answers” of a receiving desk: search with filters that stay, the whole answer, tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from s11desk.app.receiving.agencies.agency_register import take_in_agencies
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.desktop.receiving.answers.desk_answers_page import DeskAnswersPage
from s11desk.desktop.receiving.desk_page import DeskPage
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.matrix.matrix_answer_page import MatrixAnswerPage
from s11desk.desktop.receiving.matrix.matrix_page import MatrixPage
from s11desk.domain.receiving.expected_agencies import ExpectedAgency
from tests.gui.conftest import Bench, System, type_in
from tests.gui.made_desk import REFERENCE, make_desk, officer, page_of, show_tab, text_of

AGENCY = "Riverside Trust – “The Hub” & friends"


@pytest.fixture
def folder(bench: Bench, tmp_path: Path) -> Path:
    return make_desk(bench, tmp_path / "desk")


def search(bench: Bench, page: DeskAnswersPage, words: str) -> DeskAnswersPage:
    page.form.words.clear()
    type_in(page.form.words, f"{words}\n")
    page.form.go.click()
    bench.settle()
    return page_of(bench, DeskAnswersPage)


def press(bench: Bench, page: DeskAnswersPage, name: str) -> None:
    page.findChildren(QPushButton, name)[0].click()
    bench.settle()


def test_an_answer_is_found_and_read_whole_and_the_search_stays(bench: Bench, folder: Path) -> None:
    page = search(bench, show_tab(bench, folder, DeskTab.ANSWERS, DeskAnswersPage), "POLIC")
    assert "1 text found in 1 return." in text_of(page)
    assert AGENCY in text_of(page)
    assert "Action, question 1. Question about policy?" in text_of(page)
    press(bench, page, "open-hit")
    answer = page_of(bench, MatrixAnswerPage)
    assert "The answer" in text_of(answer)
    assert REFERENCE in text_of(answer)
    answer.back.click()
    bench.settle()
    page_of(bench, DeskAnswersPage).tabs[DeskTab.OVERVIEW].click()
    bench.settle()
    page_of(bench, DeskPage).tabs[DeskTab.ANSWERS].click()
    bench.settle()
    again = page_of(bench, DeskAnswersPage)
    assert again.form.words.text() == "POLIC"
    assert again.verticalScrollBar().value() == 0, "nothing was searched for just now: the tabs are in sight"
    assert "1 text found in 1 return." in text_of(again)


@pytest.mark.parametrize(
    ("box", "value", "is_found"),
    [("state", "received", True), ("state", "accepted", False), ("year", "2026", True), ("type", "Charity", True)],
)
def test_a_search_is_narrowed(bench: Bench, folder: Path, box: str, value: str, is_found: bool) -> None:
    with ReceivingDesk(folder, officer(bench)) as desk:
        take_in_agencies(desk, [ExpectedAgency(AGENCY, "Charity"), ExpectedAgency("Quayside", "Nursery")])
    page = show_tab(bench, folder, DeskTab.ANSWERS, DeskAnswersPage)
    chosen = getattr(page.form, box)
    chosen.setCurrentIndex(chosen.findData(value))
    page = search(bench, page, "policy")
    assert ("1 text found" in text_of(page)) is is_found
    assert getattr(page.form, box).currentData() == value, "the filter stays"


def test_another_type_and_another_agency_have_no_such_answer(bench: Bench, folder: Path) -> None:
    with ReceivingDesk(folder, officer(bench)) as desk:
        take_in_agencies(desk, [ExpectedAgency(AGENCY, "Charity"), ExpectedAgency("Quayside", "Nursery")])
    page = show_tab(bench, folder, DeskTab.ANSWERS, DeskAnswersPage)
    page.form.type.setCurrentIndex(page.form.type.findData("Nursery"))
    assert "Nothing was found." in text_of(search(bench, page, "policy"))
    page = page_of(bench, DeskAnswersPage)
    page.form.type.setCurrentIndex(0)
    page.form.agency.setText("quayside")
    assert "Nothing was found." in text_of(search(bench, page, "policy"))


def test_a_search_needs_a_word(bench: Bench, folder: Path) -> None:
    page = show_tab(bench, folder, DeskTab.ANSWERS, DeskAnswersPage)
    page.form.go.click()
    assert "Type a word to search for." in text_of(page)
    assert page.window().focusWidget() is page.form.words


def test_the_workbook_says_what_it_counts_and_is_shown(
    bench: Bench, folder: Path, tmp_path: Path, system: System
) -> None:
    page = show_tab(bench, folder, DeskTab.ANSWERS, DeskAnswersPage)
    bench.answers.saved_as = tmp_path / "all"
    page.workbook.click()
    bench.settle()
    page = page_of(bench, DeskAnswersPage)
    assert "The workbook is written: 1 return in it" in text_of(page)
    assert page.spoken_state() == "The workbook is written: 1 return in it"
    assert page.window().focusWidget() is page.open_written
    assert "the same as the table side by side" in text_of(page)
    page.open_written.click()
    page.show_tables.click()
    workbook = tmp_path / "all.xlsx"
    assert workbook.is_file()
    assert [url.toLocalFile() for url in system.asked] == [str(workbook), str(tmp_path)]


def test_files_for_an_analyst_are_in_a_folder_of_their_own(
    bench: Bench, folder: Path, tmp_path: Path, system: System
) -> None:
    page = show_tab(bench, folder, DeskTab.ANSWERS, DeskAnswersPage)
    bench.answers.saved_as = tmp_path / "tables"
    page.tables.click()
    bench.settle()
    page = page_of(bench, DeskAnswersPage)
    assert "The files are written: 1 return in them" in text_of(page)
    assert "can look like a formula" in text_of(page)
    assert {"returns.xlsx", "answers.csv", "returns.db", "Answers of all agencies.xlsx"} <= {
        one.name for one in (tmp_path / "tables").iterdir()
    }
    page.open_written.click()
    assert [url.toLocalFile() for url in system.asked] == [str(tmp_path / "tables")]


def test_the_table_of_all_answers_opens_from_here(bench: Bench, folder: Path) -> None:
    show_tab(bench, folder, DeskTab.ANSWERS, DeskAnswersPage).matrix.click()
    bench.settle()
    assert "1 return." in page_of(bench, MatrixPage).summary.text()

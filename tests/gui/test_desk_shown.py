"""A partnership sets up its desk, takes returns in, sees who is missing, accepts a return, and reads all answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from s11desk.desktop.receiving.desk_page import DeskPage
from s11desk.desktop.receiving.matrix_answer_page import MatrixAnswerPage
from s11desk.desktop.receiving.matrix_page import MatrixPage
from s11desk.desktop.theme.tokens import Scheme
from tests.gui.conftest import Bench

GOLDEN = Path(__file__).parents[1] / "golden" / "returns" / "format-1"


def text_of(page: QWidget) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible()).replace("\u200b", "")


def page_of(bench: Bench) -> DeskPage:
    page = bench.window.page_stack.page
    assert isinstance(page, DeskPage)
    return page


def open_page(bench: Bench) -> DeskPage:
    next(one for one in bench.window.findChildren(QAction) if one.text() == "&Receiving desk…").trigger()
    bench.settle()
    return page_of(bench)


@pytest.fixture
def post(tmp_path: Path) -> Path:
    """Two returns of one audit, and a letter."""
    folder = tmp_path / "post"
    folder.mkdir()
    for name in ("one-signature.zip", "two-signatures.zip"):
        (folder / name).write_bytes((GOLDEN / name).read_bytes())
    (folder / "letter.txt").write_text("Please find our return enclosed.")
    return folder


def set_up(bench: Bench, tmp_path: Path) -> DeskPage:
    page = open_page(bench)
    page.partnership.setText("Riverside Partnership")
    bench.answers.folder_chosen = tmp_path / "desk"
    page.make.click()
    bench.settle()
    return page_of(bench)


def take_in(bench: Bench, folder: Path) -> DeskPage:
    bench.answers.folder_chosen = folder
    page_of(bench).take_folder.click()
    bench.settle()
    return page_of(bench)


def test_a_desk_is_set_up_and_opened_again(bench: Bench, tmp_path: Path) -> None:
    page = set_up(bench, tmp_path)
    assert page.heading == "Riverside Partnership"
    assert "0 returns count." in text_of(page)
    assert (tmp_path / "desk" / "register.db").is_file()
    page.back.click()
    assert open_page(bench).heading == "Riverside Partnership", "the window knows its desk while it is open"


def test_a_desk_needs_the_name_of_a_partnership(bench: Bench) -> None:
    page = open_page(bench)
    page.make.click()
    bench.settle()
    assert page_of(bench) is page
    assert page.partnership.hasFocus()


def test_a_folder_without_a_desk_is_explained(bench: Bench, tmp_path: Path) -> None:
    page = open_page(bench)
    bench.answers.folder_chosen, bench.answers.expect_messages = tmp_path, True
    page.open_desk.click()
    bench.settle()
    assert len(bench.answers.messages) == 1
    assert page_of(bench) is page


def test_returns_are_taken_in_and_each_file_is_accounted_for(bench: Bench, tmp_path: Path, post: Path) -> None:
    set_up(bench, tmp_path)
    shown = text_of(take_in(bench, post))
    assert "1 return counts. 1 does not." in shown
    assert "3 files taken in, 1 to look at." in shown
    assert "letter.txt: refused. It is plain text" in shown
    assert (post / "letter.txt").exists(), "nothing in the folder is changed"


def test_who_has_not_returned_is_named(bench: Bench, tmp_path: Path, post: Path) -> None:
    set_up(bench, tmp_path)
    take_in(bench, post)
    (tmp_path / "agencies.csv").write_text(
        "Agency,Type\nRiverside Trust - The Hub & Friends,Charity\nQuayside Nursery,Nursery\n"
    )
    bench.answers.files_chosen = (tmp_path / "agencies.csv",)
    page_of(bench).agencies.click()
    bench.settle()
    shown = text_of(page_of(bench))
    assert "All agencies on the list: 1 of 2 have returned (50 %)" in shown
    assert "Not returned yet\nQuayside Nursery" in shown


def test_a_return_is_accepted_and_the_decision_taken_back(bench: Bench, tmp_path: Path, post: Path) -> None:
    set_up(bench, tmp_path)
    page = take_in(bench, post)
    sha256 = next(name for name, row in page.rows.items() if "Received, counts." in row.state.text())
    page.rows[sha256].accept.click()
    bench.settle()
    page = page_of(bench)
    assert page.rows[sha256].state.text().startswith("Accepted, counts.")
    page.rows[sha256].undo.click()
    bench.settle()
    assert page_of(bench).rows[sha256].state.text().startswith("Received, counts.")


def test_the_answers_of_the_desk_are_seen_side_by_side_and_opened(bench: Bench, tmp_path: Path, post: Path) -> None:
    set_up(bench, tmp_path)
    page = take_in(bench, post)
    sha256 = next(name for name, row in page.rows.items() if "Received, counts." in row.state.text())
    page.rows[sha256].accept.click()
    bench.settle()
    page_of(bench).matrix.click()
    bench.settle()
    matrix = bench.window.page_stack.page
    assert isinstance(matrix, MatrixPage)
    assert "1 return. 2 files do not count." in matrix.summary.text()
    assert matrix.model.row(0).state == "Returned, accepted"
    matrix.answers.chosen.emit(matrix.model.index(0, 0))
    bench.settle()
    answer = bench.window.page_stack.page
    assert isinstance(answer, MatrixAnswerPage)
    answer.whole.click()
    bench.settle()
    whole = bench.window.page_stack.page
    assert whole is not None
    assert "You are reading a return" in text_of(whole)


def test_what_was_taken_in_stays_when_the_colours_change(bench: Bench, tmp_path: Path, post: Path) -> None:
    set_up(bench, tmp_path)
    page = take_in(bench, post)
    bench.window.appearance.set_scheme(Scheme.DARK)
    bench.settle()
    assert page_of(bench) is not page
    assert "3 files taken in, 1 to look at." in text_of(page_of(bench))
    names = {one.accessibleName() for one in page_of(bench).findChildren(QPushButton)}
    assert any(name.startswith("Accept the return of Riverside") for name in names)

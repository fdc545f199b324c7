"""From the first page of a desk a person gets to the chart of how many have returned, and saves it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.figures.figures_page import FiguresPage
from s11desk.desktop.receiving.figures.rate_behind_page import RateBehindPage
from s11desk.desktop.receiving.overview.overview_page import OverviewPage
from tests.gui.conftest import Bench
from tests.gui.made_desk import make_desk, page_of, show_tab
from tests.gui.test_desk_agencies import made as made
from tests.gui.test_desk_shown import DESK, know_questions


@pytest.fixture
def overview(bench: Bench, made: Path, tmp_path: Path) -> OverviewPage:
    know_questions(bench)
    shutil.copytree(made, tmp_path / DESK)
    return show_tab(bench, tmp_path / DESK, DeskTab.OVERVIEW, OverviewPage)


def test_the_overview_is_saved_as_a_workbook_from_the_first_page(
    bench: Bench, overview: OverviewPage, tmp_path: Path
) -> None:
    overview.numbers.figures.setFocus()
    overview.numbers.figures.click()
    bench.settle()
    figures = page_of(bench, FiguresPage)
    assert figures.chart_tables
    bench.answers.saved_as, bench.answers.confirm_with = tmp_path / "how many", False
    figures.save_workbook.click()
    bench.settle()
    assert (tmp_path / "how many.xlsx").stat().st_size
    figures.back.click()
    bench.settle()
    assert page_of(bench, OverviewPage).numbers.figures.hasFocus(), "the person is where they were"


def test_what_is_behind_a_rate_is_shown_from_there_too(bench: Bench, overview: OverviewPage) -> None:
    overview.numbers.figures.click()
    bench.settle()
    figures = page_of(bench, FiguresPage)
    figures.tables[0].chosen.emit(figures.tables[0].model().index(0, 0))
    bench.settle()
    assert page_of(bench, RateBehindPage)


def test_without_a_list_of_agencies_there_is_nothing_to_chart(bench: Bench, tmp_path: Path) -> None:
    page = show_tab(bench, make_desk(bench, tmp_path / "desk"), DeskTab.OVERVIEW, OverviewPage)
    assert not hasattr(page.numbers, "figures")

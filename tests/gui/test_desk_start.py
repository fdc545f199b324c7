"""The way to a receiving desk: from home, to the one that was open last, another, a new one, or one from a backup."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget

from s11desk.app.home.known_desks import known_desks
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk, create_desk
from s11desk.app.receiving.keeping.desk_backup import back_up_desk
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.desktop.receiving.overview.overview_page import OverviewPage
from s11desk.desktop.receiving.set_up.desk_start_page import DeskStartPage
from tests.gui.conftest import Bench
from tests.gui.test_desk_shown import page_of, text_of


def officer(bench: Bench) -> Officer:
    return Officer(bench.home, sentence, who="Kim", clock=bench.clock)


def load(bench: Bench) -> None:
    bench.window.load_home()
    bench.settle()


def home_button(bench: Bench, name: str) -> QPushButton | None:
    return bench.window.home_page.findChild(QPushButton, name)


def press_home(bench: Bench, name: str) -> None:
    pressed = home_button(bench, name)
    assert pressed is not None
    pressed.click()
    bench.settle()


def go_to_start(bench: Bench) -> DeskStartPage:
    bench.window.standalone.show_desk("")
    bench.settle()
    return page_of(bench, DeskStartPage)


@pytest.fixture
def two_desks(bench: Bench, tmp_path: Path) -> tuple[Path, Path]:
    """Two desks that were opened here, the second one last."""
    folders = tmp_path / "first", tmp_path / "second"
    for folder in folders:
        create_desk(folder, officer(bench), f"Partnership {folder.name}")
        bench.window.standalone.show_desk(str(folder))
        bench.settle()
        page_of(bench, OverviewPage).back.click()
    return folders


def test_home_asks_once_what_a_person_does(bench: Bench) -> None:
    load(bench)
    assert home_button(bench, "other-desk") is None
    page = bench.window.home_page
    shown = [one for one in page.findChildren(QWidget) if isinstance(one, QLabel | QAbstractButton) and one.isVisible()]
    order = [one.text() for one in sorted(shown, key=lambda one: one.mapTo(page, QPoint()).y()) if one.text()]
    said = next(n for n, text in enumerate(order) if "Are you filling in an audit?" in text)
    assert order[said + 1].startswith("Do you collect the audits of others? Choose"), "who receives is spoken to, too"
    assert order[said + 2] == "Begin an audit"
    assert order[-1] == "Set up or open a receiving desk…", "few people need it"
    receiving, begin = home_button(bench, "receive-audits"), home_button(bench, "begin-sample")
    assert receiving is not None
    assert begin is None or receiving.height() >= begin.height(), "a button like the others, no small line"
    assert "Do you collect the audits of others?" in order
    press_home(bench, "receive-audits")
    page_of(bench, DeskStartPage).back.click()
    load(bench)
    assert home_button(bench, "receive-audits") is None
    assert any("Take in the audits of agencies at your desk." in one.text() for one in page.findChildren(QLabel))
    press_home(bench, "other-desk")
    assert page_of(bench, DeskStartPage).known == {}


@pytest.mark.usefixtures("audit_id")
def test_a_person_who_fills_in_audits_is_not_asked_again(bench: Bench) -> None:
    load(bench)
    assert home_button(bench, "receive-audits") is None
    assert home_button(bench, "other-desk") is None


@pytest.mark.usefixtures("two_desks")
def test_one_click_opens_the_last_desk(bench: Bench) -> None:
    load(bench)
    press_home(bench, "open-last-desk")
    assert "Partnership second" in text_of(page_of(bench, OverviewPage))


@pytest.mark.parametrize("is_taken", [False, True], ids=["free", "taken by another stick"])
def test_one_click_opens_the_last_desk_under_another_drive_letter(
    two_desks: tuple[Path, Path], bench: Bench, monkeypatch: pytest.MonkeyPatch, *, is_taken: bool
) -> None:
    load(bench)
    first, second = two_desks
    drive = second.parent / "E"
    drive.mkdir()
    second.rename(drive / second.name)
    if is_taken:
        first.rename(second)
    monkeypatch.setattr("s11desk.app.home.other_drives.drives", lambda: (drive,))
    press_home(bench, "open-last-desk")
    assert str(drive / second.name) in text_of(page_of(bench, OverviewPage))
    assert known_desks(bench.home).desks[0].folder == str(drive / second.name)


def test_the_desks_of_this_computer_are_known_after_a_new_start(
    two_desks: tuple[Path, Path], new_bench: Callable[[], Bench]
) -> None:
    first, second = two_desks
    again = new_bench()
    page = go_to_start(again)
    assert list(page.known) == [second, first]
    assert page.first_field() is page.known[second]
    page.known[first].click()
    again.settle()
    assert "Partnership first" in text_of(page_of(again, OverviewPage))


def test_a_desk_that_is_gone_is_named_and_taken_off_the_list(two_desks: tuple[Path, Path], bench: Bench) -> None:
    first, second = two_desks
    shutil.move(second, second.with_name("moved"))
    page = go_to_start(bench)
    assert list(page.known) == [first]
    assert "There is no desk in this folder now." in text_of(page)
    next(one for one in page.findChildren(QPushButton) if "second off this list" in one.accessibleName()).click()
    bench.settle()
    assert "There is no desk in this folder now." not in text_of(page_of(bench, DeskStartPage))
    assert [one.folder for one in known_desks(bench.home).desks] == [str(first)]


def test_a_desk_that_cannot_be_opened_leads_to_all_others(two_desks: tuple[Path, Path], bench: Bench) -> None:
    first, second = two_desks
    (second / "register.db").write_bytes(b"not a register")
    bench.answers.expect_messages = True
    bench.window.standalone.show_desk()
    bench.settle()
    assert len(bench.answers.messages) == 1
    page = page_of(bench, DeskStartPage)
    page.known[first].click()
    bench.settle()
    assert "Partnership first" in text_of(page_of(bench, OverviewPage))


def test_a_lost_desk_comes_back_from_a_backup(bench: Bench, tmp_path: Path) -> None:
    create_desk(tmp_path / "desk", officer(bench), "Riverside Partnership")
    with ReceivingDesk(tmp_path / "desk", officer(bench)) as desk:
        backup = back_up_desk(desk, tmp_path / "stick")
    shutil.rmtree(tmp_path / "desk")
    page = go_to_start(bench)
    bench.answers.files_chosen, bench.answers.folder_chosen = (backup,), tmp_path / "desk"
    page.restore.click()
    bench.settle()
    assert "Riverside Partnership" in text_of(page_of(bench, OverviewPage))

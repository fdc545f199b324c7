"""What is typed at the desk and not kept is there again when the page is opened the next time, and the desk says so."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from s11desk.desktop.parts.half_typed import STILL_HERE, HalfTyped, SetAside, note_shown
from s11desk.desktop.receiving.agencies.agencies_page import AgenciesPage
from s11desk.desktop.receiving.agencies.agency_page import AgencyPage
from s11desk.desktop.receiving.agencies.last_days_page import LastDaysPage
from s11desk.desktop.receiving.agencies.reminders_page import RemindersPage
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.look_after.look_after_page import LookAfterPage
from s11desk.desktop.receiving.overview.overview_page import OverviewPage
from s11desk.domain.receiving.desk_values import RetentionClass
from tests.gui.conftest import Bench, type_in
from tests.gui.made_desk import make_desk, page_of, show_tab, text_of
from tests.gui.test_desk_agencies import made as made
from tests.gui.test_desk_agencies import open_agency
from tests.gui.test_desk_agencies import page as page
from tests.gui.test_desk_shown import open_tab

DAY = "31 January 2027"


def open_last_days(bench: Bench, page: AgenciesPage) -> LastDaysPage:
    page.last_day.click()
    bench.settle()
    return page_of(bench, LastDaysPage)


def line_of(days: LastDaysPage) -> QLineEdit:
    (line,) = [one.line for one in days.days.values()]
    return line


def test_a_last_day_that_is_typed_and_left_is_said_and_comes_back(bench: Bench, page: AgenciesPage) -> None:
    days = open_last_days(bench, page)
    assert STILL_HERE not in text_of(days)
    type_in(line_of(days), DAY)
    days.back.click()
    bench.settle()
    agencies = page_of(bench, AgenciesPage)
    assert "What you typed on “Last day” is not kept yet." in text_of(agencies)
    assert "is not kept yet" in agencies.spoken()
    days = open_last_days(bench, agencies)
    assert line_of(days).text() == DAY
    assert STILL_HERE in text_of(days)
    QTest.keyClick(line_of(days), Qt.Key.Key_Return)
    bench.settle()
    days = page_of(bench, LastDaysPage)
    assert f"Due by {DAY}." in text_of(days)
    assert STILL_HERE not in text_of(days)
    days.back.click()
    bench.settle()
    assert "not kept yet" not in text_of(page_of(bench, AgenciesPage))


def test_a_page_on_which_nothing_was_typed_is_left_without_a_word(bench: Bench, page: AgenciesPage) -> None:
    open_last_days(bench, page).back.click()
    bench.settle()
    assert "not kept yet" not in text_of(page_of(bench, AgenciesPage))


def test_the_form_of_an_agency_that_is_half_filled_in_is_open_again(bench: Bench, page: AgenciesPage) -> None:
    agency = open_agency(bench, page, "Hilltop Club")
    agency.closing.ask.click()
    type_in(agency.closing.why, "It clos")
    agency.back.click()
    bench.settle()
    page = page_of(bench, AgenciesPage)
    assert "What you typed on “Hilltop Club” is not kept yet." in text_of(page)
    assert not open_agency(bench, page, "Quayside Nursery").closing.is_open, "it is another agency's"
    page_of(bench, AgencyPage).back.click()
    bench.settle()
    agency = open_agency(bench, page_of(bench, AgenciesPage), "Hilltop Club")
    assert agency.closing.is_open
    assert agency.closing.why.text() == "It clos"
    assert STILL_HERE in text_of(agency)


def test_what_is_typed_for_reminders_is_there_again(bench: Bench, page: AgenciesPage) -> None:
    page.remind.click()
    bench.settle()
    reminders = page_of(bench, RemindersPage)
    reminders.text.setFocus()
    type_in(reminders.text, "Dear all. ")
    type_in(reminders.facts.address, "us@")
    reminders.back.click()
    bench.settle()
    page_of(bench, AgenciesPage).remind.click()
    bench.settle()
    reminders = page_of(bench, RemindersPage)
    assert reminders.text.value().startswith("Dear all. ")
    assert reminders.facts.address.text() == "us@"
    assert STILL_HERE in text_of(reminders)


def test_what_is_typed_on_a_tab_is_there_again_on_coming_back(bench: Bench, tmp_path: Path) -> None:
    page = show_tab(bench, make_desk(bench, tmp_path / "desk"), DeskTab.LOOK_AFTER, LookAfterPage)
    type_in(page.keeping.months[RetentionClass.BUNDLE], "72")
    type_in(page.deletion.reason, "Kept for")
    overview = open_tab(bench, DeskTab.OVERVIEW, OverviewPage)
    assert "What you typed on “Look after” is not kept yet." in text_of(overview)
    page = open_tab(bench, DeskTab.LOOK_AFTER, LookAfterPage)
    assert page.keeping.months[RetentionClass.BUNDLE].text() == "72"
    assert page.deletion.reason.text() == "Kept for"
    assert STILL_HERE in text_of(page)


def test_a_passphrase_is_never_set_aside(bench: Bench) -> None:
    page, kept = QWidget(), dict[str, HalfTyped]()
    bench.bot.addWidget(page)
    line = QLineEdit(page)
    line.setObjectName("line")
    note_shown(page)
    line.setText("three plain words")
    line.setEchoMode(QLineEdit.EchoMode.Password)
    assert not SetAside(kept, "page").put(page)
    assert not kept
    line.setEchoMode(QLineEdit.EchoMode.Normal)
    assert SetAside(kept, "page").put(page), "a line of words is"

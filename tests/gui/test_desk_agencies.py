"""The page "Agencies" of a desk: a list is confirmed, agencies are found, given time, closed, and returns matched."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QAction, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from s11desk.app.home.paths import Home
from s11desk.app.receiving.agencies.agency_lists import look_into_list
from s11desk.app.receiving.agencies.agency_register import close_agency, take_in_agencies
from s11desk.app.receiving.agencies.remind import AgencyReminder
from s11desk.app.receiving.arrivals.take_in import find_incoming, take_in_returns
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk, ask_topics, create_desk
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.collation.agency_list import ListColumn, ListHeading
from s11desk.desktop.parts.text.text_parts import spoken_text
from s11desk.desktop.parts.text.wrapped_link import WrappedLink
from s11desk.desktop.receiving.agencies.agencies_page import AgenciesPage
from s11desk.desktop.receiving.agencies.agencies_state import agencies_of, no_address
from s11desk.desktop.receiving.agencies.agency_list_page import AgencyListPage
from s11desk.desktop.receiving.agencies.agency_page import AgencyPage
from s11desk.desktop.receiving.agencies.last_days_page import LastDaysPage
from s11desk.desktop.receiving.agencies.matching_page import MatchingPage
from s11desk.desktop.receiving.agencies.reminders_page import RemindersPage
from s11desk.desktop.receiving.desk_page import DeskPage
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.desk_tabs import DeskTabs
from s11desk.desktop.receiving.figures.chart_view import ChartView
from s11desk.desktop.receiving.figures.figures_page import FiguresPage
from s11desk.desktop.receiving.figures.rate_behind_page import RateBehindPage
from s11desk.desktop.receiving.look_after.look_after_page import LookAfterPage
from s11desk.desktop.receiving.overview.overview_page import OverviewPage
from s11desk.desktop.receiving.set_up.asked_topics_page import AskedTopicsPage
from s11desk.domain.receiving.desk_agencies import AgencyProgress, AgencyStanding, DeskAgency
from s11desk.domain.receiving.expected_agencies import ExpectedAgency, ReturnRate
from s11desk.wording.desk.collation_words import RATE_RULE, rate_lines
from s11desk.wording.desk.reminder_words import heading_words, missing_words
from tests.gui.conftest import Bench, SteppingClock, System, type_in
from tests.gui.made_desk import show_tab
from tests.gui.test_desk_shown import DESK, know_questions, open_tab, page_of, set_up, take_in, text_of
from tests.samples import NOON, small_topic

GOLDEN = Path(__file__).parents[1] / "golden" / "returns" / "format-1"
LIST = """Place,Kind,DSL,E-mail
Quayside Nursery,Nursery,Jo,jo@quayside.example
Hilltop Club,Club,Al,al@hilltop.example
<b>Harbour</b> School,School,,
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with one return of Riverside Trust, and a list that does not have that name."""
    base = tmp_path_factory.mktemp("listed")
    kim = Officer(Home(base / "home"), sentence, who="Kim", clock=SteppingClock())
    create_desk(base / DESK, kim, "Riverside Partnership")
    (base / "list.csv").write_text(LIST, "utf-8")
    with ReceivingDesk(base / DESK, kim) as desk:
        take_in_returns(desk, find_incoming([GOLDEN / "two-signatures.zip"]))
        columns = (ListHeading(ListColumn.AGENCY, "place"), ListHeading(ListColumn.TYPE, "kind"))
        take_in_agencies(desk, look_into_list(desk, base / "list.csv", columns).listed)
    return base / DESK


@pytest.fixture
def page(bench: Bench, made: Path, tmp_path: Path) -> AgenciesPage:
    """The agencies of that desk."""
    know_questions(bench)
    shutil.copytree(made, tmp_path / DESK)
    return show_tab(bench, tmp_path / DESK, DeskTab.AGENCIES, AgenciesPage)


def names(page: AgenciesPage) -> list[str]:
    return [page.model.cells(row)[0] for row in range(page.model.rowCount())]


def is_in_sight(part: QWidget) -> bool:
    return part.visibleRegion().boundingRect() == part.rect()


def open_agency(bench: Bench, page: AgenciesPage, name: str) -> AgencyPage:
    page.table.setCurrentIndex(page.model.index(names(page).index(name), 0))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    bench.settle()
    return page_of(bench, AgencyPage)


def test_a_list_is_taken_in_only_once_its_columns_are_confirmed(bench: Bench, tmp_path: Path) -> None:
    set_up(bench, tmp_path)
    (tmp_path / "list.csv").write_text(LIST, "utf-8")
    bench.answers.files_chosen = (tmp_path / "list.csv",)
    open_tab(bench, DeskTab.AGENCIES, AgenciesPage).agencies.click()
    bench.settle()
    page = page_of(bench, AgencyListPage)
    assert "has no heading “Agency”" in text_of(page)
    assert "Choose below which column has the names" in text_of(page)
    assert not hasattr(page, "take")
    page.columns["agency"].setCurrentIndex(page.columns["agency"].findData("place"))
    bench.settle()
    page = page_of(bench, AgencyListPage)
    assert page.columns["agency"].hasFocus()
    assert page.columns["contact"].currentText() == "Dsl (such as Jo)"
    assert page.summary.text() == "3 agencies will be added, 0 changed."
    page.back.click()
    bench.settle()
    assert "There is no list of agencies yet." in text_of(page_of(bench, AgenciesPage)), "nothing was taken in"


def test_agencies_are_found_by_search_type_and_state(page: AgenciesPage) -> None:
    assert names(page) == ["<b>Harbour</b> School", "Hilltop Club", "Quayside Nursery"]
    type_in(page.words, "quay")
    assert names(page) == ["Quayside Nursery"]
    assert page.summary.text().startswith("1 of 3 agencies.")
    page.words.setText("")
    page.type.show_value("Club")
    assert names(page) == ["Hilltop Club"]
    page.type.show_value("")
    feet = {one.mapTo(page, QPoint(0, one.height())).y() for one in (page.order, page.reverse)}
    assert len(feet) == 1, "the button is on the line of the order that it reverses"
    page.reverse.click()
    assert names(page) == ["Quayside Nursery", "Hilltop Club", "<b>Harbour</b> School"]


def test_a_screen_reader_says_whose_cell_it_is_in(page: AgenciesPage) -> None:
    spoken = QAccessible.queryAccessibleInterface(page.table)
    assert spoken is not None
    cells = [spoken.child(at).text(QAccessible.Text.Name) for at in range(spoken.childCount())]
    assert "Hilltop Club. State: Not returned" in cells
    assert "Hilltop Club. What came: nothing" in cells


def test_an_agency_is_given_time_closed_and_expected_again(bench: Bench, page: AgenciesPage) -> None:
    agency = open_agency(bench, page, "Hilltop Club")
    agency.extend.ask.click()
    agency.extend.give.click()
    assert "Enter a full date, like 31 January 2027" in text_of(agency)
    type_in(agency.extend.day.line, "31/1/2027")
    QTest.keyClick(agency.extend.day.line, Qt.Key.Key_Return)  # as the button
    bench.settle()
    agency = page_of(bench, AgencyPage)
    assert "not returned, has more time, until 31 January 2027." in text_of(agency)
    assert not agency.extend.is_open, "a form that is done with is folded again"
    agency.closing.ask.click()
    agency.closing.close_it.click()
    assert "Say why it is not expected any more" in text_of(agency)
    type_in(agency.closing.why, "It closed in May.")
    agency.closing.close_it.click()
    bench.settle()
    agency = page_of(bench, AgencyPage)
    assert "not expected any more, since 2 March 2026. It closed in May." in text_of(agency)
    assert "Not expected any more, from 2 March 2026. It closed in May." in text_of(agency)
    agency.back.click()
    bench.settle()
    table = page_of(bench, AgenciesPage)
    assert table.model.cells(1)[2] == "Not expected any more"
    assert table.table.currentIndex().row() == 1, "the keyboard is where it was"
    agency = open_agency(bench, table, "Hilltop Club")
    agency.reopen.click()
    bench.settle()
    assert "has more time" in text_of(page_of(bench, AgencyPage))


def test_a_return_without_an_agency_gets_one_and_loses_it_again(bench: Bench, page: AgenciesPage) -> None:
    assert page.matching.text().replace("&", "") == "Say whose 1 return is…"
    page.matching.click()
    bench.settle()
    matching = page_of(bench, MatchingPage)
    ((sha256, _),) = matching.choices.items()
    matching.word_given.emit(sha256, "")
    bench.settle()
    links = [one for one in page_of(bench, MatchingPage).findChildren(QPushButton) if "undo your choice" in one.text()]
    assert ["“The Hub” & friends" in spoken_text(one.text()) for one in links] == [True], "the & of a name is shown"
    links[0].click()
    bench.settle()
    matching = page_of(bench, MatchingPage)
    choice = matching.choices[sha256]
    choice.setCurrentIndex(choice.findText("Hilltop Club"))
    matching.word_given.emit(sha256, choice.value())
    bench.settle()
    assert "Every return now has its agency" in text_of(page_of(bench, MatchingPage))
    page_of(bench, MatchingPage).back.click()
    bench.settle()
    agency = open_agency(bench, page_of(bench, AgenciesPage), "Hilltop Club")
    assert "You said that it is this agency's." in text_of(agency)
    agency.word_taken_back.emit(sha256)
    bench.settle()
    assert "Nothing of this agency has been taken in." in text_of(page_of(bench, AgencyPage))
    page_of(bench, AgencyPage).back.click()
    bench.settle()
    page_of(bench, AgenciesPage).matching.click()
    page_of(bench, MatchingPage).listing_wanted.emit(sha256)
    bench.settle()
    assert "Every return now has its agency" in text_of(page_of(bench, MatchingPage))
    page_of(bench, MatchingPage).back.click()
    bench.settle()
    assert page_of(bench, AgenciesPage).model.rowCount() == page.model.rowCount() + 1


def test_an_empty_list_is_saved_and_opened(bench: Bench, page: AgenciesPage, tmp_path: Path, system: System) -> None:
    bench.answers.saved_as, bench.answers.confirm_with = tmp_path / "empty", True
    page.template.click()
    bench.settle()
    assert (tmp_path / "empty.xlsx").is_file()
    assert bench.answers.asked == ["The empty list is saved"]
    assert [Path(url.toLocalFile()) for url in system.asked] == [tmp_path / "empty.xlsx"], "it is opened"


def test_figures_of_any_day_lead_to_what_they_count(bench: Bench, page: AgenciesPage, tmp_path: Path) -> None:
    page.figures.click()
    bench.settle()
    figures = page_of(bench, FiguresPage)
    assert "As at the end of 2 March 2026. Counted: new and accepted returns." in text_of(figures)
    (table,) = figures.tables
    table.setFixedWidth(600)
    bench.settle()
    late, missing = 4, 6
    assert (table.isColumnHidden(late), table.isColumnHidden(missing)) == (True, False), "where there is little room"
    QTest.keyClick(table, Qt.Key.Key_Return)
    bench.settle()
    behind = text_of(page_of(bench, RateBehindPage))
    assert "Counted as returned: 0" in behind
    assert "Expected, and not returned: 3" in behind
    assert "Returns that are not counted: 1" in behind
    _close_first_missing(bench)
    figures = page_of(bench, FiguresPage)
    assert figures._state.changes == page.desk.changes, "the figures are read again for who comes back to them"
    type_in(figures.day.line, " nonsense")
    figures.show_day.click()
    assert "Enter a full date, like 31 January 2027" in text_of(figures)
    figures.day.line.setText("1 March 2026")
    figures.show_day.click()
    bench.settle()
    figures = page_of(bench, FiguresPage)
    assert "As at the end of 1 March 2026." in text_of(figures)
    chart = figures.findChildren(ChartView)[0]
    assert "A line that rises from 0 returned" in chart.accessibleDescription()
    bench.answers.saved_as, bench.answers.confirm_with = tmp_path / "overview", False
    figures.save_workbook.click()
    bench.settle()
    assert (tmp_path / "overview.xlsx").is_file()


def _close_first_missing(bench: Bench) -> None:
    """From the page behind a rate: close an agency, and go back to the figures."""
    behind = page_of(bench, RateBehindPage)
    behind.findChildren(WrappedLink)[0].click()
    bench.settle()
    agency = page_of(bench, AgencyPage)
    agency.closing.ask.click()
    type_in(agency.closing.why, "It closed in May.")
    agency.closing.close_it.click()
    bench.settle()
    page_of(bench, AgencyPage).back.click()
    bench.settle()
    behind = page_of(bench, RateBehindPage)
    assert "Expected, and not returned: 2" in text_of(behind)
    behind.back.click()
    bench.settle()


def test_every_page_with_a_rate_says_its_day_and_how_it_is_counted(bench: Bench, page: AgenciesPage) -> None:
    said = f"As at the end of 2 March 2026. Counted: new and accepted returns. {RATE_RULE}"
    assert said in text_of(page)
    assert said in text_of(open_tab(bench, DeskTab.OVERVIEW, OverviewPage))
    open_tab(bench, DeskTab.AGENCIES, AgenciesPage).figures.click()
    bench.settle()
    assert RATE_RULE in text_of(page_of(bench, FiguresPage))
    rate = ReturnRate("sample", "", 2, 1, 0)
    assert rate_lines((rate,), "As at 2 March 2026.")[-1] == f"As at 2 March 2026. {RATE_RULE}"
    assert rate_lines((), "As at 2 March 2026.") == ()


def test_pages_behind_agencies_have_the_tabs_of_the_desk(bench: Bench, page: AgenciesPage) -> None:
    def lead(tab: DeskTab, tabs: DeskTabs) -> AgenciesPage:
        assert tabs.buttons[DeskTab.AGENCIES].accessibleDescription() == "This page belongs to it"
        tabs.buttons[tab].click()
        bench.settle()
        return open_tab(bench, DeskTab.AGENCIES, AgenciesPage)

    page.figures.click()
    bench.settle()
    page = lead(DeskTab.OVERVIEW, page_of(bench, FiguresPage).tabs)
    page.figures.click()
    bench.settle()
    QTest.keyClick(page_of(bench, FiguresPage).tables[0], Qt.Key.Key_Return)
    bench.settle()
    page = lead(DeskTab.ANSWERS, page_of(bench, RateBehindPage).tabs)
    page.matching.click()
    bench.settle()
    page = lead(DeskTab.RETURNS, page_of(bench, MatchingPage).tabs)
    page.back.click()
    bench.settle()
    assert bench.window.page_stack.page is None, "nothing to go back through"


def test_a_reminder_is_copied_recorded_and_shown(bench: Bench, page: AgenciesPage) -> None:
    with ReceivingDesk(page.desk.folder, page.desk.sitting().officer) as desk:
        ask_topics(desk, (small_topic(),))
    page.remind.click()
    bench.settle()
    reminders = page_of(bench, RemindersPage)
    assert "To remind: 3" in text_of(reminders)
    copy = next(one for one in reminders.findChildren(QPushButton) if "reminder for Hilltop" in one.accessibleName())
    type_in(reminders.text, "[nobody]")
    copy.click()
    assert "You changed this text." in text_of(reminders)
    reminders.keep.click()
    assert "[nobody] cannot be filled in." in text_of(reminders)
    reminders.text.setPlainText("Hello [contact].")
    reminders.keep.click()
    bench.settle()
    reminders = page_of(bench, RemindersPage)
    assert "This is how it reads" in text_of(reminders)
    copy = next(one for one in reminders.findChildren(QPushButton) if "reminder for Hilltop" in one.accessibleName())
    copy.click()
    bench.settle()
    assert page_of(bench, RemindersPage) is reminders, "the person stays where they are"
    assert QGuiApplication.clipboard().text() == "Hello Al."
    assert "It is recorded as reminded today." in text_of(reminders)
    assert "To remind: 2. Reminded today: 1" in text_of(reminders)
    reminders.back.click()
    bench.settle()
    table = page_of(bench, AgenciesPage)
    assert table.model.cells(names(table).index("Hilltop Club"))[5] == "2 Mar 2026"
    agency = open_agency(bench, table, "Hilltop Club")
    agency.take_back.click()
    bench.settle()
    assert "Not reminded after all about Sample topic, 2026" in text_of(page_of(bench, AgencyPage))


def test_a_reminder_for_an_agency_without_an_address_is_recorded_only_when_the_person_says_so(
    bench: Bench, page: AgenciesPage
) -> None:
    with ReceivingDesk(page.desk.folder, page.desk.sitting().officer) as desk:
        ask_topics(desk, (small_topic(),))
    page.remind.click()
    bench.settle()
    reminders = page_of(bench, RemindersPage)
    (card,) = [one for one in reminders.cards.values() if not hasattr(one, "mail")]
    card.copy.click()
    bench.settle()
    assert "It is not recorded yet." in card.done.text()
    assert "To remind: 3" in text_of(reminders)
    card.record.click()
    bench.settle()
    assert "Reminded on 2 Mar 2026." in card.recorded.text()
    assert "Reminded today: 1" in text_of(reminders)
    card.back.click()
    bench.settle()
    assert "you have not reminded them after all" in card.done.text()
    assert card.recorded.isHidden()
    assert reminders.spoken_state() == "To remind: 3."


@pytest.mark.usefixtures("page")
def test_the_menu_go_leads_to_every_page_of_the_desk_from_any_page_of_it(bench: Bench) -> None:
    def ways() -> dict[str, QAction]:
        found = next(one for one in bench.window.menuBar().actions() if one.text() == "&Go").menu()
        assert isinstance(found, QMenu)
        return {one.text().replace("&", ""): one for one in found.actions() if one.isVisible() and one.text()}

    for tab in DeskTab:
        open_agency(bench, open_tab(bench, DeskTab.AGENCIES, AgenciesPage), "Hilltop Club")
        assert list(ways()) == ["Back", *(one.value for one in DeskTab)]
        assert all(one.isEnabled() for one in ways().values())
        ways()[tab.value].trigger()
        bench.settle()
        assert page_of(bench, DeskPage).TAB is tab
    before = {tab: one.pos().x() for tab, one in page_of(bench, DeskPage).tabs.items()}
    overview = open_tab(bench, DeskTab.OVERVIEW, OverviewPage)
    assert {tab: one.pos().x() for tab, one in overview.tabs.items()} == before, "no tab moves"
    ways()["Back"].trigger()
    bench.settle()
    assert bench.window.page_stack.page is None
    assert "Introduction" in ways()
    assert "Returns" not in ways()


def test_a_missing_address_is_added_on_the_page_of_the_agency(bench: Bench, page: AgenciesPage) -> None:
    agency = open_agency(bench, page, "<b>Harbour</b> School")
    assert agency.contact.ask.text().replace("&", "") == "Add an e-mail address…"
    agency.contact.ask.click()
    type_in(agency.contact.email, "us@")
    agency.contact.keep.click()
    assert agency.contact.email.hasFocus(), "this is no address"
    type_in(agency.contact.email, "harbour.example")
    agency.contact.keep.click()
    bench.settle()
    agency = page_of(bench, AgencyPage)
    assert "E-mail: us@harbour.example" in text_of(agency)
    assert "Contact and e-mail changed" in text_of(agency)


def test_an_agency_that_is_asked_two_audits_is_one_agency() -> None:
    agency = DeskAgency("a", ExpectedAgency("Lantern"))
    both = tuple(
        AgencyReminder(AgencyStanding(agency, topic, AgencyProgress.OUTSTANDING), small_topic(), "", None, 0)
        for topic in ("one", "another")
    )
    assert (agencies_of(both), no_address(both)) == (1, ("Lantern",))
    assert heading_words(len(both), 0, agencies_of(both)) == "To remind: 2 (to 1 agency)"


def test_reminders_are_about_one_audit_alone_if_the_person_says_so(bench: Bench, page: AgenciesPage) -> None:
    page.remind.click()
    bench.settle()
    reminders = page_of(bench, RemindersPage)
    assert not reminders.audit.isVisible(), "there is one audit"
    state = reminders._state
    first = state.found.due[0]
    other = replace(first, standing=replace(first.standing, topic="other"))
    state.found = replace(state.found, due=(*state.found.due, other))
    bench.window.page_stack.rebuild()
    reminders = page_of(bench, RemindersPage)
    assert "To remind: 4 (to 3 agencies)" in text_of(reminders)
    reminders.audit.setCurrentIndex(reminders.audit.findData("other"))
    bench.settle()
    assert "To remind: 1" in text_of(page_of(bench, RemindersPage))
    assert page_of(bench, RemindersPage).audit.value() == "other"


def test_one_agency_is_reminded_from_its_own_page(bench: Bench, page: AgenciesPage) -> None:
    agency = open_agency(bench, page, "Hilltop Club")
    agency.remind.click()
    bench.settle()
    assert "To remind: 1" in text_of(page_of(bench, RemindersPage))
    assert "This is how it reads for Hilltop Club" in text_of(page_of(bench, RemindersPage))


def test_who_is_reminded_of_what_is_said_where_it_is_asked(bench: Bench, tmp_path: Path) -> None:
    set_up(bench, tmp_path)
    page = open_tab(bench, DeskTab.AGENCIES, AgenciesPage)
    with ReceivingDesk(page.desk.folder, page.desk.sitting().officer) as desk:
        take_in_agencies(desk, (ExpectedAgency("Hilltop Club"),))
    page.show_again()
    bench.settle()
    page_of(bench, AgenciesPage).remind.click()
    bench.settle()
    page_of(bench, RemindersPage).choose.click()
    bench.settle()
    topics = page_of(bench, AskedTopicsPage)
    topics.boxes[0][0].click()
    topics.keep.click()
    bench.settle()
    assert "To remind: 1" in text_of(page_of(bench, RemindersPage))
    care = show_tab(bench, page.desk.folder, DeskTab.LOOK_AFTER, LookAfterPage)
    assert "What this desk asks is saved." not in text_of(care), "it was said long ago, on another page"


def test_the_overview_has_a_table_of_rates_and_names_who_is_missing(bench: Bench, page: AgenciesPage) -> None:
    with ReceivingDesk(page.desk.folder, page.desk.sitting().officer) as desk:
        take_in_agencies(desk, [ExpectedAgency(f"Place {number:02}", "Club") for number in range(9)])
    page.desk.changes += 1
    overview = open_tab(bench, DeskTab.OVERVIEW, OverviewPage)
    bench.settle()
    (table,) = overview.numbers.rates.tables
    rows = [[table.model().index(row, at).data() for at in range(4)] for row in range(table.model().rowCount())]
    assert rows[:2] == [["All types", "0", "12", "0% of 12"], ["Club", "0", "10", "0% of 10"]]
    assert "Sample topic, 2026" in text_of(overview)
    (missing,), (more,) = overview.numbers.rates.missing, overview.numbers.rates.all_missing
    assert missing.text().startswith("Not returned (12): <b>Harbour</b> School; Hilltop Club; Place 00; ")
    assert missing.text().endswith("; Place 07 and 2 more.")
    more.click()
    assert missing.text().endswith("; Place 08; Quayside Nursery.")


@pytest.mark.usefixtures("page")
def test_the_overview_says_when_returns_were_taken_in_last(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "post").mkdir()
    (tmp_path / "post" / "again.zip").write_bytes((GOLDEN / "two-signatures.zip").read_bytes())
    open_tab(bench, DeskTab.OVERVIEW, OverviewPage)
    assert "Taken in last, 2 March 2026 at " in text_of(take_in(bench, tmp_path / "post"))


def test_types_of_one_agency_that_has_not_returned_are_summed_up_until_the_person_wants_them(
    bench: Bench, page: AgenciesPage
) -> None:
    with ReceivingDesk(page.desk.folder, page.desk.sitting().officer) as desk:
        take_in_agencies(desk, [ExpectedAgency(f"Place {number}", f"Type {number}") for number in range(5)])
    page.desk.changes += 1
    overview = open_tab(bench, DeskTab.OVERVIEW, OverviewPage)
    bench.settle()
    (table,), (more,) = overview.numbers.rates.tables, overview.numbers.rates.all_types
    before = table.model().rowCount()
    alone = int(re.findall(r"\d+", more.text())[0])
    assert f"{alone} more types have one agency each. None of these has returned." in text_of(overview)
    more.click()
    assert table.model().rowCount() == before + alone
    cells = [[table.model().index(row, at).data() for at in (0, 1, 2)] for row in range(before, before + alone)]
    assert ["Type 4", "0", "1"] in cells
    assert {tuple(one[1:]) for one in cells} == {("0", "1")}
    assert more.isHidden()


def test_every_line_of_the_overview_opens_the_agencies_that_it_counts(bench: Bench, page: AgenciesPage) -> None:
    with ReceivingDesk(page.desk.folder, page.desk.sitting().officer) as desk:
        take_in_agencies(desk, [ExpectedAgency("Plain Place"), ExpectedAgency("Gone Club", "Club")])
        close_agency(desk, "Gone Club", NOON.date(), "It closed.")
    page.desk.changes += 1
    overview = open_tab(bench, DeskTab.OVERVIEW, OverviewPage)
    bench.settle()
    (table,) = overview.numbers.rates.tables
    cells = [[table.model().index(row, at).data() for at in (0, 2)] for row in range(table.model().rowCount())]
    assert sorted(kind for kind, _ in cells) == ["All types", "Club", "No type given", "Nursery", "School"]
    for row, (kind, expected) in enumerate(cells):
        table = page_of(bench, OverviewPage).numbers.rates.tables[0]
        table.setCurrentIndex(table.model().index(row, 0))
        QTest.keyClick(table, Qt.Key.Key_Return)
        bench.settle()
        opened = page_of(bench, AgenciesPage)
        assert len(names(opened)) == int(expected)
        assert opened.type.currentText() == kind
        assert "Gone Club" not in names(opened)
        open_tab(bench, DeskTab.OVERVIEW, OverviewPage)
        bench.settle()
    page = open_tab(bench, DeskTab.AGENCIES, AgenciesPage)
    page.all.click()
    assert len(names(page)) == 5
    assert page.all.isHidden()


def test_a_sheet_is_saved_where_the_person_says_and_recorded_when_they_say_so(
    bench: Bench, page: AgenciesPage, tmp_path: Path
) -> None:
    page.remind.click()
    bench.settle()
    reminders = page_of(bench, RemindersPage)
    bench.answers.saved_as = tmp_path / "for the post.xlsx"
    reminders.sheet.click()
    bench.settle()
    reminders = page_of(bench, RemindersPage)
    assert (tmp_path / "for the post.xlsx").is_file()
    assert reminders.spoken_state() == "The sheet is written: for the post.xlsx. To remind: 3."
    assert reminders.written is not None
    assert is_in_sight(reminders.written.record)
    assert "these 3 agencies are reminded" in text_of(reminders)
    assert "Your list has no e-mail address that we can use for <b>Harbour</b> School." in text_of(reminders)
    reminders.text.insertPlainText("Good morning. ")
    assert reminders.written.isHidden(), "the sheet has the text from before"
    reminders.keep.click()
    bench.settle()
    reminders = page_of(bench, RemindersPage)
    assert reminders.written is None
    assert reminders.status.isVisibleTo(reminders)
    reminders.text.insertPlainText("Hello. ")
    assert reminders.status.isHidden(), "this text is not kept"
    reminders.keep.click()
    bench.settle()
    reminders = page_of(bench, RemindersPage)
    bench.answers.saved_as = tmp_path / "again.xlsx"
    reminders.sheet.click()
    bench.settle()
    reminders = page_of(bench, RemindersPage)
    assert reminders.written is not None
    reminders.written.record.click()
    bench.settle()
    reminders = page_of(bench, RemindersPage)
    assert reminders.spoken_state().startswith("2 agencies are recorded as reminded today. 1 is still to be reminded.")
    assert len(reminders.cards) == 1, "who is still to be reminded is not among those who are done"
    assert reminders.done is not None
    reminders.done.set_open(is_open=True)
    assert [hasattr(one, "mail") and one.mail.isHidden() for one in reminders.cards.values()] == [False, True, True]
    reminders.none.button.click()
    bench.settle()
    assert page_of(bench, RemindersPage).spoken_state().endswith("after all. To remind: 3.")
    bench.answers.saved_as = tmp_path / "once more.xlsx"
    page_of(bench, RemindersPage).sheet.click()
    bench.settle()
    written = page_of(bench, RemindersPage).written
    assert written is not None
    written.record.click()
    bench.settle()
    reminders = page_of(bench, RemindersPage)
    (first, *_) = reminders.cards.values()
    first.record.click()
    bench.settle()
    assert reminders.no_address.isHidden(), "who is recorded already is not to be rung again"
    assert first.back.isVisibleTo(reminders)
    first.back.click()
    bench.settle()
    assert "Ring them" in reminders.no_address.text()
    assert reminders.spoken_state().endswith("To remind: 1. Reminded today: 2.")
    assert reminders.sheet.text() == "&Write a sheet for the 1 not yet reminded today…"
    bench.answers.saved_as = tmp_path / "rest.xlsx"
    reminders.sheet.click()
    bench.settle()
    assert "this agency is reminded" in text_of(page_of(bench, RemindersPage))
    bench.answers.saved_as = tmp_path / "all.xlsx"
    page_of(bench, RemindersPage).sheet_for_all.click()
    bench.settle()
    assert "these 3 agencies are reminded" in text_of(page_of(bench, RemindersPage))
    assert not list((tmp_path / DESK).rglob("reminders*.xlsx"))


def test_what_the_questions_lack_is_asked_once_and_every_reminder_has_it(bench: Bench, page: AgenciesPage) -> None:
    assert "no last day and no address to send to. Write them" in missing_words(last_day=True, address=True)
    assert "no address to send to. Write it" in missing_words(last_day=False, address=True)
    page.remind.click()
    bench.settle()
    reminders = page_of(bench, RemindersPage)
    assert reminders.facts.day.line.hasFocus(), "what is missing comes before the sheet"
    type_in(reminders.facts.day.line, "31 January 2027")
    reminders.facts.address.setText("")
    type_in(reminders.facts.address, "us@")
    assert "We asked for it by 31 January 2027." in reminders.sample.text(), "the sample follows what is typed"
    reminders.keep.click()
    assert reminders.facts.address.hasFocus(), "this is no address"
    type_in(reminders.facts.address, "partnership.example")
    place = reminders.verticalScrollBar().value()
    reminders.facts.keep.click()
    bench.settle()
    reminders = page_of(bench, RemindersPage)
    assert reminders.status.text() == "The last day and the address are kept."
    assert "Your questions have no" not in text_of(reminders.facts)
    assert reminders.facts.keep.hasFocus(), "the person stays where they are"
    assert is_in_sight(reminders.status)
    assert reminders.verticalScrollBar().value() == place
    assert reminders.facts.y() < reminders.text.mapTo(reminders, QPoint(0, 0)).y(), "nothing changes places"
    assert text_of(reminders).count("very reminder has this last day") == 1
    assert reminders.is_text_kept()
    reminders.usual.click()
    bench.settle()
    (card,) = [one for one in page_of(bench, RemindersPage).cards.values() if "Hilltop" in one.copy.accessibleName()]
    card.copy.click()
    assert "by 31 January 2027. Please send it to us@partnership.example." in QGuiApplication.clipboard().text()
    page_of(bench, RemindersPage).back.click()
    bench.settle()
    model = page_of(bench, AgenciesPage).model
    assert "31 Jan 2027" in {model.index(0, column).data() for column in range(model.columnCount())}


def test_the_last_day_of_the_round_is_set_and_taken_back(bench: Bench, page: AgenciesPage) -> None:
    page.last_day.click()
    bench.settle()
    days = page_of(bench, LastDaysPage)
    (topic,) = days.days
    assert days.days[topic].line.hasFocus()
    days.keep[topic].click()
    assert "Enter a full date" in text_of(days)
    type_in(days.days[topic].line, "31 January 2206")
    days.keep[topic].click()
    assert "Check the year: this says 2206" in text_of(days)
    days.days[topic].line.clear()
    type_in(days.days[topic].line, "31 January 2026")
    days.keep[topic].click()
    bench.settle()
    days = page_of(bench, LastDaysPage)
    assert "Due by 31 January 2026." in text_of(days)
    days.tabs.buttons[DeskTab.AGENCIES].click()
    bench.settle()
    page = page_of(bench, AgenciesPage)
    assert {page.model.cells(row)[4] for row in range(page.model.rowCount())} == {"31 Jan 2026"}
    page.last_day.click()
    bench.settle()
    back = page_of(bench, LastDaysPage).take_back[topic]
    assert back.text() == "Have no last day", "what the questions say"
    back.click()
    bench.settle()
    days = page_of(bench, LastDaysPage)
    assert "There is no last day" in text_of(days)
    assert text_of(days).index("took the last day back.") < text_of(days).index("set 31 January 2026."), (
        "the last first"
    )
    assert not days.take_back


def test_a_box_of_text_does_not_get_smaller_while_somebody_types_in_it(bench: Bench, page: AgenciesPage) -> None:
    page.remind.click()
    bench.settle()
    reminders = page_of(bench, RemindersPage)
    reminders.text.setPlainText("\n" * 30)
    reminders.text.setFocus()
    tall = reminders.text.height()
    QTest.keyClick(reminders.text, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_in(reminders.text, "x")
    assert reminders.text.height() == tall
    reminders.keep.setFocus()
    bench.bot.waitUntil(lambda: reminders.text.height() < tall)


def test_what_the_list_shows_stays_while_the_desk_is_open(bench: Bench, page: AgenciesPage) -> None:
    page.type.setCurrentIndex(page.type.findData("Club"))
    assert names(page) == ["Hilltop Club"]
    open_tab(bench, DeskTab.OVERVIEW, OverviewPage)
    page = open_tab(bench, DeskTab.AGENCIES, AgenciesPage)
    assert names(page) == ["Hilltop Club"]
    assert page.type.value() == "Club"


def test_a_column_that_is_empty_leaves_its_room_to_the_one_with_the_addresses(bench: Bench, page: AgenciesPage) -> None:
    bench.window.resize(1366, 768)
    bench.settle()
    contact = page.model.columnCount() - 1
    table = page.table
    assert not table.isColumnHidden(contact)
    words = max((page.model.cells(row)[contact] for row in range(3)), key=len)
    assert table.fontMetrics().horizontalAdvance(words) < table.columnWidth(contact)
    table.setFixedWidth(sum(table.columnWidth(column) for column in range(contact)) // 2)
    bench.settle()
    with_words = {column for column in range(contact + 1) if any(page.model.cells(row)[column] for row in range(3))}
    shown = {column for column in range(contact + 1) if not table.isColumnHidden(column)}
    assert shown < with_words, "the empty ones are hidden first"


@pytest.mark.usefixtures("page")
def test_the_wheel_over_a_table_that_shows_all_its_rows_moves_the_page(bench: Bench) -> None:
    overview = open_tab(bench, DeskTab.OVERVIEW, OverviewPage)
    table = overview.numbers.rates.tables[0]
    place, none = QPointF(20, 50), Qt.KeyboardModifier.NoModifier
    wheel = QWheelEvent(
        place, place, QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False
    )
    wheel.accept()
    table.wheelEvent(wheel)
    assert not wheel.isAccepted()
    assert table.verticalScrollBar().value() == 0

"""Enter in a line of text at the desk does what the button of its form does, and never deletes anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import SIGNAL, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from s11desk.desktop.inputs.search_field import SearchField
from s11desk.desktop.receiving.agencies.agencies_page import AgenciesPage
from s11desk.desktop.receiving.agencies.agency_page import AgencyPage
from s11desk.desktop.receiving.agencies.last_days_page import LastDaysPage
from s11desk.desktop.receiving.agencies.reminders_page import RemindersPage
from s11desk.desktop.receiving.answers.desk_answers_page import DeskAnswersPage
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.figures.figures_page import FiguresPage
from s11desk.desktop.receiving.look_after.look_after_page import LookAfterPage
from tests.gui.conftest import Bench, type_in
from tests.gui.desk_scenes import desk_pages
from tests.gui.every_page import make_sample_return
from tests.gui.made_desk import make_desk, page_of, show_tab, text_of
from tests.gui.scene import Scene
from tests.gui.test_desk_agencies import made as made
from tests.gui.test_desk_agencies import open_agency
from tests.gui.test_desk_agencies import page as page
from tests.gui.test_desk_shown import open_tab

ONLY_THE_LAST_BEGINS = "identity-"
"""The form of a new signature has many lines and a passphrase that is typed twice: Enter in the last one begins."""
LEAST_LINES = 20


def test_every_line_of_the_desk_does_something_when_enter_is_pressed(
    bench: Bench, audit_id: str, tmp_path: Path
) -> None:
    returned, folder = make_sample_return(tmp_path / "elsewhere"), tmp_path / "returns of agencies"
    folder.mkdir()
    (folder / "late.txt").write_text("late")
    (folder / "return.zip").write_bytes(returned.read_bytes())
    scene = Scene(bench, audit_id, tmp_path, returned)
    seen: set[str] = set()
    silent: set[str] = set()
    for state in desk_pages(scene):
        page = bench.window.page_stack.page
        for line in page.findChildren(QLineEdit) if page is not None else ():
            name = line.objectName() or line.accessibleName()
            if line.isVisible() and not name.startswith(ONLY_THE_LAST_BEGINS):
                seen.add(name)
                silent |= {f"{state}: {name}"} if not listens(line) else set()
    assert not silent, "\n".join(sorted(silent))
    assert len(seen) >= LEAST_LINES, sorted(seen)


def listens(line: QLineEdit) -> bool:
    return isinstance(line, SearchField) or line.receivers(SIGNAL("returnPressed()")) > 0


def test_a_line_that_nobody_connected_is_found() -> None:
    assert not listens(QLineEdit())


def pressed_by(line: QLineEdit, button: QPushButton) -> bool:
    """Whether Enter in this line presses the button, which does nothing else now."""
    pressed: list[bool] = []
    button.clicked.disconnect()
    button.clicked.connect(lambda: pressed.append(True))
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    return bool(pressed)


def test_enter_presses_the_button_of_its_own_form(bench: Bench, tmp_path: Path) -> None:
    page = show_tab(bench, make_desk(bench, tmp_path / "desk"), DeskTab.LOOK_AFTER, LookAfterPage)
    keeping, deletion = page.keeping, page.deletion
    assert pressed_by(page.name.field, page.keep_name)
    assert all(pressed_by(line, keeping.save) for line in keeping.months.values())
    for line, button in (
        (keeping.until_reference, keeping.keep_until),
        (keeping.until.line, keeping.keep_until),
        (keeping.reference, keeping.hold),
        (keeping.reason, keeping.hold),
        (deletion.agency, deletion.copy),
    ):
        assert pressed_by(line, button), line.objectName()


@pytest.mark.parametrize("name", ["reference", "reason"])
def test_enter_goes_to_the_button_that_deletes_and_does_not_press_it(bench: Bench, tmp_path: Path, name: str) -> None:
    page = show_tab(bench, make_desk(bench, tmp_path / "desk"), DeskTab.LOOK_AFTER, LookAfterPage)
    assert not pressed_by(getattr(page.deletion, name), page.deletion.delete)
    assert page.deletion.delete.hasFocus()


def test_enter_keeps_the_last_day_that_was_typed(bench: Bench, page: AgenciesPage) -> None:
    page.last_day.click()
    bench.settle()
    days = page_of(bench, LastDaysPage)
    (line,) = [one.line for one in days.days.values()]
    press_enter(bench, days, line, "31 January 2027")
    assert "Due by 31 January 2027." in text_of(page_of(bench, LastDaysPage))


def test_enter_shows_the_figures_of_the_day_that_was_typed(bench: Bench, page: AgenciesPage) -> None:
    page.figures.click()
    bench.settle()
    figures = page_of(bench, FiguresPage)
    press_enter(bench, figures, figures.day.line, "1 January 2025")
    assert "1 January 2025" in page_of(bench, FiguresPage).summary.text()


def test_enter_keeps_the_facts_of_reminders(bench: Bench, page: AgenciesPage) -> None:
    page.remind.click()
    bench.settle()
    reminders = page_of(bench, RemindersPage)
    press_enter(bench, reminders, reminders.facts.address, "us@partnership.example")
    assert page_of(bench, RemindersPage).is_text_kept()


def test_enter_gives_an_agency_more_time_and_another_contact(bench: Bench, page: AgenciesPage) -> None:
    agency = open_agency(bench, page, "Hilltop Club")
    agency.extend.ask.click()
    press_enter(bench, agency, agency.extend.day.line, "31 March 2027")
    agency = page_of(bench, AgencyPage)
    assert "31 March 2027" in text_of(agency)
    agency.contact.ask.click()
    press_enter(bench, agency, agency.contact.contact, "Sam")
    assert "Sam" in text_of(page_of(bench, AgencyPage))


def test_enter_in_the_search_for_agencies_goes_to_what_was_found(bench: Bench, page: AgenciesPage) -> None:
    press_enter(bench, page, page.words, "hilltop")
    assert page.table.hasFocus()
    assert page.model.rowCount() == 1


def test_enter_begins_the_search_for_words(bench: Bench, page: AgenciesPage) -> None:
    assert page.isVisible()
    answers = open_tab(bench, DeskTab.ANSWERS, DeskAnswersPage)
    press_enter(bench, answers, answers.form.agency, "quay")
    assert "Type a word to search for." in text_of(answers)


def press_enter(bench: Bench, page: QWidget, line: QLineEdit, typed: str) -> None:
    """Type it instead of what the line has, and press Enter."""
    assert page.isAncestorOf(line)
    line.clear()
    type_in(line, typed)
    QTest.keyClick(line, Qt.Key.Key_Return)
    bench.settle()

"""The pages behind "Agencies" of a receiving desk, with a list that has long names."""

from __future__ import annotations

from collections.abc import Iterator

from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk, ask_topics
from s11desk.desktop.receiving.agencies.agencies_page import AgenciesPage
from s11desk.desktop.receiving.agencies.agency_list_page import AgencyListPage
from s11desk.desktop.receiving.agencies.agency_page import AgencyPage
from s11desk.desktop.receiving.figures.figures_page import FiguresPage
from s11desk.domain.text.text_limits import NAME_LIMIT
from tests.desk.made_rows import keep_rows, made_row
from tests.gui.made_desk import text_of
from tests.gui.scene import LONG, Scene, press
from tests.samples import NOON, small_topic


def agency_pages(scene: Scene) -> Iterator[str]:
    """Take a list in, and open every page from there. Begins and ends on the page "Agencies"."""
    bench, path = scene.bench, scene.folder / "agencies.csv"
    page = scene.page
    assert isinstance(page, AgenciesPage)
    name = LONG[:NAME_LIMIT].replace(",", " ").replace("\n", " ")
    path.write_text(f"Agency,Type\n,Club\n{name},Club\n", "utf-8")
    bench.answers.files_chosen = (path,)
    page.agencies.click()
    bench.settle()
    yield "a list of agencies with a problem"
    path.write_text(f"Agency,Type,E-mail\nQuay,Club,a@quay.example\n{name},School\n", "utf-8")
    listed = scene.page
    assert isinstance(listed, AgencyListPage)
    listed.again.click()
    bench.settle()
    yield "a list of agencies to confirm"
    listed = scene.page
    assert isinstance(listed, AgencyListPage)
    listed.take.click()
    bench.settle()
    assert "Your list is taken in: 2 agencies added, 0 changed." in text_of(agencies(scene))
    nobodys = made_row("Somebody", NOON, small_topic())
    with ReceivingDesk(page.desk.folder, page.desk.sitting().officer) as desk:
        ask_topics(desk, (small_topic(),))
        keep_rows(desk, nobodys)
    page = agencies(scene)
    page.show_again()
    bench.settle()
    yield "agencies of a desk"
    yield from _behind(scene)
    with ReceivingDesk(page.desk.folder, page.desk.sitting().officer) as desk, desk.register.changing() as connection:
        connection.execute("DELETE FROM received WHERE sha256 = ?", (nobodys.sha256,))  # it has no answers for tables


def agencies(scene: Scene) -> AgenciesPage:
    page = scene.page
    assert isinstance(page, AgenciesPage)
    return page


def _behind(scene: Scene) -> Iterator[str]:
    bench = scene.bench
    agencies(scene).figures.click()
    bench.settle()
    yield "how many agencies have returned"
    figures = scene.page
    assert isinstance(figures, FiguresPage)
    figures.tables[0].chosen.emit(figures.tables[0].model().index(0, 0))
    yield "what a rate counts"
    scene.page.back.click()
    scene.page.back.click()
    agencies(scene).last_day.click()
    bench.settle()
    press(scene.page, "Keep this day")
    yield "the last day"
    scene.page.back.click()
    agencies(scene).remind.click()
    bench.settle()
    yield "reminders"
    scene.page.back.click()
    agencies(scene).table.chosen.emit(agencies(scene).model.index(0, 0))
    agency = scene.page
    assert isinstance(agency, AgencyPage)
    yield "an agency"
    agency.contact.ask.click()
    agency.contact.email.setText("no address")
    agency.contact.keep.click()
    agency.extend.ask.click()
    agency.extend.give.click()
    agency.closing.ask.click()
    agency.closing.close_it.click()
    yield "an agency, forms with problems"
    agency.back.click()
    agencies(scene).matching.click()
    yield "returns without an agency"
    press(scene.page, "No agency on the list")
    bench.settle()
    yield "a return of nobody on the list"
    scene.page.back.click()

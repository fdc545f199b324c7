"""The pages of a receiving desk, one state after another."""

from __future__ import annotations

from collections.abc import Iterator

from s11desk.app.home.known_desks import remember_desk
from s11desk.app.returns.making.encrypt import create_receiver
from s11desk.desktop.receiving.answers.desk_answers_page import DeskAnswersPage
from s11desk.desktop.receiving.desk_page import DeskPage
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.look_after.look_after_page import LookAfterPage
from s11desk.desktop.receiving.overview.overview_page import OverviewPage
from s11desk.desktop.receiving.returns.desk_return_page import DeskReturnPage
from s11desk.desktop.receiving.returns.request_form import RequestForm
from s11desk.desktop.receiving.returns.returns_page import ReturnsPage
from s11desk.desktop.receiving.set_up.desk_start_page import DeskStartPage
from s11desk.domain.receiving.desk_values import RetentionClass
from s11desk.domain.text.text_limits import NAME_LIMIT
from tests.gui.agency_scenes import agency_pages
from tests.gui.scene import DETAILS, LONG, PASSPHRASE, Scene, press
from tests.samples import NOON


def desk_pages(scene: Scene) -> Iterator[str]:
    """Set up a receiving desk and take a folder in. Begins and ends on another page."""
    window, bench = scene.bench.window, scene.bench
    window.standalone.show_desk("")
    bench.settle()
    page = scene.page
    assert isinstance(page, DeskStartPage)
    yield "no receiving desk yet"
    page.make.click()
    yield "no name of a partnership"
    page.partnership.setText(LONG[:NAME_LIMIT])
    bench.answers.folder_chosen = scene.folder
    page.make.click()
    bench.settle()
    yield "an empty receiving desk"
    page = scene.page
    assert isinstance(page, OverviewPage)
    bench.answers.folder_chosen = scene.folder / "returns of agencies"
    page.take_folder.click()
    bench.settle()
    yield "returns taken in"
    page = scene.page
    assert isinstance(page, OverviewPage)
    page.numbers.without.click()
    bench.settle()
    yield "files without a return"
    scene.page.back.click()
    bench.settle()
    for tab in DeskTab:
        page = scene.page
        assert isinstance(page, DeskPage)
        page.tabs[tab].click()
        bench.settle()
        yield f"the desk, {tab.value}"
        if tab is DeskTab.AGENCIES:
            yield from agency_pages(scene)
        if isinstance(page := scene.page, ReturnsPage):
            yield from _desk_return(scene, page)
        if tab is DeskTab.ANSWERS:
            yield from _desk_answers(scene)
    yield from _desk_care(scene)
    next(scene.folder.glob("Receiving-desk-of-*")).rename(scene.folder / "another place")
    remember_desk(bench.home, scene.folder / "another place", LONG[:NAME_LIMIT])
    window.standalone.show_desk("")
    bench.settle()
    yield "a desk, and one that is gone"
    window.page_stack.leave_all()
    window.load_home()
    bench.settle()
    yield "home of a person who receives audits"


def _desk_return(scene: Scene, returns: ReturnsPage) -> Iterator[str]:
    """Look at one return, decide on it, and make what goes back to the agency. Begins and ends at the list."""
    returns.table.chosen.emit(returns.model.index(0, 0))
    scene.bench.settle()
    page = scene.page
    assert isinstance(page, DeskReturnPage)
    yield "a return at the desk"
    page.decision.leave_out.click()
    scene.bench.settle()
    yield "not counting a return"
    page.decision.send_back.click()
    form = page.decision.form
    assert isinstance(form, RequestForm)
    form.more.click()
    form.send.click()
    scene.bench.settle()
    yield "nothing to correct"
    for rows in form.reasons:
        rows.text.setPlainText(LONG)
    if page.decision.name is not None:
        form.send.click()
        scene.bench.settle()
        yield "a decision without a name"
        page.decision.name.field.setText(LONG[:NAME_LIMIT])
    form.send.click()
    scene.bench.settle()
    yield "a return sent back"
    scene.page.back.click()
    scene.bench.settle()


def _desk_answers(scene: Scene) -> Iterator[str]:
    """Search, and write tables. Begins and ends on the page of the answers."""
    bench, page = scene.bench, scene.page
    assert isinstance(page, DeskAnswersPage)
    page.form.go.click()
    yield "nothing to search for"
    for words in ("zebra", "p"):
        page = scene.page
        assert isinstance(page, DeskAnswersPage)
        page.form.words.setText(words)
        page.form.go.click()
        bench.settle()
        yield f"searched for {words}"
    page = scene.page
    assert isinstance(page, DeskAnswersPage)
    bench.answers.choose_with, bench.answers.saved_as = 0, scene.folder / "desk tables"
    page.workbook.click()
    bench.settle()
    yield "tables of the desk"


def _desk_care(scene: Scene) -> Iterator[str]:
    """Look after the desk: backups, check, deletion, keys. Begins and ends on the page that looks after it."""
    bench, page = scene.bench, scene.page
    assert isinstance(page, LookAfterPage)
    page.deletion.delete.click()
    page.deletion.copy.click()
    yield "nothing to delete or copy"
    bench.answers.folder_chosen, bench.answers.confirm_with = scene.folder / "a stick", True
    for button in ("elsewhere", "now"):
        page = scene.page
        assert isinstance(page, LookAfterPage)
        getattr(page.backups, button).click()
        bench.settle()
    page = scene.page
    assert isinstance(page, LookAfterPage)
    page.choose_watched.click()
    bench.settle()
    press(scene.page, "Check now")
    bench.settle()
    yield "backed up, watched and checked"
    page = scene.page
    assert isinstance(page, LookAfterPage)
    page.keeping.save.click()
    page.keeping.hold.click()
    page.keeping.months[RetentionClass.BUNDLE].setText("six years")
    page.keeping.save.click()
    yield "how long to keep, with problems"
    page = scene.page  # a look into the watched folder may have built the page again
    assert isinstance(page, LookAfterPage)
    page.asked.click()
    bench.settle()
    yield "questions to ask"
    scene.page.back.click()
    page = scene.page
    assert isinstance(page, LookAfterPage)
    page.key.click()
    bench.settle()
    yield "no receiving key yet"
    create_receiver(bench.home, DETAILS, PASSPHRASE, NOON)
    scene.page.back.click()
    press(scene.page, "The receiving key…")
    bench.settle()
    yield "a receiving key"
    scene.page.back.click()
    press(scene.page, "A signed pack for agencies…")
    bench.settle()
    press(scene.page, "Go &on to sign it…")
    bench.settle()
    yield "a pack with address and key"
    scene.page.back.click()

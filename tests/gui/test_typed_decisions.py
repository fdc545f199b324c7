"""What an officer has typed of a decision is there again after the window was closed, until they decide."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from s11desk.app.home.paths import Home
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.keeping.erasing import erase
from s11desk.app.receiving.returns.typed_requests import TypedRequest, keep_typed_request, typed_request
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.returns.desk_return_page import DeskReturnPage
from s11desk.desktop.receiving.returns.leave_out_form import LeaveOutForm
from s11desk.desktop.receiving.returns.request_form import RequestForm
from s11desk.desktop.receiving.returns.returns_page import ReturnsPage
from s11desk.domain.receiving.desk_values import ReviewReason
from s11desk.register.received_rows import all_returns
from tests.gui.conftest import Bench, type_in
from tests.gui.made_desk import REFERENCE, make_desk, officer, page_of, show_tab


def open_return(bench: Bench, folder: Path) -> DeskReturnPage:
    page = show_tab(bench, folder, DeskTab.RETURNS, ReturnsPage)
    page.table.chosen.emit(page.model.index(0, 0))
    bench.settle()
    return page_of(bench, DeskReturnPage)


def begin_request(bench: Bench, folder: Path) -> RequestForm:
    """Type half a sentence, and half a day."""
    page = open_return(bench, folder)
    page.decision.send_back.click()
    form = page.decision.form
    assert isinstance(form, RequestForm)
    type_in(form.reasons[0].text, "Which policy do you")
    type_in(form.due.line, "31 Jan")
    return form


def the_return(bench: Bench, folder: Path) -> str:
    with ReceivingDesk(folder, officer(bench)) as desk:
        (one,) = all_returns(desk.register)
    return one.sha256


def test_half_a_sentence_is_there_again_after_the_window_was_closed(
    new_bench: Callable[[], Bench], tmp_path: Path
) -> None:
    first = new_bench()
    folder = make_desk(first, tmp_path / "desk")
    begin_request(first, folder)
    first.window.close()
    first.window.save_now()  # as the end of the program does, and that of the person's session
    page = open_return(new_bench(), folder)
    form = page.decision.form
    assert isinstance(form, RequestForm)
    assert (form.reasons[0].text.value(), form.due.line.text()) == ("Which policy do you", "31 Jan")


def test_what_is_typed_is_kept_after_a_pause_and_when_the_page_is_left(bench: Bench, tmp_path: Path) -> None:
    folder = make_desk(bench, tmp_path / "desk")
    sha256 = the_return(bench, folder)
    form = begin_request(bench, folder)
    bench.bot.waitUntil(lambda: typed_request(bench.home, sha256) is not None)
    type_in(form.reasons[0].text, " mean?")
    page_of(bench, DeskReturnPage).back.click()
    bench.settle()
    kept = typed_request(bench.home, sha256)
    assert kept is not None
    assert kept.reasons == (ReviewReason("Which policy do you mean?"),)


def test_what_is_typed_without_a_pause_is_kept_too(bench: Bench, tmp_path: Path) -> None:
    folder = make_desk(bench, tmp_path / "desk")
    sha256 = the_return(bench, folder)
    form = begin_request(bench, folder)
    for _ in range(40):  # four seconds without a pause of one
        type_in(form.reasons[0].text, ".")
        bench.bot.wait(100)
        if typed_request(bench.home, sha256) is not None:
            return
    raise AssertionError("nothing was kept while the person typed")


def test_a_decision_takes_away_what_was_typed_of_it(bench: Bench, tmp_path: Path) -> None:
    folder = make_desk(bench, tmp_path / "desk")
    sha256 = the_return(bench, folder)
    page = open_return(bench, folder)
    assert page.decision.name is not None
    page.decision.name.field.setText("Jane Smith")
    page.decision.leave_out.click()
    form = page.decision.form
    assert isinstance(form, LeaveOutForm)
    type_in(form.why, "A trial return.")
    bench.bot.waitUntil(lambda: typed_request(bench.home, sha256) is not None)
    type_in(form.why, " Not ours.")
    form.leave_out.click()
    bench.settle()
    bench.bot.wait(1200)  # longer than the pause after which something typed is kept
    bench.settle()
    assert typed_request(bench.home, sha256) is None


def test_a_deletion_reaches_what_was_typed(bench: Bench, tmp_path: Path) -> None:
    folder = make_desk(bench, tmp_path / "desk")
    sha256 = the_return(bench, folder)
    keep_typed_request(bench.home, TypedRequest(sha256, why="A trial return."))
    with ReceivingDesk(folder, officer(bench)) as desk:
        erase(desk, REFERENCE, "Kept for six years.")
    assert b"trial" not in bench.home.typed_requests.read_bytes()


def test_each_return_has_words_of_its_own(home: Home) -> None:
    for sha256 in ("a", "b", "a"):
        keep_typed_request(home, TypedRequest(sha256, why=f"About {sha256}."))
    keep_typed_request(home, TypedRequest("b"))
    found = [typed_request(home, sha256) for sha256 in ("a", "b", "c")]
    assert found == [TypedRequest("a", why="About a."), None, None]

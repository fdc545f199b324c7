"""A corrected return at the desk: each changed answer as it was and as it is, on its page and in the whole return."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11desk.app.receiving.arrivals.take_in import find_incoming, take_in_returns
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk, create_desk
from s11desk.app.receiving.returns.desk_list import list_returns
from s11desk.app.receiving.returns.review_return import send_return_back
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.returns.desk_return_page import DeskReturnPage
from s11desk.desktop.receiving.returns.returns_page import ReturnsPage
from s11desk.desktop.standalone.received.received_page import ReceivedPage
from s11desk.desktop.standalone.received.since_card import EarlierAnswer
from s11desk.domain.receiving.desk_values import ReviewReason
from tests.desk.conftest import Post
from tests.desk.conftest import post as post
from tests.gui.conftest import Bench
from tests.gui.made_desk import officer, page_of, show_tab, text_of

ASKED = "What is your motto?"


@pytest.fixture(params=[True, False], ids=["sent back", "only replaced"])
def is_sent_back(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def corrected(bench: Bench, post: Post, tmp_path: Path, *, is_sent_back: bool) -> DeskReturnPage:
    """The page of Hilltop's second return, which has a motto; the first one had none."""
    bench.window.load_home()
    bench.settle()
    create_desk(tmp_path / "desk", officer(bench), "Riverside Partnership")
    with ReceivingDesk(tmp_path / "desk", officer(bench)) as desk:
        take_in_returns(desk, find_incoming([post["first"]]))
        (first,) = list_returns(desk)
        if is_sent_back:
            send_return_back(desk, first.reference, (ReviewReason(ASKED, "motto"),))
        take_in_returns(desk, find_incoming([post["second"]]))
        (second,) = [one for one in list_returns(desk) if one.sha256 != first.sha256]
    returns = show_tab(bench, tmp_path / "desk", DeskTab.RETURNS, ReturnsPage)
    returns.return_wanted.emit(second.sha256)
    bench.settle()
    return page_of(bench, DeskReturnPage)


def test_the_page_shows_each_changed_answer_as_it_was_and_as_it_is(
    bench: Bench, corrected: DeskReturnPage, *, is_sent_back: bool
) -> None:
    text = text_of(corrected)
    assert bench.window.isVisible()
    assert (ASKED in text) is is_sent_back
    assert ("Before:\nNot answered yet" in text) is is_sent_back
    assert ("Now:\nWe listen" in text) is is_sent_back
    assert text.count("Before:") == int(is_sent_back), "what is as it was is not shown"


def test_the_whole_return_marks_what_has_changed_since_it_was_sent_back(
    bench: Bench, corrected: DeskReturnPage, *, is_sent_back: bool
) -> None:
    assert corrected.whole is not None
    corrected.whole.click()
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, ReceivedPage), timeout=20_000)
    bench.settle()
    page = page_of(bench, ReceivedPage)
    text = text_of(page)
    assert ("What is new since return 1, which you sent back on" in text) is is_sent_back
    assert text.count("Changed since return 1") == int(is_sent_back)
    assert (f"You asked: “{ASKED}”" in text) is is_sent_back
    earlier = page.findChildren(EarlierAnswer)
    assert len(earlier) == int(is_sent_back)
    for one in earlier:
        one.turn.click()
        assert "In return 1 it was:\nNot answered yet" in one.earlier.text()

"""One rule says what needs a look: the list, the first page, its numbers and “Accept all” agree on it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec

from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.receiving.agencies.agency_register import match_return, take_in_agencies
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.returns.desk_attention import AttentionKind, OverviewSeen, look_at_overview
from s11desk.app.receiving.returns.listed_lines import look_at_returns
from s11desk.app.receiving.returns.review_return import accept_return
from s11desk.domain.receiving.desk_lines import NEEDS_LOOK, ReturnLine, ReturnsFilter, filter_lines
from s11desk.domain.receiving.expected_agencies import ExpectedAgency
from s11desk.domain.receiving.outside_tables import OutsideReason
from s11desk.wording.desk.attention_words import here_sentence, outside_sentence
from s11desk.wording.desk.desk_words import NOT_LISTED
from s11desk.wording.desk.line_words import state_words
from s11desk.wording.returns.verdict_sentences import TOPIC_UNKNOWN
from tests.app.conftest import SteppingClock, keep
from tests.desk.conftest import Post, take
from tests.desk.made_rows import keep_rows, made_row
from tests.samples import NOON, small_topic


def looked_at(desk: ReceivingDesk) -> tuple[dict[str, ReturnLine], OverviewSeen]:
    """The lines by agency, and the first page, after it was seen that both name the same returns."""
    lines, overview = look_at_returns(desk).lines, look_at_overview(desk)
    to_look = {one.sha256 for one in filter_lines(lines, ReturnsFilter(state=NEEDS_LOOK))}
    assert to_look == {one.sha256 for one in overview.attention if not one.is_file}
    assert not to_look & {one.sha256 for one in lines if one.is_plain}, "nothing is accepted unseen"
    assert all(("needs a look" in state_words(one)) == (one.sha256 in to_look) for one in lines if one.counts)
    if overview.rates:
        in_tables = sum(one.returned for one in overview.rates if not one.type)
        assert overview.counted == in_tables + len(overview.outside), "who is not on the list is in no rate"
    return {one.agency: one for one in lines}, overview


def test_a_return_whose_questions_cannot_be_checked_needs_a_look_until_they_are_here(
    desk: ReceivingDesk, post: Post, tmp_path: Path
) -> None:
    take(desk, post["riverside"], post["first"])
    lines, overview = looked_at(desk)
    assert {one.kind for one in overview.attention} == {AttentionKind.UNCHECKED}
    assert TOPIC_UNKNOWN in lines["Riverside Trust"].why
    accept_return(desk, lines["Riverside Trust"].sha256)
    assert not looked_at(desk)[0]["Riverside Trust"].needs_look, "the officer has looked"
    here = Home(tmp_path / "here")
    with Workspace(here, SteppingClock()) as workspace:
        keep(workspace, small_topic())
    desk.officer = replace(desk.officer, home=here)
    lines, overview = looked_at(desk)
    assert overview.attention == ()
    assert lines["Hilltop Club"].is_plain
    assert TOPIC_UNKNOWN not in lines["Hilltop Club"].why


def test_a_return_of_nobody_on_the_list_needs_a_look_until_the_officer_says_whose_it_is(
    desk: ReceivingDesk, post: Post, tmp_path: Path
) -> None:
    with Workspace(Home(tmp_path / "here"), SteppingClock()) as workspace:
        keep(workspace, small_topic())
        desk.officer = replace(desk.officer, home=workspace.home)
    take(desk, post["first"])
    take_in_agencies(desk, [ExpectedAgency("Hilltop Sports Club")])
    lines, overview = looked_at(desk)
    assert [(one.kind, one.name) for one in overview.attention] == [(AttentionKind.WHOSE, "Hilltop Club")]
    accept_return(desk, lines["Hilltop Club"].sha256)
    assert looked_at(desk)[0]["Hilltop Club"].needs_look, "accepting it does not say whose it is"
    match_return(desk, lines["Hilltop Club"].sha256, "Hilltop Sports Club")
    assert [looked_at(desk)[1].attention, looked_at(desk)[1].outside] == [(), ()]
    match_return(desk, lines["Hilltop Club"].sha256, "")
    lines, overview = looked_at(desk)
    assert [(one.name, one.reason) for one in overview.outside] == [("Hilltop Club", OutsideReason.NOT_LISTED)]
    assert (overview.rates[0].returned, lines["Hilltop Club"].why.startswith(NOT_LISTED)) == (0, True)
    assert outside_sentence(overview.outside) == (
        "Of the returns that count, 1 is not in the table below: Hilltop Club is not on your list."
    )


def test_an_audit_that_few_agencies_sent_is_not_called_one_that_nobody_asks(desk: ReceivingDesk) -> None:
    other = msgspec.structs.replace(small_topic(), id="other", title="Other topic")
    names = ("Hilltop Club", "Quay Nursery", "Harbour School")
    take_in_agencies(desk, [ExpectedAgency(one) for one in names])
    keep_rows(desk, *(made_row(one, NOON, small_topic()) for one in names))
    keep_rows(desk, made_row("Hilltop Club", NOON, other, audit="bbbbbbbb"))
    outside = looked_at(desk)[1].outside
    assert [one.reason for one in outside] == [OutsideReason.FEW_SENT]
    assert outside_sentence(outside) == (
        "Of the returns that count, 1 is not in the table below: few agencies sent “2026, Other topic”, and you have "
        "not chosen yet which questions this desk asks."
    )


def test_all_that_came_adds_up_and_the_newest_is_first(desk: ReceivingDesk, post: Post) -> None:
    take(desk, post["letter"])
    take(desk, post["first"], post["second"])
    lines, overview = looked_at(desk)
    assert [one.is_file for one in overview.attention] == [False, True]
    assert (overview.counted, overview.uncounted, overview.unread) == (1, 1, 1)
    words = here_sentence(overview.counted, overview.uncounted, overview.unread)
    assert words == "1 return counts. 1 does not. We could read no return in 1 more file."
    assert here_sentence(5, 2, 0, looks=1) == "5 returns count, and 1 of them needs a look. 2 do not."
    assert overview.looks == sum(one.counts and one.needs_look for one in lines.values())
    assert here_sentence(0, 0, 0) == "No return is here yet."
    assert here_sentence(0, 0, 3) == "No return is here yet. We could read no return in 3 files."

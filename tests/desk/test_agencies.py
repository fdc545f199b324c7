"""Whose each return is, who has returned by a day, and who is reminded."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import msgspec
import openpyxl
import pytest

from s11desk.app.receiving.agencies.agency_register import (
    change_contact,
    close_agency,
    extend_agency,
    look_into_agencies,
    match_return,
    overview_on,
    take_in_agencies,
    undo_match,
)
from s11desk.app.receiving.agencies.remind import reminders_due, write_reminders
from s11desk.app.receiving.arrivals.record_file import result_of
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk, ask_topics
from s11desk.app.receiving.returns.desk_return import look_at_return
from s11desk.app.receiving.returns.review_return import accept_return, leave_out
from s11desk.collation.agency_list import ListColumn, ListHeading
from s11desk.domain.receiving.desk_agencies import (
    AgencyProgress,
    DeskAgency,
    MatchBasis,
    MatchDecision,
    match_key,
    match_returns,
)
from s11desk.domain.receiving.desk_values import CountingRule
from s11desk.domain.receiving.expected_agencies import ExpectedAgency, ListProblemKind
from s11desk.errors.desk_errors import AgencyUnknown, DeskReturnUnknown
from s11desk.register.agency_rows import all_agencies, all_reminders
from s11desk.register.received_rows import all_returns, change_return
from tests.desk.conftest import Post, take, take_one
from tests.samples import NOON, small_topic

LIST = (
    ExpectedAgency("Riverside Trust", "Charity", "Sam", "sam@riverside.example"),
    ExpectedAgency("HILLTOP  club", "Club"),
    ExpectedAgency("Harbour School", "School", other_names=("=Harbour School",)),
    ExpectedAgency("Quayside Nursery", "Nursery", "Jo", "jo@quayside.example"),
)
DEADLINE = NOON.date() + dt.timedelta(days=10)


@pytest.fixture
def listed(desk: ReceivingDesk) -> ReceivingDesk:
    take_in_agencies(desk, LIST)
    ask_topics(desk, (msgspec.structs.replace(small_topic(), deadline=DEADLINE),))
    return desk


def _extend(desk: ReceivingDesk) -> None:
    extend_agency(desk, "Riverside Trust", DEADLINE)


def _close(desk: ReceivingDesk) -> None:
    close_agency(desk, "Riverside Trust", NOON.date(), "It has merged")


def _contact(desk: ReceivingDesk) -> None:
    change_contact(desk, "Riverside Trust", "Kim", "kim@riverside.example")


def _list(desk: ReceivingDesk) -> None:
    take_in_agencies(desk, (ExpectedAgency("Riverside Trust", "Academy"), ExpectedAgency("New Nursery")))


CHANGES = [_extend, _close, _contact, _list]


@pytest.mark.parametrize(("here", "there"), [*permutations(CHANGES, 2), (_list, _list)])
def test_what_two_programs_change_of_the_agencies_at_the_same_moment_is_all_kept_once(
    listed: ReceivingDesk,
    officer: Officer,
    here: Callable[[ReceivingDesk], None],
    there: Callable[[ReceivingDesk], None],
) -> None:
    changed, goes_on = threading.Event(), threading.Event()

    def work_beside() -> None:
        with ReceivingDesk(listed.folder.folder, officer) as other, other.register.changing():
            there(other)
            changed.set()
            goes_on.wait()
            time.sleep(0.05)  # by then the first program waits for this transaction

    beside = threading.Thread(target=work_beside)
    beside.start()
    changed.wait()
    goes_on.set()
    here(listed)
    beside.join()
    names = [one.name for one in all_agencies(listed.register)]
    (agency,) = (one for one in all_agencies(listed.register) if one.name == "Riverside Trust")
    assert len(set(names)) == len(names) == len(LIST) + (_list in {here, there})
    assert (agency.extended == DEADLINE, bool(agency.closed), agency.expected.contact == "Kim") == tuple(
        one in {here, there} for one in CHANGES[:3]
    )
    assert len(agency.history) == 3 - (here == there)


def progress(desk: ReceivingDesk, day: dt.date | None = None, rule: CountingRule = CountingRule.OPEN) -> dict[str, str]:
    return {one.agency.name: one.progress.value for one in overview_on(desk, day or NOON.date(), rule).standings}


def test_names_are_folded_and_every_agency_has_its_state(listed: ReceivingDesk, post: Post) -> None:
    take(listed, post["riverside"], post["second"], post["harbour"])
    assert progress(listed) == {
        "Riverside Trust": "returned",
        "HILLTOP  club": "returned",
        "Harbour School": "returned",
        "Quayside Nursery": "outstanding",
    }
    rates = {one.type: (one.expected, one.returned, one.percent) for one in overview_on(listed, NOON.date()).rates}
    assert rates == {
        "": (4, 3, 75),
        "Charity": (1, 1, 100),
        "Club": (1, 1, 100),
        "School": (1, 1, 100),
        "Nursery": (1, 0, 0),
    }


def test_the_rate_on_thirty_days_is_that_of_the_files_themselves(listed: ReceivingDesk, post: Post) -> None:
    take(listed, post["riverside"], post["second"], post["harbour"])
    made = {one.agency: one.facts.made.date() for one in all_returns(listed.register)}
    days = [NOON.date() + dt.timedelta(days=shift) for shift in range(-15, 15)]
    for day in days:
        (whole,) = (one for one in overview_on(listed, day).rates if not one.type)
        assert (whole.expected, whole.returned) == (4, sum(when <= day for when in made.values()))


def test_late_extended_and_closed_agencies_are_told_apart(listed: ReceivingDesk, post: Post) -> None:
    ask_topics(listed, (msgspec.structs.replace(small_topic(), deadline=NOON.date() - dt.timedelta(days=3)),))
    take(listed, post["riverside"], post["second"])
    extend_agency(listed, "hilltop club", NOON.date())
    extend_agency(listed, "Harbour School", NOON.date() + dt.timedelta(days=7))
    close_agency(listed, "Quayside Nursery", NOON.date(), "It closed.")
    assert progress(listed) == {
        "Riverside Trust": "returned-late",
        "HILLTOP  club": "returned",
        "Harbour School": "extended",
        "Quayside Nursery": "closed",
    }
    (whole,) = (one for one in overview_on(listed, NOON.date()).rates if not one.type)
    assert (whole.expected, whole.returned, whole.late) == (3, 2, 1), "who is closed is not in the base"
    assert progress(listed, NOON.date() + dt.timedelta(days=8))["Harbour School"] == "outstanding"
    close_agency(listed, "Quayside Nursery", None)
    assert progress(listed)["Quayside Nursery"] == "outstanding"


def test_a_last_day_ends_at_midnight_in_england_and_an_extension_moves_it(listed: ReceivingDesk, post: Post) -> None:
    """Riverside's return is the one that is late; each time it is made on another minute around the last day."""
    take(listed, post["riverside"])
    (received,) = all_returns(listed.register)
    last_day, own = dt.date(2026, 6, 30), dt.date(2026, 7, 14)
    ask_topics(listed, (msgspec.structs.replace(small_topic(), deadline=last_day),))
    for made, extended, expected, days in (
        ("2026-06-30T22:59:59", None, "returned", 0),
        ("2026-06-30T23:00:00", None, "returned-late", 1),
        ("2026-06-30T23:00:00", own, "returned", 0),
        ("2026-07-14T22:59:59", own, "returned", 0),
        ("2026-07-14T23:00:00", own, "returned-late", 1),
        ("2026-07-02T10:00:00", dt.date(2026, 6, 1), "returned-late", 2),
    ):
        moment = dt.datetime.fromisoformat(made).replace(tzinfo=dt.UTC)
        facts = msgspec.structs.replace(received.facts, made=moment)
        changed = msgspec.structs.replace(received, facts=facts, taken=moment)
        with listed.register.changing() as connection:
            change_return(connection, changed)
        extend_agency(listed, "Riverside Trust", extended)
        (one,) = (one for one in overview_on(listed, dt.date(2026, 12, 1)).standings if one.received is not None)
        assert (one.progress.value, one.days_late) == (expected, days)
        assert look_at_return(listed, changed.sha256).days_late == days, "on the page where it is decided on"
        remarks = result_of(listed, changed, "return.zip", listed.asked_topics()).remarks
        assert any("late" in remark for remark in remarks) == (days > 0), "what is said at intake agrees"


def test_the_officers_word_gives_a_late_return_its_agencys_extension(listed: ReceivingDesk, post: Post) -> None:
    ask_topics(listed, (msgspec.structs.replace(small_topic(), deadline=NOON.date() - dt.timedelta(days=3)),))
    extend_agency(listed, "Quayside Nursery", NOON.date())
    first = take_one(listed, post["riverside"])
    assert any("3 days late" in remark for remark in first.remarks)
    match_return(listed, first.reference, "Quayside Nursery")
    (received,) = all_returns(listed.register)
    assert result_of(listed, received, "return.zip", listed.asked_topics()).remarks == first.remarks[1:]


def test_a_decision_has_effect_on_the_figures_from_its_day_on(listed: ReceivingDesk, post: Post) -> None:
    reference = take_one(listed, post["riverside"]).reference
    assert progress(listed, rule=CountingRule.ACCEPTED)["Riverside Trust"] == "outstanding"
    accept_return(listed, reference)
    assert progress(listed, rule=CountingRule.ACCEPTED)["Riverside Trust"] == "returned"
    leave_out(listed, reference, "It was a rehearsal.")
    assert progress(listed)["Riverside Trust"] == "outstanding"
    assert progress(listed, NOON.date() - dt.timedelta(days=1))["Riverside Trust"] == "outstanding"


def test_the_officer_chooses_where_nothing_fits_and_can_take_it_back(desk: ReceivingDesk, post: Post) -> None:
    take_in_agencies(desk, (ExpectedAgency("The Riverside Trust"), ExpectedAgency("Quayside Nursery")))
    reference = take_one(desk, post["riverside"]).reference
    ((_, match),) = overview_on(desk, NOON.date()).unmatched
    assert (match.basis, match.nearest) == (MatchBasis.NONE, "The Riverside Trust")
    match_return(desk, reference, "Quayside Nursery")
    assert progress(desk)["Quayside Nursery"] == "returned"
    match_return(desk, reference, "")
    assert progress(desk)["Quayside Nursery"] == "outstanding"
    undo_match(desk, reference)
    ((_, match),) = overview_on(desk, NOON.date()).unmatched
    assert match.basis is MatchBasis.NONE
    with pytest.raises(AgencyUnknown):
        match_return(desk, reference, "Nobody")
    with pytest.raises(DeskReturnUnknown):
        match_return(desk, "AAAA-BBBB-1", "Quayside Nursery")


def test_a_signer_is_known_from_the_officers_word_and_a_contradiction_is_the_officers(
    desk: ReceivingDesk, post: Post
) -> None:
    take(desk, post["riverside"], post["harbour"])
    riverside, harbour = all_returns(desk.register)[1], all_returns(desk.register)[0]
    one, two = DeskAgency("1", ExpectedAgency("One")), DeskAgency("2", ExpectedAgency("=harbour school"))
    word = {match_key(riverside): MatchDecision("Kim", NOON, "1")}
    found = match_returns((one,), (riverside, harbour), word)[match_key(harbour)]
    assert (found.agency, found.basis) == ("1", MatchBasis.SIGNER)
    found = match_returns((one, two), (riverside, harbour), word)[match_key(harbour)]
    assert (found.agency, found.basis) == ("", MatchBasis.UNCLEAR)
    found = match_returns((one, two), (riverside, harbour), {})[match_key(harbour)]
    assert (found.agency, found.basis) == ("2", MatchBasis.NAME)


def test_a_list_taken_in_again_changes_agencies_and_removes_none(listed: ReceivingDesk) -> None:
    extend_agency(listed, "Riverside Trust", DEADLINE)
    taken = take_in_agencies(
        listed, (ExpectedAgency("Riverside Trust Ltd", "Charity", other_names=("Riverside Trust",)), LIST[1])
    )
    assert (taken.added, taken.changed) == (0, 1)
    assert taken.unlisted == ("Harbour School", "Quayside Nursery")
    (renamed,) = (one.agency for one in overview_on(listed).standings if one.agency.name == "Riverside Trust Ltd")
    assert renamed.extended == DEADLINE


def test_nobody_who_sent_anything_is_reminded_and_each_reminder_is_recorded(listed: ReceivingDesk, post: Post) -> None:
    reference = take(listed, post["riverside"], post["harbour"]).files[0].reference
    leave_out(listed, reference, "It was a rehearsal.")
    take_in_agencies(listed, (ExpectedAgency("Hilltop Clubs"),))
    take(listed, post["second"])
    due = reminders_due(listed, overview_on(listed, NOON.date()))
    assert {one.standing.agency.name for one in due} == {"Quayside Nursery", "Hilltop Clubs"}
    assert "Dear Jo" in next(one.text for one in due if one.standing.agency.name == "Quayside Nursery")
    out = write_reminders(listed, due)
    sheet = openpyxl.load_workbook(out)["Reminders"]
    assert {cell.value for cell in sheet["D"]} == {"E-mail", None, "jo@quayside.example"}
    assert len(all_reminders(listed.register)) == 1, "no e-mail reaches an agency without an address"
    again = reminders_due(listed, overview_on(listed, NOON.date()))
    assert {one.standing.agency.name: one.before for one in again} == {"Quayside Nursery": 1, "Hilltop Clubs": 0}


def test_an_agency_whose_return_may_be_here_under_another_name_is_not_reminded(desk: ReceivingDesk, post: Post) -> None:
    ask_topics(desk, (small_topic(),))
    take_in_agencies(desk, (ExpectedAgency("The Riverside Trust"), ExpectedAgency("Quayside Nursery")))
    take(desk, post["riverside"])
    due = reminders_due(desk, overview_on(desk, NOON.date()))
    assert [one.standing.agency.name for one in due] == ["Quayside Nursery"]


def test_states_are_those_that_papers_name() -> None:
    assert {one.value for one in AgencyProgress} == {
        "returned",
        "returned-late",
        "correction-asked",
        "outstanding",
        "extended",
        "closed",
    }


def test_headings_are_guessed_and_a_person_can_choose_others(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Setting,Trust,Wing,DSL\nHilltop,Riverside Trust,Club,Jo\n,Quay Trust,School,Al\n", "utf-8")
    guessed = look_into_agencies(path)
    assert {one.column.value: one.heading for one in guessed.headings} == {
        "agency": "setting",
        "type": "",
        "contact": "dsl",
        "email": "",
        "other names": "",
        "topics": "",
        "last day": "",
    }
    assert guessed.all_headings == ("setting", "trust", "wing", "dsl")
    assert [(one.kind, one.row) for one in guessed.problems] == [(ListProblemKind.NAME_MISSING, 3)]
    chosen = look_into_agencies(path, (ListHeading(ListColumn.AGENCY, "trust"), ListHeading(ListColumn.TYPE, "wing")))
    assert chosen.problems == ()
    assert [(one.name, one.type, one.contact) for one in chosen.agencies] == [
        ("Riverside Trust", "Club", "Jo"),
        ("Quay Trust", "School", "Al"),
    ]

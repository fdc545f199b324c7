"""How late a return is: a correction has the day that its request gives, in every list, figure and file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import openpyxl
import pytest

from s11desk.app.receiving.agencies.agency_register import overview_on, take_in_agencies
from s11desk.app.receiving.arrivals.record_file import result_of
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk, ask_topics
from s11desk.app.receiving.figures.desk_figures import look_at_figures
from s11desk.app.receiving.figures.overview_files import save_overview
from s11desk.collation.desk_tables import DESK_AGENCIES, desk_agency_row
from s11desk.domain.receiving.desk_agencies import AgencyProgress, AgencyStanding
from s11desk.domain.receiving.desk_values import ReceivedReturn, Review, ReviewState
from s11desk.domain.receiving.expected_agencies import ExpectedAgency
from s11desk.domain.receiving.lateness import last_day_after
from s11desk.register.review_rows import add_review
from s11desk.wording.desk.agency_words import last_day_words, standing_sentence
from tests.desk.made_rows import keep_rows, made_row
from tests.samples import NOON, small_topic

LAST_DAY = NOON.date() - dt.timedelta(days=30)
TOPIC = msgspec.structs.replace(small_topic(), deadline=LAST_DAY)
RIVERSIDE = "Riverside Trust"


def moment(days: int) -> dt.datetime:
    """Noon so many days after the last day."""
    return dt.datetime.combine(LAST_DAY + dt.timedelta(days=days), dt.time(12), dt.UTC)


def made(number: int, days: int, *, taken: int | None = None) -> ReceivedReturn:
    one = made_row(RIVERSIDE, moment(days), TOPIC, number=number)
    return one if taken is None else msgspec.structs.replace(one, taken=moment(taken))


def sent_back(days: int, due: int | None = None) -> Review:
    return Review(ReviewState.SENT_BACK, "Kim", moment(days), due=None if due is None else moment(due).date())


@pytest.fixture
def asking(desk: ReceivingDesk) -> ReceivingDesk:
    ask_topics(desk, (TOPIC,))
    take_in_agencies(desk, (ExpectedAgency(RIVERSIDE),))
    return desk


def keep(desk: ReceivingDesk, *pairs: tuple[ReceivedReturn, Review | None]) -> None:
    keep_rows(desk, *(one for one, _ in pairs))
    with desk.register.changing() as connection:
        for one, review in pairs:
            if review is not None:
                add_review(connection, one.sha256, review)


def standing_of(desk: ReceivingDesk) -> AgencyStanding:
    (one,) = overview_on(desk).standings
    return one


def days_late_everywhere(desk: ReceivingDesk, out: Path) -> tuple[int, ...]:
    """How many days late the return that counts is, wherever that is said; 0 where it is not called late."""
    one = standing_of(desk)
    assert one.received is not None
    (rate,) = (rate for rate in overview_on(desk).rates if not rate.type)
    remarks = result_of(desk, one.received, "return.zip", desk.asked_topics()).remarks
    said = [int(remark.split()[3]) for remark in remarks if "late" in remark] or [0]
    exported = dict(zip((column.name for column in DESK_AGENCIES.columns), desk_agency_row(one, 0, ""), strict=True))
    save_overview(look_at_figures(desk), out, desk.now())
    headings, row = openpyxl.load_workbook(out)["Agencies"].values
    saved = dict(zip(headings, row, strict=True))
    late = one.progress is AgencyProgress.LATE
    states = (rate.late, saved["State"] == "Returned late", exported["state"] == "returned-late", bool(one.days_late))
    assert set(map(bool, states)) == {late}
    in_cell = saved["Days late"] or 0
    assert isinstance(in_cell, int)
    return one.days_late, said[0], int(exported["days_late"] or 0), in_cell


@pytest.mark.parametrize(
    ("pairs", "days"),
    [
        ([(made(1, -5), None)], 0),
        ([(made(1, 3), None)], 3),
        ([(made(1, -5), sent_back(2, due=10)), (made(2, 9), None)], 0),
        ([(made(1, -5), sent_back(2, due=10)), (made(2, 10), None)], 0),
        ([(made(1, -5), sent_back(2, due=10)), (made(2, 12), None)], 2),
        ([(made(1, -20), sent_back(-15, due=-10)), (made(2, -3), None)], 0),
        ([(made(1, -20), sent_back(-15, due=-10)), (made(2, 4), None)], 4),
        ([(made(1, -20), sent_back(-15)), (made(2, 4), None)], 4),
        ([(made(1, -5), sent_back(2)), (made(2, 20), None)], 0),
        ([(made(1, -5), sent_back(1, due=5)), (made(2, 4), sent_back(6, due=12)), (made(3, 11), None)], 0),
        ([(made(1, -5), sent_back(1, due=5)), (made(2, 4), sent_back(6, due=12)), (made(3, 13), None)], 1),
        ([(made(1, -5), sent_back(2, due=10)), (made(2, 12, taken=10), None)], 0),
        ([(made(1, 2, taken=-1), None)], 0),
    ],
    ids=[
        "in time",
        "late",
        "corrected in time",
        "on the day of the request",
        "corrected late",
        "a day of the request before the last day",
        "after both",
        "no day, asked before the last day",
        "no day, asked after the last day",
        "asked twice, in time",
        "asked twice, late",
        "a correction from a clock that is ahead",
        "a clock that is ahead",
    ],
)
def test_a_correction_is_late_after_the_day_of_its_request(
    asking: ReceivingDesk, tmp_path: Path, pairs: list[tuple[ReceivedReturn, Review | None]], days: int
) -> None:
    keep(asking, *pairs)
    assert set(days_late_everywhere(asking, tmp_path / "overview.xlsx")) == {days}


def test_what_is_to_be_corrected_shows_the_day_of_its_request(asking: ReceivingDesk) -> None:
    keep(asking, (made(1, -5), sent_back(2, due=10)))
    one = standing_of(asking)
    due = moment(10).date()
    assert (one.progress, one.last_day, one.days_late) == (AgencyProgress.CORRECTING, due, 20)
    assert last_day_words(one, None) == "10 Feb 2026"
    assert "to be corrected by" in standing_sentence(one, "")
    assert overview_on(asking, due).standings[0].days_late == 0


def test_a_request_that_is_taken_back_or_of_another_day_changes_nothing(asking: ReceivingDesk, tmp_path: Path) -> None:
    first, second = made(1, -5), made(2, 9)
    keep(asking, (first, sent_back(2, due=10)), (second, None))
    with asking.register.changing() as connection:
        add_review(connection, first.sha256, Review(ReviewState.RECEIVED, "Kim", moment(3)))
    assert set(days_late_everywhere(asking, tmp_path / "overview.xlsx")) == {9}


def test_a_return_made_before_the_one_that_was_sent_back_is_no_correction(
    asking: ReceivingDesk, tmp_path: Path
) -> None:
    keep(asking, (made(2, 8), sent_back(9, due=15)), (made(1, 4), None))
    assert set(days_late_everywhere(asking, tmp_path / "overview.xlsx")) == {4}


def test_an_audit_without_a_last_day_has_that_of_the_request() -> None:
    assert last_day_after(None, [sent_back(2, due=10)]) == moment(10).date()
    assert last_day_after(None, [sent_back(2)]) is None
    assert last_day_after(None, []) is None

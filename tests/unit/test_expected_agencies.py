"""Who has returned, who has not, and the rate at the deadline."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from s11desk.domain.receiving.expected_agencies import (
    AgencyState,
    ExpectedAgency,
    ReceivedFrom,
    ReturnRate,
    count_rates,
    match_agencies,
)
from tests.samples import NOON

DEADLINES = {"sample": NOON.date()}


def received(agency: str, *, days: int = 0, reference: str = "A-1", topic: str = "sample") -> ReceivedFrom:
    return ReceivedFrom(agency, topic, reference, NOON + dt.timedelta(days=days))


def expected(*names: str) -> list[ExpectedAgency]:
    return [ExpectedAgency(name) for name in names]


def test_an_agency_is_found_as_a_person_reads_its_name() -> None:
    lines = match_agencies(expected("St. Mary’s  School"), [received("ST MARY’S SCHOOL")], DEADLINES)
    assert [line.state for line in lines] == [AgencyState.RETURNED]


def test_an_agency_is_found_under_another_name_that_the_list_gives() -> None:
    agency = ExpectedAgency("Harbour Academy", other_names=("Harbour School",))
    (line,) = match_agencies([agency], [received("Harbour School")], DEADLINES)
    assert (line.state, line.agency) == (AgencyState.RETURNED, agency)


def test_the_day_of_the_deadline_is_in_time_and_the_next_is_late() -> None:
    lines = match_agencies(expected("A", "B"), [received("A"), received("B", days=1)], DEADLINES)
    assert [(line.state, line.days_late) for line in lines] == [(AgencyState.RETURNED, 0), (AgencyState.LATE, 1)]


def test_without_a_deadline_nobody_is_late() -> None:
    (line,) = match_agencies(expected("A"), [received("A", days=900)], {"sample": None})
    assert line.state is AgencyState.RETURNED


def test_an_agency_that_is_not_on_the_list_is_shown_with_the_one_it_may_be() -> None:
    lines = match_agencies(expected("Hilltop Youth Club"), [received("Hilltop Yuoth Club")], DEADLINES)
    assert [line.state for line in lines] == [AgencyState.OUTSTANDING, AgencyState.UNEXPECTED]
    assert lines[1].nearest == "Hilltop Youth Club"


def test_every_agency_is_expected_for_every_topic() -> None:
    lines = match_agencies(
        expected("A", "B"), [received("A"), received("B", topic="other")], {"sample": None, "other": None}
    )
    assert {(line.topic, line.agency.name, line.state) for line in lines if line.agency} == {
        ("sample", "A", AgencyState.RETURNED),
        ("sample", "B", AgencyState.OUTSTANDING),
        ("other", "A", AgencyState.OUTSTANDING),
        ("other", "B", AgencyState.RETURNED),
    }


def test_rates_count_those_on_the_list_by_type() -> None:
    agencies = [ExpectedAgency("A", "School"), ExpectedAgency("B", "School"), ExpectedAgency("C")]
    lines = match_agencies(agencies, [received("A", days=2), received("C"), received("Unknown")], DEADLINES)
    assert count_rates(lines) == (
        ReturnRate("sample", "", 3, 2, 1),
        ReturnRate("sample", "No type given", 1, 1, 0),
        ReturnRate("sample", "School", 2, 1, 1),
    )


@pytest.mark.parametrize(("returned", "of", "percent"), [(0, 0, None), (0, 3, 0), (1, 8, 13), (2, 3, 67), (3, 3, 100)])
def test_a_rate_is_rounded_halves_up(returned: int, of: int, percent: int | None) -> None:
    assert ReturnRate("t", "", of, returned, 0).percent == percent


@pytest.mark.parametrize("seed", range(30))
def test_the_rates_are_those_of_a_plain_count(seed: int) -> None:
    """The same figures on thirty dates, counted here in another way."""
    chance = random.Random(seed)  # noqa: S311 - agencies for a test
    agencies = [ExpectedAgency(f"Agency {number}", chance.choice(["School", "GP", ""])) for number in range(60)]
    came = {f"Agency {number}": chance.randrange(-20, 20) for number in range(70) if chance.random() < 0.7}
    all_received = [received(name, days=days, reference=name) for name, days in came.items()]
    chance.shuffle(all_received)
    (whole, *_) = count_rates(match_agencies(agencies, all_received, DEADLINES))
    on_list = {name: days for name, days in came.items() if int(name.split()[1]) < 60}
    assert (whole.expected, whole.returned) == (60, len(on_list))
    assert whole.late == sum(days > 0 for days in on_list.values())
    assert whole.outstanding == 60 - len(on_list)


def test_names_of_signs_only_are_different_names() -> None:
    lines = match_agencies(expected("A"), [received("\u2605"), received("\u2606", reference="B-1")], DEADLINES)
    assert [line.received.agency for line in lines if line.received is not None] == ["\u2605", "\u2606"]


def test_the_nearest_name_is_found_among_thousands() -> None:
    names = [f"Saint Mary School {number}" for number in range(3000)] + ["Riverside Primary Academy"]
    *_, last = match_agencies(expected(*names), [received("Riverside Primary Akademy")], DEADLINES)
    assert last.nearest == "Riverside Primary Academy"

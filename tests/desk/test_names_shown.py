"""Before the officer gives their name the login name is recorded. Everything made later shows the name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from s11desk.app.home.known_desks import note_officer
from s11desk.app.home.paths import Home
from s11desk.app.receiving.agencies.agencies_seen import look_at_agencies
from s11desk.app.receiving.agencies.agency_register import change_contact, extend_agency, find_agency, take_in_agencies
from s11desk.app.receiving.agencies.remind import record_reminder
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk, create_desk
from s11desk.app.receiving.keeping.agency_copy import copy_agency
from s11desk.app.receiving.returns.desk_return import look_at_return
from s11desk.app.receiving.returns.review_return import accept_return
from s11desk.app.receiving.tables.desk_table_files import write_desk_tables
from s11desk.domain.receiving.agency_list_plan import ListedAgency, with_listed
from s11desk.domain.receiving.expected_agencies import ExpectedAgency
from tests.desk.conftest import Post, take
from tests.samples import NOON


@pytest.fixture
def later(tmp_path: Path, officer: Officer, post: Post, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReceivingDesk]:
    """A desk at which everything was done under the login name, opened again once the name is known."""
    monkeypatch.setattr("getpass.getuser", lambda: "abaker")
    nameless = replace(officer, who="", home=Home(tmp_path / "home"))
    create_desk(tmp_path / "desk", nameless, "Sample Partnership")
    with ReceivingDesk(tmp_path / "desk", nameless) as desk:
        take_in_agencies(desk, [ExpectedAgency("Riverside Trust"), ExpectedAgency("Quay Club")])
        extend_agency(desk, "Quay Club", NOON.date())
        record_reminder(desk, find_agency(desk, "Quay Club").id, "sample")
        accept_return(desk, take(desk, post["riverside"]).files[0].reference)
    note_officer(nameless.home, "Ann Baker")
    with ReceivingDesk(tmp_path / "desk", nameless) as desk:
        yield desk


def test_the_officers_name_is_shown_wherever_the_login_name_was_recorded(later: ReceivingDesk, tmp_path: Path) -> None:
    seen = look_at_agencies(later)
    (sha256, review), ((_, reminder),) = seen.reviews[0], seen.reminder_records
    shown = [review.who, reminder.who, *(event.who for one in seen.agencies for event in one.history)]
    shown += [one.who for one in look_at_return(later, sha256).history]
    assert set(shown) == {"Ann Baker"}
    write_desk_tables(later, tmp_path / "tables")
    assert "Ann Baker" in (tmp_path / "tables" / "reviews.csv").read_text("utf-8")
    copy_agency(later, "Riverside Trust", tmp_path / "copy")
    written = b"".join(one.read_bytes() for one in tmp_path.rglob("*") if one.suffix in {".csv", ".txt"})
    assert b"Ann Baker" in written
    assert b"abaker" not in written


def test_a_contact_that_the_officer_wrote_stays_where_a_later_list_has_none(later: ReceivingDesk) -> None:
    agency = change_contact(later, "Quay Club", " Jo  Bell ", "jo@quay.example")
    assert (agency.expected.contact, agency.expected.email) == ("Jo Bell", "jo@quay.example")
    assert agency.history[-1].kind == "contact-changed"
    listed = with_listed(agency, ListedAgency(ExpectedAgency("Quay Club", "Club")))
    assert listed.expected == ExpectedAgency("Quay Club", "Club", "Jo Bell", "jo@quay.example")
    written = with_listed(agency, ListedAgency(ExpectedAgency("Quay Club", "Club", email="new@quay.example")))
    assert written.expected.email == "new@quay.example"

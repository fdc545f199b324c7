"""The search at a desk finds what an agency wrote by every name it has, and shows the one on the officer's list."""

from __future__ import annotations

from hashlib import sha256

import msgspec
import pytest

from s11desk.app.receiving.agencies.agency_register import match_return, take_in_agencies, undo_match
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.returns.desk_search import DeskHit, DeskSearch, search_desk
from s11desk.domain.receiving.expected_agencies import ExpectedAgency
from s11desk.domain.text.typed_names import has_name_words
from s11desk.register.received_rows import all_returns, change_return, find_return
from tests.desk.conftest import Post, take, take_one

LIST = (
    ExpectedAgency("Harbour Youth Boxing Club", "Club"),
    ExpectedAgency("Trust of the River", "Charity", other_names=("Riverside Trust",)),
    ExpectedAgency("Hilltop Club", "Club"),
)


@pytest.fixture
def listed(desk: ReceivingDesk, post: Post) -> ReceivingDesk:
    """A desk with returns of Riverside Trust, =Harbour School and Hilltop Club, and the list of above."""
    take(desk, post["riverside"], post["second"])
    harbour = take_one(desk, post["harbour"])
    take_in_agencies(desk, LIST)
    for one in all_returns(desk.register):  # each agency has a key of its own
        with desk.register.changing() as connection:
            change_return(connection, msgspec.structs.replace(one, signer_key=sha256(one.agency.encode()).hexdigest()))
    match_return(desk, harbour.reference, "Harbour Youth Boxing Club")
    return desk


def found(desk: ReceivingDesk, agency: str, kind: str = "") -> set[str]:
    return {one.agency for one in hits(desk, agency, kind)}


def hits(desk: ReceivingDesk, agency: str, kind: str = "") -> tuple[DeskHit, ...]:
    return search_desk(desk, DeskSearch("register", agency=agency, type=kind))


@pytest.mark.parametrize(
    ("typed", "agency"),
    [
        ("Boxing Club", "Harbour Youth Boxing Club"),
        ("boxing", "Harbour Youth Boxing Club"),
        ("Harbour School", "Harbour Youth Boxing Club"),
        ("harb", "Harbour Youth Boxing Club"),
        ("of the Riv", "Trust of the River"),
        ("riverside", "Trust of the River"),
        ("hilltop", "Hilltop Club"),
    ],
    ids=["on the list", "a word of it", "in the return", "in both", "on the list, matched by name", "other", "same"],
)
def test_an_agency_is_found_by_each_of_its_names(listed: ReceivingDesk, typed: str, agency: str) -> None:
    assert found(listed, typed) == {agency}


def test_words_of_several_agencies_find_each_and_those_of_none_nothing(listed: ReceivingDesk) -> None:
    assert found(listed, "club") == {"Harbour Youth Boxing Club", "Hilltop Club"}
    assert found(listed, "") == {one.name for one in LIST}
    assert found(listed, "-") == {one.name for one in LIST}
    for nothing in ("Boxing School", "swimming", "rbour"):
        assert found(listed, nothing) == set()


def test_an_agency_and_its_type_are_looked_for_together(listed: ReceivingDesk) -> None:
    assert found(listed, "", "Club") == {"Harbour Youth Boxing Club", "Hilltop Club"}
    assert found(listed, "harbour", "Charity") == set()


def test_a_choice_that_was_taken_back_leaves_the_name_in_the_return(listed: ReceivingDesk) -> None:
    (received,) = {one.received for one in hits(listed, "boxing")}
    undo_match(listed, received)
    assert found(listed, "boxing") == set()
    assert found(listed, "harbour") == {"=Harbour School"}


def test_a_return_that_the_officer_gave_to_another_is_found_by_both_names(listed: ReceivingDesk) -> None:
    one = next(iter(hits(listed, "hilltop")))
    match_return(listed, one.received, "Harbour Youth Boxing Club")
    assert {hit.received for hit in hits(listed, "boxing")} >= {one.received}
    assert found(listed, "hilltop") == {"Harbour Youth Boxing Club"}, "its own name still finds it"


def test_a_return_that_the_same_key_signed_is_found_by_the_name_on_the_list(listed: ReceivingDesk) -> None:
    boxing, other = (next(iter(hits(listed, typed))).received for typed in ("boxing", "hilltop"))
    given, unlike = (find_return(listed.register, one) for one in (boxing, other))
    assert given is not None
    assert unlike is not None
    facts = msgspec.structs.replace(unlike.facts, agency="glovesandropes")
    named = msgspec.structs.replace(unlike, agency="Gloves and Ropes", facts=facts)
    signed = msgspec.structs.replace(named, signer_key=given.signer_key)
    with listed.register.changing() as connection:
        change_return(connection, signed)
        connection.execute("UPDATE found_words SET agency = ? WHERE received = ?", (signed.agency, signed.sha256))
    assert {one.received for one in hits(listed, "boxing")} == {boxing, other}


@pytest.mark.parametrize(
    ("name", "typed", "has"),
    [
        ("Harbour Youth Boxing Club", "boxing cl", True),
        ("Harbour Youth Boxing Club", "box club", False),
        ("Café Órbita", "cafe orbita", True),
        ("St Mary's Club", "mary's", True),
        ("Club", "", True),
    ],
)
def test_words_of_a_name_are_compared_as_the_index_compares_them(name: str, typed: str, *, has: bool) -> None:
    assert has_name_words(name, typed) is has

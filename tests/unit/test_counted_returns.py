"""Of one audit the newest return counts, in whatever order the files arrive."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter

import pytest

from s11desk.domain.receiving.counted_returns import (
    CountableReturn,
    CountDecision,
    EarlierNumber,
    FileState,
    decide_which_count,
)
from tests.samples import NOON


def made(
    number: int,
    *,
    audit: str = "k7m3-9qxd",
    content: str = "",
    sha256: str = "",
    signatures: int = 1,
    hours: int = 0,
    earlier: tuple[EarlierNumber, ...] = (),
    agency: str = "riverside",
) -> CountableReturn:
    content = content or f"{audit}-{number}"
    reference = f"{content}-reference"
    at = NOON + dt.timedelta(days=number, hours=hours)
    return CountableReturn(audit, number, reference, at, content, sha256 or content, signatures, earlier, agency)


def states(*received: CountableReturn) -> list[FileState]:
    return [decision.state for decision in decide_which_count(received)]


def test_nothing_received_is_nothing_decided() -> None:
    assert decide_which_count([]) == ()


def test_the_newest_return_of_an_audit_counts() -> None:
    assert states(made(1), made(3), made(2)) == [FileState.REPLACED, FileState.COUNTED, FileState.REPLACED]


def test_agencies_that_began_with_copies_of_one_draft_all_count() -> None:
    received = [
        made(1, content="a1", agency="a"),
        made(1, content="b1", agency="b"),
        made(2, content="b2", agency="b"),
        made(1, content="c1", agency="c", hours=1),
    ]
    assert states(*received) == [FileState.COUNTED, FileState.REPLACED, FileState.COUNTED, FileState.COUNTED]
    assert [decision.is_forked for decision in decide_which_count(received)] == [True, True, False, True]


def test_an_agency_that_corrects_its_name_replaces_its_return() -> None:
    assert states(made(1, agency="riversid"), made(2)) == [FileState.REPLACED, FileState.COUNTED]


def test_each_audit_counts_for_itself() -> None:
    assert states(made(1, audit="one"), made(2, audit="two")) == [FileState.COUNTED, FileState.COUNTED]


def test_a_file_that_comes_twice_counts_once() -> None:
    assert states(made(1), made(1)) == [FileState.COUNTED, FileState.REPEATED]


def test_the_approved_copy_counts() -> None:
    plain, approved = made(1, sha256="plain"), made(1, sha256="approved", signatures=2)
    assert states(plain, approved) == [FileState.UNAPPROVED, FileState.COUNTED]
    assert states(approved, plain) == [FileState.COUNTED, FileState.UNAPPROVED]


def test_an_approved_copy_of_an_older_return_does_not_count() -> None:
    approved, newer = made(1, sha256="approved", signatures=2), made(2)
    assert states(approved, newer) == [FileState.REPLACED, FileState.COUNTED]


def test_of_two_returns_with_one_number_the_later_counts_and_both_are_marked() -> None:
    first, second = made(1, content="first"), made(1, content="second", hours=1)
    assert decide_which_count([second, first]) == (
        CountDecision(FileState.COUNTED, is_forked=True),
        CountDecision(FileState.FORKED, is_forked=True),
    )


def test_a_return_that_names_another_as_its_forerunner_is_marked() -> None:
    here, other = made(1, content="here"), made(2, earlier=(EarlierNumber(1, "another"),))
    assert decide_which_count([here, other]) == (
        CountDecision(FileState.REPLACED, is_forked=True),
        CountDecision(FileState.COUNTED, is_forked=True),
    )


def test_a_return_that_names_its_forerunner_is_not_marked() -> None:
    first = made(1)
    second = made(2, earlier=(EarlierNumber(1, first.reference),))
    assert not any(decision.is_forked for decision in decide_which_count([first, second]))


@pytest.mark.parametrize("seed", range(20))
def test_a_thousand_chains_give_the_same_current_set_in_any_order(seed: int) -> None:
    received = [made(number, audit=f"audit-{audit}") for audit in range(1000) for number in range(1, 2 + audit % 4)]
    received += random.Random(1).choices(received, k=200)  # noqa: S311 - files for a test
    expected = {each.sha256 for each in received if each.number == 1 + int(each.audit_id[6:]) % 4}
    random.Random(seed).shuffle(received)  # noqa: S311
    decided = decide_which_count(received)
    counted = [each.sha256 for each, one in zip(received, decided, strict=True) if one.state is FileState.COUNTED]
    assert sorted(counted) == sorted(expected)


def test_many_numbers_of_one_audit_take_no_longer_than_many_audits() -> None:
    """A stranger may send any numbers: each return names all earlier ones, and the work stays proportional to that."""
    chain = [
        made(number, earlier=tuple(EarlierNumber(one, made(one).reference) for one in range(1, number)))
        for number in range(1, 400)
    ]
    assert Counter(states(*chain)) == {FileState.COUNTED: 1, FileState.REPLACED: 398}

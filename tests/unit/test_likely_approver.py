"""Who will probably approve a return: the only person whom its answers name beside the one who signed it."""

from __future__ import annotations

import pytest

from s11desk.domain.audits.audit import Answer, Person
from s11desk.domain.returns.approval_remarks import SignedBy
from s11desk.domain.returns.likely_approver import likely_approver

LEAD = SignedBy("Sue Harper", "sue@club.example")
SUE, ANIL = Person(role="completer", name="sue  harper"), Person(role="other", name="Anil Patel", job_title="Chair")


@pytest.mark.parametrize(
    ("people", "likely"),
    [
        ((SUE, ANIL), ANIL),
        ((SUE, Person(role="other", name="S. Harper", email="SUE@club.example")), None),
        ((SUE, ANIL, Person(role="other", name="Kim Lee")), None),
        ((ANIL, Person(role="third", name="anil patel")), ANIL),
        ((SUE, Person(role="other", email="anil@club.example")), None),
        ((), None),
    ],
)
def test_only_one_other_person_is_likely(people: tuple[Person, ...], likely: Person | None) -> None:
    assert likely_approver([LEAD], [Answer("completed-by", people=people)]) == likely

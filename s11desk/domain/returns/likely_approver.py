"""Who will probably approve a return, by the people whom its answers name: a pure function."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from s11desk.domain.audits.audit import Answer, Person
from s11desk.domain.returns.approval_remarks import SignedBy
from s11desk.domain.text.same_name import is_same_name


def likely_approver(before: Sequence[SignedBy], answers: Iterable[Answer]) -> Person | None:
    """The only person whom the answers name beside those who signed ``before``; None if there is none, or several."""
    people = [person for answer in answers for person in answer.people if person.name.strip()]
    others = [one for one in people if not any(_is_one(one, signed) for signed in before)]
    first = others[0] if others else None
    is_only = first is not None and all(is_same_name(first.name, one.name) for one in others)
    return first if is_only else None


def _is_one(person: Person, signed: SignedBy) -> bool:
    email = person.email.strip().casefold()
    return is_same_name(person.name, signed.name) or (bool(email) and email == signed.email.strip().casefold())

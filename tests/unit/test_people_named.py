"""The names that an audit already has, to offer them for the lead of an action."""

from __future__ import annotations

from s11desk.domain.audits.audit import Action, Answer, Person
from s11desk.domain.audits.people_named import people_named
from tests.samples import audit_with

AUDIT = audit_with(
    Answer("people", people=(Person("completer", name=" Amina  Yusuf "), Person("substitute"))),
    actions=(Action("A1", lead="amina yusuf"), Action("A2", lead="Sam"), Action("A3", lead="S")),
)


def test_each_person_is_named_once_with_those_of_the_answers_first() -> None:
    assert people_named(AUDIT) == ("Amina Yusuf", "Sam", "S")


def test_the_action_that_is_being_typed_does_not_offer_its_own_lead() -> None:
    assert people_named(AUDIT, except_action="A3") == ("Amina Yusuf", "Sam")

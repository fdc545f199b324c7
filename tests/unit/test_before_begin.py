"""What is said of a form before it is begun, and of whom to ask where there is nobody to reach."""

from __future__ import annotations

import msgspec
import pytest

from s11desk.domain.topics.signer_role import Role
from s11desk.domain.topics.topic import Contact, Recipient, ReturnAddress, SigningRole, Topic
from s11desk.wording.returns.role_words import who_signs_line
from s11desk.wording.topics.before_begin_sentences import before_begin_lines, contact_lines, has_contact_details
from tests.samples import ORIGIN, small_topic

REACHABLE = Contact("Kim Lee", email="kim@sp.example", note="Mornings only.", origin=ORIGIN)
SILENT = Contact("Kim Lee", note="We do not have contact details for Kim Lee. Look on the website.", origin=ORIGIN)
ADDRESS = ReturnAddress("returns@sp.example", origin=ORIGIN)


def form(contact: Contact, address: ReturnAddress) -> Topic:
    return msgspec.structs.replace(small_topic(), contact=contact, return_to=address)


def test_a_form_that_says_everything_needs_no_words() -> None:
    assert before_begin_lines(form(REACHABLE, ADDRESS)) == ()
    assert contact_lines(form(REACHABLE, ADDRESS)) == (
        f"Kim Lee, {small_topic().partnership.name}",
        "kim@sp.example",
        "Mornings only.",
    )


@pytest.mark.parametrize("contact", [SILENT, Contact("Kim Lee"), Contact("Kim Lee", telephone=" ")])
def test_where_something_is_missing_there_is_always_the_e_mail_that_asked(contact: Contact) -> None:
    topic = form(contact, ReturnAddress())
    assert not has_contact_details(topic)
    (address,) = before_begin_lines(topic)
    assert "reply to the e-mail that asked for this audit" in address
    assert before_begin_lines(form(contact, ADDRESS)) == (
        "We do not have contact details for Kim Lee. You can reply to the e-mail that asked for this audit.",
    )
    lines = contact_lines(topic)
    assert lines[:3] == (
        f"Kim Lee, {topic.partnership.name}",
        "We do not have contact details for Kim Lee.",
        "You can reply to the e-mail that asked for this audit.",
    )
    assert lines[3:] == (("Look on the website.",) if contact.note else ())


def test_who_signs_is_said_with_the_name_of_the_button_that_is_there_then() -> None:
    plain = small_topic()
    roles = tuple(SigningRole(role.value, title) for role, title in zip(Role, ("Lead", "Head", "Chair"), strict=True))
    assert not who_signs_line(plain)  # the page itself asks first whether anybody else signs
    assert "Signing comes next: you sign first, and you say there whether" in who_signs_line(plain, is_next=True)
    both = who_signs_line(msgspec.structs.replace(plain, sign_off=roles[:2]))
    assert "After you, Head signs." in both
    three = who_signs_line(msgspec.structs.replace(plain, sign_off=roles))
    assert "After you, Head and Chair sign." in three
    assert "“Send it to be approved”" in three
    locked = who_signs_line(msgspec.structs.replace(plain, sign_off=roles, encrypt_to=(Recipient("Kim", "x", ORIGIN),)))
    assert "save a locked copy" in locked

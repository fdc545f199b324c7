"""Whatever bytes they are given, the readers answer, soon, with no error but the typed ones."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from s11desk.errors import UserError
from s11desk.signing import der
from s11desk.signing.certificates import displayable_line
from s11desk.signing.envelope.addressees import read_addressee
from s11desk.signing.envelope.envelope_facts import EnvelopeAltered, EnvelopeUnreadable, RecipientUnsuitable
from s11desk.signing.envelope.envelope_form import Address, AgreedKey, EncryptedKey, Opening, TransportedKey
from s11desk.signing.envelope.envelope_reader import recipients_of
from s11desk.signing.envelope.recipient_keys import RecipientKey
from s11desk.signing.envelope.recipients import load_recipient
from tests.signing.envelope.envelopes import joined, refused, sealed

T = TypeVar("T")

CONTENT = b"one child, one word"
# Long enough for a machine that is busy, far too short for what never ends.
fuzzing = settings(max_examples=300, deadline=dt.timedelta(seconds=2))

MARKS = [
    bytes.fromhex("060b2a864886f70d0109100117"),
    bytes.fromhex("06092a864886f70d010701"),
    b"\x30\x80",
    b"\x30\x84\xff\xff\xff\xff",
    b"\x31\x82\xff\xff",
    b"\xa0\x82\x01\x00",
    b"\x80\x88\xff\xff\xff\xff\xff\xff\xff\xff",
    b"\x04\x10",
    b"\x04\x81\x10",
    b"\x02\x01\x00",
    b"\x1f" + b"\xff" * 20,
    b"\0\0",
]


@pytest.fixture(scope="module")
def envelope(own: RecipientKey, board: RecipientKey) -> bytes:
    return sealed(CONTENT, own.recipient, board.recipient)


def check(content: bytes, key: RecipientKey) -> None:
    """Refused, in one of three ways, and the same without a key."""
    refusal = refused(content, key)
    if isinstance(refusal, EnvelopeUnreadable):
        with pytest.raises(UserError):
            recipients_of(io.BytesIO(content))
    else:
        assert recipients_of(io.BytesIO(content))


@fuzzing
@given(st.binary(max_size=400))
@example(b"\x30\x80" * 10_000)
@example(b"\x1f" + b"\xff" * 70_000)
@example(b"\x30\x83\x01\x11\x70" + bytes.fromhex("060b2a864886f70d0109100117") + b"\xa0\x80" * 35_000)
def test_any_bytes(own: RecipientKey, content: bytes) -> None:
    check(content, own)


@fuzzing
@given(st.lists(st.one_of(st.sampled_from(MARKS), st.binary(max_size=12)), max_size=30).map(b"".join))
def test_bytes_that_look_like_an_envelope(own: RecipientKey, content: bytes) -> None:
    check(content, own)


@fuzzing
@given(st.data())
def test_changed_envelopes(envelope: bytes, own: RecipientKey, board: RecipientKey, data: st.DataObject) -> None:
    changed = bytearray(envelope)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(changed)))
        stop = data.draw(st.integers(start, min(len(changed), start + 40)))
        from_where = data.draw(st.integers(0, len(changed)))
        pieces = [st.binary(max_size=8), st.sampled_from(MARKS), st.just(bytes(changed[from_where : from_where + 60]))]
        changed[start:stop] = data.draw(st.one_of(pieces))
    if changed == envelope:
        return
    for key in (own, board):
        check(bytes(changed), key)


@fuzzing
@given(st.binary(max_size=300), st.binary(min_size=65, max_size=65), st.binary(min_size=40, max_size=40), st.data())
def test_any_values_in_perfect_form(
    own: RecipientKey, board: RecipientKey, encrypted: bytes, point: bytes, wrapped: bytes, data: st.DataObject
) -> None:
    """What someone can make who writes envelopes as we do, in the name of anyone."""
    content, tag = data.draw(st.binary(max_size=40)), data.draw(st.binary(min_size=16, max_size=16))
    keys: frozenset[EncryptedKey] = frozenset(
        {AgreedKey(own.address, point, wrapped), TransportedKey(board.address, encrypted)}
    )
    made = joined(Opening(keys, len(content)), content, tag)
    for key in (own, board):
        assert isinstance(refused(made, key), EnvelopeAltered)


@fuzzing
@given(st.binary(max_size=60), st.binary(max_size=20))
@example(bytes.fromhex("310b300906035504031e020a0d"), b"")
@example(bytes.fromhex("310d300b060355040313" + "04e2808ae2"), b"\xff")
@example(b"\x30\x80" * 500, b"")
def test_any_address_can_be_shown(issuer: bytes, serial: bytes) -> None:
    shown = read_addressee(Address(der.wrap(der.SEQUENCE, issuer), der.wrap(der.INTEGER, serial)))
    for text in (shown.name, shown.organisation, shown.serial):
        assert displayable_line(text) == text


@fuzzing
@given(st.data())
def test_a_broken_certificate_is_refused_or_can_be_sent_to(
    own: RecipientKey, board: RecipientKey, data: st.DataObject
) -> None:
    changed = bytearray(data.draw(st.sampled_from([own, board])).recipient.certificate.der)
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(changed) - 1))
        changed[start : start + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    recipient = unless(lambda: load_recipient(bytes(changed)), RecipientUnsuitable)
    if recipient is not None:
        assert recipient.summary.kind
        assert sealed(CONTENT, recipient)


def unless(task: Callable[[], T], *refusals: type[UserError]) -> T | None:
    """What ``task`` gives; None where it is refused in one of these ways."""
    try:
        return task()
    except UserError as error:
        if isinstance(error, refusals):
            return None
        raise

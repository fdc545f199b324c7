"""For any bytes, the readers soon return or raise a typed error."""

from __future__ import annotations

import io
import time
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
from s11desk.signing.envelope.envelope_form import (
    AgreedKey,
    EncryptedKey,
    EnvelopeHeader,
    IssuerAndSerial,
    TransportedKey,
)
from s11desk.signing.envelope.envelope_reader import EnvelopeParts, read_envelope
from s11desk.signing.envelope.recipient_keys import RecipientKey
from s11desk.signing.envelope.recipients import load_recipient
from tests.signing.envelope.envelopes import join_parts, make_envelope, refused

T = TypeVar("T")

CONTENT = b"one child, one word"
SECONDS = 2.0
"""Of work, for which a busy machine does not count. Far too short for an endless loop."""
fuzzing = settings(max_examples=300)

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
    return make_envelope(CONTENT, own.recipient, board.recipient)


def check_refused(content: bytes, key: RecipientKey) -> None:
    """Check that the bytes are refused in one of three ways, and in the same way without a key."""
    begun = time.process_time()
    refusal = refused(content, key)
    assert time.process_time() - begun < SECONDS
    found = read_envelope(io.BytesIO(content))
    if isinstance(refusal, EnvelopeUnreadable):
        assert found is refusal.problem
    else:
        assert isinstance(found, EnvelopeParts)


@fuzzing
@given(st.binary(max_size=400))
@example(b"\x30\x80" * 10_000)
@example(b"\x1f" + b"\xff" * 70_000)
@example(b"\x30\x83\x01\x11\x70" + bytes.fromhex("060b2a864886f70d0109100117") + b"\xa0\x80" * 35_000)
def test_random_bytes_are_refused(own: RecipientKey, content: bytes) -> None:
    check_refused(content, own)


@fuzzing
@given(st.lists(st.one_of(st.sampled_from(MARKS), st.binary(max_size=12)), max_size=30).map(b"".join))
def test_bytes_that_look_like_an_envelope_are_refused(own: RecipientKey, content: bytes) -> None:
    check_refused(content, own)


@fuzzing
@given(st.data())
def test_randomly_changed_envelopes_are_refused(
    envelope: bytes, own: RecipientKey, board: RecipientKey, data: st.DataObject
) -> None:
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
        check_refused(bytes(changed), key)


@fuzzing
@given(st.binary(max_size=300), st.binary(min_size=65, max_size=65), st.binary(min_size=40, max_size=40), st.data())
def test_random_values_in_the_right_form_are_refused(
    own: RecipientKey, board: RecipientKey, encrypted: bytes, point: bytes, wrapped: bytes, data: st.DataObject
) -> None:
    """Anyone can write envelopes in our form, with any values."""
    content, tag = data.draw(st.binary(max_size=40)), data.draw(st.binary(min_size=16, max_size=16))
    keys: frozenset[EncryptedKey] = frozenset(
        {AgreedKey(own.issuer_and_serial, point, wrapped), TransportedKey(board.issuer_and_serial, encrypted)}
    )
    made = join_parts(EnvelopeHeader(keys, len(content)), content, tag)
    for key in (own, board):
        assert isinstance(refused(made, key), EnvelopeAltered)


@fuzzing
@given(st.binary(max_size=60), st.binary(max_size=20))
@example(bytes.fromhex("310b300906035504031e020a0d"), b"")
@example(bytes.fromhex("310d300b060355040313" + "04e2808ae2"), b"\xff")
@example(b"\x30\x80" * 500, b"")
def test_every_address_can_be_shown_safely(issuer: bytes, serial: bytes) -> None:
    shown = read_addressee(IssuerAndSerial(der.wrap(der.SEQUENCE, issuer), der.wrap(der.INTEGER, serial)))
    for text in (shown.name, shown.organisation, shown.serial):
        assert displayable_line(text) == text


@fuzzing
@given(st.data())
def test_a_changed_certificate_is_refused_or_can_be_encrypted_to(
    own: RecipientKey, board: RecipientKey, data: st.DataObject
) -> None:
    changed = bytearray(data.draw(st.sampled_from([own, board])).recipient.certificate.der)
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(changed) - 1))
        changed[start : start + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    recipient = result_unless_refused(lambda: load_recipient(bytes(changed)), RecipientUnsuitable)
    if recipient is not None:
        assert recipient.summary.kind
        assert make_envelope(CONTENT, recipient)


def result_unless_refused(task: Callable[[], T], *refusals: type[UserError]) -> T | None:
    """The result of ``task``; None if it raises one of these errors."""
    try:
        return task()
    except UserError as error:
        if isinstance(error, refusals):
            return None
        raise

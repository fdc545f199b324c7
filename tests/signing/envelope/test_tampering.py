"""Envelopes that someone has changed. Each is refused, and nothing of it is left."""

from __future__ import annotations

import hashlib
import io
import os
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from s11desk.signing import der
from s11desk.signing.envelope.envelope_facts import EnvelopeAltered, EnvelopeFault, EnvelopeUnreadable
from s11desk.signing.envelope.envelope_form import Address, AgreedKey, EncryptedKey, Opening, TransportedKey
from s11desk.signing.envelope.envelope_reader import recipients_of
from s11desk.signing.envelope.recipient_keys import RecipientKey
from tests.signing.envelope.envelopes import (
    aes_gcm,
    in_the_form_of_an_envelope,
    joined,
    opened,
    parts,
    refused,
    sealed,
    sealed_by_hand,
)

CONTENT = b"one child, one word"


@pytest.fixture(scope="module")
def envelope(own: RecipientKey, board: RecipientKey) -> bytes:
    return sealed(CONTENT, own.recipient, board.recipient)


def fault(envelope: bytes, key: RecipientKey) -> object:
    """What is wrong with its form; those who hold no key are told the same."""
    refusal = refused(envelope, key)
    assert isinstance(refusal, EnvelopeUnreadable)
    with pytest.raises(EnvelopeUnreadable) as without_key:
        recipients_of(io.BytesIO(envelope))
    assert without_key.value == refusal
    return refusal.problem


def resealed(envelope: bytes, *keys: EncryptedKey) -> bytes:
    """The same content for these recipients, in perfect form."""
    opening, content, tag = parts(envelope)
    return joined(Opening(frozenset(keys), opening.size), content, tag)


@pytest.mark.parametrize("name", ["own", "board"])
def test_no_flipped_bit_passes(name: str, request: pytest.FixtureRequest, envelope: bytes) -> None:
    """In one's own part, in another recipient's, anywhere."""
    key: RecipientKey = request.getfixturevalue(name)
    for bit in range(8 * len(envelope)):
        changed = bytearray(envelope)
        changed[bit // 8] ^= 1 << bit % 8
        refused(bytes(changed), key)


def test_a_flipped_bit_of_content_or_tag_is_called_an_alteration(envelope: bytes, own: RecipientKey) -> None:
    start = len(parts(envelope)[0].encoded)
    for position in (start, start + len(CONTENT) - 1, -16, -1):
        changed = bytearray(envelope)
        changed[position] ^= 1
        assert isinstance(refused(bytes(changed), own), EnvelopeAltered)


def test_no_shortened_envelope_passes(envelope: bytes, own: RecipientKey) -> None:
    for length in range(len(envelope)):
        known = EnvelopeFault.TRUNCATED if length > 20 else EnvelopeFault.NOT_AN_ENVELOPE
        assert fault(envelope[:length], own) in (known, EnvelopeFault.TRUNCATED)
        refused(envelope[len(envelope) - length :], own)


def test_no_octet_is_left_out_or_doubled(envelope: bytes, own: RecipientKey) -> None:
    for at in range(len(envelope)):
        refused(envelope[:at] + envelope[at + 1 :], own)
        refused(envelope[:at] + envelope[at : at + 1] + envelope[at:], own)


@pytest.mark.parametrize("tail", [b"\0", b"\0\0", b"\n", b"x" * 100_000])
def test_nothing_stands_behind_it(tail: bytes, envelope: bytes, own: RecipientKey) -> None:
    assert fault(envelope + tail, own) is EnvelopeFault.EXTRA_BYTES
    assert fault(envelope + envelope, own) is EnvelopeFault.EXTRA_BYTES
    assert fault(tail + envelope, own) is EnvelopeFault.NOT_AN_ENVELOPE


def test_the_other_recipient_cannot_be_taken_out(envelope: bytes, own: RecipientKey) -> None:
    opening, _, _ = parts(envelope)
    (mine,) = (key for key in opening.keys if key.address == own.address)
    assert isinstance(refused(resealed(envelope, mine), own), EnvelopeAltered)


def test_nor_one_put_in(envelope: bytes, own: RecipientKey, other: RecipientKey) -> None:
    opening, _, _ = parts(envelope)
    added = resealed(envelope, *opening.keys, other.recipient.encrypt_key(os.urandom(32)))
    assert isinstance(refused(added, own), EnvelopeAltered)
    assert isinstance(refused(added, other), EnvelopeAltered)


def test_nor_given_another_key(envelope: bytes, own: RecipientKey, board: RecipientKey) -> None:
    opening, _, _ = parts(envelope)
    mine = {key for key in opening.keys if key.address == own.address}
    for key in (own, board):
        swapped = (opening.keys - mine if key is own else mine) | {key.recipient.encrypt_key(os.urandom(32))}
        assert isinstance(refused(resealed(envelope, *swapped), own), EnvelopeAltered)
        assert isinstance(refused(resealed(envelope, *swapped), board), EnvelopeAltered)


def test_a_list_of_recipients_that_was_touched_shows_without_a_key(envelope: bytes, own: RecipientKey) -> None:
    """Of good form, but the nonce is that of another list."""
    opening, content, tag = parts(envelope)
    for keys in ([key.encoded] for key in opening.keys):
        one = in_the_form_of_an_envelope(keys, aes_gcm(opening.nonce), content, der.wrap(der.OCTET_STRING, tag))
        assert fault(one, own) is EnvelopeFault.OTHER_FORM


def test_another_order_or_the_same_recipient_twice(envelope: bytes, own: RecipientKey) -> None:
    opening, content, tag = parts(envelope)
    mac = der.wrap(der.OCTET_STRING, tag)
    ordered = sorted(key.encoded for key in opening.keys)
    for recipients in (ordered[::-1], [ordered[0], *ordered], [*ordered, ordered[1]], []):
        nonce = hashlib.sha256(der.wrap(der.SET, *recipients)).digest()[:12]
        changed = in_the_form_of_an_envelope(recipients, aes_gcm(nonce), content, mac)
        assert fault(changed, own) is EnvelopeFault.OTHER_FORM
    same = in_the_form_of_an_envelope(ordered, aes_gcm(opening.nonce), content, mac)
    assert same == envelope


def test_another_algorithm_nonce_or_tag(envelope: bytes, own: RecipientKey) -> None:
    opening, content, tag = parts(envelope)
    recipients = sorted(key.encoded for key in opening.keys)
    nonce = opening.nonce
    for algorithm, mac in (
        (aes_gcm(nonce, kind=6), tag),
        (aes_gcm(nonce, kind=42), tag),
        (aes_gcm(nonce[:11]), tag),
        (aes_gcm(nonce + b"\0"), tag),
        (aes_gcm(os.urandom(12)), tag),
        (aes_gcm(nonce, tag_octets=12), tag),
        (aes_gcm(nonce, tag_octets=12), tag[:12]),
        (aes_gcm(nonce), tag[:12]),
        (aes_gcm(nonce), tag[:4]),
        (aes_gcm(nonce), tag[:1]),
        (aes_gcm(nonce), b""),
        (aes_gcm(nonce), tag + b"\0"),
    ):
        changed = in_the_form_of_an_envelope(recipients, algorithm, content, der.wrap(der.OCTET_STRING, mac))
        assert fault(changed, own) is EnvelopeFault.OTHER_FORM


def test_parts_that_other_programs_may_add(envelope: bytes, own: RecipientKey) -> None:
    opening, content, tag = parts(envelope)
    recipients, mac = sorted(key.encoded for key in opening.keys), der.wrap(der.OCTET_STRING, tag)
    attribute = der.wrap(der.SEQUENCE, bytes.fromhex("06092a864886f70d010903"), der.wrap(der.SET))
    for after in ((der.wrap(0xA1, attribute), mac), (mac, der.wrap(0xA2, attribute)), (mac, mac), ()):
        changed = in_the_form_of_an_envelope(recipients, aes_gcm(opening.nonce), content, *after)
        assert fault(changed, own) is EnvelopeFault.OTHER_FORM


def test_a_key_entry_of_the_other_kind_or_beside_the_curve(
    envelope: bytes, own: RecipientKey, board: RecipientKey
) -> None:
    """What someone can make who writes a whole new list: perfect in form, of no use."""
    for key, entry in (
        (own, TransportedKey(own.address, bytes(256))),
        (own, AgreedKey(own.address, b"\x04" + bytes(63) + b"\x05", bytes(40))),
        (own, AgreedKey(own.address, b"\x04" + bytes(64), bytes(40))),
        (own, AgreedKey(own.address, b"\x02" + bytes(64), bytes(40))),
        (board, TransportedKey(board.address, bytes(256))),
        (board, TransportedKey(board.address, b"\xff" * 256)),
        (board, TransportedKey(board.address, b"")),
        (board, TransportedKey(board.address, bytes(255))),
        (board, AgreedKey(board.address, b"\x04" + bytes(64), bytes(40))),
    ):
        assert isinstance(refused(resealed(envelope, entry), key), EnvelopeAltered)


def test_a_sound_envelope_made_by_hand_opens(own: RecipientKey, board: RecipientKey) -> None:
    """Otherwise the tests below would prove nothing."""
    content_key = os.urandom(32)
    keys = [key.recipient.encrypt_key(content_key) for key in (own, board)]
    assert opened(sealed_by_hand(CONTENT, content_key, *keys), own) == CONTENT


@pytest.mark.parametrize("length", [16, 24])
def test_a_shorter_content_key_is_refused_though_it_would_open(
    length: int, own: RecipientKey, board: RecipientKey
) -> None:
    content_key = os.urandom(length)
    for_own = sealed_by_hand(CONTENT, content_key, own.recipient.encrypt_key(content_key))
    assert fault(for_own, own) is EnvelopeFault.OTHER_FORM
    for_board = sealed_by_hand(CONTENT, content_key, board.recipient.encrypt_key(content_key))
    assert isinstance(refused(for_board, board), EnvelopeAltered)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_content_key_of_no_use(length: int, envelope: bytes, board: RecipientKey) -> None:
    entry = board.recipient.encrypt_key(bytes(length))
    assert isinstance(refused(resealed(envelope, entry), board), EnvelopeAltered)


def test_a_compressed_point_is_refused_though_it_would_open(own: RecipientKey) -> None:
    content_key = os.urandom(32)
    entry = own.recipient.encrypt_key(content_key)
    assert isinstance(entry, AgreedKey)
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), entry.point)
    shorter = replace(entry, point=point.public_bytes(Encoding.X962, PublicFormat.CompressedPoint))
    assert fault(sealed_by_hand(CONTENT, content_key, shorter), own) is EnvelopeFault.OTHER_FORM


@pytest.mark.parametrize("address", [Address(b"\x04\x00", b"\x02\x01\x07"), Address(b"\x30\x00", b"\x04\x01\x07")])
def test_an_address_that_is_no_issuer_and_number(address: Address, own: RecipientKey, board: RecipientKey) -> None:
    content_key = os.urandom(32)
    for entry in (own.recipient.encrypt_key(content_key), board.recipient.encrypt_key(content_key)):
        astray = sealed_by_hand(CONTENT, content_key, replace(entry, address=address))
        assert fault(astray, own) is EnvelopeFault.OTHER_FORM


def test_the_content_of_one_envelope_under_the_opening_of_another(
    envelope: bytes, own: RecipientKey, board: RecipientKey
) -> None:
    second = sealed(CONTENT, own.recipient, board.recipient)
    (opening, content, tag), (other, other_content, other_tag) = parts(envelope), parts(second)
    for mixed in (
        joined(opening, other_content, other_tag),
        joined(opening, content, other_tag),
        joined(other, content, tag),
        joined(Opening(opening.keys, opening.size - 1), content[:-1], tag),
        joined(Opening(opening.keys, opening.size + 1), content + b"\0", tag),
        joined(Opening(opening.keys, 0), b"", tag),
    ):
        assert isinstance(refused(mixed, own), EnvelopeAltered)
    assert opened(joined(opening, content, tag), own) == CONTENT


def test_another_key_under_the_same_address_opens_nothing(envelope: bytes, own: RecipientKey) -> None:
    thief = RecipientKey(own.recipient, ec.generate_private_key(ec.SECP256R1()))
    assert isinstance(refused(envelope, thief), EnvelopeAltered)


@pytest.mark.parametrize(
    "content",
    [b"", b"x", b"PK\x03\x04", b"%PDF-1.7", b"\x30", b"\x30\x00", b"\x30\x80\x00\x00", b"-----BEGIN CMS-----"],
)
def test_what_is_no_envelope_is_said_to_be_none(content: bytes, own: RecipientKey) -> None:
    assert fault(content, own) is EnvelopeFault.NOT_AN_ENVELOPE


def test_an_envelope_with_indefinite_lengths_is_another_form(envelope: bytes, own: RecipientKey) -> None:
    inner = der.only(envelope, der.SEQUENCE).content
    assert fault(b"\x30\x80" + inner + b"\0\0", own) is EnvelopeFault.OTHER_FORM


@pytest.mark.parametrize("length", [b"\x84\xff\xff\xff\xff", b"\x88" + b"\xff" * 8, b"\xff" + b"\xff" * 127])
def test_lengths_of_many_octets_ask_for_no_memory(length: bytes, envelope: bytes, own: RecipientKey) -> None:
    inner = der.only(envelope, der.SEQUENCE).content
    assert fault(b"\x30" + length + inner, own) is EnvelopeFault.TRUNCATED
    for at in (position for position in range(len(envelope) - 1) if envelope[position] in (0x30, 0x31, 0xA0, 0x80)):
        refused(envelope[: at + 1] + length + envelope[at + 2 :], own)

"""Envelopes that somebody has changed. Each is refused, and none of its content is written."""

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
from s11desk.signing.envelope.envelope_form import (
    AgreedKey,
    EncryptedKey,
    EnvelopeHeader,
    IssuerAndSerial,
    TransportedKey,
)
from s11desk.signing.envelope.envelope_reader import read_envelope
from s11desk.signing.envelope.recipient_keys import RecipientKey
from tests.signing.envelope.envelopes import (
    aes_gcm,
    envelope_with,
    join_parts,
    make_envelope,
    make_envelope_by_hand,
    open_envelope,
    parts,
    refused,
)

CONTENT = b"one child, one word"


@pytest.fixture(scope="module")
def envelope(own: RecipientKey, board: RecipientKey) -> bytes:
    return make_envelope(CONTENT, own.recipient, board.recipient)


def fault(envelope: bytes, key: RecipientKey) -> object:
    """The fault in the form of the envelope, which must be the same with and without a key."""
    refusal = refused(envelope, key)
    assert isinstance(refusal, EnvelopeUnreadable)
    assert read_envelope(io.BytesIO(envelope)) is refusal.problem
    return refusal.problem


def with_keys(envelope: bytes, *keys: EncryptedKey) -> bytes:
    """The same content with these encrypted keys, in the right form."""
    header, content, tag = parts(envelope)
    return join_parts(EnvelopeHeader(frozenset(keys), header.size), content, tag)


@pytest.mark.parametrize("name", ["own", "board"])
def test_every_flipped_bit_is_refused(name: str, request: pytest.FixtureRequest, envelope: bytes) -> None:
    """The bit may be in the key's own part, in another recipient's part, or anywhere else."""
    key: RecipientKey = request.getfixturevalue(name)
    for bit in range(8 * len(envelope)):
        changed = bytearray(envelope)
        changed[bit // 8] ^= 1 << bit % 8
        refused(bytes(changed), key)


def test_a_flipped_bit_of_content_or_tag_is_reported_as_an_alteration(envelope: bytes, own: RecipientKey) -> None:
    start = len(parts(envelope)[0].encoded)
    for position in (start, start + len(CONTENT) - 1, -16, -1):
        changed = bytearray(envelope)
        changed[position] ^= 1
        assert isinstance(refused(bytes(changed), own), EnvelopeAltered)


def test_a_shortened_envelope_is_refused(envelope: bytes, own: RecipientKey) -> None:
    for length in range(len(envelope)):
        known = EnvelopeFault.TRUNCATED if length > 20 else EnvelopeFault.NOT_AN_ENVELOPE
        assert fault(envelope[:length], own) in (known, EnvelopeFault.TRUNCATED)
        refused(envelope[len(envelope) - length :], own)


def test_a_missing_or_repeated_byte_is_refused(envelope: bytes, own: RecipientKey) -> None:
    for at in range(len(envelope)):
        refused(envelope[:at] + envelope[at + 1 :], own)
        refused(envelope[:at] + envelope[at : at + 1] + envelope[at:], own)


@pytest.mark.parametrize("tail", [b"\0", b"\0\0", b"\n", b"x" * 100_000])
def test_bytes_after_the_envelope_are_refused(tail: bytes, envelope: bytes, own: RecipientKey) -> None:
    assert fault(envelope + tail, own) is EnvelopeFault.EXTRA_BYTES
    assert fault(envelope + envelope, own) is EnvelopeFault.EXTRA_BYTES
    assert fault(tail + envelope, own) is EnvelopeFault.NOT_AN_ENVELOPE


def test_removing_a_recipient_is_refused(envelope: bytes, own: RecipientKey) -> None:
    header, _, _ = parts(envelope)
    (mine,) = (key for key in header.keys if key.issuer_and_serial == own.issuer_and_serial)
    assert isinstance(refused(with_keys(envelope, mine), own), EnvelopeAltered)


def test_adding_a_recipient_is_refused(envelope: bytes, own: RecipientKey, other: RecipientKey) -> None:
    header, _, _ = parts(envelope)
    added = with_keys(envelope, *header.keys, other.recipient.encrypt_key(os.urandom(32)))
    assert isinstance(refused(added, own), EnvelopeAltered)
    assert isinstance(refused(added, other), EnvelopeAltered)


def test_exchanging_a_recipients_encrypted_key_is_refused(
    envelope: bytes, own: RecipientKey, board: RecipientKey
) -> None:
    header, _, _ = parts(envelope)
    mine = {key for key in header.keys if key.issuer_and_serial == own.issuer_and_serial}
    for key in (own, board):
        swapped = (header.keys - mine if key is own else mine) | {key.recipient.encrypt_key(os.urandom(32))}
        assert isinstance(refused(with_keys(envelope, *swapped), own), EnvelopeAltered)
        assert isinstance(refused(with_keys(envelope, *swapped), board), EnvelopeAltered)


def test_a_changed_list_of_recipients_is_refused_without_a_key(envelope: bytes, own: RecipientKey) -> None:
    """The form is right, but the nonce belongs to another list."""
    header, content, tag = parts(envelope)
    for keys in ([key.encoded] for key in header.keys):
        one = envelope_with(keys, aes_gcm(header.nonce), content, der.wrap(der.OCTET_STRING, tag))
        assert fault(one, own) is EnvelopeFault.OTHER_FORM


def test_another_order_or_a_repeated_recipient_is_refused(envelope: bytes, own: RecipientKey) -> None:
    header, content, tag = parts(envelope)
    mac = der.wrap(der.OCTET_STRING, tag)
    ordered = sorted(key.encoded for key in header.keys)
    for recipients in (ordered[::-1], [ordered[0], *ordered], [*ordered, ordered[1]], []):
        nonce = hashlib.sha256(der.wrap(der.SET, *recipients)).digest()[:12]
        changed = envelope_with(recipients, aes_gcm(nonce), content, mac)
        assert fault(changed, own) is EnvelopeFault.OTHER_FORM
    same = envelope_with(ordered, aes_gcm(header.nonce), content, mac)
    assert same == envelope


def test_another_algorithm_nonce_or_tag_is_refused(envelope: bytes, own: RecipientKey) -> None:
    header, content, tag = parts(envelope)
    recipients = sorted(key.encoded for key in header.keys)
    nonce = header.nonce
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
        changed = envelope_with(recipients, algorithm, content, der.wrap(der.OCTET_STRING, mac))
        assert fault(changed, own) is EnvelopeFault.OTHER_FORM


def test_additional_attributes_are_refused(envelope: bytes, own: RecipientKey) -> None:
    header, content, tag = parts(envelope)
    recipients, mac = sorted(key.encoded for key in header.keys), der.wrap(der.OCTET_STRING, tag)
    attribute = der.wrap(der.SEQUENCE, bytes.fromhex("06092a864886f70d010903"), der.wrap(der.SET))
    for after in ((der.wrap(0xA1, attribute), mac), (mac, der.wrap(0xA2, attribute)), (mac, mac), ()):
        changed = envelope_with(recipients, aes_gcm(header.nonce), content, *after)
        assert fault(changed, own) is EnvelopeFault.OTHER_FORM


def test_an_unusable_encrypted_key_is_refused(envelope: bytes, own: RecipientKey, board: RecipientKey) -> None:
    """An attacker can write a whole new list in the right form. It opens nothing."""
    for key, entry in (
        (own, TransportedKey(own.issuer_and_serial, bytes(256))),
        (own, AgreedKey(own.issuer_and_serial, b"\x04" + bytes(63) + b"\x05", bytes(40))),
        (own, AgreedKey(own.issuer_and_serial, b"\x04" + bytes(64), bytes(40))),
        (own, AgreedKey(own.issuer_and_serial, b"\x02" + bytes(64), bytes(40))),
        (board, TransportedKey(board.issuer_and_serial, bytes(256))),
        (board, TransportedKey(board.issuer_and_serial, b"\xff" * 256)),
        (board, TransportedKey(board.issuer_and_serial, b"")),
        (board, TransportedKey(board.issuer_and_serial, bytes(255))),
        (board, AgreedKey(board.issuer_and_serial, b"\x04" + bytes(64), bytes(40))),
    ):
        assert isinstance(refused(with_keys(envelope, entry), key), EnvelopeAltered)


def test_a_sound_envelope_made_by_hand_opens(own: RecipientKey, board: RecipientKey) -> None:
    """Without this, the tests below would prove nothing."""
    content_key = os.urandom(32)
    keys = [key.recipient.encrypt_key(content_key) for key in (own, board)]
    assert open_envelope(make_envelope_by_hand(CONTENT, content_key, *keys), own) == CONTENT


@pytest.mark.parametrize("length", [16, 24])
def test_a_shorter_content_key_is_refused_though_it_would_open(
    length: int, own: RecipientKey, board: RecipientKey
) -> None:
    content_key = os.urandom(length)
    for_own = make_envelope_by_hand(CONTENT, content_key, own.recipient.encrypt_key(content_key))
    assert fault(for_own, own) is EnvelopeFault.OTHER_FORM
    for_board = make_envelope_by_hand(CONTENT, content_key, board.recipient.encrypt_key(content_key))
    assert isinstance(refused(for_board, board), EnvelopeAltered)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_content_key_of_the_wrong_length_is_refused(length: int, envelope: bytes, board: RecipientKey) -> None:
    entry = board.recipient.encrypt_key(bytes(length))
    assert isinstance(refused(with_keys(envelope, entry), board), EnvelopeAltered)


def test_a_compressed_point_is_refused_though_it_would_open(own: RecipientKey) -> None:
    content_key = os.urandom(32)
    entry = own.recipient.encrypt_key(content_key)
    assert isinstance(entry, AgreedKey)
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), entry.point)
    shorter = replace(entry, point=point.public_bytes(Encoding.X962, PublicFormat.CompressedPoint))
    assert fault(make_envelope_by_hand(CONTENT, content_key, shorter), own) is EnvelopeFault.OTHER_FORM


@pytest.mark.parametrize(
    "issuer_and_serial", [IssuerAndSerial(b"\x04\x00", b"\x02\x01\x07"), IssuerAndSerial(b"\x30\x00", b"\x04\x01\x07")]
)
def test_an_address_without_issuer_and_serial_number_is_refused(
    issuer_and_serial: IssuerAndSerial, own: RecipientKey, board: RecipientKey
) -> None:
    content_key = os.urandom(32)
    for entry in (own.recipient.encrypt_key(content_key), board.recipient.encrypt_key(content_key)):
        changed = make_envelope_by_hand(CONTENT, content_key, replace(entry, issuer_and_serial=issuer_and_serial))
        assert fault(changed, own) is EnvelopeFault.OTHER_FORM


def test_parts_of_two_envelopes_do_not_open_together(envelope: bytes, own: RecipientKey, board: RecipientKey) -> None:
    second = make_envelope(CONTENT, own.recipient, board.recipient)
    (header, content, tag), (other, other_content, other_tag) = parts(envelope), parts(second)
    for mixed in (
        join_parts(header, other_content, other_tag),
        join_parts(header, content, other_tag),
        join_parts(other, content, tag),
        join_parts(EnvelopeHeader(header.keys, header.size - 1), content[:-1], tag),
        join_parts(EnvelopeHeader(header.keys, header.size + 1), content + b"\0", tag),
        join_parts(EnvelopeHeader(header.keys, 0), b"", tag),
    ):
        assert isinstance(refused(mixed, own), EnvelopeAltered)
    assert open_envelope(join_parts(header, content, tag), own) == CONTENT


def test_another_key_with_the_same_address_is_refused(envelope: bytes, own: RecipientKey) -> None:
    thief = RecipientKey(own.recipient, ec.generate_private_key(ec.SECP256R1()))
    assert isinstance(refused(envelope, thief), EnvelopeAltered)


@pytest.mark.parametrize(
    "content",
    [b"", b"x", b"PK\x03\x04", b"%PDF-1.7", b"\x30", b"\x30\x00", b"\x30\x80\x00\x00", b"-----BEGIN CMS-----"],
)
def test_other_files_are_reported_as_not_an_envelope(content: bytes, own: RecipientKey) -> None:
    assert fault(content, own) is EnvelopeFault.NOT_AN_ENVELOPE


def test_an_envelope_with_indefinite_lengths_is_refused(envelope: bytes, own: RecipientKey) -> None:
    inner = der.only(envelope, der.SEQUENCE).content
    assert fault(b"\x30\x80" + inner + b"\0\0", own) is EnvelopeFault.OTHER_FORM


@pytest.mark.parametrize("length", [b"\x84\xff\xff\xff\xff", b"\x88" + b"\xff" * 8, b"\xff" + b"\xff" * 127])
def test_huge_stated_lengths_are_refused_without_allocating_memory(
    length: bytes, envelope: bytes, own: RecipientKey
) -> None:
    inner = der.only(envelope, der.SEQUENCE).content
    assert fault(b"\x30" + length + inner, own) is EnvelopeFault.TRUNCATED
    for at in (position for position in range(len(envelope) - 1) if envelope[position] in (0x30, 0x31, 0xA0, 0x80)):
        refused(envelope[: at + 1] + length + envelope[at + 2 :], own)

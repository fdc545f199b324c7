"""The form of an envelope agrees with docs/envelope.md."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from s11desk.signing import der
from s11desk.signing.envelope import envelope_form, key_wrapping
from s11desk.signing.envelope.envelope_form import (
    MAX_CONTENT_SIZE,
    MAX_HEADER_SIZE,
    MAX_ISSUER_AND_SERIAL,
    MAX_RECIPIENTS,
    AgreedKey,
    EncryptedKey,
    EnvelopeHeader,
    IssuerAndSerial,
    TransportedKey,
    read_header,
)

SIZES = [0, 1, 127, 128, 255, 256, 65_535, 65_536, 2**24, 2**31 - 1, 2**31, 2**32, MAX_CONTENT_SIZE]


def issuer_and_serial(number: int, length: int = 10) -> IssuerAndSerial:
    return IssuerAndSerial(der.wrap(der.SEQUENCE, bytes(length)), der.wrap(der.INTEGER, bytes([number])))


def agreed(number: int = 1) -> AgreedKey:
    return AgreedKey(issuer_and_serial(number), b"\x04" + bytes(64), bytes(40))


def header(*keys: EncryptedKey, size: int = 0) -> EnvelopeHeader:
    return EnvelopeHeader(frozenset(keys), size)


@pytest.mark.parametrize("size", SIZES)
def test_an_opening_of_any_size_is_read_back(size: int) -> None:
    made = header(agreed(), TransportedKey(issuer_and_serial(2), bytes(256)), size=size)
    assert read_header(made.encoded) == made
    assert read_header(made.encoded + b"what follows") == made


@pytest.mark.parametrize("size", [0, 1, 100, 127, 128, 200, 255, 256, 65_000, 70_000])
def test_an_envelope_is_one_value_in_der_with_the_right_lengths(size: int) -> None:
    made = header(agreed(), size=size)
    whole = der.only(made.encoded + bytes(made.size) + b"\x04\x10" + bytes(16), der.SEQUENCE)
    assert len(whole.encoded) == made.whole_size
    _, explicit = der.elements(whole.content)
    _, _, encrypted, mac = der.members(explicit.content, der.SEQUENCE)
    assert der.elements(encrypted.content)[2].content == bytes(size)
    assert mac.content == bytes(16)
    assert der.wrap(der.SEQUENCE, whole.content) == whole.encoded


def test_the_nonce_is_made_from_the_list_of_recipients() -> None:
    made = header(agreed(2), agreed(1))
    encodings = sorted([agreed(1).encoded, agreed(2).encoded])
    recipients = der.wrap(der.SET, *encodings)
    assert recipients in made.encoded
    assert made.nonce == hashlib.sha256(recipients).digest()[:12]
    assert der.wrap(der.OCTET_STRING, made.nonce) in made.encoded


@pytest.mark.parametrize("size", [-1, MAX_CONTENT_SIZE + 1])
def test_an_impossible_size_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="not a header"):
        header(agreed(), size=size)


def test_two_keys_for_one_address_are_refused() -> None:
    with pytest.raises(ValueError, match="not a header"):
        header(agreed(), TransportedKey(issuer_and_serial(1), bytes(256)))


def test_the_longest_possible_opening_is_read_back() -> None:
    largest_rsa, header_octets = 8192 // 8, 8
    keys = [
        TransportedKey(issuer_and_serial(number, MAX_ISSUER_AND_SERIAL - header_octets), bytes(largest_rsa))
        for number in range(MAX_RECIPIENTS)
    ]
    made = header(*keys, size=MAX_CONTENT_SIZE)
    assert len(made.encoded) <= MAX_HEADER_SIZE
    assert read_header(made.encoded[:MAX_HEADER_SIZE]) == made


def test_the_format_description_states_exactly_the_fixed_bytes() -> None:
    page = (Path(__file__).parents[3] / "docs" / "envelope.md").read_text("utf-8")
    without_comments = re.sub(r"\s--.*", "", page)
    stated = re.findall(r"hex\s+`?([0-9a-f]{2}(?:\s+[0-9a-f]{2})*)\b", without_comments)
    assert {bytes.fromhex(found) for found in stated} == {
        envelope_form.AUTH_ENVELOPED_DATA,
        envelope_form.DATA,
        envelope_form.AES_256_GCM,
        envelope_form.TAG_LENGTH,
        envelope_form.EC_PUBLIC_KEY,
        envelope_form.KEY_AGREEMENT,
        envelope_form.KEY_TRANSPORT,
        envelope_form.VERSION_0,
        envelope_form.VERSION_3,
        envelope_form.PBKDF2,
        envelope_form.HMAC_SHA256,
        envelope_form.PWRI_KEK,
        envelope_form.AES_256_CBC,
        key_wrapping.SHARED_INFO,
        envelope_form.trailer(bytes(16))[:2],
        b"\x80",  # the identifier of the content
        b"\0",  # no unused bits
        b"\0\0\0\1",  # the counter of X9.63
    }

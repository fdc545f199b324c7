"""An envelope under a passphrase: only the passphrase opens it, no change passes, and openssl reads it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from s11desk.errors import UserError
from s11desk.errors.passphrase_errors import PassphraseMissing, PassphraseWrong
from s11desk.signing.envelope.envelope_facts import EnvelopeAltered, EnvelopeNotForYou, EnvelopeUnreadable
from s11desk.signing.envelope.envelope_form import (
    AgreedKey,
    EnvelopeHeader,
    IssuerAndSerial,
    PassphraseKey,
    read_header,
)
from s11desk.signing.envelope.envelope_reader import (
    EnvelopeParts,
    decrypt,
    decrypt_under_passphrase,
    is_under_passphrase,
    read_envelope,
)
from s11desk.signing.envelope.envelope_writer import encrypt_under_passphrase
from s11desk.signing.envelope.recipient_keys import RecipientKey
from tests.signing.envelope.envelopes import make_envelope

CONTENT = b"line\nline\r\n\0\x1a\xff" * 1000
SPOKEN = "drei Würfel im Schnee"


@pytest.fixture(scope="module")
def envelope() -> bytes:
    return locked(CONTENT)


def locked(content: bytes) -> bytes:
    out = io.BytesIO()
    encrypt_under_passphrase(io.BytesIO(content), len(content), out, SPOKEN)
    return out.getvalue()


def opened(envelope: bytes, passphrase: str = SPOKEN) -> bytes:
    out = io.BytesIO()
    decrypt_under_passphrase(io.BytesIO(envelope), out, passphrase)
    return out.getvalue()


@pytest.mark.parametrize("content", [b"", b"x", CONTENT], ids=["empty", "one", "large"])
def test_the_passphrase_opens_what_it_locked(content: bytes) -> None:
    assert opened(locked(content)) == content
    assert opened(locked(content), "drei Wu\u0308rfel im Schnee") == content


@pytest.mark.parametrize("passphrase", ["drei Würfel im schnee", "x", "\0", "\ud800", "x" * 2000])
def test_no_other_passphrase_opens_it(envelope: bytes, passphrase: str) -> None:
    out = io.BytesIO(b"before")
    out.seek(0, io.SEEK_END)
    with pytest.raises(PassphraseWrong) as refusal:
        decrypt_under_passphrase(io.BytesIO(envelope), out, passphrase)
    assert refusal.value.__cause__ is None
    assert out.getvalue() == b"before"
    with pytest.raises(PassphraseMissing):
        opened(envelope, "")


def test_each_envelope_has_a_key_salt_and_nonce_of_its_own() -> None:
    first, second = locked(CONTENT), locked(CONTENT)
    keys = [next(iter(read_header(one).keys)) for one in (first, second)]
    assert isinstance(keys[0], PassphraseKey)
    assert isinstance(keys[1], PassphraseKey)
    assert keys[0].salt != keys[1].salt
    assert read_header(first).nonce != read_header(second).nonce


def test_an_envelope_for_a_key_is_not_opened_by_a_passphrase_and_the_reverse(
    envelope: bytes, own: RecipientKey
) -> None:
    to_key = make_envelope(CONTENT, own.recipient)
    assert (is_under_passphrase(io.BytesIO(envelope)), is_under_passphrase(io.BytesIO(to_key))) == (True, False)
    assert not is_under_passphrase(io.BytesIO(CONTENT))
    with pytest.raises(EnvelopeNotForYou):
        opened(to_key)
    with pytest.raises(EnvelopeNotForYou) as refusal:
        decrypt(io.BytesIO(envelope), io.BytesIO(), own)
    assert refusal.value.addressees == ()


def test_no_changed_byte_passes(envelope: bytes) -> None:
    header = len(read_header(envelope).encoded)
    places = [*range(0, header, 7), *range(header, len(envelope), 1500), len(envelope) - 1]
    for place in places:
        changed = bytearray(envelope)
        changed[place] ^= 0x01
        with pytest.raises((EnvelopeAltered, EnvelopeUnreadable, PassphraseWrong, EnvelopeNotForYou)):
            opened(bytes(changed))
    for wrong in (envelope[:-1], envelope + b"\0", envelope[: header - 1]):
        with pytest.raises(UserError):
            opened(wrong)


@pytest.mark.parametrize("rounds", [0, -1, 5_000_001, 2**40])
def test_a_file_that_asks_for_too_many_rounds_is_refused_at_once(envelope: bytes, rounds: int) -> None:
    key = next(iter(read_header(envelope).keys))
    assert isinstance(key, PassphraseKey)
    other = PassphraseKey(key.salt, rounds, key.iv, key.wrapped)
    with pytest.raises(ValueError, match="passphrase"):
        read_header(EnvelopeHeader(frozenset([other]), 0).encoded)


def test_a_passphrase_is_the_only_recipient(envelope: bytes) -> None:
    key = next(iter(read_header(envelope).keys))
    beside = AgreedKey(IssuerAndSerial(b"0\0", b"\2\1\1"), bytes(65), bytes(40))
    with pytest.raises(ValueError, match="beside another recipient"):
        EnvelopeHeader(frozenset([key, beside]), 0)


def test_the_header_is_read_back_as_it_was_written(envelope: bytes) -> None:
    parts = read_envelope(io.BytesIO(envelope))
    assert isinstance(parts, EnvelopeParts)
    assert envelope.startswith(parts.header.encoded)


def test_openssl_opens_it_with_the_passphrase(
    envelope: bytes, tmp_path: Path, run: Callable[..., CompletedProcess[str]]
) -> None:
    path, out = tmp_path / "return.zip.s11", tmp_path / "return.zip"
    path.write_bytes(envelope)
    reading = ("-inform", "DER", "-in", path, "-pwri_password", SPOKEN, "-out", out)
    read = run("openssl", "cms", "-decrypt", "-binary", *reading)
    assert read.returncode == 0, read.stderr
    assert out.read_bytes() == CONTENT

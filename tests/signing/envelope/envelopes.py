"""Make, open and change small envelopes in memory."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from s11desk.errors import UserError
from s11desk.signing import der
from s11desk.signing.envelope.envelope_facts import EnvelopeAltered, EnvelopeNotForYou, EnvelopeUnreadable
from s11desk.signing.envelope.envelope_form import TAG_OCTETS, EncryptedKey, EnvelopeHeader, read_header, trailer
from s11desk.signing.envelope.envelope_reader import decrypt
from s11desk.signing.envelope.envelope_writer import encrypt
from s11desk.signing.envelope.recipient_keys import RecipientKey
from s11desk.signing.envelope.recipients import RecipientCertificate

REFUSALS = (EnvelopeUnreadable, EnvelopeNotForYou, EnvelopeAltered)
BEFORE = b"the content before"


def make_envelope(content: bytes, *recipients: RecipientCertificate) -> bytes:
    out = io.BytesIO()
    encrypt(io.BytesIO(content), len(content), out, recipients)
    return out.getvalue()


def open_envelope(envelope: bytes, key: RecipientKey) -> bytes:
    out = io.BytesIO()
    decrypt(io.BytesIO(envelope), out, key)
    return out.getvalue()


def refused(envelope: bytes, key: RecipientKey) -> UserError:
    """The error that refuses the envelope. None of its content may be in the file."""
    out = io.BytesIO(BEFORE)
    out.seek(0, io.SEEK_END)
    with pytest.raises(REFUSALS) as refusal:
        decrypt(io.BytesIO(envelope), out, key)
    assert out.getvalue() == BEFORE
    return refusal.value


def parts(envelope: bytes) -> tuple[EnvelopeHeader, bytes, bytes]:
    """The header, the encrypted content and the tag."""
    header = read_header(envelope)
    start = len(header.encoded)
    return header, envelope[start : start + header.size], envelope[start + header.size + 2 :]


def make_envelope_by_hand(content: bytes, content_key: bytes, *keys: EncryptedKey) -> bytes:
    """Make a sound envelope with ``content_key`` and any encrypted keys, also those that our writer never writes."""
    header = EnvelopeHeader(frozenset(keys), len(content))
    encrypted = AESGCM(content_key).encrypt(header.nonce, content, None)
    return join_parts(header, encrypted[:-TAG_OCTETS], encrypted[-TAG_OCTETS:])


def join_parts(header: EnvelopeHeader, content: bytes, tag: bytes) -> bytes:
    return header.encoded + content + trailer(tag)


def envelope_with(recipients: Iterable[bytes], algorithm: bytes, content: bytes, *after: bytes) -> bytes:
    """Make an AuthEnvelopedData with exactly these parts, and the recipients in this order."""
    data, enveloped = bytes.fromhex("06092a864886f70d010701"), bytes.fromhex("060b2a864886f70d0109100117")
    encrypted = der.wrap(der.SEQUENCE, data, algorithm, der.wrap(0x80, content))
    inner = der.wrap(der.SEQUENCE, b"\x02\x01\x00", der.wrap(der.SET, *recipients), encrypted, *after)
    return der.wrap(der.SEQUENCE, enveloped, der.wrap(der.context(0), inner))


def aes_gcm(nonce: bytes, tag_octets: int = 16, kind: int = 46) -> bytes:
    """Make an algorithm identifier. ``kind``: the last number of its OID, 46 for AES-256-GCM."""
    parameters = der.wrap(der.SEQUENCE, der.wrap(der.OCTET_STRING, nonce), bytes([2, 1, tag_octets]))
    return der.wrap(der.SEQUENCE, bytes.fromhex("06096086480165030401") + bytes([kind]), parameters)

"""Detached signatures over bytes: CAdES B-B in our one form (``profile``)."""

from __future__ import annotations

import datetime as dt
import hashlib

from s11desk.signing import profile
from s11desk.signing.facts import CmsFacts
from s11desk.signing.profile import Statement
from s11desk.signing.signer import Signer


def sign_detached(content: bytes, signer: Signer, now: dt.datetime) -> bytes:
    """Sign ``content`` as of ``now`` (any time zone; kept in UTC to the second). Returns the signature in DER."""
    if now.tzinfo is None:
        raise ValueError("a signing time needs a time zone")
    return signed(hashlib.sha256(content).digest(), signer, now.astimezone(dt.UTC).replace(microsecond=0))


def verify_detached(content: bytes, p7s: bytes) -> CmsFacts:
    """What can be said of ``p7s`` as a signature over ``content``. Never raises, whatever the bytes."""
    try:
        statement, signature = profile.take_apart(p7s)
    except ValueError:
        return CmsFacts()
    stands = statement.signed_at is not None and is_canonical(p7s, statement, signature)
    return judged(statement, signature, hashlib.sha256(content).digest(), statement.signed_at, canonical=stands)


def verify_embedded(digest: bytes, encoded: bytes, signed_at: dt.datetime | None) -> CmsFacts:
    """As :func:`verify_detached`, for the form that stands in a PDF, which itself states the time and the octets."""
    try:
        statement, signature = profile.take_apart(encoded)
    except ValueError:
        return CmsFacts()
    stands = statement.signed_at is None and is_canonical(encoded, statement, signature)
    return judged(statement, signature, digest, signed_at, canonical=stands)


def signed(digest: bytes, signer: Signer, signed_at: dt.datetime | None) -> bytes:
    """A signature over content with this SHA-256 digest; without ``signed_at``, in the form for a PDF."""
    statement = Statement(digest, signer.certificate, signer.chain, signer.mechanism, signed_at)
    return profile.assemble(statement, signer.sign(profile.to_be_signed(statement)))


def is_canonical(encoded: bytes, statement: Statement, signature: bytes) -> bool:
    try:
        return profile.assemble(statement, statement.mechanism.canonical(signature)) == encoded
    except ValueError:
        return False


def judged(
    statement: Statement, signature: bytes, digest: bytes, signed_at: dt.datetime | None, *, canonical: bool
) -> CmsFacts:
    certificate = statement.certificate
    suitable = certificate.key is not None and statement.mechanism in certificate.mechanisms
    return CmsFacts(
        readable=True,
        canonical=canonical,
        key_suitable=suitable,
        digest_matches=statement.digest == digest,
        signature_valid=suitable and _verifies(statement, signature),
        certificate_valid_at_signing=signed_at is not None and certificate.is_valid_at(signed_at),
        signer=certificate.signer,
        signed_at=signed_at,
    )


def _verifies(statement: Statement, signature: bytes) -> bool:
    key = statement.certificate.key
    return key is not None and statement.mechanism.verifies(key, signature, profile.to_be_signed(statement))

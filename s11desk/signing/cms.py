"""Detached signatures over bytes: CAdES B-B in our one form (``profile``)."""

from __future__ import annotations

import datetime as dt
import hashlib

from s11desk.signing import cms_profile
from s11desk.signing.cms_profile import Statement
from s11desk.signing.signature_facts import CmsFacts
from s11desk.signing.signer import Signer


def sign_detached(content: bytes, signer: Signer, now: dt.datetime) -> bytes:
    """Sign ``content`` as of ``now`` (any time zone; kept in UTC to the second). Returns the signature in DER."""
    if now.tzinfo is None:
        raise ValueError("a signing time needs a time zone")
    return signed(hashlib.sha256(content).digest(), signer, now.astimezone(dt.UTC).replace(microsecond=0))


def verify_detached(content: bytes, p7s: bytes) -> CmsFacts:
    """What can be said of ``p7s`` as a signature over ``content``. Never raises, whatever the bytes."""
    try:
        statement, signature = cms_profile.take_apart(p7s)
    except ValueError:
        return CmsFacts()
    held = _Held(p7s, statement, signature, hashlib.sha256(content).digest())
    return held.facts(statement.signed_at, is_our_form=statement.signed_at is not None)


def verify_embedded(digest: bytes, encoded: bytes, signed_at: dt.datetime | None) -> CmsFacts:
    """As :func:`verify_detached`, for the form that stands in a PDF, which itself states the time and the octets."""
    try:
        statement, signature = cms_profile.take_apart(encoded)
    except ValueError:
        return CmsFacts()
    return _Held(encoded, statement, signature, digest).facts(signed_at, is_our_form=statement.signed_at is None)


def signed(digest: bytes, signer: Signer, signed_at: dt.datetime | None) -> bytes:
    """A signature over content with this SHA-256 digest; without ``signed_at``, in the form for a PDF."""
    statement = Statement(digest, signer.certificate, signer.chain, signer.mechanism, signed_at)
    return cms_profile.assemble(statement, signer.sign(cms_profile.to_be_signed(statement)))


class _Held:
    """A signature that was taken apart, held against the content with this digest."""

    def __init__(self, encoded: bytes, statement: Statement, signature: bytes, digest: bytes) -> None:
        self._encoded, self._statement, self._signature, self._digest = encoded, statement, signature, digest
        self._to_be_signed = cms_profile.to_be_signed(statement)

    def facts(self, signed_at: dt.datetime | None, *, is_our_form: bool) -> CmsFacts:
        certificate = self._statement.certificate
        suitable = certificate.key is not None and self._statement.mechanism in certificate.mechanisms
        return CmsFacts(
            readable=True,
            canonical=is_our_form and self._is_canonical(),
            key_suitable=suitable,
            digest_matches=self._statement.digest == self._digest,
            signature_valid=suitable and self._verifies(),
            certificate_valid_at_signing=signed_at is not None and certificate.is_valid_at(signed_at),
            signer=certificate.signer,
            signed_at=signed_at,
        )

    def _is_canonical(self) -> bool:
        try:
            signature = self._statement.mechanism.canonical(self._signature)
        except ValueError:
            return False
        return cms_profile.assemble(self._statement, signature, self._to_be_signed) == self._encoded

    def _verifies(self) -> bool:
        key = self._statement.certificate.key
        return key is not None and self._statement.mechanism.verifies(key, self._signature, self._to_be_signed)

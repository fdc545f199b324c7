"""Make and check detached signatures over bytes: CAdES B-B in our one form (``cms_profile``)."""

from __future__ import annotations

import datetime as dt
import hashlib

from s11desk.signing import cms_profile
from s11desk.signing.certificates import Certificate
from s11desk.signing.cms_profile import Statement
from s11desk.signing.signature_facts import CmsFacts, SignerFacts
from s11desk.signing.signer import Signer


def sign_detached(content: bytes, signer: Signer, now: dt.datetime) -> bytes:
    """Sign ``content`` and return the signature in DER.

    ``now`` may be in any time zone; the signature states it in UTC, to the second. Raises ValueError without a zone.
    """
    if now.tzinfo is None:
        raise ValueError("a signing time needs a time zone")
    return make_signature(hashlib.sha256(content).digest(), signer, now.astimezone(dt.UTC).replace(microsecond=0))


def certificates_in(p7s: bytes) -> tuple[Certificate, ...]:
    """The certificates in a signature: the signer's, then those above it. Raises ValueError for other bytes."""
    statement, _ = cms_profile.read_signature(p7s)
    return (statement.certificate, *statement.chain)


def verify_detached(content: bytes, p7s: bytes) -> CmsFacts:
    """Check ``p7s`` as a signature over ``content``. Never raises, for any bytes."""
    try:
        statement, signature = cms_profile.read_signature(p7s)
    except ValueError:
        return CmsFacts()
    check = _SignatureCheck(p7s, statement, signature, hashlib.sha256(content).digest())
    return check.facts(statement.signed_at, is_our_form=statement.signed_at is not None)


def verify_embedded(digest: bytes, encoded: bytes, signed_at: dt.datetime | None) -> CmsFacts:
    """Check a signature from inside a PDF. Never raises, for any bytes.

    ``digest``: SHA-256 of the signed bytes. ``signed_at``: the signing time that the PDF states; this form has none.
    """
    try:
        statement, signature = cms_profile.read_signature(encoded)
    except ValueError:
        return CmsFacts()
    check = _SignatureCheck(encoded, statement, signature, digest)
    return check.facts(signed_at, is_our_form=statement.signed_at is None)


def signer_in(p7s: bytes) -> SignerFacts | None:
    """The signer whom a signature names, which proves nothing. None if the signature cannot be read."""
    try:
        statement, _ = cms_profile.read_signature(p7s)
    except ValueError:
        return None
    return statement.certificate.signer


def make_signature(digest: bytes, signer: Signer, signed_at: dt.datetime | None) -> bytes:
    """Sign content with this SHA-256 digest. Without ``signed_at``, the signature has the form for a PDF."""
    statement = Statement(digest, signer.certificate, signer.chain, signer.algorithm, signed_at)
    return cms_profile.write_signature(statement, signer.sign(cms_profile.to_be_signed(statement)))


class _SignatureCheck:
    """Compares the parts of a signature with the content that has this digest."""

    def __init__(self, encoded: bytes, statement: Statement, signature: bytes, digest: bytes) -> None:
        self._encoded, self._statement, self._signature, self._digest = encoded, statement, signature, digest
        self._to_be_signed = cms_profile.to_be_signed(statement)

    def facts(self, signed_at: dt.datetime | None, *, is_our_form: bool) -> CmsFacts:
        certificate = self._statement.certificate
        suitable = certificate.key is not None and self._statement.algorithm in certificate.algorithms
        return CmsFacts(
            readable=True,
            canonical=is_our_form and self._is_canonical(),
            key_suitable=suitable,
            digest_matches=self._statement.digest == self._digest,
            signature_valid=suitable and self._verifies(),
            certificate_valid_at_signing=signed_at is not None and certificate.is_valid_at(signed_at),
            signer=certificate.signer,
            signed_at=signed_at,
            key_digest=certificate.key_digest,
        )

    def _is_canonical(self) -> bool:
        try:
            signature = self._statement.algorithm.canonical(self._signature)
        except ValueError:
            return False
        return cms_profile.write_signature(self._statement, signature, self._to_be_signed) == self._encoded

    def _verifies(self) -> bool:
        key = self._statement.certificate.key
        return key is not None and self._statement.algorithm.verifies(key, self._signature, self._to_be_signed)

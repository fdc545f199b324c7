"""What anyone may know of an identity, and of what was done with it. Imports nothing heavy."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path

import msgspec

from s11desk.signing.signature_facts import SignerFacts

EXPIRY_NOTICE = dt.timedelta(days=60)
"""How long before its end an identity is said to expire: time to ask an organisation for another certificate."""


class IdentitySummary(SignerFacts, frozen=True):
    """What anyone may know of an identity. ``kind``: ``P-256``, ``RSA-3072`` and so on. Times are UTC."""

    not_before: dt.datetime
    not_after: dt.datetime
    kind: str


class Replacement(msgspec.Struct, frozen=True):
    """The identity now in place and the one before, None where that one was damaged.

    ``kept``: the key file of the one before; what was its ``.crt`` is beside that.
    """

    identity: IdentitySummary
    before: IdentitySummary | None
    kept: Path

    @property
    def is_new_signer(self) -> bool:
        """Whether receivers see somebody they do not know yet: a backup brought back has the same certificate."""
        return self.before is None or self.before.fingerprint != self.identity.fingerprint


class BackUp(msgspec.Struct, frozen=True):
    """A copy of the key file, sealed with the same passphrase. ``size`` in bytes; ``sha256`` of the file."""

    path: Path
    size: int
    sha256: str


class Validity(StrEnum):
    """Whether an identity can sign. ``EXPIRES_SOON`` still can."""

    NOT_YET_VALID = "not-yet-valid"
    VALID = "valid"
    EXPIRES_SOON = "expires-soon"
    EXPIRED = "expired"

    @property
    def can_sign(self) -> bool:
        return self in {Validity.VALID, Validity.EXPIRES_SOON}


def validity(summary: IdentitySummary, now: dt.datetime) -> Validity:
    """Both ends belong to the time in which a certificate is valid (RFC 5280, 4.1.2.5)."""
    if now < summary.not_before:
        return Validity.NOT_YET_VALID
    if now > summary.not_after:
        return Validity.EXPIRED
    return Validity.EXPIRES_SOON if summary.not_after - now <= EXPIRY_NOTICE else Validity.VALID

"""The public facts about an identity, and the results of changing one. Imports nothing slow."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path

import msgspec

from s11desk.signing.signature_facts import SignerFacts

EXPIRY_NOTICE = dt.timedelta(days=60)
"""The notice before an identity expires: time enough to ask an organisation for another certificate."""


class IdentitySummary(SignerFacts, frozen=True):
    """The public facts about an identity. ``kind``: ``P-256``, ``RSA-3072`` and so on. Times are UTC.

    ``key_digest``: of the public key, the same under each certificate of that key.
    """

    not_before: dt.datetime
    not_after: dt.datetime
    kind: str
    key_digest: str = ""


class Replacement(msgspec.Struct, frozen=True):
    """The new identity and the one before, which is None if it was damaged.

    ``kept``: the copy of the key file before. The copy of its ``.crt`` is beside it.
    """

    identity: IdentitySummary
    before: IdentitySummary | None
    kept: Path

    @property
    def is_new_signer(self) -> bool:
        """Whether receivers see a signer whom they do not know yet. A restored backup has the same certificate."""
        return self.before is None or self.before.fingerprint != self.identity.fingerprint


class IdentityBackup(msgspec.Struct, frozen=True):
    """A copy of the key file, with the same passphrase. ``size`` in bytes; ``sha256`` of the file, in lower case."""

    path: Path
    size: int
    sha256: str


class Validity(StrEnum):
    """Whether an identity is valid. One that ``EXPIRES_SOON`` can still sign."""

    NOT_YET_VALID = "not-yet-valid"
    VALID = "valid"
    EXPIRES_SOON = "expires-soon"
    EXPIRED = "expired"


def validity(summary: IdentitySummary, now: dt.datetime) -> Validity:
    """Whether an identity is valid at ``now``. Both ends belong to the validity period (RFC 5280, 4.1.2.5)."""
    if now < summary.not_before:
        return Validity.NOT_YET_VALID
    if now > summary.not_after:
        return Validity.EXPIRED
    return Validity.EXPIRES_SOON if summary.not_after - now <= EXPIRY_NOTICE else Validity.VALID

"""The list of signers that a person knows."""

from __future__ import annotations

from pathlib import Path

from s11desk.errors import UserError


class FingerprintUnreadable(UserError, code="input.trust-unreadable"):
    """What was given is neither a fingerprint nor a certificate file."""

    value: str


class SignerNameMissing(UserError, code="input.signer-name-missing"):
    """A signer was to be added without a name."""


class SignerUnknown(UserError, code="input.signer-unknown"):
    """The list has no signer of that name. ``known``: the names it has."""

    name: str
    known: tuple[str, ...]


class SignersUnreadable(UserError, code="environment.signers-unreadable"):
    """The list cannot be read."""

    path: Path

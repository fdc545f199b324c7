"""Errors about the list of known signers."""

from __future__ import annotations

from pathlib import Path

from s11desk.errors import UserError


class FingerprintUnreadable(UserError, code="input.trust-unreadable"):
    """A text that should name a signer cannot be read.

    ``value`` is neither a fingerprint nor a certificate file.
    """

    value: str


class SignerNameMissing(UserError, code="input.signer-name-missing"):
    """A new signer on the list needs a name."""


class SignerUnknown(UserError, code="input.signer-unknown"):
    """The list has no signer with this name. ``known``: the names on it."""

    name: str
    known: tuple[str, ...]


class SignerAmbiguous(UserError, code="input.signer-ambiguous"):
    """The list has several keys under this name. ``fingerprints``: of each, as people read them out."""

    name: str
    fingerprints: tuple[str, ...]


class SignersUnreadable(UserError, code="environment.signers-unreadable"):
    """The program cannot read the list at ``path``."""

    path: Path

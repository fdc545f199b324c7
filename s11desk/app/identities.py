"""Who signs on this computer: make an identity, import one, show it."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path

from s11desk.app.paths import Home
from s11desk.errors import Code, UserError
from s11desk.signing import identity
from s11desk.signing.identity import SHORTEST_PASSPHRASE, IdentityDetails, IdentitySummary

__all__ = [
    "SHORTEST_PASSPHRASE",
    "Holder",
    "IdentityDetails",
    "IdentitySummary",
    "approver_path",
    "create_identity",
    "current_identity",
    "identity_path",
    "import_identity",
    "shown_identity",
]


class Holder(StrEnum):
    """Whose identity: the home's own, or that of an approver who signs on the same computer."""

    OWN = "own"
    APPROVER = "approver"


def identity_path(home: Home, holder: Holder = Holder.OWN) -> Path:
    return home.approver if holder is Holder.APPROVER else home.identity


def current_identity(home: Home, holder: Holder = Holder.OWN) -> IdentitySummary | None:
    """The identity, None where there is none yet. Raises ``IDENTITY_UNREADABLE``."""
    try:
        return shown_identity(home, holder)
    except UserError as error:
        if error.code is Code.IDENTITY_MISSING:
            return None
        raise


def shown_identity(home: Home, holder: Holder = Holder.OWN) -> IdentitySummary:
    """The identity. Raises ``IDENTITY_MISSING`` or ``IDENTITY_UNREADABLE``."""
    return identity.show(identity_path(home, holder))


def create_identity(
    home: Home, details: IdentityDetails, passphrase: str, now: dt.datetime, holder: Holder = Holder.OWN
) -> IdentitySummary:
    """A new key and certificate. Raises ``IDENTITY_EXISTS``, ``IDENTITY_DETAIL`` or ``PASSPHRASE_SHORT``."""
    return identity.create_identity(identity_path(home, holder), details, passphrase, now)


def import_identity(home: Home, source: Path, passphrase: str, holder: Holder = Holder.OWN) -> IdentitySummary:
    """Take over an organisation's .p12 or .pfx. Raises what :func:`s11desk.signing.identity.import_identity` raises."""
    return identity.import_identity(source, identity_path(home, holder), passphrase)


def approver_path(home: Home) -> Path:
    """The identity a return is countersigned with: an approver's where there is one, else the home's own."""
    return home.approver if home.approver.exists() else home.identity

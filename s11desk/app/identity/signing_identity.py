"""Who signs on this computer: make an identity, import one, show it, change its passphrase, back it up, replace it."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path

from s11desk.app.home.paths import Home
from s11desk.errors import Code, UserError
from s11desk.signing.identity import lifecycle
from s11desk.signing.identity.lifecycle import (
    SHORTEST_PASSPHRASE,
    BackUp,
    IdentityDetails,
    IdentitySummary,
    Replacement,
    Validity,
    validity,
)
from s11desk.signing.identity.self_signed import accepted as accepted_details

__all__ = [
    "SHORTEST_PASSPHRASE",
    "BackUp",
    "Holder",
    "IdentityDetails",
    "IdentitySummary",
    "Replacement",
    "Validity",
    "accepted_details",
    "back_up_identity",
    "change_passphrase",
    "create_identity",
    "current_identity",
    "identity_path",
    "import_identity",
    "repair_identity",
    "replace_by_import",
    "replace_identity",
    "require_none",
    "require_some",
    "require_valid",
    "right_passphrase",
    "shown_identity",
    "validity",
]


class Holder(StrEnum):
    """Whose identity: the home's own, or that of an approver who signs on the same computer."""

    OWN = "own"
    APPROVER = "approver"


def identity_path(home: Home, holder: Holder = Holder.OWN) -> Path:
    return home.approver if holder is Holder.APPROVER else home.identity


def current_identity(home: Home, holder: Holder = Holder.OWN) -> IdentitySummary | None:
    """The identity, None where there is none yet. Raises ``IDENTITY_UNREADABLE`` or ``IDENTITY_UNMATCHED``."""
    try:
        return shown_identity(home, holder)
    except UserError as error:
        if error.code is Code.IDENTITY_MISSING:
            return None
        raise


def shown_identity(home: Home, holder: Holder = Holder.OWN) -> IdentitySummary:
    """The identity. Raises ``IDENTITY_MISSING``, ``IDENTITY_UNREADABLE`` or ``IDENTITY_UNMATCHED``."""
    return lifecycle.show(identity_path(home, holder))


def require_valid(home: Home, holder: Holder, now: dt.datetime) -> None:
    """What signing would refuse whatever the passphrase is, said before one is asked for.

    Raises ``IDENTITY_MISSING``, ``IDENTITY_UNREADABLE``, and ``IDENTITY_NOT_VALID`` (``not_before``, ``not_after``).
    """
    lifecycle.require_valid(identity_path(home, holder), now)


def require_some(home: Home, holder: Holder = Holder.OWN) -> None:
    """Raises ``IDENTITY_MISSING`` before anything is asked that would be asked in vain."""
    lifecycle.require_some(identity_path(home, holder))


def require_none(home: Home, holder: Holder = Holder.OWN) -> None:
    """Raises ``IDENTITY_EXISTS`` before anything is asked that would be asked in vain."""
    lifecycle.require_none(identity_path(home, holder))


def right_passphrase(home: Home, passphrase: str, holder: Holder = Holder.OWN) -> str:
    """The passphrase, once it has opened the identity. Raises ``IDENTITY_MISSING``, ``PASSPHRASE_WRONG``."""
    lifecycle.require_passphrase(identity_path(home, holder), passphrase)
    return passphrase


def create_identity(
    home: Home, details: IdentityDetails, passphrase: str, now: dt.datetime, holder: Holder = Holder.OWN
) -> IdentitySummary:
    """A new key and certificate. Raises what :func:`s11desk.signing.identity.lifecycle.create_identity` raises."""
    return lifecycle.create_identity(identity_path(home, holder), details, passphrase, now)


def import_identity(home: Home, source: Path, passphrase: str, holder: Holder = Holder.OWN) -> IdentitySummary:
    """Take over an organisation's .p12 or .pfx. Raises what ``lifecycle.import_identity`` raises."""
    return lifecycle.import_identity(source, identity_path(home, holder), passphrase)


def replace_identity(
    home: Home, details: IdentityDetails, passphrase: str, now: dt.datetime, holder: Holder = Holder.OWN
) -> Replacement:
    """A new key and certificate in place of the present ones, whose files are kept beside them.

    Raises what :func:`s11desk.signing.identity.lifecycle.replace_identity` raises.
    """
    return lifecycle.replace_identity(identity_path(home, holder), details, passphrase, now)


def replace_by_import(
    home: Home, source: Path, passphrase: str, now: dt.datetime, holder: Holder = Holder.OWN
) -> Replacement:
    """An organisation's key, or a backup, in place of the present identity, whose files are kept beside it.

    Raises what :func:`s11desk.signing.identity.lifecycle.replace_by_import` raises.
    """
    return lifecycle.replace_by_import(source, identity_path(home, holder), passphrase, now)


def change_passphrase(home: Home, old: str, new: str, holder: Holder = Holder.OWN) -> IdentitySummary:
    """The same key under another passphrase; backups made before keep the old one.

    Raises what :func:`s11desk.signing.identity.lifecycle.change_passphrase` raises.
    """
    return lifecycle.change_passphrase(identity_path(home, holder), old, new)


def back_up_identity(home: Home, target: Path, holder: Holder = Holder.OWN) -> BackUp:
    """Copy the sealed key to a file of a person's choice. Raises ``IDENTITY_MISSING``, ``FILE_EXISTS`` and the like."""
    return lifecycle.back_up(identity_path(home, holder), target)


def repair_identity(home: Home, passphrase: str, now: dt.datetime, holder: Holder = Holder.OWN) -> IdentitySummary:
    """The way back from ``IDENTITY_UNMATCHED``. Raises ``IDENTITY_MISSING``, ``PASSPHRASE_WRONG`` and the like."""
    return lifecycle.repair(identity_path(home, holder), passphrase, now)

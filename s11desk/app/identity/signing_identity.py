"""Find the signing identities on this computer. ``signing/identity/lifecycle.py`` makes and changes them."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path

from s11desk.app.home.paths import Home
from s11desk.errors import UserError
from s11desk.errors.identity_errors import IdentityMissing
from s11desk.files.presence import is_there
from s11desk.signing.identity.identity_summary import IdentitySummary
from s11desk.signing.identity.lifecycle import import_identity, replace_by_import, show


class Holder(StrEnum):
    """The holder of an identity: the home's owner, or an approver who signs on the same computer."""

    OWN = "own"
    APPROVER = "approver"


def identity_path(home: Home, holder: Holder = Holder.OWN) -> Path:
    """The key file of the holder's identity. It need not exist."""
    return home.approver if holder is Holder.APPROVER else home.identity


def current_identity(home: Home, holder: Holder = Holder.OWN) -> IdentitySummary | None:
    """Read the holder's identity. None if there is none yet. Raises ``IdentityUnreadable`` or ``IdentityUnmatched``."""
    try:
        return show(identity_path(home, holder))
    except UserError as error:
        if isinstance(error, IdentityMissing):
            return None
        raise


def use_key_file(home: Home, source: Path, passphrase: str, now: dt.datetime) -> IdentitySummary:
    """Use a ``.p12`` or ``.pfx`` file as the owner's identity. A present one is set aside and not deleted.

    Raises what :func:`import_identity` and :func:`replace_by_import` raise.
    """
    if is_there(home.identity):
        return replace_by_import(source, home.identity, passphrase, now).identity
    return import_identity(source, home.identity, passphrase)

"""Reads which signers a home knows: those on its list, and its own identities."""

from __future__ import annotations

from contextlib import suppress

from s11desk.app.home.paths import Home
from s11desk.app.identity.known_signers import KnownSigner, known_signers
from s11desk.app.identity.signer_standings import HomeSigners
from s11desk.app.identity.signing_identity import Holder, current_identity
from s11desk.errors import UserError


def read_signers(home: Home, trusted: tuple[KnownSigner, ...] = ()) -> HomeSigners:
    """Read the signers that ``home`` knows. ``trusted``: more, for this check only. Raises ``SignersUnreadable``."""
    return HomeSigners((*trusted, *known_signers(home)), _own_fingerprints(home))


def _own_fingerprints(home: Home) -> frozenset[str]:
    """The fingerprints of the identities on this computer, except those that cannot be read."""
    found = set()
    for holder in Holder:
        with suppress(UserError):
            if (identity := current_identity(home, holder)) is not None:
                found.add(identity.fingerprint)
    return frozenset(found)

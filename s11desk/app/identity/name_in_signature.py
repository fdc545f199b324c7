"""The name in the signature of this computer."""

from __future__ import annotations

from s11desk.app.home.paths import Home
from s11desk.app.identity.signing_identity import current_identity
from s11desk.errors import UserError


def name_in_signature(home: Home) -> str:
    """The name in the signature of this computer; empty if there is none that can be read."""
    try:
        found = current_identity(home)
    except UserError:
        return ""
    return found.name if found is not None else ""

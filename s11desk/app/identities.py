"""Who signs on this computer: make an identity, import one, show it."""

from __future__ import annotations

from pathlib import Path

from s11desk.app.workspace import Workspace
from s11desk.errors import Code, UserError
from s11desk.signing import identity
from s11desk.signing.identity import SHORTEST_PASSPHRASE, IdentityDetails, IdentitySummary

__all__ = [
    "SHORTEST_PASSPHRASE",
    "IdentityDetails",
    "IdentitySummary",
    "create_identity",
    "current_identity",
    "import_identity",
    "shown_identity",
]


def current_identity(workspace: Workspace) -> IdentitySummary | None:
    """The identity of this home, None where there is none yet. Raises ``IDENTITY_UNREADABLE``."""
    try:
        return identity.show(workspace.home.identity)
    except UserError as error:
        if error.code is Code.IDENTITY_MISSING:
            return None
        raise


def shown_identity(workspace: Workspace) -> IdentitySummary:
    """The identity of this home. Raises ``IDENTITY_MISSING`` or ``IDENTITY_UNREADABLE``."""
    return identity.show(workspace.home.identity)


def create_identity(workspace: Workspace, details: IdentityDetails, passphrase: str) -> IdentitySummary:
    """A new key and certificate. Raises ``IDENTITY_EXISTS``, ``IDENTITY_DETAIL`` or ``PASSPHRASE_SHORT``."""
    return identity.create_identity(workspace.home.identity, details, passphrase, workspace.clock())


def import_identity(workspace: Workspace, source: Path, passphrase: str) -> IdentitySummary:
    """Take over an organisation's .p12 or .pfx. Raises what :func:`s11desk.signing.identity.import_identity` raises."""
    return identity.import_identity(source, workspace.home.identity, passphrase)

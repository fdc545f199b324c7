"""Errors about a receiving desk: its folder, its register and what an officer does with a return."""

from __future__ import annotations

from pathlib import Path

from s11desk.errors import UserError


class DeskMissing(UserError, code="input.desk-missing"):
    """There is no desk in the folder at ``path``."""

    path: Path


class DeskFolderUsed(UserError, code="input.desk-folder-used"):
    """The folder at ``path``, in which a desk would be made, has files in it."""

    path: Path


class DeskFolderShared(UserError, code="input.desk-folder-shared"):
    """Other computers may change the folder at ``path``. ``program``: the one that copies it; empty for a network."""

    path: Path
    program: str


class RegisterLocked(UserError, code="environment.register-locked"):
    """Another program is writing into the register at ``path``."""

    path: Path


class RegisterDamaged(UserError, code="environment.register-damaged"):
    """The register at ``path`` is not as it was written."""

    path: Path


class RegisterForeign(UserError, code="environment.register-foreign"):
    """The database at ``path`` is no register, or a newer program made it (``is_newer``)."""

    path: Path
    is_newer: bool


class RegisterUnusable(UserError, code="environment.register-unusable"):
    """The register at ``path`` cannot be opened or written."""

    path: Path


class DeskReturnUnknown(UserError, code="input.desk-return-unknown"):
    """The desk has no return with the reference or SHA-256 ``name``."""

    name: str


class AgencyUnknown(UserError, code="input.agency-unknown"):
    """The desk's list has no agency called ``name``."""

    name: str


class DeskAuditUnknown(UserError, code="input.desk-audit-unknown"):
    """The desk asks no audit called ``name``; empty if it does not ask any yet."""

    name: str


class BackupInsideDesk(UserError, code="input.backup-inside-desk"):
    """The backup would be written at ``path``, inside the desk's own folder."""

    path: Path


class BackupPlaceTaken(UserError, code="input.backup-place-taken"):
    """Another desk is in the folder at ``path``, or has its backups there."""

    path: Path


class BackupPlaceNewer(UserError, code="input.backup-place-newer"):
    """A newer version of the program keeps backups in the folder at ``path``, and this one does not know its rules."""

    path: Path


class TablesInsideDesk(UserError, code="input.tables-inside-desk"):
    """The tables would be written at ``path``, inside the desk's own folder."""

    path: Path

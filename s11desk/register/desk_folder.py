"""The paths of a desk's folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DeskFolder:
    """One folder on a local disk with everything that a desk has received and decided."""

    folder: Path

    @property
    def register(self) -> Path:
        """The database."""
        return self.folder / "register.db"

    @property
    def returns(self) -> Path:
        """The folder with the stored files, each under its SHA-256."""
        return self.folder / "returns"

    @property
    def outgoing(self) -> Path:
        """The folder for receipts, letters and change requests."""
        return self.folder / "outgoing"

    @property
    def backups(self) -> Path:
        """The folder with the backups of the register."""
        return self.folder / "backups"

    @property
    def work(self) -> Path:
        """The private folder for files that are being read."""
        return self.folder / "work"

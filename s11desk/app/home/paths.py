"""The one place for paths: the home folder with everything a person entered, and the program's own resources."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import s11desk


@dataclass(frozen=True, slots=True)
class Home:
    """One folder with all drafts, evidence, backups, identity and logs. Copying it copies everything."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "drafts.db"

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    @property
    def vault(self) -> Path:
        return self.folder / "evidence"

    @property
    def identity(self) -> Path:
        return self.folder / "identity" / "identity.p12"

    @property
    def approver(self) -> Path:
        """The approver's own identity, where they sign on the same computer."""
        return self.folder / "identity" / "approver.p12"

    @property
    def receiver(self) -> Path:
        """A partnership's key, to which returns may be encrypted."""
        return self.folder / "identity" / "receiver.p12"

    @property
    def known_signers(self) -> Path:
        return self.folder / "known-signers.json"

    @property
    def work(self) -> Path:
        """For files on their way into a return. Inside the home, so that nothing passes through a shared folder."""
        return self.folder / "work"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def settings(self) -> Path:
        return self.folder / "settings.json"


def default_home() -> Home:
    """Where this system keeps a person's application data; never a folder that roams to other computers."""
    from platformdirs import user_data_path

    return Home(user_data_path("s11desk", appauthor=False, roaming=False))


def resources_folder() -> Path:
    """The folder ``resources``: beside the package in a checkout, inside it in a wheel, beside the code when frozen."""
    package = Path(s11desk.__file__).parent
    frozen = Path(getattr(sys, "_MEIPASS", package)) / "resources"
    candidates = (package / "resources", package.parent / "resources", frozen)
    found = next((folder for folder in candidates if (folder / "topics").is_dir()), None)
    if found is None:
        raise FileNotFoundError("the program's resources folder is missing; install s11desk again")
    return found

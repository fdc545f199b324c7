"""The paths of the home folder, which has everything that a person entered, and of the program's own resources."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import s11desk
from s11desk.files.presence import Presence, presence


@dataclass(frozen=True, slots=True)
class Home:
    """One folder with all drafts, evidence, backups, identity and logs. Copying it copies everything."""

    folder: Path

    @property
    def database(self) -> Path:
        """The database with all drafts."""
        return self.folder / "drafts.db"

    @property
    def backups(self) -> Path:
        """The folder with the backups of the database."""
        return self.folder / "backups"

    @property
    def vault(self) -> Path:
        """The folder with the attached files, each under its digest."""
        return self.folder / "evidence"

    @property
    def identity(self) -> Path:
        """The key file of the person who completes audits here."""
        return self.folder / "identity" / "identity.p12"

    @property
    def approver(self) -> Path:
        """The approver's own identity, if they sign on the same computer."""
        return self.folder / "identity" / "approver.p12"

    @property
    def receiver(self) -> Path:
        """A partnership's key. Agencies encrypt returns to it."""
        return self.folder / "identity" / "receiver.p12"

    @property
    def returns(self) -> Path:
        """A person's own readable copies of the returns that left for the partnership encrypted."""
        return self.folder / "returns"

    @property
    def replies(self) -> Path:
        """The receipts and requests that partnerships sent, each under its SHA-256."""
        return self.folder / "replies"

    @property
    def written_folders(self) -> Path:
        """The list of folders outside the home into which this program wrote files."""
        return self.folder / "written-folders.json"

    @property
    def known_signers(self) -> Path:
        """The list of signers whose fingerprints a person has compared."""
        return self.folder / "known-signers.json"

    @property
    def partnerships(self) -> Path:
        """The list of the return addresses and keys of partnerships, as a person first kept or last confirmed them."""
        return self.folder / "partnerships.json"

    @property
    def work(self) -> Path:
        """The folder for temporary files. Other people may be able to read the system's own temporary folder."""
        return self.folder / "work"

    @property
    def logs(self) -> Path:
        """The folder with the fault log."""
        return self.folder / "logs"

    @property
    def notices(self) -> Path:
        """The list of notices that a person has seen."""
        return self.folder / "notices.json"

    @property
    def own_drafts(self) -> Path:
        """The list of the ids of drafts that belong to this home."""
        return self.folder / "own-drafts.json"

    @property
    def moved(self) -> Path:
        """The note that everything of this home moved to another computer."""
        return self.folder / "moved.json"

    @property
    def question_maps(self) -> Path:
        """What a person has said about which questions of two topics belong together."""
        return self.folder / "question-maps.json"

    @property
    def known_desks(self) -> Path:
        """The list of the receiving desks that were opened on this computer."""
        return self.folder / "desks.json"

    @property
    def opened_returns(self) -> Path:
        """The list of the returns of others that were opened on this computer."""
        return self.folder / "opened-returns.json"

    @property
    def typed_requests(self) -> Path:
        """What an officer has typed of decisions at a receiving desk."""
        return self.folder / "typed-requests.json"

    @property
    def settings(self) -> Path:
        """The window's settings."""
        return self.folder / "settings.json"


def was_used(home: Home) -> bool:
    """Whether audits were kept in ``home``: there are backups, evidence, an identity, other copies, or a log.

    A home without its drafts file is then damaged, and not new. False if the program cannot find out.
    """
    try:
        if any(presence(path) is Presence.YES for path in (home.identity, home.approver, home.receiver)):
            return True
        folders = ((home.backups, "*.db"), (home.vault, "*"), (home.folder, f"{home.database.stem}*.db*"))
        own = _files_of_drafts(home)
        return any(path not in own for folder, pattern in folders for path in folder.glob(pattern))
    except OSError:
        return False


def _files_of_drafts(home: Home) -> set[Path]:
    """The drafts file; where there is one, its log and the index of that too, which SQLite makes with a new file."""
    endings = ("", "-wal", "-shm") if presence(home.database) is Presence.YES else ("",)
    return {home.database.with_name(f"{home.database.name}{ending}") for ending in endings}


def default_home() -> Home:
    """The system's folder for a person's application data; never one that the system copies to other computers."""
    if sys.platform == "linux":
        data, person = (Path(os.environ.get(name, "")) for name in ("XDG_DATA_HOME", "HOME"))
        if data.is_absolute() or person.is_absolute():
            return Home((data if data.is_absolute() else person / ".local" / "share") / "s11desk")
    from platformdirs import user_data_path  # it gives the same, and imports much: the first paint would wait

    return Home(user_data_path("s11desk", appauthor=False, roaming=False))


def resources_folder() -> Path:
    """Find the folder ``resources``: in the package (wheel), beside it (checkout), or beside the code (frozen).

    Raises FileNotFoundError.
    """
    package = Path(s11desk.__file__).parent
    frozen = Path(getattr(sys, "_MEIPASS", package)) / "resources"
    candidates = (package / "resources", package.parent / "resources", frozen)
    resources = next((folder for folder in candidates if (folder / "topics").is_dir()), None)
    if resources is None:
        raise FileNotFoundError("the program's resources folder is missing; install s11desk again")
    return resources

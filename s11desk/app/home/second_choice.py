"""The person's choice of a second place for backups. This module imports nothing heavy: most homes have none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import msgspec

from s11desk.app.home.kept_json import JSON_DAMAGE
from s11desk.app.home.paths import Home
from s11desk.errors import UserError
from s11desk.files.durable import make_folder, write_bytes
from s11desk.files.regular_files import read_regular


class SecondPlace(msgspec.Struct, frozen=True, omit_defaults=True):
    """A person's choice of a second place. ``folder``: empty if they do not want one.

    ``certificate``: PEM, of the key that opens the backups. ``salt``: makes the names of evidence files. ``marks``: the
    last ones that this home left there (:mod:`s11desk.app.home.second_note`).
    """

    version: int
    folder: str
    certificate: str = ""
    salt: str = ""
    marks: tuple[str, ...] = ()


class SecondState(StrEnum):
    """The state of the second place. ABSENT: its folder is not there now, as with a stick that is not connected."""

    NOT_CHOSEN = "not-chosen"
    DECLINED = "declined"
    ABSENT = "absent"
    FAILED = "failed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class SecondReport:
    """The outcome of the last attempt. ``folder``: None if none is chosen. ``failure``: the reason for FAILED.

    ``passed_over``: the folder that another copy of the home uses, because of which ``folder`` is new; None if none is.
    """

    state: SecondState
    folder: Path | None = None
    failure: UserError | None = None
    passed_over: Path | None = None


def read_second_place(home: Home) -> SecondPlace | None:
    """Read the person's choice; None if they have not chosen yet, or the file is damaged."""
    try:
        return msgspec.json.decode(read_regular(choice_path(home)), type=SecondPlace)
    except (OSError, *JSON_DAMAGE):
        return None


def decline_second_place(home: Home) -> None:
    """Remember that the person wants no second place. What is in an earlier one stays there."""
    remember_second_place(home, SecondPlace(1, ""))


def choice_path(home: Home) -> Path:
    """The file with the choice."""
    return home.folder / "second-place.json"


def remember_second_place(home: Home, choice: SecondPlace) -> None:
    """Store the choice. Raises ``DiskFull`` or ``FolderUnwritable``."""
    make_folder(home.folder, private=True)
    write_bytes(choice_path(home), msgspec.json.encode(choice), private=True)

"""In which folder the backups of a desk go, when a person has chosen a disk, a stick or a folder for them.

They go into one folder of their own, so that nothing of them lies loose among other files. A place that already has
backups of this desk stays as it is.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

from s11desk.app.receiving.desk.own_place import PlaceOwner, owner_of
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.saved_names import stranger_name
from s11desk.domain.england_time import england_day
from s11desk.errors.desk_errors import BackupPlaceNewer, BackupPlaceTaken
from s11desk.files.durable import write_bytes
from s11desk.files.presence import Presence, is_folder, is_name_free, presence
from s11desk.register.desk_folder import DeskFolder
from s11desk.wording.dates import day
from s11desk.wording.desk.desk_backup_words import about_backups, folder_of_backups

EXPLAINED = "What is in this folder.txt"


def folder_for_backups(desk: ReceivingDesk, chosen: Path) -> Path:
    """The folder for backups of ``desk`` where a person chose ``chosen``. Nothing is made.

    It is ``chosen`` if that is a place of this desk; or else a folder in it with the name of the desk, or beside it if
    another copy of this desk uses ``chosen``. Raises ``BackupPlaceTaken`` if ``chosen`` is a desk, ``BackupPlaceNewer``
    if a newer version of the program keeps backups there, and what asking the system raises.
    """
    folder = chosen.absolute()
    owner = owner_of(desk, folder)
    if owner is PlaceOwner.OWN:
        return folder
    if presence(DeskFolder(folder).register) is not Presence.NO:
        raise BackupPlaceTaken(path=chosen)
    if owner is PlaceOwner.NEWER:
        raise BackupPlaceNewer(path=chosen)
    place = folder.parent if owner is PlaceOwner.COPY else folder
    return next(one for one in _folders(desk, place) if _is_free(desk, one))


def passed_over(desk: ReceivingDesk, chosen: Path, into: Path) -> Path | None:
    """The folder of another copy of this desk because of which backups that were to go to ``chosen`` go into the new
    folder ``into``; None if there is none.
    """
    if owner_of(desk, into) is not PlaceOwner.NOBODY:
        return None
    before = itertools.takewhile(lambda one: one != into, _folders(desk, into.parent))
    return next((one for one in (chosen.absolute(), *before) if owner_of(desk, one) is PlaceOwner.COPY), None)


def _folders(desk: ReceivingDesk, place: Path) -> Iterator[Path]:
    name = stranger_name(folder_of_backups(desk.facts.partnership), "")
    yield place / name
    yield from (place / f"{name} {number}" for number in itertools.count(2))


def explain_backups(desk: ReceivingDesk, folder: Path) -> None:
    """Say in a file beside the backups what they are, and what to do with them. Raises what writing raises."""
    words = about_backups(desk.facts.partnership, day(england_day(desk.now())))
    write_bytes(folder / EXPLAINED, words.encode("utf-8-sig"))


def _is_free(desk: ReceivingDesk, folder: Path) -> bool:
    if not (is_name_free(folder) or is_folder(folder)):
        return False  # a file has the name
    owner = owner_of(desk, folder)
    if owner is PlaceOwner.NEWER:
        raise BackupPlaceNewer(path=folder)
    return owner in {PlaceOwner.OWN, PlaceOwner.NOBODY}

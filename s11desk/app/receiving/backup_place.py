"""In which folder the backups of a desk go, when a person has chosen a disk, a stick or a folder for them.

They go into one folder of their own, so that nothing of them lies loose among other files. A place that already has
backups of this desk stays as it is.
"""

from __future__ import annotations

import itertools
from pathlib import Path

from s11desk.app.receiving.keep_desk import require_place
from s11desk.app.receiving.receiving_desk import ReceivingDesk
from s11desk.app.saved_names import stranger_name
from s11desk.domain.england_time import england_day
from s11desk.durable import Presence, is_folder, is_name_free, presence, write_bytes
from s11desk.errors.desk_errors import BackupPlaceTaken
from s11desk.register.desk_folder import DeskFolder
from s11desk.register.register_backups import backup_desk_id, backups_in
from s11desk.wording.dates import day
from s11desk.wording.desk_backup_words import about_backups, folder_of_backups

EXPLAINED = "What is in this folder.txt"


def folder_for_backups(desk: ReceivingDesk, chosen: Path) -> Path:
    """The folder for backups of ``desk`` where a person chose ``chosen``. Nothing is made.

    It is ``chosen`` if that is known as a place of this desk, or has backups of it; or else a folder in it with the
    name of the desk. Raises ``BackupPlaceTaken`` if ``chosen`` is a desk, and what asking the system raises.
    """
    folder = chosen.absolute()
    if str(folder) in desk.facts.places or _has_backups_of(desk, folder):
        return folder
    if presence(DeskFolder(folder).register) is not Presence.NO:
        raise BackupPlaceTaken(path=chosen)
    name = stranger_name(folder_of_backups(desk.facts.partnership), "")
    names = itertools.chain([name], (f"{name} {number}" for number in itertools.count(2)))
    return next(folder / one for one in names if _is_free(desk, folder / one))


def explain_backups(desk: ReceivingDesk, folder: Path) -> None:
    """Say in a file beside the backups what they are, and what to do with them. Raises what writing raises."""
    words = about_backups(desk.facts.partnership, day(england_day(desk.now())))
    write_bytes(folder / EXPLAINED, words.encode("utf-8-sig"))


def _has_backups_of(desk: ReceivingDesk, folder: Path) -> bool:
    return any(backup_desk_id(one) == desk.register.desk_id for one in backups_in(folder))


def _is_free(desk: ReceivingDesk, folder: Path) -> bool:
    if not (is_name_free(folder) or is_folder(folder)):
        return False  # a file has the name
    try:
        require_place(desk, folder)
    except BackupPlaceTaken:
        return False
    # Damaged backups may be of another desk with this name, and old ones are removed from a desk's own place.
    return str(folder) in desk.facts.places or not backups_in(folder) or _has_backups_of(desk, folder)

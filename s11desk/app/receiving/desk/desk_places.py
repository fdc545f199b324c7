"""In which folder a new desk goes, or one that comes back, when a person has chosen a folder.

A desk has a folder of its own, so that its parts never lie loose among other files.
"""

from __future__ import annotations

from pathlib import Path

from s11desk.app.saved_names import free_path, stranger_name
from s11desk.files.presence import Presence, folder_presence
from s11desk.files.system_errors import reading_errors
from s11desk.register.desk_folder import DeskFolder
from s11desk.register.register_backups import backup_partnership, backups_in


def new_desk_folder(place: Path, partnership: str) -> Path:
    """The folder for a new desk in ``place``: with a number if the name is taken. Nothing is made.

    Raises what asking the system raises.
    """
    name = f"Receiving desk of {partnership}" if partnership else "Receiving desk"
    return free_path(place, stranger_name(name, ""))


def folder_to_restore(chosen: Path, backup: Path) -> Path:
    """The folder in which the desk of ``backup`` comes back: ``chosen``, if it is a desk's, is empty, or is not there.

    In a folder with anything else it is a new one, also among backups: a desk there would be lost with them. Raises
    what asking the system raises.
    """
    desk = DeskFolder(chosen)
    if folder_presence(chosen) is not Presence.YES:
        return chosen
    with reading_errors(chosen):
        names = {path.name for path in chosen.iterdir()}
    has_parts = bool(names & {desk.returns.name, desk.outgoing.name}) and not backups_in(chosen)
    if not names or desk.register.name in names or has_parts:
        return chosen
    return new_desk_folder(chosen, backup_partnership(backup))

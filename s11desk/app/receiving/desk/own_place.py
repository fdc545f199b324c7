"""Whether a folder elsewhere is this desk's own for backups, and where it is now.

A desk writes into no folder, and removes nothing from one, that another desk or another copy of this desk uses.
"""

from __future__ import annotations

import itertools
from enum import Enum, auto
from pathlib import Path

import msgspec

from s11desk.app.home.other_drives import same_folder_elsewhere
from s11desk.app.receiving.desk.place_note import new_mark, read_note, write_note
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.domain.receiving.desk_values import DeskFacts, KeptPlace
from s11desk.errors.desk_errors import BackupPlaceNewer, BackupPlaceTaken
from s11desk.files.list_lock import list_lock
from s11desk.files.presence import Presence, folder_presence, presence
from s11desk.register.desk_folder import DeskFolder
from s11desk.register.register_backups import backup_desk_id, backups_in, other_backup_in


class PlaceOwner(Enum):
    """Whose a folder is. NOBODY: no backups are in it. COPY: another copy of this desk uses it. OTHER: another desk.

    NEWER: a newer version of the program keeps backups in it, perhaps of this desk.
    """

    OWN = auto()
    NOBODY = auto()
    COPY = auto()
    OTHER = auto()
    NEWER = auto()


def owner_of(desk: ReceivingDesk, folder: Path) -> PlaceOwner:
    """Whose the backups in ``folder`` are. Raises what asking the system raises."""
    if presence(DeskFolder(folder).register) is not Presence.NO or other_backup_in(desk.register, folder) is not None:
        return PlaceOwner.OTHER
    facts, note = desk.facts, read_note(folder)
    if note is None:
        return _owner_without_note(desk, facts, folder)
    if note.is_newer and note.desk in {"", desk.register.desk_id}:
        return PlaceOwner.NEWER
    if note.desk != desk.register.desk_id:
        return PlaceOwner.OTHER
    is_own = any(one.id == note.place and note.mark in one.marks for one in facts.own_places)
    return PlaceOwner.OWN if is_own else PlaceOwner.COPY


def _owner_without_note(desk: ReceivingDesk, facts: DeskFacts, folder: Path) -> PlaceOwner:
    """Of a folder of before notes, and of one whose note was removed."""
    known = [one for one in facts.all_places if one.folder == str(folder)]
    found = backups_in(folder)
    if any(one.is_others for one in known) and found:
        return PlaceOwner.COPY
    if any(backup_desk_id(one) == desk.register.desk_id for one in found):
        return PlaceOwner.COPY if facts.copied_from and not known else PlaceOwner.OWN
    if any(not one.id for one in known):
        return PlaceOwner.OWN
    # Damaged backups may be of another desk with this name, and old ones are removed from a desk's own place.
    return PlaceOwner.OTHER if found and not known else PlaceOwner.NOBODY


def require_place(desk: ReceivingDesk, folder: Path) -> None:
    """Raise ``BackupPlaceTaken`` if another desk or copy is in ``folder``, or has its backups there.

    ``BackupPlaceNewer`` if a newer version of the program keeps backups there.
    """
    owner = owner_of(desk, folder)
    if owner is PlaceOwner.NEWER:
        raise BackupPlaceNewer(path=folder)
    if owner in {PlaceOwner.COPY, PlaceOwner.OTHER}:
        raise BackupPlaceTaken(path=folder)


def claim_place(desk: ReceivingDesk, folder: Path) -> None:
    """Record that this desk writes into ``folder`` now, which is there: in the register, and then in the note there.

    A copy of the desk that comes later finds a mark there that it does not know. Raises what :func:`require_place`
    and writing raise.
    """
    with list_lock(desk.folder.register):  # two programs may be at this desk
        require_place(desk, folder)
        note, mark = read_note(folder), new_mark()
        before = _known(desk, folder)
        marks = (note.mark, mark) if note is not None else (mark,)
        now = KeptPlace(str(folder), before.id or new_mark(), marks, desk.now())
        desk.register.change_facts(lambda facts: _with_place(facts, before, now))
        write_note(folder, desk.register.desk_id, now.id, mark)


def _known(desk: ReceivingDesk, folder: Path) -> KeptPlace:
    """What is recorded of a place: by its note, or else by its path; a new one if nothing is, as of another stick."""
    note, own = read_note(folder), desk.facts.own_places
    if note is not None:
        return next(one for one in own if one.id == note.place)
    is_used = bool(backups_in(folder))
    found = (one for one in own if (is_used or not one.id) and one.folder == str(folder))
    moved = (one for one in own if is_used and not one.id and _was_it(Path(one.folder), folder))
    return next(itertools.chain(found, moved), KeptPlace(str(folder)))


def _was_it(before: Path, folder: Path) -> bool:
    """Whether a place of before notes, which is not there now, may be ``folder``, which has backups of this desk."""
    return before.name == folder.name and folder_presence(before) is Presence.NO


def _with_place(facts: DeskFacts, before: KeptPlace, now: KeptPlace) -> DeskFacts:
    places = list(facts.kept_at)
    if before in places:
        places[places.index(before)] = now
    else:
        places.append(now)
    legacy = tuple(folder for folder in facts.places if folder != before.folder)
    return msgspec.structs.replace(facts, kept_at=tuple(places), places=legacy)


def give_up_place(desk: ReceivingDesk, folder: Path, place_id: str) -> None:
    """Record that the officer takes a place for lost: ``folder`` is where it was last. Raises what writing raises.

    It is one again once it is connected, or chosen: what is in it is still this desk's.
    """

    def give_up(facts: DeskFacts) -> DeskFacts:
        legacy = tuple(one for one in facts.places if place_id or one != str(folder))
        lost = (KeptPlace(str(folder), is_given_up=True),) if legacy != facts.places else ()
        kept = (
            msgspec.structs.replace(one, is_given_up=True) if (one.id, one.folder) == (place_id, str(folder)) else one
            for one in facts.kept_at
        )
        return msgspec.structs.replace(facts, places=legacy, kept_at=(*lost, *kept))

    desk.register.change_facts(give_up)


def where_now(desk: ReceivingDesk, place: KeptPlace) -> Path | None:
    """Where a place is now, also under another drive letter; None if it is not connected. Raises nothing."""
    folder, desk_id = Path(place.folder), desk.register.desk_id

    def is_it(found: Path) -> bool:
        note = read_note(found)
        if note is not None:
            return bool(place.id) and note.place == place.id
        return not place.id and any(backup_desk_id(one) == desk_id for one in _backups_if_any(found))

    if folder_presence(folder) is Presence.YES:
        note = read_note(folder)
        if (note is None and (not place.id or _backups_if_any(folder))) or is_it(folder):
            return folder
    return same_folder_elsewhere(folder, is_it)


def _backups_if_any(folder: Path) -> tuple[Path, ...]:
    """None if the folder cannot be looked into."""
    try:
        return backups_in(folder)
    except OSError:
        return ()

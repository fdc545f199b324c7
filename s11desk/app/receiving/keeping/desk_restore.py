"""Put a backup of a desk's register back, with the returns beside it. What was deleted stays deleted."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from s11desk.app.receiving.desk.place_note import PlaceNote, read_note
from s11desk.app.receiving.desk.receiving_desk import require_own_folder
from s11desk.app.receiving.keeping.deletion_list import read_deletions
from s11desk.app.receiving.keeping.desk_backup import copy_file
from s11desk.domain.receiving.desk_values import DeskFacts, Erasure
from s11desk.errors import UserError
from s11desk.errors.desk_errors import DeskFolderUsed
from s11desk.files.durable import make_folder
from s11desk.files.presence import Presence, folder_presence
from s11desk.register.desk_folder import DeskFolder
from s11desk.register.erasure_rows import all_erasures, lasting_erasures, repeat_erasures, used_digests
from s11desk.register.kept_files import KeptFiles, is_intact
from s11desk.register.register import Register, open_register
from s11desk.register.register_backups import backup_desk_id, check_backup, restore_register


def restore_desk(folder: Path, backup: Path, now: dt.datetime) -> Path | None:
    """Put a backup of the register in the place of that in ``folder``, and bring back missing returns beside it.

    No program may have the desk open. The present register is set aside; its new path is returned, None if there was
    none. What was deleted since the backup stays deleted, if the present register or a list beside backups says so, and
    the places of other backups stay known. Raises ``DeskFolderShared``, ``DeskFolderUsed`` if another desk is there,
    what :func:`restore_register` raises, and what writing raises.
    """
    require_own_folder(folder)
    check_backup(backup)
    desk, desk_id = DeskFolder(folder), backup_desk_id(backup)
    present = _present(desk)
    if present.desk_id not in {"", desk_id}:
        raise DeskFolderUsed(path=folder)
    for path in (desk.folder, desk.returns, desk.outgoing, desk.backups):
        make_folder(path, private=True)
    lists = (backup.parent, desk.backups, *(Path(one.folder) for one in present.facts.all_places))
    deleted = present.erasures if present.desk_id else read_deletions(lists, desk_id)

    def bring_up_to_date(restored: Register) -> None:
        restored.change_facts(lambda facts: _with_places(facts, present, read_note(backup.parent)))
        repeat_erasures(restored, deleted)
        _copy_missing(restored, KeptFiles(backup.parent / "returns"), KeptFiles(desk.returns))

    return restore_register(desk.register, backup, now, bring_up_to_date)


@dataclass(frozen=True, slots=True)
class _Present:
    """What a desk does not forget when an older register takes its place. ``erasures``: without what came again."""

    facts: DeskFacts
    desk_id: str = ""
    erasures: tuple[Erasure, ...] = ()


def _present(desk: DeskFolder) -> _Present:
    """Nothing, if there is no register or it cannot be read."""
    with suppress(UserError), open_register(desk.register) as register:
        return _Present(register.facts, register.desk_id, lasting_erasures(register))
    return _Present(DeskFacts("", dt.datetime.min.replace(tzinfo=dt.UTC)))


def _with_places(facts: DeskFacts, present: _Present, note: PlaceNote | None) -> DeskFacts:
    """The facts of a backup with the places that are known now. ``note``: the one beside the backup.

    Without a present register the desk goes on with the place of the backup, as whoever wrote there last.
    """
    now = present.facts
    if now.copied_from:  # the places of the backup may be those of the desk it is a copy of
        places = msgspec.structs.replace(facts, places=now.places, kept_at=now.kept_at)
    else:
        known = {one.id for one in now.kept_at}
        kept = (*now.kept_at, *(one for one in facts.kept_at if one.id not in known))
        places = msgspec.structs.replace(facts, places=tuple(dict.fromkeys((*facts.places, *now.places))), kept_at=kept)
    if present.desk_id:
        return msgspec.structs.replace(places, at=now.at, copied_from=now.copied_from)
    marks = {note.place: (note.mark,)} if note is not None and not note.is_newer else {}
    return msgspec.structs.replace(
        places,
        kept_at=tuple(msgspec.structs.replace(one, marks=marks.get(one.id, one.marks)) for one in places.kept_at),
    )


def _copy_missing(restored: Register, source: KeptFiles, target: KeptFiles) -> None:
    """Bring back stored files, also those that no row names, but none that was deleted."""
    if folder_presence(source.folder) is not Presence.YES:
        return
    deleted = {sha256 for one in all_erasures(restored) for sha256 in one.files} - used_digests(restored)
    for sha256 in (one for one in source.digests() if one not in deleted):
        if not is_intact(target.path(sha256)) and is_intact(source.path(sha256)):
            copy_file(source, target, sha256)

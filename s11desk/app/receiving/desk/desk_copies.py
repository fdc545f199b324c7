"""Tells a desk that was moved from one that was copied as a folder, such as by a sync program or beside a backup.

A desk that was moved keeps its backups. A copy leaves those of its original alone and makes its own elsewhere, because
each would take the other's for its own older ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from s11desk.app.home.known_desks import KnownDesk, known_desks
from s11desk.app.home.other_drives import same_folder_elsewhere
from s11desk.app.home.paths import Home
from s11desk.app.receiving.desk.own_place import PlaceOwner, owner_of, where_now
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.domain.receiving.desk_values import DeskFacts, KeptPlace
from s11desk.errors import UserError
from s11desk.files.presence import Presence, presence
from s11desk.register.desk_folder import DeskFolder
from s11desk.register.register_backups import look_at_desk


@dataclass(frozen=True, slots=True)
class DeskCopies:
    """Other copies of a desk. ``folders``: those that this computer knows. ``backups``: folders with their backups.

    ``original``: that of ``folders`` of which this one is a copy; None if it is none, or that one is not there.
    """

    folders: tuple[Path, ...] = ()
    backups: tuple[Path, ...] = ()
    original: Path | None = None


def settle_desk(desk: ReceivingDesk) -> Path | None:
    """Record where the desk is, and whether it is a copy. Returns the folder it was moved from; None if it was not.

    It is a copy if the same desk is also where this one was, or in another folder that this computer knows. A register
    that cannot be written stays as it is. Raises what reading it raises.
    """
    here, facts = desk.folder.folder.absolute(), desk.facts
    if facts.at and presence(Path(facts.at)) is Presence.UNKNOWN:
        return None  # it may be another person's, or on a share that does not answer
    original = _original(desk, here, facts)
    if original is not None:
        _change(desk, lambda now: replace(_as_copy(now), at=str(here), copied_from=str(original)))
        return None
    if facts.at == str(here):
        return None
    _change(desk, lambda now: replace(now, at=str(here)))
    return Path(facts.at) if facts.at and presence(Path(facts.at)) is Presence.NO else None


def known_desk_now(known: KnownDesk) -> Path:
    """Where a desk of this computer's list is now: its stick may have got another drive letter. Raises nothing.

    The folder on the list, if it is nowhere. Another stick with a desk of another partnership may have the letter now.
    """
    folder = Path(known.folder)

    def facts_in(found: Path) -> DeskFacts | None:
        register = DeskFolder(found).register
        seen = look_at_desk(register) if presence(register) is Presence.YES else None
        return seen[1] if seen is not None else None

    def is_it(found: Path) -> bool:
        facts = facts_in(found)
        return facts is not None and facts.at == known.folder

    here = facts_in(folder)
    is_another = here is not None and here.partnership != known.partnership
    is_there = presence(DeskFolder(folder).register) is Presence.YES and not is_another
    return folder if is_there else same_folder_elsewhere(folder, is_it) or folder


def listed_desk_now(home: Home, folder: Path) -> Path:
    """As :func:`known_desk_now`, of the desk that the list of this computer has in ``folder``; else ``folder``."""
    known = known_desks(home).find(folder)
    return known_desk_now(known) if known is not None else folder


def look_for_copies(desk: ReceivingDesk) -> DeskCopies:
    """What is known of other copies of this desk. Raises what reading the register raises."""
    facts, here = desk.facts, desk.folder.folder.absolute()
    folders = tuple(folder for folder, _ in _same_desks(desk, here, facts))
    backups = dict.fromkeys(folder for place in facts.all_places for folder in _of_copy(desk, place))
    return DeskCopies(folders, tuple(backups), original_of(desk))


def original_of(desk: ReceivingDesk) -> Path | None:
    """The folder of the desk of which this one is a copy; None if it is none, or if that one is not there now."""
    facts, here = desk.facts, desk.folder.folder.absolute()
    if not facts.copied_from:
        return None
    return next((folder for folder, _ in _same_desks(desk, here, facts) if str(folder) == facts.copied_from), None)


def _of_copy(desk: ReceivingDesk, place: KeptPlace) -> Iterator[Path]:
    folder = where_now(desk, place)
    with suppress(UserError):
        if place.is_others or (folder is not None and owner_of(desk, folder) is PlaceOwner.COPY):
            yield folder or Path(place.folder)


def _original(desk: ReceivingDesk, here: Path, facts: DeskFacts) -> Path | None:
    """The folder of the desk of which this one is a copy; None if it is none, or if it is known as one already."""
    if facts.copied_from:
        return _copied_copy(desk, here, facts)
    is_known = known_desks(desk.officer.home).find(here) is not None
    is_settled = facts.at == str(here) or (not facts.at and is_known)
    for folder, other in _same_desks(desk, here, facts):
        is_other_settled = other.at == str(folder) or not is_settled
        if is_other_settled and not other.copied_from:
            return folder
    return None


def _copied_copy(desk: ReceivingDesk, here: Path, facts: DeskFacts) -> Path | None:
    """The folder of the copy of which this one is a copy: it is where this one was, and has the same places."""
    own = {one.id for one in facts.own_places}
    for folder, other in _same_desks(desk, here, facts):
        is_where_this_was = str(folder) == facts.at == other.at
        if is_where_this_was and other.copied_from and not own.isdisjoint(one.id for one in other.own_places):
            return folder
    return None


def _same_desks(desk: ReceivingDesk, here: Path, facts: DeskFacts) -> Iterator[tuple[Path, DeskFacts]]:
    """The same desk in other folders that are known here, each with what is recorded there."""
    listed = (one.folder for one in known_desks(desk.officer.home).desks)
    for folder in map(Path, dict.fromkeys(filter(None, (facts.at, facts.copied_from, *listed)))):
        register = DeskFolder(folder).register
        if folder == here or presence(register) is not Presence.YES or _is_same(register, desk.folder.register):
            continue
        found = look_at_desk(register)
        if found is not None and found[0] == desk.register.desk_id:
            yield folder, found[1]


def _is_same(one: Path, other: Path) -> bool:
    """Whether both paths lead to one file. True if that cannot be found out: then nothing is said of it."""
    try:
        return one.samefile(other)
    except OSError:
        return True


def _as_copy(facts: DeskFacts) -> DeskFacts:
    """Every place so far is of the desk that was copied."""
    places = (replace(one, is_others=True, marks=()) for one in facts.all_places)
    return replace(facts, places=(), kept_at=tuple(places))


def _change(desk: ReceivingDesk, change: Callable[[DeskFacts], DeskFacts]) -> None:
    with suppress(UserError):
        desk.register.change_facts(change)

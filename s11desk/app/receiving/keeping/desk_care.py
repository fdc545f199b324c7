"""What the window shows of how a desk is kept: backups, keys, the watched folder, what is past its date, deletions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from s11desk.app.home.known_desks import KnownDesk, known_desks
from s11desk.app.home.paths import Home
from s11desk.app.identity.receiving_key import current_receiving_key
from s11desk.app.identity.signing_identity import current_identity
from s11desk.app.receiving.desk.desk_copies import DeskCopies, look_for_copies, settle_desk
from s11desk.app.receiving.desk.own_place import where_now
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.desk.set_up_steps import SetUpStep, steps_to_set_up
from s11desk.app.receiving.keeping.desk_retention import returns_on_hold, returns_past_their_date
from s11desk.domain.england_time import england_day
from s11desk.domain.receiving.desk_values import Erasure, ReceivedReturn, RetentionRule
from s11desk.domain.topics.topic import Topic
from s11desk.errors import UserError
from s11desk.files.same_disk import is_same_disk
from s11desk.register.erasure_rows import all_erasures
from s11desk.register.kept_files import KeptFiles, kept_size
from s11desk.register.register_backups import backups_in, made_at
from s11desk.signing.identity.identity_summary import IdentitySummary


@dataclass(frozen=True, slots=True)
class SeenBackup:
    """A backup of the register. ``size`` in bytes."""

    path: Path
    made: dt.datetime
    size: int


@dataclass(frozen=True, slots=True)
class BackupPlace:
    """A folder elsewhere with backups and returns. ``backups``: the newest first; empty if it is not there now.

    ``id``: of the place. ``folder``: where it is now, or was last. ``last``: when a backup went there; None if nobody
    knows.

    ``size``: of all that is in it, in bytes; None if there are too many files to ask each.

    ``is_same_disk``: it is on the disk on which the desk is.
    """

    folder: Path
    is_there: bool
    backups: tuple[SeenBackup, ...]
    is_same_disk: bool = False
    size: int | None = None
    last: dt.datetime | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class SeenKey:
    """A key of the partnership. ``summary``: None if there is none, or if it cannot be read (``failure``)."""

    summary: IdentitySummary | None
    failure: UserError | None = None

    @property
    def is_missing(self) -> bool:
        """Whether there is none."""
        return self.summary is None and self.failure is None


@dataclass(frozen=True, slots=True)
class DeskCare:
    """How a desk is kept. ``past``: returns that are past their last day. ``known``: its entry on this computer's list.

    ``erasures``: the record of deletions, the last one first. ``officer``: the name that the officer gave, or empty.
    ``to_set_up``: what is not set up yet. ``asked``: the topics that it asks; empty if it takes any. ``rules``: for how
    long each class is kept. ``held``: returns on hold. ``places``: of this desk, and ``copies``: other copies of it.
    """

    folder: Path
    partnership: str
    backups: tuple[SeenBackup, ...]
    places: tuple[BackupPlace, ...]
    identity: SeenKey
    key: SeenKey
    known: KnownDesk | None
    past: tuple[ReceivedReturn, ...]
    erasures: tuple[Erasure, ...]
    officer: str
    to_set_up: tuple[SetUpStep, ...]
    asked: tuple[Topic, ...]
    rules: tuple[RetentionRule, ...]
    held: tuple[ReceivedReturn, ...]
    copies: DeskCopies


def look_after(desk: ReceivingDesk) -> DeskCare:
    """How the desk is kept now. Raises what reading the register raises."""
    settle_desk(desk)
    home, folder, copies = desk.officer.home, desk.folder.folder, look_for_copies(desk)
    known = known_desks(home)
    return DeskCare(
        folder,
        desk.facts.partnership,
        _backups(desk.folder.backups),
        tuple(one for one in _places(desk) if one.folder not in copies.backups),
        _identity(home),
        _receiving_key(home),
        known.find(folder),
        returns_past_their_date(desk, england_day(desk.now())),
        tuple(map(desk.named, reversed(all_erasures(desk.register)))),
        known.officer,
        steps_to_set_up(home, desk.facts, folder),
        desk.asked_topics(),
        desk.facts.rules,
        returns_on_hold(desk),
        copies,
    )


def _places(desk: ReceivingDesk) -> Iterator[BackupPlace]:
    for place in desk.facts.own_places:
        folder = where_now(desk, place)
        if folder is None:
            if not place.is_given_up:
                yield BackupPlace(Path(place.folder), is_there=False, backups=(), last=place.last, id=place.id)
            continue
        found = _backups(folder)
        kept = kept_size(KeptFiles(folder / "returns"))
        size = kept + sum(one.size for one in found) if kept is not None else None
        is_beside = is_same_disk(desk.folder.folder, folder)
        yield BackupPlace(folder, is_there=True, backups=found, is_same_disk=is_beside, size=size, last=place.last)


def _backups(folder: Path) -> tuple[SeenBackup, ...]:
    found = []
    for path in backups_in(folder):
        try:
            found.append(SeenBackup(path, made_at(path), path.stat().st_size))
        except OSError:  # taken away this moment
            continue
    return tuple(found)


def _identity(home: Home) -> SeenKey:
    try:
        return SeenKey(current_identity(home))
    except UserError as error:
        return SeenKey(None, error)


def _receiving_key(home: Home) -> SeenKey:
    try:
        return SeenKey(current_receiving_key(home))
    except UserError as error:
        return SeenKey(None, error)

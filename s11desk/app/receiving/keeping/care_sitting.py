"""What the window does to keep a desk: each call opens the desk, does one thing, and closes it again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from s11desk.app.receiving.agencies.agency_register import require_return
from s11desk.app.receiving.arrivals.found_files import FoundFile
from s11desk.app.receiving.arrivals.look_again import look_again_at_held
from s11desk.app.receiving.arrivals.take_in import TakeInResult, take_in_returns
from s11desk.app.receiving.desk.desk_copies import settle_desk
from s11desk.app.receiving.desk.own_place import give_up_place
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk, ask_only
from s11desk.app.receiving.keeping.agency_copy import AgencyCopy, copy_agency
from s11desk.app.receiving.keeping.backup_place import explain_backups, folder_for_backups, passed_over
from s11desk.app.receiving.keeping.desk_backup import back_up_desk
from s11desk.app.receiving.keeping.desk_care import BackupPlace, DeskCare, look_after
from s11desk.app.receiving.keeping.desk_check import DeskCheck, check_desk
from s11desk.app.receiving.keeping.desk_restore import restore_desk
from s11desk.app.receiving.keeping.desk_retention import hold_return, keep_by, release_return, set_retention
from s11desk.app.receiving.keeping.erasing import (
    ErasedReturn,
    effect_of_erasing,
    erase,
    find_to_delete,
    finish_erasures,
)
from s11desk.domain.receiving.count_effects import CountEffect
from s11desk.domain.receiving.desk_values import ReceivedReturn, RetentionRule, TakenFile
from s11desk.domain.topics.topic import Topic
from s11desk.files.same_disk import is_same_disk
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress
from s11desk.register.received_rows import count_returns


@dataclass(frozen=True, slots=True)
class MadeBackup:
    """A new backup of the register, in which ``returns`` are recorded. ``has_returns``: their files are there too.

    ``is_same_disk``: it is on the disk on which the desk is. ``passed_over``: the folder of another copy of this desk,
    because of which this one is in a new folder; None if there is none.
    """

    path: Path
    returns: int
    has_returns: bool
    is_same_disk: bool
    passed_over: Path | None = None


@dataclass(frozen=True, slots=True)
class ToDelete:
    """A return, or a file without one, that is to be deleted. ``effect``: what that does to the other returns."""

    found: ReceivedReturn | TakenFile
    effect: CountEffect


@dataclass(frozen=True, slots=True)
class CareSitting:
    """The desk in ``folder`` and who works at it.

    Every method raises ``DeskMissing``, and what opening, reading and writing the register raise.
    """

    folder: Path
    officer: Officer

    def look(self) -> DeskCare:
        """How the desk is kept."""
        with ReceivingDesk(self.folder, self.officer) as desk:
            return look_after(desk)

    def back_up(self, place: Path | None, cancel: Cancel = never_cancelled) -> MadeBackup:
        """Back the register up; with ``place``, a disk, a stick or a folder elsewhere, the returns too.

        There they go into one folder of their own. Raises what :func:`back_up_desk` raises.
        """
        with ReceivingDesk(self.folder, self.officer) as desk:
            settle_desk(desk)
            into = folder_for_backups(desk, place) if place is not None else None
            copys = passed_over(desk, place, into) if place is not None and into is not None else None
            written, held = back_up_desk(desk, into, cancel=cancel), count_returns(desk.register)
            if into is not None:
                explain_backups(desk, into)
            return MadeBackup(written, held, place is not None, is_same_disk(self.folder, written.parent), copys)

    def give_up(self, place: BackupPlace) -> None:
        """Take a place that is not there off the list: the officer says that it is lost."""
        with ReceivingDesk(self.folder, self.officer) as desk:
            give_up_place(desk, place.folder, place.id)

    def restore(self, backup: Path) -> Path | None:
        """Put a backup in the place of the register. Returns where the register of today is now; None if none was."""
        return restore_desk(self.folder, backup, self.officer.clock())

    def check(self, progress: Progress = no_progress, cancel: Cancel = never_cancelled) -> DeskCheck:
        """Finish what deletions left, then read every stored file and every row."""
        with ReceivingDesk(self.folder, self.officer) as desk:
            finish_erasures(desk)
            return check_desk(desk, progress=progress, cancel=cancel)

    def find_to_delete(self, which: str) -> ToDelete:
        """What is to be deleted. Raises what :func:`find_to_delete` raises."""
        with ReceivingDesk(self.folder, self.officer) as desk:
            found = find_to_delete(desk, which)
            effect = effect_of_erasing(desk, found) if isinstance(found, ReceivedReturn) else CountEffect()
            return ToDelete(found, effect)

    def keep_by(self, rules: tuple[RetentionRule, ...]) -> None:
        """Keep returns by these rules that are taken in from now on."""
        with ReceivingDesk(self.folder, self.officer) as desk:
            keep_by(desk, rules)

    def keep_until(self, which: str, last: dt.date | None) -> ReceivedReturn:
        """Give a return another last day; None: none. Its class stays. Raises ``DeskReturnUnknown``."""
        with ReceivingDesk(self.folder, self.officer) as desk:
            received = require_return(desk, which)
            return set_retention(desk, received, received.retention, last)

    def hold(self, which: str, why: str) -> ReceivedReturn:
        """Put a return on hold. Raises ``DeskReturnUnknown`` and what :func:`hold_return` raises."""
        with ReceivingDesk(self.folder, self.officer) as desk:
            return hold_return(desk, require_return(desk, which), why)

    def release(self, sha256: str) -> ReceivedReturn:
        """Take the hold off a return. Raises ``DeskReturnUnknown``."""
        with ReceivingDesk(self.folder, self.officer) as desk:
            return release_return(desk, require_return(desk, sha256))

    def ask_only(
        self, topics: tuple[Topic, ...], progress: Progress = no_progress, cancel: Cancel = never_cancelled
    ) -> None:
        """Ask these topics and no others, then read again what is held: it may be about one of them."""
        with ReceivingDesk(self.folder, self.officer) as desk:
            ask_only(desk, topics)
            look_again_at_held(desk, show=lambda done, total, _: progress(done, total), cancel=cancel)

    def erase(self, sha256: str, rule: str) -> ErasedReturn:
        """Delete a return, or a file without one, everywhere. Raises what :func:`erase` raises."""
        with ReceivingDesk(self.folder, self.officer) as desk:
            return erase(desk, sha256, rule)

    def copy_agency(self, name: str, out: Path, cancel: Cancel = never_cancelled) -> AgencyCopy:
        """Copy everything of an agency into the new folder ``out``. Raises what :func:`copy_agency` raises."""
        with ReceivingDesk(self.folder, self.officer) as desk:
            return copy_agency(desk, name, out, cancel=cancel)

    def take_in_found(self, files: Sequence[FoundFile], cancel: Cancel = never_cancelled) -> TakeInResult:
        """Take in files of the watched folder."""
        with ReceivingDesk(self.folder, self.officer) as desk:
            return take_in_returns(desk, files, cancel=cancel)

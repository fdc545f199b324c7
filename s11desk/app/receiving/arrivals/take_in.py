"""Take in what came: files, folders, e-mails. Each return is verified, stored whole and recorded, or refused.

The order makes it safe to kill the program at any moment: a return is on the disk under its SHA-256 before the register
names it. What is recorded is not read again, so the same call goes on where it stopped.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from s11desk.app.home.paths import Home
from s11desk.app.home.work_folder import work_folder
from s11desk.app.identity.home_signers import read_signers
from s11desk.app.receiving.arrivals.erased_here import ErasedHere
from s11desk.app.receiving.arrivals.fewer_collections import fewer_collections
from s11desk.app.receiving.arrivals.found_files import FoundFile, FoundKind, find_files, kind_of, path_words
from s11desk.app.receiving.arrivals.intake import Intake
from s11desk.app.receiving.arrivals.intake_groups import take_each, take_groups
from s11desk.app.receiving.arrivals.read_file import Desk as Reading
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.keeping.deletion_list import write_deletions
from s11desk.app.receiving.keeping.erasing import finish_erasures
from s11desk.app.returns.verifying.home_topics import HomeTopics
from s11desk.domain.receiving.desk_values import IntakeResult
from s11desk.errors.file_errors import FileMissing, FileUnreadable, PathTooLong
from s11desk.files.presence import Presence, folder_presence, is_folder
from s11desk.files.system_errors import reading_errors
from s11desk.progress import Cancel, never_cancelled

FEW = 20
"""If more files come, they are recorded in groups, and their PDFs are looked into after all are taken in."""

ShowTaken = Callable[[int, int, int], None]
"""Takes how many files are done, of how many, and how many of them need a look."""


def show_nothing(_done: int, _total: int, _to_look_at: int, /) -> None:
    """For a caller that shows no progress."""


@dataclass(frozen=True, slots=True)
class TakeInResult:
    """What became of each file, in the order of reading. ``is_stopped``: a person stopped before the end.

    ``at``: when that was; None if it was not kept.
    """

    files: tuple[IntakeResult, ...]
    is_stopped: bool = False
    at: dt.datetime | None = None

    @property
    def to_look_at(self) -> int:
        """How many of them a person should look at."""
        return sum(one.outcome.needs_look for one in self.files)


def find_incoming(paths: Sequence[Path]) -> tuple[FoundFile, ...]:
    """Every file among ``paths`` and in the folders among them.

    One of several that is gone or closed gets its sentence when its turn comes, and does not stop the others. Raises
    ``FileMissing``, ``FileUnreadable`` or ``PathTooLong`` for a single one.
    """
    found: list[FoundFile] = []
    for path in paths:
        try:
            found += _incoming(path)
        except (FileMissing, FileUnreadable, PathTooLong):
            if len(paths) == 1:
                raise
            kind = FoundKind.CLOSED_FOLDER if folder_presence(path) is Presence.YES else FoundKind.FILE
            found.append(FoundFile(path, path_words(Path(path.name)), kind))
    return tuple(found)


def _incoming(path: Path) -> tuple[FoundFile, ...]:
    if is_folder(path):
        return find_files(path, f"{path_words(Path(path.name))}/")
    with reading_errors(path):
        path.stat()
    return (FoundFile(path, path_words(Path(path.name)), kind_of(path)),)


def take_in_returns(
    desk: ReceivingDesk,
    files: Sequence[FoundFile],
    *,
    compares: bool | None = None,
    takes_deleted: bool = False,
    show: ShowTaken = show_nothing,
    cancel: Cancel = never_cancelled,
) -> TakeInResult:
    """Take in ``files``. One bad file never stops the rest. ``takes_deleted``: also what was deleted here.

    ``compares``: pages at once; None: if the files are few. Without comparing them, files are recorded in groups.
    When ``cancel`` says so, it stops after the file or the group that it is at. Raises ``DiskFull`` and what else
    writing into the desk raises. In each case every file that was shown as done is recorded.
    """
    at_once = len(files) <= FEW if compares is None else compares
    erased = ErasedHere(desk, takes_deleted)
    taken: list[IntakeResult] = []
    with work_folder(Home(desk.folder.folder), desk.now()) as work, fewer_collections():
        intake = Intake(desk, reading_for(desk, work, compares=at_once), desk.asked_topics(), erased)
        done = to_look_at = 0
        with closing((take_each if at_once else take_groups)(intake, files)) as groups:
            while not (is_stopped := cancel()) and (group := next(groups, None)) is not None:
                taken += group.results
                done += group.files
                to_look_at += sum(one.outcome.needs_look for one in group.results)
                show(done, len(files), to_look_at)
    _follow_deletions(desk, finish=bool(intake.deleted), write=takes_deleted)
    return TakeInResult(tuple(taken), is_stopped)


def _follow_deletions(desk: ReceivingDesk, *, finish: bool, write: bool) -> None:
    """After a run that deleted files, let backups follow; after one that took deleted ones in, let the list follow."""
    if finish:
        finish_erasures(desk)
    if write:
        write_deletions(desk.register, desk.folder.backups)


def reading_for(desk: ReceivingDesk, work: Path, *, compares: bool) -> Reading:
    """What reading files for this desk needs. ``work``: a private folder."""
    officer = desk.officer
    return Reading(read_signers(officer.home), HomeTopics(officer.home), work, officer.explain, None, compares=compares)

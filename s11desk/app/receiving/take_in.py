"""Take in what came: files, folders, e-mails. Each return is verified, stored whole and recorded, or refused.

The order makes it safe to kill the program at any moment: a return is on the disk under its SHA-256 before the register
names it. What is recorded is not read again, so the same call goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from s11desk.app.home.paths import Home
from s11desk.app.home.work_folder import work_folder
from s11desk.app.identity.signer_standings import read_signers
from s11desk.app.receiving.found_files import FoundFile, find_files, path_words
from s11desk.app.receiving.intake import Intake
from s11desk.app.receiving.read_file import Desk as Reading
from s11desk.app.receiving.receiving_desk import ReceivingDesk
from s11desk.app.returns.home_topics import HomeTopics
from s11desk.domain.desk_values import Erasure, IntakeResult
from s11desk.durable import is_folder, reading_errors
from s11desk.progress import Cancel, never_cancelled
from s11desk.register.erasure_rows import all_erasures

COMPARED_AT_ONCE = 20
"""If more files come together, their pages are compared with their answers after all are taken in."""

ShowTaken = Callable[[int, int, int], None]
"""Takes how many files are done, of how many, and how many of them need a look."""


def show_nothing(_done: int, _total: int, _to_look_at: int, /) -> None:
    """For a caller that shows no progress."""


@dataclass(frozen=True, slots=True)
class TakeInResult:
    """What became of each file, in the order of reading. ``is_stopped``: a person stopped before the end."""

    files: tuple[IntakeResult, ...]
    is_stopped: bool = False

    @property
    def to_look_at(self) -> int:
        """How many of them a person should look at."""
        return sum(one.outcome.needs_look for one in self.files)


def find_incoming(paths: Sequence[Path]) -> tuple[FoundFile, ...]:
    """Every file among ``paths`` and in the folders among them. Raises ``FileMissing`` and ``FileUnreadable``."""
    found: list[FoundFile] = []
    for path in paths:
        if is_folder(path):
            found += (replace(one, name=f"{path_words(Path(path.name))}/{one.name}") for one in find_files(path))
        else:
            with reading_errors(path):
                path.stat()
            found.append(FoundFile(path, path_words(Path(path.name))))
    return tuple(found)


def take_in_returns(
    desk: ReceivingDesk,
    files: Sequence[FoundFile],
    *,
    compares: bool | None = None,
    takes_deleted: bool = False,
    show: ShowTaken = show_nothing,
    cancel: Cancel = never_cancelled,
) -> TakeInResult:
    """Take in ``files``. One bad file never stops the rest. ``compares``: pages at once; None: if the files are few.
    ``takes_deleted``: also what was deleted here.

    When ``cancel`` says so, it stops after the file that it is at; all before it are recorded. Raises ``DiskFull`` and
    what else writing into the desk raises; every file before is recorded then too.
    """
    at_once = compares if compares is not None else len(files) <= COMPARED_AT_ONCE
    erased = {} if takes_deleted else erased_files(desk)
    taken: list[IntakeResult] = []
    with work_folder(Home(desk.folder.folder), desk.now()) as work:
        intake = Intake(desk, reading_for(desk, work, compares=at_once), desk.asked_topics(), erased)
        to_look_at = 0
        for done, file in enumerate(files, start=1):
            if cancel():
                return TakeInResult(tuple(taken), is_stopped=True)
            results = intake.take(file)
            to_look_at += sum(one.outcome.needs_look for one in results)
            taken += results
            show(done, len(files), to_look_at)
    return TakeInResult(tuple(taken))


def erased_files(desk: ReceivingDesk) -> dict[str, Erasure]:
    """The files that were deleted here, by SHA-256. Raises what reading the register raises."""
    return {sha256: one for one in all_erasures(desk.register) for sha256 in one.files}


def reading_for(desk: ReceivingDesk, work: Path, *, compares: bool, cancel: Cancel = never_cancelled) -> Reading:
    """What reading files for this desk needs. ``work``: a private folder."""
    officer = desk.officer
    return Reading(
        read_signers(officer.home), HomeTopics(officer.home), work, officer.explain, None, cancel, compares=compares
    )

"""What the window does at a desk: each time it opens it, does one thing, looks at what is there, and closes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TypeVar

from s11desk.app.home.paths import Home
from s11desk.app.home.work_folder import work_folder
from s11desk.app.receiving.arrivals.found_files import FoundFile
from s11desk.app.receiving.arrivals.look_again import compare_waiting, look_again_at_held
from s11desk.app.receiving.arrivals.take_in import ShowTaken, TakeInResult, find_incoming, show_nothing, take_in_returns
from s11desk.app.receiving.arrivals.unfinished import end_take_in, note_take_in
from s11desk.app.receiving.desk.desk_copies import settle_desk
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk
from s11desk.app.receiving.figures.desk_matrix import desk_returns
from s11desk.app.receiving.returns.review_return import accept_return, undo_review
from s11desk.app.receiving.tables.folder_returns import FolderReturns
from s11desk.domain.receiving.desk_values import DeskFacts
from s11desk.files.durable import write_bytes
from s11desk.progress import Cancel, never_cancelled
from s11desk.wording.plain_text import short_line

Result = TypeVar("Result")
_ENDINGS = (".zip", ".s11", ".eml", ".msg")


@dataclass(frozen=True, slots=True)
class HandedFile:
    """A file that another program handed over without a place on the disk. ``name`` is the other program's."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class DeskSitting:
    """The desk in ``folder`` and who works at it. Each call opens the desk, and closes it again.

    Every method raises ``DeskMissing``, and what opening, reading and writing the register raise.
    """

    folder: Path
    officer: Officer

    def facts(self) -> DeskFacts:
        """Whose desk it is."""
        with ReceivingDesk(self.folder, self.officer) as desk:
            return desk.facts

    def settle(self) -> Path | None:
        """As :func:`settle_desk`: record where the desk is. Returns where it was, if it was moved."""
        with ReceivingDesk(self.folder, self.officer) as desk:
            return settle_desk(desk)

    def work(self, action: Callable[[ReceivingDesk], Result]) -> Result:
        """Do one thing at the open desk. Raises what ``action`` raises."""
        with ReceivingDesk(self.folder, self.officer) as desk:
            return action(desk)

    def note_waiting(self, paths: Sequence[Path], at: dt.datetime) -> None:
        """Remember files and folders that wait until others are taken in. Raises what writing raises."""
        note_take_in(self.folder, paths, at)

    def take_in(
        self,
        paths: Sequence[Path],
        held: Sequence[HandedFile] = (),
        *,
        show: ShowTaken = show_nothing,
        show_compared: ShowTaken = show_nothing,
        cancel: Cancel = never_cancelled,
    ) -> TakeInResult:
        """Take in files and folders, then compare the pages that were left for later.

        ``held``: files that another program handed over, such as Outlook. Until it has come to its end, the desk
        remembers ``paths``. ``show_compared``: takes the progress of comparing.
        """
        with ReceivingDesk(self.folder, self.officer) as desk, work_folder(Home(self.folder), desk.now()) as work:
            note_take_in(self.folder, paths, desk.now())
            files = (*find_incoming(paths), *_write_held(work, held))
            taken = take_in_returns(desk, files, show=show, cancel=cancel)
            if not taken.is_stopped:
                end_take_in(self.folder, paths, desk.now())
                compare_waiting(desk, show=show_compared, cancel=cancel)
            return replace(taken, at=desk.now())

    def compare(self, *, show: ShowTaken = show_nothing, cancel: Cancel = never_cancelled) -> TakeInResult:
        """Compare the pages that were left for later, and read what is held again, with the key if it is open."""
        with ReceivingDesk(self.folder, self.officer) as desk:
            compared = compare_waiting(desk, show=show, cancel=cancel)
            if compared.is_stopped:
                return compared
            held = look_again_at_held(desk, show=show, cancel=cancel)
            return TakeInResult((*compared.files, *held.files), held.is_stopped, desk.now())

    def accept(self, sha256: str) -> None:
        """Accept a return. Raises ``ReturnNotAcceptable``."""
        with ReceivingDesk(self.folder, self.officer) as desk:
            accept_return(desk, sha256)

    def take_back(self, sha256: str) -> None:
        """Take the last decision on a return back."""
        with ReceivingDesk(self.folder, self.officer) as desk:
            undo_review(desk, sha256)

    def returns(self) -> FolderReturns | None:
        """The returns that count, for the table of agencies and questions; None if they are too many."""
        with ReceivingDesk(self.folder, self.officer) as desk:
            return desk_returns(desk)


def _write_held(work: Path, held: Sequence[HandedFile]) -> tuple[FoundFile, ...]:
    """Write the files into the private folder ``work``, each under a name of ours."""
    found = []
    for number, one in enumerate(held):
        path = work / f"held-{number}{PurePath(one.name).suffix.lower() if one.name.lower().endswith(_ENDINGS) else ''}"
        write_bytes(path, one.content)
        found.append(FoundFile(path, short_line(one.name) or path.name))
    return tuple(found)

"""Take in many files: while the reader processes verify groups of them, the groups before are stored and recorded.

A few groups are one transaction: so the same folders and pages are written less often.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from s11desk.app.receiving.arrivals.found_files import FoundFile
from s11desk.app.receiving.arrivals.intake import Intake
from s11desk.app.receiving.arrivals.record_groups import VerifiedFile, discard_files, record_verified
from s11desk.app.receiving.arrivals.small_files import FileGroup, SmallFile, file_groups
from s11desk.app.receiving.arrivals.verifying_ahead import VerifyingAhead
from s11desk.app.returns.verifying.verify import Verdict
from s11desk.app.returns.verifying.verify_many import verify_many
from s11desk.domain.receiving.desk_values import IntakeResult
from s11desk.errors import UserError
from s11desk.files.open_files import may_open_many
from s11desk.progress import Cancel
from s11desk.reader_process.reader_pool import readers_at_once
from s11desk.register.files_together import FilesTogether, StoringRun

RECORDED_TOGETHER = 500
"""Files. Once so many are verified, they are recorded, most often six groups. They touch nearly all folders of returns,
each of which is then flushed once, and while their rows are made. More would have more files open.
"""
_Verdicts = Mapping[str, Verdict]
"""By the SHA-256 of the file."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """A group that is being verified and written. ``verdicts``: waits for them. ``stored``: has its files."""

    group: FileGroup
    verdicts: Callable[[], _Verdicts]
    stored: FilesTogether


class TakenGroup(NamedTuple):
    """Files that are recorded. ``files``: how many they are. ``results``: more, if one is an e-mail with returns."""

    files: int
    results: tuple[IntakeResult, ...]


def take_each(intake: Intake, files: Sequence[FoundFile]) -> Generator[TakenGroup]:
    """Take in ``files`` one by one. Raises what :meth:`Intake.take` raises."""
    for file in files:
        yield TakenGroup(1, intake.take(file))


def take_groups(intake: Intake, files: Sequence[FoundFile]) -> Generator[TakenGroup]:
    """Take in ``files`` group by group, in their order; a few groups are recorded together.

    Raises what :meth:`Intake.take` raises; the files that wait with the failing one, and come before it, are recorded
    then too, unless the register itself cannot be written.
    """
    stop = threading.Event()
    together = RECORDED_TOGETHER if may_open_many() else 1  # a file that waits is open, so that nobody removes it
    with VerifyingAhead[_Verdicts]() as ahead, StoringRun() as run:
        begun, verified = deque[_Begun](), list[VerifiedFile]()
        try:
            for group in file_groups(files):
                begun.append(_begin(intake, group, ahead, FilesTogether(run), stop.is_set))
                if len(begun) > readers_at_once():
                    yield from _finish(intake, begun.popleft(), verified, together)
            while begun:
                yield from _finish(intake, begun.popleft(), verified, together)
            if verified:
                yield _record(intake, verified)
        finally:
            stop.set()
            discard_files(verified)
            for left in begun:
                left.stored.discard()


def _begin(
    intake: Intake, group: FileGroup, ahead: VerifyingAhead[_Verdicts], stored: FilesTogether, cancel: Cancel
) -> _Begun:
    """Let a reader process verify the files that are not known, while they are written and flushed."""
    unknown = intake.unknown(group.small)
    intake.store_ahead(unknown, stored)

    def verify() -> _Verdicts:
        return _verify(intake, unknown, cancel)

    return _Begun(group, ahead.begin(verify) if unknown else verify, stored)


def _verify(intake: Intake, unknown: Sequence[SmallFile], cancel: Cancel) -> _Verdicts:
    if not unknown:
        return {}
    files, reading = [(one.file.path, one.content) for one in unknown], intake.reading
    verdicts = verify_many(files, reading.signers, reading.topics, cancel=cancel)
    return {one.sha256: verdict for one, verdict in zip(unknown, verdicts, strict=True)}


def _finish(intake: Intake, begun: _Begun, verified: list[VerifiedFile], together: int) -> Iterator[TakenGroup]:
    """Let the files of a group wait with those that are ``verified``; once they are ``together``, record them all.

    If one of its files stops the reader, each is read alone, which shows which one it is. Those before it come first.
    """
    try:
        verdicts = begun.verdicts()
        verified += _waiting(intake, begun, verdicts)
        is_alone = not begun.group.small
    except UserError:  # the desk has no part in that
        begun.stored.discard()
        is_alone = True
    if verified and (is_alone or len(verified) >= together):
        yield _record(intake, verified)
    if is_alone:
        files = begun.group.files
        yield TakenGroup(len(files), tuple(result for file in files for result in intake.take(file)))


def _waiting(intake: Intake, begun: _Begun, verdicts: _Verdicts) -> Iterator[VerifiedFile]:
    """The files of a group as they wait to be recorded. The content of a return that is written leaves the memory."""
    for one in begun.group.small:
        verdict = verdicts.get(one.sha256)
        is_written = verdict is not None and one.is_return and intake.desk.files.path(one.sha256) in begun.stored
        yield VerifiedFile(one.without_content() if is_written else one, verdict, begun.stored)


def _record(intake: Intake, verified: list[VerifiedFile]) -> TakenGroup:
    """Record the files that wait, of which none waits any more."""
    files = tuple(verified)
    verified.clear()
    return TakenGroup(len(files), record_verified(intake, files))

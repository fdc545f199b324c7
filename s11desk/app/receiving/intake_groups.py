"""Take in many files: while the reader processes verify groups of them, the group before is stored and recorded.

A group is one transaction. Its files are on the disk and have their names before it is committed, so the program can be
killed at any moment: what has no row is read again.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from s11desk.app.receiving.found_files import FoundFile
from s11desk.app.receiving.intake import Intake
from s11desk.app.receiving.record_file import recording_together
from s11desk.app.receiving.small_files import FileGroup, SmallFile, file_groups
from s11desk.app.receiving.verifying_ahead import VerifyingAhead
from s11desk.app.returns.verify import Verdict
from s11desk.app.returns.verify_many import verify_many
from s11desk.domain.desk_values import IntakeResult
from s11desk.domain.foreign_file import ForeignKind
from s11desk.errors import UserError
from s11desk.progress import Cancel
from s11desk.reader_process.reader_pool import readers_at_once
from s11desk.register.files_together import FilesTogether, StoringRun

_READ_ALONE = {ForeignKind.EMAIL, ForeignKind.ENCRYPTED, ForeignKind.LOCKED, ForeignKind.ZIP_IN_ZIP}
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
    """Take in ``files`` group by group, in their order.

    Raises what :meth:`Intake.take` raises; the files of the group before the failing one are recorded then too, unless
    the register itself cannot be written.
    """
    stop = threading.Event()
    with VerifyingAhead[_Verdicts]() as ahead, StoringRun() as run:
        begun: deque[_Begun] = deque()
        try:
            for group in file_groups(files):
                begun.append(_begin(intake, group, ahead, FilesTogether(run), stop.is_set))
                if len(begun) > readers_at_once():
                    yield _finish(intake, begun.popleft())
            while begun:
                yield _finish(intake, begun.popleft())
        finally:
            stop.set()
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


def _finish(intake: Intake, begun: _Begun) -> TakenGroup:
    """Record a group, and remove what was written for it and not recorded."""
    with begun.stored:
        return _finish_group(intake, begun)


def _finish_group(intake: Intake, begun: _Begun) -> TakenGroup:
    """Record a group. If one of its files stops the reader, each is read alone, which shows which one it is."""
    files, small = begun.group.files, begun.group.small
    try:
        verdicts = begun.verdicts()
    except UserError:  # the desk has no part in that
        small = ()
    if not small:
        return TakenGroup(len(files), tuple(result for file in files for result in intake.take(file)))
    results: list[IntakeResult] = []
    for is_alone, some in groupby(small, lambda one: _is_read_alone(verdicts.get(one.sha256))):
        if is_alone:
            results += (result for one in some for result in intake.take(one.file))
        else:
            results += _record(intake, tuple(some), verdicts, begun.stored)
    return TakenGroup(len(files), tuple(results))


def _is_read_alone(verdict: Verdict | None) -> bool:
    foreign = verdict.read.foreign if verdict is not None else None
    return foreign is not None and foreign.kind in _READ_ALONE


def _record(
    intake: Intake, group: Sequence[SmallFile], verdicts: _Verdicts, stored: FilesTogether
) -> tuple[IntakeResult, ...]:
    """Record files in one transaction. If that fails for one of them, those before it are recorded alone.

    All are judged before the first is recorded: a processor then has at hand what each of the two steps needs.
    """
    results: list[IntakeResult] = []
    stored.begin_names()  # the folders are flushed while the rows are made
    judged = [intake.judge_small(one, verdicts.get(one.sha256)) for one in group]
    try:
        with recording_together(intake.desk, (one.sha256 for one in group)) as recorded:
            intake.erased.look()  # nobody else can delete anything before this transaction ends
            for one, read in zip(group, judged, strict=True):
                results.append(intake.take_small(one, read, stored, recorded))
            stored.name_all()
    except UserError:
        if 0 < len(results) < len(group):
            _record(intake, group[: len(results)], verdicts, stored)
        raise
    return tuple(results)

"""Records files that were verified: those that came after each other in one transaction, as far as they can be.

The files are on the disk and have their names before the transaction is committed, so the program can be killed at any
moment: what has no row is read again.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from s11desk.app.receiving.arrivals.intake import Intake
from s11desk.app.receiving.arrivals.record_file import recording_together
from s11desk.app.receiving.arrivals.small_files import SmallFile
from s11desk.app.returns.verifying.verify import Verdict
from s11desk.domain.receiving.desk_values import IntakeResult
from s11desk.domain.returns.foreign_file import ForeignKind
from s11desk.errors import UserError
from s11desk.register.files_together import FilesTogether, begin_names

_READ_ALONE = {ForeignKind.EMAIL, ForeignKind.ENCRYPTED, ForeignKind.LOCKED, ForeignKind.ZIP_IN_ZIP}


class VerifiedFile(NamedTuple):
    """A file that waits to be recorded. ``verdict``: None if it is known. ``stored``: has the files of its group."""

    small: SmallFile
    verdict: Verdict | None
    stored: FilesTogether


def record_verified(intake: Intake, files: Sequence[VerifiedFile]) -> tuple[IntakeResult, ...]:
    """Record ``files`` in their order, and forget what was written for them and not recorded.

    Raises what :meth:`Intake.take` raises; those before the failing one are recorded then too, unless the register
    itself cannot be written.
    """
    try:
        results: list[IntakeResult] = []
        for is_alone, some in groupby(files, _is_read_alone):
            if is_alone:
                results += (result for one in some for result in intake.take(one.small.file))
            else:
                results += _record(intake, tuple(some))
        return tuple(results)
    finally:
        discard_files(files)


def discard_files(files: Sequence[VerifiedFile]) -> None:
    """Remove what was written for ``files`` and has no name. Raises nothing."""
    for stored in _stored_with(files):
        stored.discard()


def _stored_with(files: Sequence[VerifiedFile]) -> tuple[FilesTogether, ...]:
    return tuple(dict.fromkeys(one.stored for one in files))


def _is_read_alone(one: VerifiedFile) -> bool:
    foreign = one.verdict.read.foreign if one.verdict is not None else None
    return foreign is not None and foreign.kind in _READ_ALONE


def _record(intake: Intake, files: Sequence[VerifiedFile]) -> tuple[IntakeResult, ...]:
    """Record files in one transaction. If that fails for one of them, those before it are recorded alone.

    All are judged before the first is recorded: a processor then has at hand what each of the two steps needs.
    """
    results: list[IntakeResult] = []
    stored = _stored_with(files)
    begin_names(stored)  # the folders are flushed while the rows are made
    now = intake.desk.now()
    judged = [intake.judge_small(one.small, one.verdict, now) for one in files]
    try:
        with recording_together(intake.desk, (one.small.sha256 for one in files)) as recorded:
            intake.erased.look()  # nobody else can delete anything before this transaction ends
            for one, read in zip(files, judged, strict=True):
                results.append(intake.take_small(one.small, read, one.stored, recorded))
            for each in stored:
                each.name_all()
    except UserError:
        if 0 < len(results) < len(files):
            _record(intake, files[: len(results)])
        raise
    return tuple(results)

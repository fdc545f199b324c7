"""Record each return in its draft, even if the export is killed just after the file gets its name.

Without a record the next return would get the same number, and two different returns would share one reference. So the
planned record is stored first. Then one transaction of the drafts makes the record and gives the file its name: of two
programs that make a return at once, the second finds the number taken and names nothing. If the program is killed
before the transaction ends, the next opening of the home finds the planned return under its name, and records it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.making.known_places import path_of_return
from s11desk.errors import UserError
from s11desk.errors.draft_errors import DraftsLocked
from s11desk.errors.file_errors import DiskFull
from s11desk.errors.return_errors import ReturnNumberTaken
from s11desk.files.durable import UnnamedFile
from s11desk.files.presence import Presence, file_presence
from s11desk.files.system_errors import reading_errors, writing_errors
from s11desk.store.drafts.return_files import ReturnFile, forget_superseded, forget_unrecorded, unrecorded_files


def name_and_record(workspace: Workspace, planned: ReturnFile, *files: UnnamedFile) -> None:
    """Give ``files`` their names, in this order, and record the return in its draft: both or neither.

    Raises ``ReturnNumberTaken`` if another program has just made a return, and what naming and recording raise.
    Then no file has its name, unless another program has found it there and recorded it.
    """
    try:
        with _recording(workspace, planned):
            for file in files:
                file.name()
    except BaseException:
        _remove_unrecorded(workspace, planned, files)
        raise
    with suppress(UserError):  # the return is made and recorded; the next one tries again
        forget_superseded(workspace.drafts, planned)


@contextmanager
def _recording(workspace: Workspace, planned: ReturnFile) -> Iterator[None]:
    """Record the return when the block ends. No other program can write to the drafts during the block."""
    record = planned.record
    with workspace.drafts.changing(planned.audit, workspace.stamp()) as change:
        if len(change.audit.exports) + 1 != record.number:
            raise ReturnNumberTaken(number=record.number)
        change.settle()
        change.record_return(record)
        yield


def _remove_unrecorded(workspace: Workspace, planned: ReturnFile, files: tuple[UnnamedFile, ...]) -> None:
    """Remove the files that got their name, because a person would send what the draft does not know."""
    named = [file.target for file in files if file.is_named]
    try:
        with forget_unrecorded(workspace.drafts, planned) as is_unrecorded:
            if is_unrecorded:
                _remove(named)
    except UserError:  # such as a full disk, on which nobody can have recorded the return either
        _remove(named)


def _remove(paths: list[Path]) -> None:
    for path in paths:
        with writing_errors(path):
            path.unlink(missing_ok=True)


def record_interrupted_returns(workspace: Workspace) -> None:
    """Record each return whose export was killed after the file got its name. Reads each such file whole.

    A file that is not there now, such as one on a memory stick or on a share that does not answer, is looked for again
    the next time. One return that cannot be recorded stops neither the others nor the audits. Raises ``DiskFull`` and
    ``DraftsLocked``.
    """
    for planned in unrecorded_files(workspace.drafts):
        try:
            _record_interrupted(workspace, planned)
        except UserError as error:
            if isinstance(error, DiskFull | DraftsLocked):
                raise


def _record_interrupted(workspace: Workspace, planned: ReturnFile) -> None:
    stored, digest = _to_send(planned)
    path = path_of_return(workspace.home, stored)
    if path is None or file_presence(path) is not Presence.YES:
        return
    if file_digest(path) != digest:
        _forget(workspace, planned)
        return
    try:
        with _recording(workspace, planned):
            pass
    except ReturnNumberTaken:  # also if another program has just recorded this very return
        _forget(workspace, planned)


def _forget(workspace: Workspace, planned: ReturnFile) -> None:
    with forget_unrecorded(workspace.drafts, planned):
        pass


def _to_send(planned: ReturnFile) -> tuple[bytes, str]:
    """The file that goes to the partnership, and its digest: it gets its name last."""
    if planned.sealed:
        return planned.sealed, planned.sealed_digest
    return planned.path, planned.record.digest


def file_digest(path: Path) -> str:
    """SHA-256 of a whole file, hexadecimal. Raises what reading raises."""
    with reading_errors(path), path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

"""Record each return in its draft, even if the export is killed just after the file gets its name.

Without a record the next return would get the same number, and two different returns would share one reference. So the
planned record is stored before the file gets its name. The next time the home is opened, each planned return whose file
is there is recorded.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from s11desk.app.home.workspace import Workspace
from s11desk.durable import reading_errors
from s11desk.errors import UserError
from s11desk.errors.answer_errors import ChangedElsewhere
from s11desk.store.return_files import ReturnFile, forget_unrecorded, unrecorded_files


def record_return(workspace: Workspace, planned: ReturnFile) -> None:
    """Record the return in its draft. Does nothing if another process has recorded it.

    Raises ``ChangedElsewhere`` if another return has taken its number.
    """
    record = planned.record
    with workspace.drafts.changing(planned.audit, workspace.stamp()) as change:
        if any(known.digest == record.digest for known in change.audit.exports):
            return
        if len(change.audit.exports) + 1 != record.number:
            raise ChangedElsewhere(question=0)
        change.settle()
        change.record_return(record)


@contextmanager
def removed_on_failure(workspace: Workspace, planned: ReturnFile, *files: Path) -> Iterator[None]:
    """Remove ``files`` if the block fails, because a person would send half of a return as if it were whole.

    If another process has recorded the return, its files stay and its record stays.
    """
    try:
        yield
    except BaseException:
        _remove_unrecorded(workspace, planned, files)
        raise


def record_interrupted_returns(workspace: Workspace) -> None:
    """Record each return whose export was killed after the file got its name. Reads each such file whole.

    A file that is not there now, such as one on a memory stick, is looked for again the next time.
    """
    for planned in unrecorded_files(workspace.drafts):
        path = Path(os.fsdecode(planned.path))
        if path.is_file():
            if file_digest(path) == planned.record.digest:
                record_return(workspace, planned)
            else:
                with forget_unrecorded(workspace.drafts, planned):
                    pass


def file_digest(path: Path) -> str:
    """SHA-256 of a whole file, hexadecimal. Raises what reading raises."""
    with reading_errors(path), path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _remove_unrecorded(workspace: Workspace, planned: ReturnFile, files: tuple[Path, ...]) -> None:
    try:
        with forget_unrecorded(workspace.drafts, planned) as was_unrecorded:
            if was_unrecorded:
                _remove(files)
    except UserError:  # such as a full disk, on which nobody can have recorded the return either
        _remove(files)


def _remove(files: tuple[Path, ...]) -> None:
    for path in files:
        path.unlink(missing_ok=True)

"""A return that stands under its name is noted in its draft, also where the export is killed between the two.

Else its number would be given again, and two returns that differ would go by one reference. So what the draft is to say
is kept before the file gets its name; whoever opens the home next notes what it then finds under that name.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from s11desk.domain.audit import ReturnRecord
from s11desk.durable import reading_errors
from s11desk.errors import Code, UserError
from s11desk.store.return_files import ReturnFile, forgetting_unnoted, keep_return_file, unrecorded_files

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace


def announce_return(workspace: Workspace, audit_id: str, record: ReturnRecord, path: Path) -> ReturnFile:
    """Keep that ``path`` is about to be the return ``record`` tells of. Raises what the store raises."""
    unnoted = ReturnFile(audit_id, os.fsencode(path.absolute()), record)
    keep_return_file(workspace.drafts, unnoted)
    return unnoted


def note_return(workspace: Workspace, unnoted: ReturnFile) -> None:
    """Note in the draft the return that stands; nothing where another process has done so.

    Raises ``CHANGED_ELSEWHERE`` where another return has taken its number meanwhile.
    """
    record = unnoted.record
    with workspace.drafts.changing(unnoted.audit, workspace.stamp()) as change:
        if any(known.digest == record.digest for known in change.audit.exports):
            return
        if len(change.audit.exports) + 1 != record.number:
            raise UserError(Code.CHANGED_ELSEWHERE, question=0)
        change.settle()
        change.record_export(record)


@contextmanager
def taken_back_on_failure(workspace: Workspace, unnoted: ReturnFile, *files: Path) -> Iterator[None]:
    """Remove ``files`` where the block fails: half of a return would be sent as all of it.

    Not where another process has noted the return meanwhile: then it stays, and so does what the draft says of it.
    """
    try:
        yield
    except BaseException:
        _take_back(workspace, unnoted, files)
        raise


def note_interrupted(workspace: Workspace) -> None:
    """Note every return whose export was killed after the file had its name. Reads such a file whole.

    One whose file is not there now, such as on a memory stick, is kept for another time.
    """
    for unnoted in unrecorded_files(workspace.drafts):
        path = Path(os.fsdecode(unnoted.path))
        if path.is_file():
            if file_digest(path) == unnoted.record.digest:
                note_return(workspace, unnoted)
            else:
                with forgetting_unnoted(workspace.drafts, unnoted):
                    pass


def file_digest(path: Path) -> str:
    """SHA-256 of a whole file, hexadecimal. Raises what reading raises."""
    with reading_errors(path), path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _take_back(workspace: Workspace, unnoted: ReturnFile, files: tuple[Path, ...]) -> None:
    try:
        with forgetting_unnoted(workspace.drafts, unnoted) as was_unnoted:
            if was_unnoted:
                _remove(files)
    except UserError:  # such as a full disk, on which nothing can have been noted either
        _remove(files)


def _remove(files: tuple[Path, ...]) -> None:
    for path in files:
        path.unlink(missing_ok=True)

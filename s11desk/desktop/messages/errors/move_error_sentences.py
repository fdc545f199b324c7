"""The sentences of the window for errors about an audit that moves as one file."""

from __future__ import annotations

from typing import assert_never

from s11desk.app.every_error import MoveError
from s11desk.errors.draft_errors import AuditHandedOver
from s11desk.errors.move_errors import (
    DraftFileChanged,
    DraftFileNewer,
    DraftFileRefused,
    DraftFileTooLarge,
    HomeFileTooLarge,
)
from s11desk.wording.amounts import file_size
from s11desk.wording.dates import local_day
from s11desk.wording.keeping.move_sentences import WHY_NOT_TAKEN_IN
from s11desk.wording.plain_text import short_line


def move_message(error: MoveError) -> tuple[str, str]:
    """Return headline and text for an error about a file with an audit."""
    match error:
        case AuditHandedOver():
            return _handed_over_message(error)
        case DraftFileRefused():
            part = f" It is about {short_line(error.part)}." if error.part else ""
            return (
                "This file was not taken in",
                f"{WHY_NOT_TAKEN_IN[error.fault]}{part} Your audits were not changed. Ask for the file again, or make it "
                "again on the other computer.",
            )
        case DraftFileNewer():
            return (
                "This file needs a newer version of the program",
                f"It was made with version {short_line(error.program)} of s11desk. Nothing in it is lost, and your audits were not "
                "changed. Install that version here, then open the file again.",
            )
        case DraftFileChanged():
            return (
                "This file has changed",
                "It is not the file that you looked at. Nothing was taken in or changed. Open it again.",
            )
        case DraftFileTooLarge() | HomeFileTooLarge():
            return _too_large_message(error)
    assert_never(error)


def _handed_over_message(error: AuditHandedOver) -> tuple[str, str]:
    return (
        "This audit moved to another computer",
        f"It was handed over on {local_day(error.at)}, so here it can only be read. Nothing was changed. Go on with "
        "it on the other computer. “Take back…” in the list of your audits lets you go on here.",
    )


def _too_large_message(error: DraftFileTooLarge | HomeFileTooLarge) -> tuple[str, str]:
    is_home = isinstance(error, HomeFileTooLarge)
    return (
        f"{'Your audits are' if is_home else 'This audit is'} too large for one file",
        f"{'Together they' if is_home else 'Its attached files'} have {file_size(error.size)}; one file holds "
        f"{file_size(error.limit)}. Nothing was written. Use a second place for backups: it moves everything "
        f"(“Backups…” in the File menu).",
    )

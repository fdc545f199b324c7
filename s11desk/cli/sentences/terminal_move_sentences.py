"""The sentences of the command line for errors about an audit that moves as one file."""

from __future__ import annotations

from typing import assert_never

from s11desk.app.every_error import MoveError
from s11desk.cli.sentences.fact_words import printable
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


def move_sentence(error: MoveError) -> str:
    """The sentence for an error about a file with an audit."""
    match error:
        case AuditHandedOver():
            return _handed_over_sentence(error)
        case DraftFileRefused():
            part = f" The part: {printable(error.part)}." if error.part else ""
            return (
                f"{printable(error.path)} was not taken in. {WHY_NOT_TAKEN_IN[error.fault]}{part} Nothing on this computer "
                "was changed. Ask for the file again, or make it again on the other computer."
            )
        case DraftFileNewer():
            return (
                f"{printable(error.path)} was made with version {printable(error.program)} of s11desk, which is newer than "
                "this one. Nothing was changed. Install that version here, then take the file in."
            )
        case DraftFileChanged():
            return (
                f"{printable(error.path)} changed while it was read, so it was not taken in. Nothing was changed. Take it "
                "in again."
            )
        case DraftFileTooLarge() | HomeFileTooLarge():
            return _too_large_sentence(error)
    assert_never(error)


def _handed_over_sentence(error: AuditHandedOver) -> str:
    return (
        f"The audit {printable(error.audit)} was handed over to another computer {local_day(error.at)}, so it can only be "
        "read here. Nothing was changed. Go on with it there. If the file was not used, “s11desk move back "
        f"{printable(error.audit)}” takes it back."
    )


def _too_large_sentence(error: DraftFileTooLarge | HomeFileTooLarge) -> str:
    whose = "All audits together" if isinstance(error, HomeFileTooLarge) else "The attached files of this audit"
    return (
        f"{whose} have {file_size(error.size)}, more than fits into one file ({file_size(error.limit)}). Nothing was "
        "written. A backup in a second place moves all of it."
    )

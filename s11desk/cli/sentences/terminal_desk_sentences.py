"""The sentences of the terminal for errors about a receiving desk."""

from __future__ import annotations

from typing import assert_never

from s11desk.app.every_error import DeskError, DeskFolderError, RegisterError, ReplyError, ReviewError
from s11desk.cli.sentences.fact_words import printable
from s11desk.cli.sentences.terminal_review_sentences import reply_refusal, review_sentence
from s11desk.errors.desk_errors import (
    BackupInsideDesk,
    BackupPlaceNewer,
    BackupPlaceTaken,
    DeskFolderShared,
    DeskFolderUsed,
    DeskMissing,
    RegisterDamaged,
    RegisterForeign,
    RegisterLocked,
    RegisterUnusable,
    TablesInsideDesk,
)


def desk_sentence(error: DeskError) -> str:
    """The sentence for an error about a desk."""
    if isinstance(error, ReviewError):
        return review_sentence(error)
    if isinstance(error, ReplyError):
        return reply_refusal(error)
    return _register_sentence(error) if isinstance(error, RegisterError) else _folder_sentence(error)


def _folder_sentence(error: DeskFolderError) -> str:
    match error:
        case DeskMissing():
            return f"There is no desk in {printable(error.path)}. “s11desk desk create” makes one."
        case BackupInsideDesk():
            return f"{printable(error.path)} is inside the desk itself. Nothing was written. Give a folder on another disk."
        case BackupPlaceTaken():
            return f"{printable(error.path)} belongs to another desk. Nothing was written. Give a folder for this desk alone."
        case BackupPlaceNewer():
            return (
                f"A newer s11desk keeps backups in {printable(error.path)}. Nothing was changed there. Install the newer "
                "version here too, or give another folder."
            )
        case TablesInsideDesk():
            return (
                f"{printable(error.path)} is inside the desk itself. Nothing was written. Give a new folder elsewhere."
            )
        case DeskFolderUsed():
            return f"There are files in {printable(error.path)} already. Nothing was changed. Give a new folder."
        case DeskFolderShared():
            cause = f"{printable(error.program)} copies it" if error.program else "it is on a network drive"
            return (
                f"{printable(error.path)} is no place for a desk: {cause}, and two computers could spoil it. Nothing was "
                "made. Give a folder on a disk of this computer, or --on-shared-folder."
            )
    assert_never(error)


def _register_sentence(error: RegisterError) -> str:
    match error:
        case RegisterLocked():
            return (
                f"Another program is using the desk at {printable(error.path)}. What was taken in before is safe. "
                "Wait until it is done and try again."
            )
        case RegisterDamaged():
            return (
                f"The register {printable(error.path)} is damaged. The returns are safe in the folder “returns” beside it. "
                "“s11desk desk check” says more; a backup is in the folder “backups”."
            )
        case RegisterForeign():
            if error.is_newer:
                return f"A newer s11desk made {printable(error.path)}. Nothing was changed. Install the newer version here too."
            return f"{printable(error.path)} is not the register of a desk. Nothing was changed. Give the folder of a desk."
        case RegisterUnusable():
            return (
                f"The register {printable(error.path)} cannot be opened or written. What was taken in before is safe. "
                "Check that you may write in this folder and that the disk is connected."
            )
    assert_never(error)

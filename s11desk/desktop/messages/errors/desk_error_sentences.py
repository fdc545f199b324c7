"""The sentences of the window for errors about a receiving desk."""

from __future__ import annotations

from typing import assert_never

from s11desk.app.every_error import DeskError, DeskFolderError, RegisterError, ReplyError, ReviewError
from s11desk.desktop.messages.errors.review_error_sentences import reply_message, review_message
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


def desk_message(error: DeskError) -> tuple[str, str]:
    """Return headline and text for an error about a desk."""
    if isinstance(error, ReviewError):
        return review_message(error)
    if isinstance(error, ReplyError):
        return reply_message(error)
    return _register_message(error) if isinstance(error, RegisterError) else _folder_message(error)


def _folder_message(error: DeskFolderError) -> tuple[str, str]:
    match error:
        case DeskMissing():
            return (
                "There is no desk in this folder",
                f"Choose the folder of a desk instead of {error.path}, or make one.",
            )
        case BackupInsideDesk():
            text = f"{error.path} is in the desk's own folder. Nothing was written. Choose a folder on another disk."
            return "A backup belongs somewhere else", text
        case BackupPlaceTaken() | BackupPlaceNewer():
            return _place_message(error)
        case TablesInsideDesk():
            text = f"{error.path} is in the desk's own folder. Nothing was written. Choose a new folder elsewhere."
            return "The tables need a folder of their own", text
        case DeskFolderUsed():
            return (
                "This folder has files in it",
                f"Nothing was changed in {error.path}. Choose a new folder for the desk.",
            )
        case DeskFolderShared():
            cause = f"{error.program} copies it" if error.program else "It is on a network drive"
            return (
                "A desk needs a folder of its own",
                f"{cause}, so two computers could spoil what is in {error.path}. Nothing was made. Choose a folder on a "
                "disk of this computer.",
            )
    assert_never(error)


def _place_message(error: BackupPlaceTaken | BackupPlaceNewer) -> tuple[str, str]:
    if isinstance(error, BackupPlaceNewer):
        text = f"Nothing was changed in {error.path}. Install the newer version here too, or choose another folder."
        return "A newer version keeps backups there", text
    text = f"Another desk uses {error.path}. Nothing was written. Choose a folder for this desk alone."
    return "This folder is another desk's", text


def _register_message(error: RegisterError) -> tuple[str, str]:
    match error:
        case RegisterLocked():
            return (
                "Another program is using this desk",
                f"What was taken in before is safe in {error.path}. Wait until the other program is done, then try "
                "again.",
            )
        case RegisterDamaged():
            return (
                "The list of returns of this desk is damaged",
                f"The returns are safe in the folder “returns” beside {error.path}. A backup of the list is in the "
                "folder “backups”.",
            )
        case RegisterForeign():
            return _foreign_message(error)
        case RegisterUnusable():
            return (
                "The desk cannot be opened",
                f"What was taken in before is safe. Check that you may write at {error.path} and that the disk is "
                "connected.",
            )
    assert_never(error)


def _foreign_message(error: RegisterForeign) -> tuple[str, str]:
    if error.is_newer:
        text = f"Nothing was changed in {error.path}. Install the newer version on this computer too."
        return "A newer version made this desk", text
    return "This is not a desk", f"{error.path} is another file. Nothing was changed. Choose the folder of a desk."

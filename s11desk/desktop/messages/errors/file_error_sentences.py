"""The sentences of the window for errors of files: a headline, and what is safe and what to do next."""

from __future__ import annotations

from typing import assert_never

from s11desk.app.every_error import AttachedFileError, FileError
from s11desk.errors.evidence_errors import (
    EvidenceAltered,
    EvidenceGone,
    EvidenceTooMany,
    EvidenceUnknown,
    EvidenceUnwanted,
)
from s11desk.errors.file_errors import (
    DiskFull,
    FileChanged,
    FileExists,
    FileIsFolder,
    FileMissing,
    FileNameRefused,
    FileUnreadable,
    FolderUnwritable,
    PathTooLong,
)
from s11desk.errors.reader_errors import ReadingStopped
from s11desk.wording.plain_text import aside
from s11desk.wording.reader_sentences import WHAT_IS_SAFE, WHAT_TO_DO, WHY_STOPPED


def file_message(error: FileError) -> tuple[str, str]:
    """Return headline and text for an error of reading or writing a file."""
    match error:
        case FileMissing():
            return (
                "The file is no longer there",
                f"{error.path.name} was moved or renamed. Nothing changed. Choose the file again from where it is now.",
            )
        case FileIsFolder():
            return (
                "This is a folder, not a file",
                f"{error.path.name} was not attached. Open the folder and choose the files inside it.",
            )
        case FileUnreadable():
            return (
                "The file cannot be opened",
                f"{error.path.name}: the computer refuses to read it{aside(error.reason)}. Close it in other "
                "programs, or copy it to another folder, then choose it again.",
            )
        case FileChanged():
            return (
                "The file changed while it was being copied",
                f"{error.path.name} was not attached, so that no half-written file is kept. Save and close it in "
                "the other program, then choose it again.",
            )
        case ReadingStopped():
            text = f"{WHY_STOPPED[error.reason]} {WHAT_IS_SAFE} {WHAT_TO_DO}"
            return f"{error.path.name or 'The file'} was not read", text
        case _:
            return _writing_message(error)


def _writing_message(
    error: FileExists | FileNameRefused | FolderUnwritable | PathTooLong | DiskFull,
) -> tuple[str, str]:
    """Return headline and text for an error of writing a file."""
    match error:
        case FileExists() | FileNameRefused():
            return _name_message(error)
        case FolderUnwritable():
            return (
                "You cannot save in this folder",
                f"{error.path}: the computer refuses{aside(error.reason)}. What you have saved is safe. Choose "
                "another folder. Or ask the person who looks after this computer to let you save there.",
            )
        case PathTooLong():
            return (
                "The name with its folders is too long",
                f"This computer cannot use a name as long as this: {error.path}. What you have saved is safe. Choose "
                "a folder that is inside fewer folders, or use a shorter name.",
            )
        case DiskFull():
            return (
                "The disk is full",
                "What you have saved is safe. What you are typing stays in this window, and we try again on our "
                "own. Delete files you no longer need, or empty the recycle bin.",
            )
    assert_never(error)


def _name_message(error: FileExists | FileNameRefused) -> tuple[str, str]:
    if isinstance(error, FileExists):
        return (
            "There is another file with this name",
            f"{error.path.name} was left as it is and nothing was written. Choose another name.",
        )
    return (
        "This file cannot have that name",
        f"{error.path.name}: this name is for hidden files, for programs, or for the computer itself. Nothing was "
        "written. Choose another name.",
    )


def attached_file_message(error: AttachedFileError) -> tuple[str, str]:
    """Return headline and text for an error of a file that is attached."""
    match error:
        case EvidenceUnknown():
            return (
                "This file is no longer attached",
                "Someone removed it while you worked. What you have saved is safe. The list now shows what is attached.",
            )
        case EvidenceUnwanted():
            return (
                "This question takes no files",
                "The file was not attached and nothing changed. Attach it to a question that asks for evidence.",
            )
        case EvidenceTooMany():
            return (
                "No more files can be attached to this question",
                f"The limit is {error.limit}. The file was not attached. Remove one from the list first, or attach this one to another question.",
            )
        case EvidenceAltered():
            return (
                "An attached file is not what it was",
                "Something outside this program changed the kept copy. What you have saved is safe. Remove the "
                "file from the list and attach it again.",
            )
        case EvidenceGone():
            return (
                "An attached file is missing",
                "The kept copy is no longer in the folder with your audits. What you have saved is safe. Attach the file again.",
            )
    assert_never(error)

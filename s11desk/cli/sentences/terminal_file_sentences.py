"""The sentences of the terminal for files and folders that the system refuses to read or write."""

from __future__ import annotations

from typing import assert_never

from s11desk.app.every_error import FileError
from s11desk.cli.sentences.fact_words import printable
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


def file_sentence(error: FileError) -> str:
    """The sentence for a file or folder that the system refuses to read or write."""
    match error:
        case FileMissing():
            return f"There is no file {printable(error.path)}. Nothing was changed."
        case FileIsFolder():
            return f"{printable(error.path)} is a folder. Give a file."
        case FileNameRefused() | FileExists():
            return _name_sentence(error)
        case FileUnreadable() | ReadingStopped():
            return _unread_sentence(error)
        case FileChanged():
            return (
                f"{printable(error.path)} changed while it was being copied, so it was not attached. Close it elsewhere "
                "and try again."
            )
        case FolderUnwritable():
            return f"{printable(error.path)} cannot be written{aside(printable(error.reason))}. Choose another folder. What you saved is safe."
        case PathTooLong():
            return (
                f"The name {printable(error.path)} is too long: this computer cannot use a file or folder with so many "
                "letters in its path. Nothing was changed. Use a folder with a shorter path, or a shorter name."
            )
        case DiskFull():
            return (
                f"The disk that holds {printable(error.path)} is full. Nothing half-written was left, and everything saved"
                " before is kept. Free some space and try again."
            )
    assert_never(error)


def _unread_sentence(error: FileUnreadable | ReadingStopped) -> str:
    if isinstance(error, FileUnreadable):
        return f"{printable(error.path)} cannot be read{aside(printable(error.reason))}. Nothing was changed."
    return f"{printable(error.path)} was not read. {WHY_STOPPED[error.reason]} {WHAT_IS_SAFE} {WHAT_TO_DO}"


def _name_sentence(error: FileNameRefused | FileExists) -> str:
    if isinstance(error, FileExists):
        return f"There is a file at {printable(error.path)} already. It was left as it is. Give a name that is free."
    return (
        f"{printable(error.path)}: this name is for hidden files, for programs, or for the computer itself. Nothing "
        "was written. Choose another name."
    )

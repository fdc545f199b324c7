"""The sentences of the window for errors about the returns that a partnership receives."""

from __future__ import annotations

from typing import assert_never

from s11desk.app.every_error import DeskError, ReceivingError
from s11desk.collation.agency_list_refused import AgencyListRefused
from s11desk.desktop.messages.errors.desk_error_sentences import desk_message
from s11desk.errors.collation_errors import CollationInside, FolderHasNoFiles
from s11desk.wording.desk.collation_words import list_problem_sentences


def receiving_message(error: ReceivingError) -> tuple[str, str]:
    """Return headline and text for an error about received returns."""
    if isinstance(error, DeskError):
        return desk_message(error)
    match error:
        case FolderHasNoFiles():
            return (
                "There are no files in this folder",
                f"Nothing was written. Choose the folder with the returns instead of {error.path}.",
            )
        case CollationInside():
            return (
                "The tables need a folder of their own",
                f"{error.path} is inside the folder with the returns, {error.folder}. Nothing was written. Choose a new "
                "folder beside it.",
            )
        case AgencyListRefused():
            return (
                "This list of agencies cannot be used",
                f"{error.path.name}: {list_problem_sentences(error.problems)} Nothing was written. Correct the list and "
                "choose it again.",
            )
    assert_never(error)

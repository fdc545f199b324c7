"""The sentences of the terminal for errors about the returns that a partnership receives."""

from __future__ import annotations

from typing import assert_never

from s11desk.app.every_error import DeskError, ReceivingError
from s11desk.cli.sentences.fact_words import printable
from s11desk.cli.sentences.terminal_desk_sentences import desk_sentence
from s11desk.collation.agency_list_refused import AgencyListRefused
from s11desk.errors.collation_errors import CollationInside, FolderHasNoFiles
from s11desk.wording.desk.collation_words import list_problem_sentences


def receiving_sentence(error: ReceivingError) -> str:
    """The sentence for an error about received returns."""
    if isinstance(error, DeskError):
        return desk_sentence(error)
    match error:
        case FolderHasNoFiles():
            return (
                f"There are no files in {printable(error.path)}. Nothing was written. Give the folder with the returns."
            )
        case CollationInside():
            return (
                f"{printable(error.path)} is inside {printable(error.folder)}, which is read. Nothing was written. Give a "
                "new folder beside it."
            )
        case AgencyListRefused():
            return (
                f"{printable(error.path)} cannot be used as a list of agencies. {list_problem_sentences(error.problems)} "
                "Nothing was written. Correct the list."
            )
    assert_never(error)

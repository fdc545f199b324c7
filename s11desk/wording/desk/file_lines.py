"""Words for the files at a desk in which no return was read."""

from __future__ import annotations

from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.desk_values import TakenFile
from s11desk.wording.amounts import counted
from s11desk.wording.dates import local_day
from s11desk.wording.desk.collation_words import LOCKED, NO_RETURN_IN_MAIL
from s11desk.wording.one_word_states import LETTER, NO_RETURN, STILL_CLOSED, as_cell
from s11desk.wording.plain_text import one_line, short_line

_HOLD_FILES = (".zip", ".eml", ".msg")
"""Endings of files in which others are."""
FILES_ABOUT = "Nothing in such a file counts. What you have not dealt with is on “Overview” too, with a reply to copy."


def unread_state(file: TakenFile) -> str:
    """What became of a file in which no return was read, in the same words wherever it is listed."""
    if file.state is FileState.HELD and file.reason != LOCKED:
        return STILL_CLOSED
    return LETTER if file.reason == NO_RETURN_IN_MAIL else NO_RETURN


def without_return(files: int) -> str:
    """How many files there are."""
    return f"We could read no return in {counted(files, 'file')}."


def see_files(files: int) -> str:
    """The text of the link to them."""
    return f"See the {'file' if files == 1 else counted(files, 'file')} without a return, and why"


def file_alone(name: str) -> str:
    """The name of a file without the folders that it was in. A zip or an e-mail that it was in stays before it."""
    parts = short_line(name).split("/")
    first = next((at for at, part in enumerate(parts) if part.lower().endswith(_HOLD_FILES)), len(parts) - 1)
    return "/".join(parts[first:])


def file_line(file: TakenFile) -> str:
    """A file in a line: its name, why no return was read in it, when it came, and if somebody has dealt with it."""
    state = f"{as_cell(STILL_CLOSED)}. " if unread_state(file) == STILL_CLOSED else ""
    done = f" You dealt with it on {local_day(file.dealt_with)}." if file.dealt_with is not None else ""
    return one_line(f"{file.name}: {state}{file.reason} Taken in on {local_day(file.taken)}.{done}")

"""Words for the backups of a desk: what is in one, where it is, and what it does not help against."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from s11desk.wording.amounts import counted, listed
from s11desk.wording.dates import local_moment
from s11desk.wording.plain_text import one_line

SAME_DISK = (
    "This folder is on the same disk as the desk. If that disk breaks, both are lost: choose a folder on a stick or on "
    "another disk as well."
)
_NO_RETURNS = (
    "It is on this disk, without the files of the returns. If this computer is lost, it is lost too. Press “Back up on "
    "another disk…” to keep all of it elsewhere."
)
_OUTGOING = (
    "Letters and files that you made for agencies are not in a backup: they are in the folder “outgoing” of the desk."
)


COPY_OF_DESK = "This is a copy of another desk"
_PASSED_OVER = (
    "This is a new folder: {folder} has backups of another copy of this desk, or of this desk before it was brought "
    "back. Nothing there was changed. If there are two desks, use one of them from now on."
)
_USE_ONE = (
    "Use one of the two from now on. Delete the folder of the other only when you have everything here that you need."
)
_IS_COPY = (
    "The other is in {folder}. What you do here is not done there, and the backups of this one go into a folder of "
    "their own. " + _USE_ONE
)
_HAS_COPY = "A copy of this desk is in {folder}. What you do here is not done there. " + _USE_ONE
GIVE_UP = (
    "We then no longer remind you of it when you delete something. If it still has backups, what you delete stays in "
    "them. If you connect it again, it is back on the list."
)
_ABSENT = "It is not connected now: this is where it was last."
_CONNECT = "Connect the stick or the disk. We find it again, even if its letter or name has changed."


class _Backup(Protocol):
    @property
    def path(self) -> Path: ...
    @property
    def returns(self) -> int: ...
    @property
    def has_returns(self) -> bool: ...
    @property
    def passed_over(self) -> Path | None: ...


class _Copies(Protocol):
    @property
    def folders(self) -> tuple[Path, ...]: ...
    @property
    def backups(self) -> tuple[Path, ...]: ...
    @property
    def original(self) -> Path | None: ...


def backed_up_sentence(made: _Backup) -> str:
    """What was backed up just now, where it is, and what is still missing."""
    held = counted(made.returns, "return")
    if not made.has_returns:
        return f"Backed up: the list of {held}, the agencies, your decisions and the answers. {_NO_RETURNS}"
    files = "its files" if made.returns == 1 else "their files"
    whole = f"Backed up: the list of {held} with {files}, the agencies, your decisions and the answers."
    own = f" {passed_over_sentence(made.passed_over)}" if made.passed_over is not None else ""
    return f"{whole} It is in the folder {made.path.parent}.{own}"


def passed_over_sentence(folder: Path) -> str:
    """Why backups went into a new folder. ``folder``: the one of another copy of the desk."""
    return _PASSED_OVER.format(folder=folder)


def copy_sentence(original: Path) -> str:
    """What the officer should know at a desk that is a copy of the one in ``original``, below ``COPY_OF_DESK``."""
    return _IS_COPY.format(folder=original)


def copies_sentences(copies: _Copies) -> tuple[str, ...]:
    """What an officer should know who has this desk in several folders; empty if no other is known."""
    words = []
    if copies.original is not None:
        words.append(f"{COPY_OF_DESK}. {copy_sentence(copies.original)}")
    words += [_HAS_COPY.format(folder=folder) for folder in copies.folders if folder != copies.original]
    return tuple(words)


def copies_kept_sentences(copies: _Copies) -> tuple[str, ...]:
    """After a deletion: where other copies of the desk are that may still have what was deleted."""
    desks = (
        f"Another copy of this desk is in {folder}, and may still have it: delete it there too."
        for folder in copies.folders
    )
    backups = (
        f"The backups in {folder} are those of another copy of this desk, and may still have it. If nobody uses that "
        "copy any more, delete that folder."
        for folder in copies.backups
    )
    return (*desks, *backups)


def unreached_sentence(places: Sequence[Path]) -> str:
    """After a deletion: the places with backups that may still have what was deleted; empty if there are none."""
    if not places:
        return ""
    one = len(places) == 1
    which, them = ("This place", "it") if one else ("These places", "them")
    where = listed(map(str, places), "and")
    return (
        f"{which} with backups could not be reached, and may still have it: {where}. Connect {them}, then press “Check "
        "now”."
    )


def absent_sentence(last: dt.datetime | None) -> str:
    """Of a place with backups that is not connected. ``last``: when a backup went there; None if that is not known."""
    made = f" The last backup went there on {local_moment(last)}." if last is not None else ""
    return f"{_ABSENT}{made} {_CONNECT}"


def not_in_sentence(*, has_signature: bool, has_key: bool) -> str:
    """What is in no backup, and where the way to it is."""
    keys = " and ".join(filter(None, ("your signature" * has_signature, "the receiving key" * has_key)))
    if not keys:
        return _OUTGOING
    both = has_signature and has_key
    are, ways = ("are", "buttons") if both else ("is", "button")
    return f"Back up {keys} too, with the {ways} below: {'they' if both else 'it'} {are} not in a backup. {_OUTGOING}"


def folder_of_backups(partnership: str) -> str:
    """The name of the folder in which all backups of a desk are. It may have signs that no system accepts in a name."""
    return f"s11desk backup of {partnership}"


def about_backups(partnership: str, last: str) -> str:
    """The text of the file beside backups. ``last``: the day of the last one, in words."""
    return (
        f"Backups of the receiving desk of {one_line(partnership)}, made by s11desk. The last one is of "
        f"{last}.\r\n\r\nEach file that begins with “register-” and a day is the list of returns and decisions, as it "
        f"was on that day. The folder “returns” has the files of the returns.\r\n\r\nIf the desk is lost: open "
        f"s11desk, open “Receiving desk…”, and press “Choose a backup…”. Choose the file with the last day.\r\n\r\n"
        f"Keep this folder as safe as the returns. Change nothing in it.\r\n"
    )

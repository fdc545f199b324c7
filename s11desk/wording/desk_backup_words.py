"""Words for the backups of a desk: what is in one, where it is, and what it does not help against."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from s11desk.wording.amounts import counted
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


class _Backup(Protocol):
    @property
    def path(self) -> Path: ...
    @property
    def returns(self) -> int: ...
    @property
    def has_returns(self) -> bool: ...


def backed_up_sentence(made: _Backup) -> str:
    """What was backed up just now, where it is, and what is still missing."""
    held = counted(made.returns, "return")
    if not made.has_returns:
        return f"Backed up: the list of {held}, the agencies, your decisions and the answers. {_NO_RETURNS}"
    files = "its files" if made.returns == 1 else "their files"
    whole = f"Backed up: the list of {held} with {files}, the agencies, your decisions and the answers."
    return f"{whole} It is in the folder {made.path.parent}."


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
        f"Backups of the receiving desk of {one_line(partnership)}, made by s11desk. The last one is of {last}.\r\n\r\n"
        "A file whose name begins with “register-” and a day is the list of returns with all decisions, as it was on "
        "that day. The folder “returns” has the files of the returns.\r\n\r\n"
        "If the desk is lost: open s11desk, open “Receiving desk”, and press “Choose a backup…”. Choose the file with "
        "the last day.\r\n\r\n"
        "Keep this folder as safe as the returns. Change nothing in it.\r\n"
    )

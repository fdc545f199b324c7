"""Words for the backups of a desk: what is in one, where it is, and what it does not help against."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from s11desk.wording.amounts import counted

SAME_DISK = (
    "This folder is on the same disk as the desk. If that disk breaks, both are lost: choose a folder on a stick or on "
    "another disk as well."
)
NOT_IN = (
    "Your signature and the receiving key are not in a backup: each is copied on a page of its own. Letters and files "
    "that you made for agencies are not in it either: they are in the folder “outgoing” of the desk."
)
_NO_RETURNS = (
    "The backup is beside the desk, and the files of the returns are not in it. If this computer is lost, it is lost "
    "too. Press “Back up to another disk…” to keep all of it elsewhere."
)


class _Backup(Protocol):
    @property
    def path(self) -> Path: ...
    @property
    def returns(self) -> int: ...
    @property
    def has_returns(self) -> bool: ...
    @property
    def is_same_disk(self) -> bool: ...


def backed_up_sentence(made: _Backup) -> str:
    """What was backed up just now, where it is, and what is still missing."""
    held = counted(made.returns, "return")
    if not made.has_returns:
        return f"Backed up: the list of {held}, the agencies, your decisions and the answers. {_NO_RETURNS}"
    more = f" {SAME_DISK}" if made.is_same_disk else ""
    files = "its files" if made.returns == 1 else "their files"
    whole = f"Backed up: the list of {held} with {files}, the agencies, your decisions and the answers."
    return f"{whole} It is in the folder {made.path.parent}.{more}"

"""Whether a file is a return that a desk stores, by its path."""

from __future__ import annotations

from pathlib import Path

from s11desk.files.presence import is_there
from s11desk.register.desk_folder import DeskFolder

_DIGITS = 64
_ABOVE = 2
"""``returns/ab/abcd…``: the desk's folder is the parent of the parent's parent."""


def is_stored_return(path: Path) -> bool:
    """Whether ``path`` is a return as a desk stores it: named by its SHA-256, inside the desk's folder."""
    is_named = len(path.name) == _DIGITS and path.parent.name == path.name[:2]
    return is_named and len(path.parents) > _ABOVE and is_there(DeskFolder(desk_of_stored(path)).register)


def desk_of_stored(path: Path) -> Path:
    """The folder of the desk that stores this return."""
    return path.parents[_ABOVE]

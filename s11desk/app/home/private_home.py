"""Keeps a home for its owner alone, even if a person, an installer or an earlier version made its folder."""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from pathlib import Path

from s11desk.app.home.paths import Home

_OF_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OURS = re.compile(
    r"drafts.*\.db.*|.*\.json|window\.(lock|socket.*)|\.s11desk-.*|s11desk-[0-9a-f]{16}.*|backups|evidence|identity|returns|work|logs"
    r"|\.DS_Store|desktop\.ini|Thumbs\.db"
)
"""Everything that a home can have in it, and what Windows and macOS add to any folder."""


def keep_private(home: Home) -> None:
    """Deny other people access to the home's folder and to what the program keeps in it. Raises nothing.

    A folder that also has files of another kind is somebody's own, such as their documents: then only our part of it is
    changed. Windows has no such permissions; there the person's own profile keeps others out.
    """
    if os.name == "nt":
        return
    with suppress(OSError):
        found = list(home.folder.iterdir())
        ours = [path for path in found if _OURS.fullmatch(path.name)]
        for path in ours:
            _close_to_others(path)
        if len(ours) == len(found):
            _close_to_others(home.folder.resolve())  # a person may have put the home on another disk


def _close_to_others(path: Path) -> None:
    """Deny other people access.

    A link is left alone: a person put it there, and what it leads to may be more than ours.
    """
    with suppress(OSError):  # another program has just removed it, or the disk keeps no permissions
        facts = path.lstat()
        if not stat.S_ISLNK(facts.st_mode) and facts.st_mode & _OF_OTHERS and facts.st_uid == os.geteuid():
            path.chmod(stat.S_IMODE(facts.st_mode) & ~_OF_OTHERS)

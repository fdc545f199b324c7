"""Which paths of returns the program looks at. The paths are in the drafts, and drafts may come from anywhere.

A look at a path on another computer already shows that computer who asks: Windows sends the person's name and a proof
of their password.
"""

from __future__ import annotations

import os
from pathlib import Path

from s11desk.app.home.leftovers import is_remembered
from s11desk.app.home.paths import Home

_NETWORK = ("\\\\", "//")
_ENDINGS = (".zip", ".zip.s11")


def path_of_return(home: Home, stored: bytes) -> Path | None:
    """The path of a return as the drafts have it; None if it cannot be ours.

    It is absolute and has the ending of a return. A place on the network is one into which this home wrote before, by a
    list that is not part of the drafts.
    """
    words = os.fsdecode(stored)
    path = Path(words)
    is_plain = path.is_absolute() and ".." not in path.parts and "\0" not in words
    is_ours = is_plain and words.lower().endswith(_ENDINGS)
    is_far = words.startswith(_NETWORK)
    return path if is_ours and (not is_far or is_remembered(home, path.parent)) else None

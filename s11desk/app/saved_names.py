"""Safe names for files from strangers, such as a file of evidence or an opened return, before they are written.

A name has an ending that we expect there, so no such file is a program. It never makes the file hidden, and is never a
name that a system reserves, such as ``nul`` or ``com1``.
"""

from __future__ import annotations

import itertools
from pathlib import Path, PurePath

from s11desk.bundle.safe_names import name_fault, safe_name
from s11desk.domain.reserved_names import is_device
from s11desk.domain.topics.topic_limits import EVIDENCE_TYPES
from s11desk.errors.file_errors import FileNameRefused
from s11desk.files.presence import is_name_free

RETURN_ENDING = ".zip"
_ENDINGS = {f".{kind}" for kind in EVIDENCE_TYPES} | {RETURN_ENDING}
_HIDDEN = (".", "~$")
"""Unix hides a name that begins with a dot. Office takes the other for a temporary file of its own."""


def decrypted_name(encrypted: str, ending: str) -> str:
    """The name of the return in the file ``encrypted``, whose name has ``ending`` at its end or has lost it."""
    name = encrypted[: -len(ending)] if encrypted.lower().endswith(ending) else PurePath(encrypted).stem
    stem = name[: -len(RETURN_ENDING)] if name.lower().endswith(RETURN_ENDING) else name
    return stranger_name(stem, RETURN_ENDING)


def stranger_name(stem: str, ending: str) -> str:
    """A name that every system accepts: ``stem`` with unsafe characters replaced, and ``ending``."""
    name = f"{stem}{ending}"
    return name if name_fault(name) is None else safe_name(name, ())


def free_path(folder: Path, name: str) -> Path:
    """The path of ``name`` in ``folder``, with a number if a file has that name.

    Raises ``FileUnreadable`` if the system cannot say whether there is one.
    """
    path = folder / name
    numbered = (path.with_stem(f"{path.stem}-{number}") for number in itertools.count(2))
    return next(place for place in itertools.chain([path], numbered) if is_name_free(place))


def savable_path(out: Path, ending: str) -> Path:
    """``out``, with ``ending`` added if a person left it out. Raises ``FileNameRefused``."""
    ending = ending.lower()
    if ending not in _ENDINGS:
        raise FileNameRefused(path=out)
    path = out if out.name.lower().endswith(ending) else out.with_name(f"{out.name}{ending}")
    if path.name.startswith(_HIDDEN) or is_device(path.name.strip()) or path.stem.endswith((".", " ")):
        raise FileNameRefused(path=path)
    return path

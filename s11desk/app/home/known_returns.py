"""The returns of others that a person opened here, and what they did with each: nothing of the answers is kept.

This module imports nothing heavy: the first page shows the list.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from s11desk.app.home.kept_json import JSON_DAMAGE, set_unread_aside
from s11desk.app.home.paths import Home
from s11desk.files.durable import make_folder, write_bytes
from s11desk.files.list_lock import list_lock
from s11desk.files.presence import Presence, file_presence
from s11desk.files.regular_files import read_regular

FORMAT = 5
"""5: ``reader``. 4: ``sent``. 3: ``asked_words``.

2: ``agency`` and ``topic``: a person knows a file again by more than its name."""
MOST_FILES = 50
"""The oldest ones go."""
_NETWORK = ("\\\\", "//")


class KnownReturn(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A return at ``path``. ``sha256``: of the return itself, hexadecimal, also if the file is locked.

    ``signer``: the signature check code of the person who completed it. ``replaces``: the SHA-256 of the returns before
    it. ``opened``: last. ``approved`` and ``asked``: when the person signed it, and when they asked for changes; None
    if they did not. ``approved_path``: of the file that came of it. ``words``: what has to change, typed, not yet sent.
    ``agency`` and ``topic``: whose return it is, and of which audit; empty if format 1 wrote it. ``asked_words``: what
    the person asked for and sent. ``sent``: when they said that they sent the approved file back; None if they
    did not. ``reader``: the name that the person typed under what they asked for.
    """

    path: str
    sha256: str
    reference: str
    number: int
    signer: str
    opened: dt.datetime
    replaces: tuple[str, ...] = ()
    approved: dt.datetime | None = None
    approved_path: str = ""
    asked: dt.datetime | None = None
    words: str = ""
    agency: str = ""
    topic: str = ""
    asked_words: str = ""
    sent: dt.datetime | None = None
    reader: str = ""


class _List(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    files: tuple[KnownReturn, ...] = ()


def opened_returns(home: Home) -> tuple[KnownReturn, ...]:
    """The list, the last opened first. A damaged one, or one of a newer program, is as none."""
    return _read(home) or ()


def _read(home: Home) -> tuple[KnownReturn, ...] | None:
    """None if there is a list, and it cannot be read."""
    try:
        found = msgspec.json.decode(read_regular(home.opened_returns), type=_List)
    except FileNotFoundError:
        return ()
    except (OSError, *JSON_DAMAGE):
        return None
    is_sound = (
        found.format in range(1, FORMAT + 1) and len(found.files) <= MOST_FILES and all(map(_is_sound, found.files))
    )
    return found.files if is_sound else None


def returns_still_there(home: Home) -> tuple[KnownReturn, ...]:
    """The files of the list that can be opened again. One on another computer is not looked at: that can take long.

    ``approved_path`` is empty if that file is not there any more.
    """
    files = (_with_approved_there(one) for one in opened_returns(home))
    return tuple(one for one in files if one.approved_path or _may_be_there(one.path))


def awaits_next(file: KnownReturn, files: Iterable[KnownReturn]) -> bool:
    """Whether the person asked for changes, did not approve the return since, and none of ``files`` replaces it."""
    is_asked = file.asked is not None and (file.approved is None or file.approved < file.asked)
    return is_asked and not any(file.sha256 in one.replaces for one in files)


def forget_opened(home: Home, file: KnownReturn) -> None:
    """Take a file off the list. The file itself stays. Raises ``DiskFull`` or ``FolderUnwritable``."""
    _change(home, lambda files: (one for one in files if one.sha256 != file.sha256))


def keep_known_return(home: Home, file: KnownReturn) -> None:
    """Put a file first on the list, in place of what was known of it. Raises ``DiskFull`` or ``FolderUnwritable``."""
    _change(home, lambda files: (file, *(one for one in files if one.sha256 != file.sha256)))


def _with_approved_there(file: KnownReturn) -> KnownReturn:
    is_there = not file.approved_path or _may_be_there(file.approved_path)
    return file if is_there else msgspec.structs.replace(file, approved_path="")


def _may_be_there(path: str) -> bool:
    return path.startswith(_NETWORK) or file_presence(Path(path)) is Presence.YES


def _is_sound(file: KnownReturn) -> bool:
    """Whether the entry can be one that the program wrote."""
    paths = [file.path, *([file.approved_path] if file.approved_path else [])]
    moments = [one for one in (file.opened, file.approved, file.asked, file.sent) if one is not None]
    is_whole = all(Path(one).is_absolute() and "\0" not in one for one in paths)
    return is_whole and all(one.tzinfo is not None for one in moments)


def _lowest_format(file: KnownReturn) -> int:
    """The lowest format that can say what is known of the file."""
    if file.reader:
        return 5
    if file.sent is not None:
        return 4
    if file.asked_words:
        return 3
    return 2 if file.agency or file.topic else 1


def _change(home: Home, change: Callable[[tuple[KnownReturn, ...]], Iterable[KnownReturn]]) -> None:
    make_folder(home.folder, private=True)
    with list_lock(home.opened_returns):
        found = _read(home)
        kept = tuple(change(found or ()))[:MOST_FILES]
        if found is None:
            set_unread_aside(home.opened_returns)
        content = msgspec.json.encode(_List(max(map(_lowest_format, kept), default=1), kept))
        write_bytes(home.opened_returns, content, private=True)

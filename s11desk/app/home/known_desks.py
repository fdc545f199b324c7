"""The receiving desks that a person opened on this computer, the last one first. This module imports nothing heavy."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from s11desk.app.home.kept_json import JSON_DAMAGE, set_unread_aside
from s11desk.app.home.paths import Home
from s11desk.domain.text.text_limits import NAME_LIMIT, LimitedText, require_kept_length
from s11desk.domain.text.typed_text import typed_line
from s11desk.files.durable import make_folder, write_bytes
from s11desk.files.list_lock import list_lock
from s11desk.files.regular_files import read_regular
from s11desk.wording.plain_text import shown_text

FORMAT = 1
MOST_DESKS = 50
"""Nobody has more; the oldest ones go."""


class KnownDesk(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A desk in ``folder``. ``watched``: the folder that is looked into for it; empty if none was chosen.

    ``is_watched``: whether it is looked into while the desk is open.
    """

    folder: str
    partnership: str
    watched: str = ""
    is_watched: bool = False


class DeskList(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The known desks, the last opened first. ``receives``: the person said that they receive audits.

    ``officer``: the name under which the person decides at every desk; empty until they have given it.
    """

    format: int
    desks: tuple[KnownDesk, ...] = ()
    receives: bool = False
    officer: str = ""

    @property
    def is_receiver(self) -> bool:
        """Whether the program offers the receiving desk without being asked."""
        return self.receives or bool(self.desks)

    def find(self, folder: Path) -> KnownDesk | None:
        """The entry of the desk in ``folder``; None if it is not known."""
        return next((one for one in self.desks if one.folder == str(folder)), None)


_NONE = DeskList(FORMAT)


def known_desks(home: Home) -> DeskList:
    """Read the list. A damaged one, or one of a newer program, is as none: every desk can be opened by its folder."""
    return _read(home) or _NONE


def _read(home: Home) -> DeskList | None:
    """None if there is a list, and it cannot be read."""
    try:
        found = msgspec.json.decode(read_regular(home.known_desks), type=DeskList)
    except FileNotFoundError:
        return _NONE
    except (OSError, *JSON_DAMAGE):
        return None
    is_sound = found.format == FORMAT and len(found.desks) <= MOST_DESKS and all(map(_is_sound, found.desks))
    is_name = len(found.officer) <= NAME_LIMIT and typed_line(found.officer) == found.officer
    return found if is_sound and is_name else None


def remember_desk(home: Home, folder: Path, partnership: str, moved_from: Path | None = None) -> None:
    """Put a desk first on the list. ``moved_from``: where it was; what is watched for it stays watched.

    Raises ``DiskFull`` or ``FolderUnwritable``.
    """

    def first(found: DeskList) -> DeskList:
        moved = found.find(moved_from) if moved_from is not None else None
        before = found.find(folder) or moved or KnownDesk(str(folder), partnership)
        now = msgspec.structs.replace(before, folder=str(folder), partnership=partnership)
        gone = {now.folder, moved.folder if moved is not None else now.folder}
        return _with_desks(found, (now, *(one for one in found.desks if one.folder not in gone)))

    _change(home, first)


def forget_desk(home: Home, folder: Path) -> None:
    """Take a desk off the list. Its folder stays. Raises ``DiskFull`` or ``FolderUnwritable``."""
    _change(home, lambda found: _with_desks(found, (one for one in found.desks if one.folder != str(folder))))


def note_receiving(home: Home) -> None:
    """Remember that the person receives audits. Raises ``DiskFull`` or ``FolderUnwritable``."""
    _change(home, lambda found: msgspec.structs.replace(found, receives=True))


def note_officer(home: Home, name: str) -> None:
    """Remember the name that decisions, letters, receipts and reminders are to show.

    Raises ``TextTooLong``, ``DiskFull`` or ``FolderUnwritable``.
    """
    clean = typed_line(name)
    require_kept_length([LimitedText(clean, NAME_LIMIT)])
    _change(home, lambda found: msgspec.structs.replace(found, officer=clean))


def choose_watched(home: Home, folder: Path, watched: Path | None, *, is_on: bool) -> None:
    """Remember which folder is looked into for the desk in ``folder``, which is on the list, and whether it is now.

    Raises ``DiskFull`` or ``FolderUnwritable``.
    """
    name = str(watched) if watched is not None else ""

    def watch(one: KnownDesk) -> KnownDesk:
        is_it = one.folder == str(folder)
        return msgspec.structs.replace(one, watched=name, is_watched=is_on) if is_it else one

    _change(home, lambda found: _with_desks(found, map(watch, found.desks)))


def _with_desks(found: DeskList, desks: Iterable[KnownDesk]) -> DeskList:
    return msgspec.structs.replace(found, desks=tuple(desks)[:MOST_DESKS])


def _change(home: Home, change: Callable[[DeskList], DeskList]) -> None:
    make_folder(home.folder, private=True)
    with list_lock(home.known_desks):
        found = _read(home)
        content = msgspec.json.encode(change(found or _NONE))
        if found is None:
            set_unread_aside(home.known_desks)
        write_bytes(home.known_desks, content, private=True)


def _is_sound(desk: KnownDesk) -> bool:
    """Whether the entry can be one that the program wrote: whole paths, and a name that shows as it is."""
    is_whole = Path(desk.folder).is_absolute() and (not desk.watched or Path(desk.watched).is_absolute())
    return is_whole and "\0" not in desk.folder + desk.watched and shown_text(desk.partnership) == desk.partnership

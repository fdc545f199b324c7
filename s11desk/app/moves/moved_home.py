"""That everything of this home moved to another computer, so that the list of audits says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress

import msgspec

from s11desk.app.audits.drafts import list_drafts
from s11desk.app.home.kept_json import JSON_DAMAGE
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.files.durable import sync_folder, write_bytes
from s11desk.files.regular_files import read_regular
from s11desk.store.moves.handing_over import take_back


class _Moved(msgspec.Struct, frozen=True):
    """``audits``: the ids of those that were in the file."""

    at: dt.datetime
    audits: tuple[str, ...]


def moved_at(home: Home) -> dt.datetime | None:
    """When everything moved; None if it did not, or was taken back."""
    moved = _read(home)
    return moved.at if moved is not None else None


def remember_move(home: Home, now: dt.datetime, audits: Iterable[str]) -> None:
    """Note that everything moved now. Raises ``DiskFull`` or ``FolderUnwritable``."""
    write_bytes(home.moved, msgspec.json.encode(_Moved(now, tuple(audits))), private=True)


def forget_move(home: Home) -> None:
    """Note that this home is in use again. Raises nothing: the list then says that it moved once more."""
    with suppress(OSError):
        home.moved.unlink(missing_ok=True)
        sync_folder(home.folder)


def take_home_back(workspace: Workspace) -> int:
    """Let every audit be changed here again that moved with everything else. Returns their number."""
    moved = _read(workspace.home)
    in_file = frozenset(moved.audits) if moved is not None else frozenset[str]()
    lines = (one for one in list_drafts(workspace) if one.id in in_file and one.handed_over is not None)
    taken = sum(take_back(workspace.drafts, line.id, workspace.stamp()) for line in lines)
    forget_move(workspace.home)
    return taken


def _read(home: Home) -> _Moved | None:
    try:
        return msgspec.json.decode(read_regular(home.moved), type=_Moved)
    except (OSError, *JSON_DAMAGE):
        return None

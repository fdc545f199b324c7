"""What an officer has typed of a decision on a return, kept on their computer until they decide or it is deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from s11desk.app.home.kept_json import JSON_DAMAGE, set_unread_aside
from s11desk.app.home.paths import Home
from s11desk.domain.receiving.desk_values import ReviewReason
from s11desk.files.durable import make_folder, write_bytes
from s11desk.files.list_lock import list_lock
from s11desk.files.presence import Presence, file_presence
from s11desk.files.regular_files import read_regular

FORMAT = 1
MOST_REQUESTS = 200
"""Nobody has more begun at once; those that were begun first go."""


class TypedRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """``sha256``: of the return. ``reasons`` and ``due``: to send it back, as typed. ``why``: to leave it out.

    ``is_open``: the form that sends it back is shown; ``is_leaving_out``: the other one is. ``leaves_none``: the
    returns that would count in its place are not to count either.
    """

    sha256: str
    reasons: tuple[ReviewReason, ...] = ()
    due: str = ""
    why: str = ""
    is_open: bool = False
    is_leaving_out: bool = False
    leaves_none: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be lost without it."""
        return not (self.due or self.why or any(one.text for one in self.reasons))


class _List(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of ``typed-requests.json``, the last typed first."""

    format: int
    requests: tuple[TypedRequest, ...] = ()


def typed_request(home: Home, sha256: str) -> TypedRequest | None:
    """What was typed about the return; None if nothing was, or if the list cannot be read."""
    return next((one for one in _read(home) or () if one.sha256 == sha256), None)


def keep_typed_request(home: Home, typed: TypedRequest) -> None:
    """Keep it in the place of what was typed before; an empty one takes that away.

    Raises ``DiskFull`` or ``FolderUnwritable``. A list that cannot be read is set aside, not replaced.
    """
    first = () if typed.is_empty else (typed,)
    _change(home, lambda found: (*first, *(one for one in found if one.sha256 != typed.sha256)))


def forget_typed_request(home: Home, sha256: str) -> None:
    """Nothing is to be decided any more, or the return is deleted. Raises ``DiskFull`` or ``FolderUnwritable``."""
    if file_presence(home.typed_requests) is not Presence.NO:
        keep_typed_request(home, TypedRequest(sha256))


def _read(home: Home) -> tuple[TypedRequest, ...] | None:
    """None if there is a list, and it cannot be read."""
    try:
        found = msgspec.json.decode(read_regular(home.typed_requests), type=_List)
    except FileNotFoundError:
        return ()
    except (OSError, *JSON_DAMAGE):
        return None
    return found.requests if found.format == FORMAT else None


def _change(home: Home, change: Callable[[tuple[TypedRequest, ...]], Iterable[TypedRequest]]) -> None:
    make_folder(home.folder, private=True)
    with list_lock(home.typed_requests):
        found = _read(home)
        kept = tuple(change(found or ()))[:MOST_REQUESTS]
        if found is None:
            set_unread_aside(home.typed_requests)
        write_bytes(home.typed_requests, msgspec.json.encode(_List(FORMAT, kept)), private=True)

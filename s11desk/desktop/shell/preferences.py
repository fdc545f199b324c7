"""The person's choice of colours, text size and what happens to photographs, and the size of the window.

The home stores them. A damaged file means the usual look, and that photographs lose their place.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from s11desk.desktop.theme.tokens import MAX_ZOOM, MIN_ZOOM, Scheme
from s11desk.files.durable import make_folder, write_bytes
from s11desk.files.list_lock import list_lock
from s11desk.files.presence import Presence, file_presence, presence

MAX_FILE_SIZE = 100_000
"""Bytes. A larger file was not written by this program."""
_LONGEST_TAG = 20
_PATIENCE = 1.0
"""Seconds that the window stands still at most if another program holds the lock of the lists and stands still."""


_MAX_PIXELS = 32_767


class WindowSize(NamedTuple):
    """The size of the window in pixels when it is not maximised, and whether it is."""

    width: int
    height: int
    is_maximised: bool


class Preferences(NamedTuple):
    """The chosen colours, the size of the text in per cent, and whether copies of photographs lose their place.

    ``language``: the tag of the language in which the person reads forms that have it; empty for each form's own.
    ``window``: as the person left it; None if nobody has closed it yet.
    """

    scheme: Scheme = Scheme.SYSTEM
    zoom: int = 100
    removes_photo_location: bool = True
    language: str = ""
    window: WindowSize | None = None


def read_preferences(path: Path) -> Preferences:
    """Read the preferences. A file that is missing, damaged or of another kind means the usual look."""
    return _read(path) or Preferences()


def change_preferences(path: Path, change: Callable[[Preferences], Preferences]) -> None:
    """Change what is stored in ``path``. What another program changes at the same time stays.

    Raises what :func:`write_preferences` raises.
    """
    make_folder(path.parent)
    with list_lock(path, _PATIENCE):
        write_preferences(path, change(read_preferences(path)))


def write_preferences(path: Path, preferences: Preferences) -> None:
    """Store ``preferences`` in ``path``. A file there that is not ours is kept under another name.

    Raises the same errors as :func:`s11desk.files.durable.write_bytes`.
    """
    import json

    make_folder(path.parent)
    if presence(path) is Presence.YES and _read(path) is None:
        with suppress(OSError):  # it only holds colours and a size, so it must not stop the person's new choice
            path.replace(path.with_stem(f"{path.stem}-unreadable"))
    content: dict[str, Any] = {
        "scheme": preferences.scheme.value,
        "zoom": preferences.zoom,
        "removes_photo_place": preferences.removes_photo_location,
        "language": preferences.language,
    }
    if preferences.window is not None:
        content["window"] = list(preferences.window)
    write_bytes(path, json.dumps(content).encode())


def _read(path: Path) -> Preferences | None:
    if file_presence(path) is not Presence.YES:
        return None
    import json  # slow to import, and not needed without a file of preferences

    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_FILE_SIZE + 1)
        raw: Any = json.loads(content) if len(content) <= MAX_FILE_SIZE else None
        scheme, zoom = raw["scheme"], raw["zoom"]
        if type(zoom) is not int:
            return None
        removes_photo_location = raw.get("removes_photo_place", True) is not False
        language = raw.get("language", "")
        language = language if isinstance(language, str) and len(language) < _LONGEST_TAG else ""
        zoom, size = min(max(zoom, MIN_ZOOM), MAX_ZOOM), _window_size(raw.get("window"))
        return Preferences(Scheme(scheme), zoom, removes_photo_location, language, size)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _window_size(raw: Any) -> WindowSize | None:
    """A size that no screen can have counts as none."""
    match raw:
        case [int(width), int(height), bool(is_maximised)] if 0 < width <= _MAX_PIXELS and 0 < height <= _MAX_PIXELS:
            return WindowSize(width, height, is_maximised)
        case _:
            return None

"""The person's choice of colours and text size, stored in the home. A damaged file means the usual look."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from s11desk.desktop.theme.tokens import LARGEST_ZOOM, SMALLEST_ZOOM, Scheme
from s11desk.durable import make_folder, write_bytes


class Preferences(NamedTuple):
    """The chosen colours, and the size of the text in per cent."""

    scheme: Scheme = Scheme.SYSTEM
    zoom: int = 100


def read_preferences(path: Path) -> Preferences:
    """Read the preferences from ``path``. A missing or damaged file gives the usual look."""
    try:
        content = path.read_bytes()
    except OSError:
        return Preferences()
    import json  # slow to import, and not needed without a file of preferences

    try:
        raw = json.loads(content)
        zoom = int(raw["zoom"])
        return Preferences(Scheme(raw["scheme"]), min(max(zoom, SMALLEST_ZOOM), LARGEST_ZOOM))
    except (ValueError, KeyError, TypeError):
        return Preferences()


def write_preferences(path: Path, preferences: Preferences) -> None:
    """Store ``preferences`` in ``path``. Raises the same errors as :func:`s11desk.durable.write_bytes`."""
    import json

    make_folder(path.parent)
    write_bytes(path, json.dumps({"scheme": preferences.scheme.value, "zoom": preferences.zoom}).encode())

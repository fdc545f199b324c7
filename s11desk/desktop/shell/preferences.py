"""How a person likes the window: colours and size of text. Kept in the home; a damaged file means the usual look."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from s11desk.desktop.theme.tokens import LARGEST_ZOOM, SMALLEST_ZOOM, Scheme
from s11desk.durable import make_folder, write_bytes


class Preferences(NamedTuple):
    scheme: Scheme = Scheme.SYSTEM
    zoom: int = 100


def read_preferences(path: Path) -> Preferences:
    try:
        content = path.read_bytes()
    except OSError:
        return Preferences()
    import json  # slow to import, and nobody who left everything as it was needs it

    try:
        raw = json.loads(content)
        zoom = int(raw["zoom"])
        return Preferences(Scheme(raw["scheme"]), min(max(zoom, SMALLEST_ZOOM), LARGEST_ZOOM))
    except (ValueError, KeyError, TypeError):
        return Preferences()


def write_preferences(path: Path, preferences: Preferences) -> None:
    """Raises as :func:`s11desk.durable.write_bytes` does."""
    import json

    make_folder(path.parent)
    write_bytes(path, json.dumps({"scheme": preferences.scheme.value, "zoom": preferences.zoom}).encode())

"""The person's choice whether copies of photographs lose the place where they were taken, stored in the home."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from s11desk.desktop.shell.preferences import change_preferences, read_preferences
from s11desk.errors import S11Error


class PhotoLocationChoice:
    """The choice. ``settings``: the file that stores it."""

    def __init__(self, settings: Path) -> None:
        self._settings = settings
        self.is_removed = read_preferences(settings).removes_photo_location

    def choose(self, *, removed: bool) -> None:
        """Keep the choice. If it cannot be stored, it counts until the window closes."""
        self.is_removed = removed
        with suppress(S11Error):
            change_preferences(self._settings, lambda before: before._replace(removes_photo_location=removed))

"""A page of which a screen reader hears all that matters in one announcement."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


class ArrivingPage(QWidget):
    """A page that says everything in one announcement when it opens.

    ``arrives``: the page has not begun yet. ``found``: what was found for it until then.
    """

    def __init__(self) -> None:
        super().__init__()
        self.arrives = False
        self.found: list[str] = []

    def take_found(self) -> list[str]:
        """End the arrival, and return what was found."""
        self.arrives, found, self.found = False, self.found, []
        return found

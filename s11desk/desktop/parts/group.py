"""Inputs that belong together."""

from __future__ import annotations

from PySide6.QtWidgets import QGroupBox


class Group(QGroupBox):
    """Inputs that belong together. A screen reader says ``name`` before the first; nothing is visible."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)

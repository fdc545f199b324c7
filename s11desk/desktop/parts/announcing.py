"""Things a screen reader should say although the keyboard did not move there."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def announce(where: QWidget, text: str, *, at_once: bool = False) -> None:
    """``at_once``: what is being said is broken off for it."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # their many names are slow to come by

    if QAccessible.isActive():
        event = QAccessibleAnnouncementEvent(where, text)
        if at_once:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

"""Texts that a screen reader says although the keyboard did not move there."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleStateChangeEvent
from PySide6.QtWidgets import QWidget


def announce(where: QWidget, text: str, *, at_once: bool = False) -> None:
    """Have a screen reader say ``text``. ``at_once`` interrupts what it is saying."""
    _say(where, text, at_once=at_once)


def tell_expanded(button: QWidget) -> None:
    """Tell a screen reader that the part under ``button`` was shown or hidden."""
    if QAccessible.isActive():
        changed = QAccessible.State()
        changed.expanded = True
        changed.collapsed = True
        QAccessible.updateAccessibility(QAccessibleStateChangeEvent(button, changed))


def _say(where: QWidget, text: str, *, at_once: bool) -> None:
    if QAccessible.isActive():
        event = QAccessibleAnnouncementEvent(where, text)
        if at_once:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

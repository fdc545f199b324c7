"""A button that waits while its work is done, without passing the keyboard on to whatever comes after it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton


def begin_work(button: QAbstractButton) -> None:
    """Disable ``button``. Qt would give its keyboard to the next part, which a screen reader then says."""
    if button.window().focusWidget() is button:
        button.clearFocus()
    button.setEnabled(False)


def end_work(button: QAbstractButton) -> None:
    """Enable ``button`` again. It gets the keyboard back if nothing else has it by then."""
    if button.isEnabled():
        return
    button.setEnabled(True)
    QTimer.singleShot(0, button, lambda: _give_back(button))


def _give_back(button: QAbstractButton) -> None:
    if button.isVisible() and button.isEnabled() and button.window().focusWidget() is None:
        button.setFocus()

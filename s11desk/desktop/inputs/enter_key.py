"""What Enter does in a line of text: it presses the one button of the form, or goes on to the next part of it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from s11desk.desktop.inputs.fields import DateField


def enter_presses(button: QPushButton, *fields: QLineEdit | DateField) -> None:
    """Have Enter in these fields press ``button``."""
    for field in fields:
        _line(field).returnPressed.connect(button.click)


def enter_goes_to(part: QWidget, *fields: QLineEdit | DateField) -> None:
    """Have Enter in these fields give the keyboard to ``part``: where one more key would do what is hard to undo."""
    for field in fields:
        _line(field).returnPressed.connect(part.setFocus)


def _line(field: QLineEdit | DateField) -> QLineEdit:
    return field.line if isinstance(field, DateField) else field

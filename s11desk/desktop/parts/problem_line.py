"""The line of a page that says what is wrong, for the eye and for a screen reader."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from s11desk.desktop.parts.reading.announcing import announce


def show_problem(line: QLabel, problem: str, page: QWidget) -> None:
    """Show a problem in ``line``, and have ``page`` announce it at once. Empty: there is none any more."""
    line.setText(problem)
    line.setVisible(bool(problem))
    if problem:
        announce(page, problem, at_once=True)

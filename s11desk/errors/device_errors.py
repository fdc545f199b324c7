"""Errors of the printer, the screen, and a window that is already open."""

from __future__ import annotations

from pathlib import Path

from s11desk.errors import UserError


class PrinterRefused(UserError, code="environment.printer-refused"):
    """The printer did not print. ``reason``: the message of the printing system."""

    printer: str
    reason: str


class DisplayMissing(UserError, code="environment.no-display"):
    """No window can open. ``packages``: the missing system packages, empty if they are not known."""

    packages: tuple[str, ...]


class WindowSilent(UserError, code="environment.window-silent"):
    """Another window has the home at ``path``, and does not answer."""

    path: Path

"""Errors of the printer and the screen."""

from __future__ import annotations

from s11desk.errors import UserError


class PrinterRefused(UserError, code="environment.printer-refused"):
    """The printer did not print. ``reason``: the message of the printing system."""

    printer: str
    reason: str


class DisplayMissing(UserError, code="environment.no-display"):
    """No window can open. ``packages``: the missing system packages, empty if they are not known."""

    packages: tuple[str, ...]

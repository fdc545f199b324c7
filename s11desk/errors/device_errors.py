"""The printer and the screen."""

from __future__ import annotations

from s11desk.errors import UserError


class PrinterRefused(UserError, code="environment.printer-refused"):
    """``reason``: the printing system's words."""

    printer: str
    reason: str


class DisplayMissing(UserError, code="environment.no-display"):
    """No window can be opened. ``packages``: the system packages that are missing, where they are known."""

    packages: tuple[str, ...]

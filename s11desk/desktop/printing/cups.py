"""CUPS takes the PDF as it is: sharp text, a small job. What the dialog was told is handed on as ``lp`` options."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from s11desk.errors.device_errors import PrinterRefused

_PATIENCE = 60
"""Seconds until a print system that does not answer is taken to be out of order."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be printed. ``first`` and ``last``: pages from 1; both 0 for all of them."""

    printer: str
    copies: int = 1
    first: int = 0
    last: int = 0
    two_sided: bool = False
    grey: bool = False


def is_queue(printer: str) -> bool:
    """Whether CUPS knows this printer and there is a way to hand it a file."""
    if not printer or shutil.which("lp") is None or shutil.which("lpstat") is None:
        return False
    try:
        asked = subprocess.run(["lpstat", "-e"], capture_output=True, text=True, timeout=_PATIENCE, check=False)  # noqa: S607 - the system's own
    except (OSError, subprocess.TimeoutExpired):
        return False
    return printer in asked.stdout.split()


def send(pdf: Path, wish: Wish) -> None:
    """Hand the file to the print system. Raises ``PrinterRefused`` with its ``reason``."""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program; the file's name cannot be an option, it is absolute
            ["lp", *_options(wish), "--", str(pdf.absolute())],  # noqa: S607 - the system's own
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PrinterRefused(printer=wish.printer, reason="it does not answer") from error
    if done.returncode:
        raise PrinterRefused(printer=wish.printer, reason=" ".join(done.stderr.split())[:200])


def _options(wish: Wish) -> list[str]:
    options = ["-d", wish.printer, "-n", str(wish.copies)]
    if wish.first:
        options += ["-P", f"{wish.first}-{wish.last}"]
    if wish.two_sided:
        options += ["-o", "sides=two-sided-long-edge"]
    if wish.grey:
        options += ["-o", "print-color-mode=monochrome"]
    return options

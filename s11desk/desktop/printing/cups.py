"""Send a PDF unchanged to CUPS: sharp text, a small job. Choices of the print dialog become ``lp`` options."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from s11desk.errors.device_errors import PrinterRefused

_TIMEOUT = 60
"""Seconds to wait for an answer of the print system."""


@dataclass(frozen=True, slots=True)
class PrintChoices:
    """The choices of the person. ``first`` and ``last`` are page numbers from 1; both are 0 for all pages."""

    printer: str
    copies: int = 1
    first: int = 0
    last: int = 0
    two_sided: bool = False
    grey: bool = False


def is_queue(printer: str) -> bool:
    """Whether CUPS knows this printer and ``lp`` is there to send it a file."""
    if not printer or shutil.which("lp") is None or shutil.which("lpstat") is None:
        return False
    try:
        listing = subprocess.run(["lpstat", "-e"], capture_output=True, text=True, timeout=_TIMEOUT, check=False)  # noqa: S607 - the system's own
    except (OSError, subprocess.TimeoutExpired):
        return False
    return printer in listing.stdout.split()


def send_to_printer(pdf: Path, choices: PrintChoices) -> None:
    """Hand the file to the print system. Raises ``PrinterRefused`` with its ``reason``."""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program; the file's name cannot be an option, it is absolute
            ["lp", *_options(choices), "--", str(pdf.absolute())],  # noqa: S607 - the system's own
            capture_output=True,
            text=True,
            timeout=_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PrinterRefused(printer=choices.printer, reason="it does not answer") from error
    if done.returncode:
        raise PrinterRefused(printer=choices.printer, reason=" ".join(done.stderr.split())[:200])


def _options(choices: PrintChoices) -> list[str]:
    options = ["-d", choices.printer, "-n", str(choices.copies)]
    if choices.first:
        options += ["-P", f"{choices.first}-{choices.last}"]
    if choices.two_sided:
        options += ["-o", "sides=two-sided-long-edge"]
    if choices.grey:
        options += ["-o", "print-color-mode=monochrome"]
    return options

"""Wildcards on the command line. Windows hands ``*.zip`` to the program as it was typed; other shells expand it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click


def expand_patterns(_context: click.Context, _parameter: click.Parameter, files: tuple[Path, ...]) -> tuple[Path, ...]:
    """Replace each pattern by the files that fit it, sorted. One that fits none stays, and is reported as missing.

    No file on Windows has ``*`` or ``?`` in its name. Square brackets are letters like others there.
    """
    if sys.platform != "win32":
        return files
    return tuple(found for file in files for found in _fitting(file))


def _fitting(file: Path) -> list[Path]:
    if not re.search(r"[*?]", file.name):
        return [file]
    return sorted(file.parent.glob(file.name.replace("[", "[[]"))) or [file]

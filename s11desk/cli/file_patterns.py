"""Wildcards on the command line. Windows hands ``*.zip`` to the program as it was typed; other shells expand it."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import click

from s11desk.override import override


class OneFile(click.ParamType[Any]):
    """The path of one file or folder, which a pattern can name if only one fits it. One that fits none stays."""

    def __init__(self, path: click.Path) -> None:
        self._path = path
        self.name = path.name

    @override
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        found = _fitting(Path(value))
        if len(found) > 1:
            self.fail(f"“{value}” stands for {len(found)} files. Give the name of one.", param, ctx)
        is_pattern = found != [Path(value)]
        return self._path.convert(str(found[0]) if is_pattern else value, param, ctx)


def expand_patterns(_context: click.Context, _parameter: click.Parameter, files: tuple[Path, ...]) -> tuple[Path, ...]:
    """Replace each pattern by the files that fit it, sorted. One that fits none stays, and is reported as missing.

    No file on Windows has ``*`` or ``?`` in its name. Square brackets are letters like others there.
    """
    if sys.platform != "win32":
        return files
    return tuple(found for file in files for found in _fitting(file))


def take_patterns(command: click.Command) -> None:
    """On Windows let each parameter of ``command`` that is a path, or many paths, take patterns."""
    if sys.platform != "win32":
        return
    for part in command.commands.values() if isinstance(command, click.Group) else ():
        take_patterns(part)
    for parameter in command.params:
        if not isinstance(parameter.type, click.Path):
            continue
        if parameter.nargs == 1:
            parameter.type = OneFile(parameter.type)
        elif parameter.callback is None:
            parameter.callback = expand_patterns


def _fitting(file: Path) -> list[Path]:
    """The files that fit, sorted. The drive or server before them is no pattern, though it can have ``?`` in it."""
    pattern = str(file.relative_to(file.anchor))
    if not re.search(r"[*?]", pattern):
        return [file]
    return sorted(Path(file.anchor).glob(pattern.replace("[", "[[]"))) or [file]

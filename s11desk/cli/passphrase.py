"""Where a passphrase comes from: a file, the environment, or a prompt; never an argument, which others can see."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from s11desk.durable import reading_errors
from s11desk.errors import Code, UserError

VARIABLE = "S11DESK_PASSPHRASE"
_LONGEST = 4096

passphrase_file_option = click.option(
    "--passphrase-file", type=click.Path(path_type=Path), help="A file whose first line is the passphrase."
)


def ask_passphrase(file: Path | None, *, is_new: bool = False) -> str:
    """The passphrase; asked for twice when it is new. Raises ``PASSPHRASE_MISSING`` where nobody can be asked."""
    if file is not None:
        return _first_line(file)
    if given := os.environ.get(VARIABLE):
        return given
    if not sys.stdin.isatty():
        raise UserError(Code.PASSPHRASE_MISSING)
    typed: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=is_new, err=True)
    return typed


def _first_line(file: Path) -> str:
    with reading_errors(file), file.open("rb") as stream:
        line = stream.readline(_LONGEST)
    try:
        return line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise UserError(Code.FILE_UNREADABLE, path=file, reason="it is not UTF-8 text") from error

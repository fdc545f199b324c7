"""Where a passphrase comes from: a file, the environment, or a prompt; never an argument, which others can see."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from s11desk.cli.terminal_messages import sentence
from s11desk.durable import reading_errors
from s11desk.errors.file_errors import FileUnreadable
from s11desk.errors.passphrase_errors import PassphraseMissing, PassphraseTooShort, PassphraseUnusable, PassphraseWrong
from s11desk.wording.plain_text import several_lines

VARIABLE = "S11DESK_PASSPHRASE"
NEW_VARIABLE = "S11DESK_NEW_PASSPHRASE"
TRIES = 3
"""How often one command asks. Nothing is locked after that: the command can be given again."""

_LONGEST = 4096
_Result = TypeVar("_Result")

passphrase_file_option = click.option(
    "--passphrase-file", type=click.Path(path_type=Path), help="A file whose first line is the passphrase."
)
new_passphrase_file_option = click.option(
    "--new-passphrase-file", type=click.Path(path_type=Path), help="A file whose first line is the new passphrase."
)


def ask_passphrase(file: Path | None, *, is_new: bool = False) -> str:
    """The passphrase; asked for twice when it is new. Raises ``PassphraseMissing`` where nobody can be asked."""
    return with_passphrase(file, str, is_new=is_new)


def with_passphrase(file: Path | None, use: Callable[[str], _Result], *, is_new: bool = False) -> _Result:
    """What ``use`` makes of the passphrase. One that was typed and is refused is asked for again, three times in all.

    ``use`` must refuse a passphrase before it changes anything. Raises what it raises, and ``PassphraseMissing``
    where nobody can be asked.
    """
    return _tried(_given(file, VARIABLE), "Passphrase", use, is_new=is_new)


def with_new_passphrase(file: Path | None, use: Callable[[str], _Result]) -> _Result:
    """As :func:`with_passphrase`, for the one that takes the place of another."""
    return _tried(_given(file, NEW_VARIABLE), "New passphrase", use, is_new=True)


def _given(file: Path | None, variable: str) -> str | None:
    return _first_line(file) if file is not None else os.environ.get(variable) or None


def _tried(given: str | None, prompt: str, use: Callable[[str], _Result], *, is_new: bool) -> _Result:
    if given is not None:
        return use(given)
    for _ in range(TRIES - 1):
        try:
            return use(_typed(prompt, is_new=is_new))
        except (PassphraseWrong, PassphraseTooShort, PassphraseUnusable) as error:
            click.echo(several_lines(sentence(error)), err=True)
    return use(_typed(prompt, is_new=is_new))


def _typed(prompt: str, *, is_new: bool) -> str:
    if not sys.stdin.isatty():
        raise PassphraseMissing()
    typed: str = click.prompt(prompt, hide_input=True, confirmation_prompt=is_new, err=True)
    return typed


def _first_line(file: Path) -> str:
    with reading_errors(file), file.open("rb") as stream:
        line = stream.readline(_LONGEST)
    try:
        return line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise FileUnreadable(path=file, reason="it is not UTF-8 text") from error

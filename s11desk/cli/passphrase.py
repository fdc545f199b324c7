"""Get a passphrase from a file, the environment or a prompt. Never from an argument, which other users can see."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from s11desk.app.identity.environment_passphrases import FILE_VARIABLE, NEW_VARIABLE, VARIABLE, environment_passphrase
from s11desk.app.returns.making.locked_return import is_locked as is_locked_file
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.errors.file_errors import FileUnreadable
from s11desk.errors.passphrase_errors import (
    PassphraseMissing,
    PassphraseTooShort,
    PassphraseTooSimple,
    PassphraseUnusable,
    PassphraseWrong,
)
from s11desk.files.system_errors import reading_errors
from s11desk.wording.plain_text import several_lines

TRIES = 3
"""One command asks this many times. Nothing is locked after that: a person may run the command again."""

_MAX_LINE_LENGTH = 4096
_Result = TypeVar("_Result")

passphrase_file_option = click.option(
    "--passphrase-file", type=click.Path(path_type=Path), help="A file whose first line is the passphrase."
)
new_passphrase_file_option = click.option(
    "--new-passphrase-file", type=click.Path(path_type=Path), help="A file whose first line is the new passphrase."
)

file_passphrase_option = click.option(
    "--file-passphrase-file",
    "file_passphrase",
    type=click.Path(path_type=Path),
    help="A file whose first line is the passphrase that locks the return.",
)


def ask_passphrase(file: Path | None, *, is_new: bool = False) -> str:
    """Get the passphrase. A prompt asks twice for a new one. Raises ``PassphraseMissing`` if nobody can be asked."""
    return with_passphrase(file, str, is_new=is_new)


def with_passphrase(file: Path | None, use: Callable[[str], _Result], *, is_new: bool = False) -> _Result:
    """Call ``use`` with the passphrase and return its result. If ``use`` refuses a typed one, ask again.

    It asks three times at most. ``use`` must refuse a passphrase before it changes anything. Raises what ``use``
    raises, and ``PassphraseMissing`` if nobody can be asked.
    """
    return _use_or_ask_again(_from_file_or_environment(file, VARIABLE), "Passphrase", use, is_new=is_new)


def with_new_passphrase(file: Path | None, use: Callable[[str], _Result]) -> _Result:
    """As :func:`with_passphrase`, for a passphrase that replaces another."""
    return _use_or_ask_again(_from_file_or_environment(file, NEW_VARIABLE), "New passphrase", use, is_new=True)


def with_file_passphrase(file: Path | None, use: Callable[[str], _Result], *, is_new: bool = False) -> _Result:
    """As :func:`with_passphrase`, for the passphrase that a return is under."""
    given = _from_file_or_environment(file, FILE_VARIABLE)
    return _use_or_ask_again(given, "Passphrase of the file", use, is_new=is_new)


def write_under_passphrase(write: Callable[[str], _Result], file: Path | None, *, is_locked: bool) -> _Result:
    """Call ``write`` with a new passphrase if the person wants a locked file, or gives one; otherwise with none."""
    if is_locked or file is not None:
        return with_file_passphrase(file, write, is_new=True)
    return write("")


def open_under_passphrase(look: Callable[[str], _Result], path: Path, file: Path | None) -> _Result:
    """Call ``look`` with the passphrase of the file at ``path`` if it is locked, otherwise with none."""
    return with_file_passphrase(file, look) if is_locked_file(path) else look("")


def _from_file_or_environment(file: Path | None, variable: str) -> str | None:
    return _first_line(file) if file is not None else environment_passphrase(variable)


def _use_or_ask_again(given: str | None, prompt: str, use: Callable[[str], _Result], *, is_new: bool) -> _Result:
    if given is not None:
        return use(given)
    for _ in range(TRIES - 1):
        try:
            return use(_ask(prompt, is_new=is_new))
        except (PassphraseWrong, PassphraseTooShort, PassphraseTooSimple, PassphraseUnusable) as error:
            click.echo(several_lines(sentence(error)), err=True)
    return use(_ask(prompt, is_new=is_new))


def _ask(prompt: str, *, is_new: bool) -> str:
    if not sys.stdin.isatty():
        raise PassphraseMissing()
    typed: str = click.prompt(prompt, hide_input=True, confirmation_prompt=is_new, err=True)
    return typed


def _first_line(file: Path) -> str:
    with reading_errors(file), file.open("rb") as stream:
        line = stream.readline(_MAX_LINE_LENGTH)
    try:
        return line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise FileUnreadable(path=file, reason="it is not UTF-8 text") from error

"""One run of the program: its home, and its output as lines for people or as one JSON value for programs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click
import msgspec

from s11desk import app
from s11desk.app.home.notices import new_notices
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home, default_home
from s11desk.app.home.workspace import Workspace
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.wording.keeping.notice_sentences import notice_sentence
from s11desk.wording.plain_text import folded, json_text

if TYPE_CHECKING:
    from s11desk.app.self_test import SelfTestStep, TryDesktop

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")


def _no_desktop(step: SelfTestStep, path: Path) -> str:
    raise NotImplementedError(step, path)


@dataclass
class Session:
    """One run of the program. A person may give ``home`` and ``json`` before or after the command's name.

    ``window``: no command was given. ``previewed``: a topic pack whose preview the window shows. ``try_desktop``: does
    a step of the self-test in the window.
    """

    home: Home | None = None
    json: bool = False
    window: bool = False
    previewed: Path | None = None
    try_desktop: TryDesktop = _no_desktop

    def home_or_default(self) -> Home:
        """The home that the person gave, or otherwise this computer's usual one."""
        return self.home or default_home()

    def workspace(self) -> Workspace:
        """Open the home, and say what a person should know about it. Raises what :func:`open_home` raises.

        A backup that is due is made beside the command's own work.
        """
        workspace = open_home(self.home_or_default(), backs_up=False)
        try:
            workspace.back_up_beside(lambda error: self.step(f"No backup could be made. {sentence(error)}"))
            for notice in new_notices(workspace):
                self.step(notice_sentence(notice))
        except BaseException:
            workspace.close()
            raise
        return workspace

    def show(self, value: object, lines: Iterable[str]) -> None:
        """Print ``value`` as JSON if ``--json`` was given, otherwise ``lines``. Control characters are made visible."""
        if self.json:
            click.echo(json_text(msgspec.json.encode(value, enc_hook=_plain)))
            return
        for line in lines:
            click.echo(folded(line))

    def step(self, line: str) -> None:
        """Print a line about progress to standard error, because it is not part of the command's answer."""
        click.echo(folded(line), err=True)


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return path_text(value)
    raise NotImplementedError(type(value).__name__)


def path_text(path: Path) -> str:
    """A path as text for JSON. Linux allows bytes in a name that are not text; they become escapes such as \\xff."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


pass_session = click.make_pass_decorator(Session, ensure=True)


def shared_options(command: Callable[_Given, _Result]) -> Callable[_Given, _Result]:
    """Add ``--home`` and ``--json`` to a command. Their values go into its :class:`Session`."""

    def set_home(context: click.Context, _: click.Parameter, folder: Path | None) -> None:
        if folder is not None:
            context.ensure_object(Session).home = Home(folder.expanduser().absolute())

    def set_json(context: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click passes it so
        if wanted:
            context.ensure_object(Session).json = True

    home = click.option(
        "--home",
        type=click.Path(path_type=Path, file_okay=False),
        expose_value=False,
        callback=set_home,
        help="The folder with everything you entered. Without it: the usual folder of this computer.",
    )
    as_json = click.option(
        "--json", is_flag=True, expose_value=False, callback=set_json, help="Print the answer as one JSON value."
    )

    return wraps(command)(home(as_json(command)))


def read_bytes_of(path: str) -> bytes:
    """Read the bytes of a JSON file, or of standard input for ``-``.

    Raises what :func:`s11desk.app.audits.answers_file.read_answers_file` raises.
    """
    return sys.stdin.buffer.read() if path == "-" else app.read_answers_file(Path(path))

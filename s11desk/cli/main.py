"""The command line: find the command and run it, or open the window if no command is given."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

import s11desk
from s11desk.app.home.paths import Home, default_home
from s11desk.app.identity.environment_passphrases import passphrases_hidden
from s11desk.cli.file_patterns import take_patterns
from s11desk.cli.guard import run_guarded
from s11desk.cli.session import Session, shared_options
from s11desk.files.presence import Presence, presence
from s11desk.override import override
from s11desk.reader_process.run_in_reader import use_reader_process

if TYPE_CHECKING:
    from s11desk.app.self_test import TryDesktop

OpenWindow = Callable[[Home, Path | None], int]
"""Opens the window of a home, and in it the given file. Returns the exit code."""
PreviewPack = Callable[[Home, Path], int]
"""Opens the window of a home with the preview of a topic pack. Returns the exit code."""

_EPILOG = "Exit codes: 0 done or yes; 1 the answer is no; 2 bad input; 3 disk full, locked and the like; 70 a fault."


class LazyCommands(click.Group):
    """Finds a command by its name. It imports a module when its command is used, so that ``--help`` is quick."""

    _MODULES = {  # noqa: RUF012 - never changed
        "topics": ("topic_commands", "topics"),
        "new": ("draft_commands", "new"),
        "list": ("draft_commands", "list_all"),
        "upgrade": ("upgrade_command", "upgrade"),
        "collected": ("collected_commands", "collected"),
        "show": ("draft_commands", "show"),
        "history": ("draft_commands", "history"),
        "answer": ("draft_commands", "answer"),
        "attach": ("draft_commands", "attach"),
        "detach": ("draft_commands", "detach"),
        "check": ("draft_commands", "check"),
        "forward": ("forward_command", "forward"),
        "move": ("move_commands", "move"),
        "ask": ("ask_commands", "ask"),
        "report": ("report_command", "report"),
        "identity": ("identity_commands", "identity"),
        "export": ("return_commands", "export"),
        "reply": ("reply_command", "reply"),
        "verify": ("return_commands", "verify"),
        "countersign": ("return_commands", "countersign"),
        "lock": ("return_commands", "lock"),
        "encrypt": ("return_commands", "encrypt"),
        "decrypt": ("return_commands", "decrypt"),
        "collate": ("collate_command", "collate"),
        "desk": ("desk.desk_commands", "desk"),
        "receiver": ("receiver_commands", "receiver"),
        "signers": ("signer_commands", "signers"),
        "backup": ("backup_commands", "backup"),
        "demo": ("demo_commands", "demo"),
        "desktop-entry": ("desktop_entry_commands", "desktop_entry"),
        "self-test": ("self_test_command", "self_test"),
    }

    NAMES = frozenset(_MODULES)

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._MODULES)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._MODULES:
            return None
        module, name = self._MODULES[cmd_name]
        command: click.Command = getattr(import_module(f"s11desk.cli.{module}"), name)
        take_patterns(command)
        return command


def run(
    arguments: Sequence[str],
    open_window: OpenWindow,
    try_desktop: TryDesktop,
    preview_pack: PreviewPack | None = None,
) -> int:
    """Run the program once with ``arguments``, and return its exit code."""
    use_reader_process()
    session = Session(try_desktop=try_desktop)

    def call() -> int | None:
        file = _file_to_show(arguments)
        if file is not None:
            return open_window(default_home(), file)
        result = program.main(list(arguments), prog_name="s11desk", standalone_mode=False, obj=session)
        if session.previewed is not None and preview_pack is not None:
            return preview_pack(session.home_or_default(), session.previewed)
        if session.window:
            return open_window(session.home_or_default(), None)
        return result if isinstance(result, int) else None

    with passphrases_hidden():
        return run_guarded(call, lambda: session.home_or_default().logs, as_json="--json" in arguments)


def _file_to_show(arguments: Sequence[str]) -> Path | None:
    """The file that a person double-clicked. The system then starts the program with the file's path alone."""
    if len(arguments) != 1 or arguments[0].startswith("-") or arguments[0] in LazyCommands.NAMES:
        return None
    path = Path(arguments[0])
    return None if presence(path) is Presence.NO else path


@click.group(cls=LazyCommands, invoke_without_command=True, epilog=_EPILOG)
@click.version_option(s11desk.__version__, prog_name="s11desk")
@shared_options
@click.pass_context
def program(context: click.Context) -> None:
    """Section 11 safeguarding self-assessment, offline. Without a command, opens the window."""
    if context.invoked_subcommand is None:
        context.ensure_object(Session).window = True


def use_utf8_output() -> None:
    """Print a question mark for a character that an old console cannot show. Otherwise an agency's name could fail.

    On Windows a pipe or a file gets UTF-8, and not the code page of the console, which has few letters.
    """
    encoding = "utf-8" if sys.platform == "win32" else None
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=encoding, errors="replace")

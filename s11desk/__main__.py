"""The start of the program: chooses between the window and the command line, and joins each to the core."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from s11desk import reader_process
from s11desk.app.home.paths import Home, default_home
from s11desk.app.identity.environment_passphrases import passphrases_hidden
from s11desk.reader_process.own_command import READER

if TYPE_CHECKING:
    from s11desk.app.self_test import SelfTestStep


def main() -> int:
    """Run the program as the command line asks. Returns the exit code."""
    if sys.argv[1:] == [READER]:
        return reader_process.serve_calls()
    with passphrases_hidden():
        return _run_commands() if sys.argv[1:] else _begin_window()


def _begin_window() -> int:
    """Open the window at once, without the command line, which is slow to import and is needed only for errors."""
    try:
        return _open_window(default_home(), None)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - handed to the outermost boundary
        return _run_commands(error)


def _run_commands(error: BaseException | None = None) -> int:
    """Run the command line. ``error``: opening the window has already ended with it; it is reported like any other."""
    from s11desk.cli.main import run, use_utf8_output

    def open_window(home: Home, file: Path | None) -> int:
        if error is not None:
            raise error
        return _open_window(home, file)

    use_utf8_output()
    return run(sys.argv[1:], open_window, _try_desktop, _preview_pack)


def _open_window(home: Home, file: Path | None, *, previews: bool = False) -> int:
    from s11desk.desktop.start import run_window

    return run_window(home, open_path=file, previews=previews)


def _preview_pack(home: Home, pack: Path) -> int:
    return _open_window(home, pack, previews=True)


def _try_desktop(step: SelfTestStep, path: Path) -> str:
    from s11desk.desktop.try_desktop import try_desktop

    return try_desktop(step, path)


if __name__ == "__main__":
    sys.exit(main())

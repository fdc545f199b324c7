"""The composition root: builds everything, chooses a shell."""

from __future__ import annotations

import sys
from pathlib import Path

from s11desk.app.paths import Home
from s11desk.cli.main import run, use_utf8_output


def main() -> int:
    """Run the program as the command line asks. Returns the exit code."""
    use_utf8_output()
    return run(sys.argv[1:], _open_window, _try_window)


def _open_window(home: Home, file: Path | None) -> int:
    from s11desk.desktop.start import run_window

    return run_window(home, open_path=file)


def _try_window(folder: Path) -> None:
    from s11desk.desktop.start import try_window

    try_window(Home(folder / "home"))


if __name__ == "__main__":
    sys.exit(main())

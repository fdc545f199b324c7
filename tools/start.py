"""``make run``: set up what is missing, then replace this process with the program.

Without arguments the program opens its window, or runs the demonstration if no window can open. Arguments go to the
program as they are.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import NoReturn

import system_packages
import virtual_environment
from display import display_answers, wayland_answers

DEMONSTRATION = "demo"

LEAKING = ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PYTHONPLATLIBDIR")
"""Settings for another Python, which would reach the program and every process that it starts."""


def main(arguments: list[str]) -> NoReturn:
    """Set up what is missing and start the program with ``arguments``."""
    for name in LEAKING:
        os.environ.pop(name, None)
    if not wayland_answers(os.environ):
        os.environ.pop("WAYLAND_DISPLAY", None)  # its server has ended; an X server may answer all the same
    opens_window = not arguments and display_answers(os.environ)
    system_packages.provide(_needed(opens_window=opens_window))
    virtual_environment.prepare(virtual_environment.RUN_LOCK)
    if not arguments and not opens_window:
        folder = demonstration_folder()
        print(f"There is no display here, so no window can open. Running instead: s11desk demo {folder}", flush=True)
        arguments = [DEMONSTRATION, folder]
    os.chdir(virtual_environment.ROOT)
    python = str(virtual_environment.PYTHON)
    os.execv(python, [python, "-m", "s11desk", *arguments])  # noqa: S606 - the program takes this process's place


def demonstration_folder() -> str:
    """``out/`` in the checkout, or a folder of the person's own where another user set the checkout up."""
    if os.access(virtual_environment.ROOT, os.W_OK):
        return "out/"
    return str(Path.home() / "s11desk-demo")


def _needed(*, opens_window: bool) -> set[str]:
    ready = virtual_environment.is_ready(virtual_environment.RUN_LOCK)
    environment = set() if ready else system_packages.for_environment()
    return environment | (system_packages.for_window(os.environ) if opens_window else set())


if __name__ == "__main__":
    # Ctrl-C ends a set-up without a traceback; the next run starts it again.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    main(sys.argv[1:])

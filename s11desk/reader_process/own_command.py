"""The command with which the program starts itself again, from sources, from an installed package or frozen."""

from __future__ import annotations

import os
import sys
from pathlib import Path

READER = "read-strangers"
"""The only argument of the process that reads. ``s11desk/__main__.py`` looks for it first."""

_SECRETS = ("S11DESK_PASSPHRASE", "S11DESK_NEW_PASSPHRASE")


def own_command(*arguments: str) -> list[str]:
    """The command that starts this program with ``arguments``.

    ``-P``: Python does not look for modules in the folder in which a person happens to be.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-P", "-m", "s11desk", *arguments]


def own_environment() -> dict[str, str]:
    """This process's environment without passphrases, in which :func:`own_command` finds the program."""
    environment = {name: value for name, value in os.environ.items() if name not in _SECRETS}
    if not getattr(sys, "frozen", False):
        source = str(Path(__file__).parents[2])
        before = environment.get("PYTHONPATH", "")
        environment["PYTHONPATH"] = f"{source}{os.pathsep}{before}" if before else source
    return environment

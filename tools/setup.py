"""Set up s11desk on this computer: ``python tools/setup.py``. ``--tests`` adds everything that the tests need.

It runs on Linux, macOS and Windows before anything is installed, so it imports the standard library only.
"""

from __future__ import annotations

import signal
import sys

import system_packages
import virtual_environment
from stopping import stop


def main(arguments: list[str]) -> None:
    """Install the system packages and the virtual environment that are missing."""
    # A person chooses the interpreter on Windows; elsewhere tools/python.sh finds one that is new enough.
    if sys.version_info < (3, 11):  # noqa: UP036
        stop("s11desk needs Python 3.11 or newer.")
    if arguments not in ([], ["--tests"]):
        raise SystemExit("usage: setup.py [--tests]")
    if arguments:
        system_packages.provide(system_packages.for_environment() | system_packages.for_tests())
        virtual_environment.prepare_for_tests()
    elif not virtual_environment.is_ready(virtual_environment.RUN_LOCK):
        system_packages.provide(system_packages.for_environment())
        virtual_environment.prepare(virtual_environment.RUN_LOCK)


if __name__ == "__main__":
    # Ctrl-C ends a set-up without a traceback; the next run starts it again.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    main(sys.argv[1:])

"""Set up s11desk on this computer: ``python tools/setup.py``, or with ``--tests`` everything the tests need as well.

Runs before anything is installed, on Linux, macOS and Windows: nothing here but the standard library.
"""

from __future__ import annotations

import signal
import sys

import system_packages
import virtual_environment
from stopping import stop


def main(arguments: list[str]) -> None:
    # Reached only where the interpreter is chosen by hand, as on Windows; tools/python.sh chooses by itself.
    if sys.version_info < (3, 11):  # noqa: UP036
        stop("s11desk needs Python 3.11 or newer.")
    if arguments not in ([], ["--tests"]):
        raise SystemExit("usage: setup.py [--tests]")
    if arguments:
        system_packages.provide(system_packages.for_environment() | system_packages.for_tests())
        virtual_environment.prepare(virtual_environment.TEST_LOCK)
        virtual_environment.prepare_checkers()
    elif not virtual_environment.is_ready(virtual_environment.RUN_LOCK):
        system_packages.provide(system_packages.for_environment())
        virtual_environment.prepare(virtual_environment.RUN_LOCK)


if __name__ == "__main__":
    # Ctrl-C ends a set-up without a traceback; the next run starts it afresh.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    main(sys.argv[1:])

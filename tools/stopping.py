"""How a set-up script ends when it cannot go on."""

from __future__ import annotations

import sys
from typing import NoReturn

ENVIRONMENT = 3
"""The exit code of a problem with the computer rather than the program; the same number the command line uses."""


def stop(reason: str) -> NoReturn:
    print(f"\n{reason}", file=sys.stderr)
    raise SystemExit(ENVIRONMENT)

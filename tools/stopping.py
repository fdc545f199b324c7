"""End a set-up script that cannot go on."""

from __future__ import annotations

import sys
from typing import NoReturn

ENVIRONMENT = 3
"""The exit code for a problem with the computer, not with the program. The command line uses the same number."""


def stop(reason: str) -> NoReturn:
    """Print ``reason`` to standard error and exit."""
    print(f"\n{reason}", file=sys.stderr)
    raise SystemExit(ENVIRONMENT)

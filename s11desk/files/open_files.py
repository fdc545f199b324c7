"""How many files this program may have open at once. A Mac gives 256 to a program that does not ask for more."""

from __future__ import annotations

import sys
from contextlib import suppress

if sys.platform != "win32":
    import resource

_MANY = 2048
"""What is open while many returns are taken in, twice over."""


def may_open_many() -> bool:
    """Whether two thousand files can be open at once. The system is asked for it, until the program ends."""
    if sys.platform == "win32":  # it has no such limit
        return True
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < _MANY:
        wanted = _MANY if hard == resource.RLIM_INFINITY else min(_MANY, hard)
        with suppress(OSError, ValueError):  # it does not give more
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return soft == resource.RLIM_INFINITY or soft >= _MANY

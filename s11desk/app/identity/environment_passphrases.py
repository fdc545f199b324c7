"""Passphrases from the environment. While the program runs they are not in it, so no program that it opens gets them.

A PDF reader, a mail program or a print command inherits the environment, and may pass it on or write it down.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

VARIABLE = "S11DESK_PASSPHRASE"
NEW_VARIABLE = "S11DESK_NEW_PASSPHRASE"
FILE_VARIABLE = "S11DESK_FILE_PASSPHRASE"
_VARIABLES = (VARIABLE, NEW_VARIABLE, FILE_VARIABLE)

_NONE: Mapping[str, str] = {}
_given: ContextVar[Mapping[str, str]] = ContextVar("given", default=_NONE)


@contextmanager
def passphrases_hidden() -> Iterator[None]:
    """Take the passphrases out of the environment for the block; inside it, :func:`environment_passphrase` has them."""
    taken = {name: value for name in _VARIABLES if (value := os.environ.pop(name, None)) is not None}
    token = _given.set({**_given.get(), **taken})
    try:
        yield
    finally:
        _given.reset(token)
        os.environ.update(taken)


def environment_passphrase(variable: str) -> str | None:
    """The passphrase that the environment gave in ``variable``; None if there is none."""
    return _given.get().get(variable) or None

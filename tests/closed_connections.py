"""Warn of a SQLite connection that nobody closed, as Python does from 3.13 on. The tests make an error of it."""

from __future__ import annotations

import functools
import sqlite3
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from s11desk.override import override


class WatchedConnection(sqlite3.Connection):
    """A connection that knows whether it was closed."""

    _is_open = False

    def __init__(self, *words: object, **named: object) -> None:
        super().__init__(*words, **named)  # type: ignore[arg-type]
        self._is_open = True

    @override
    def close(self) -> None:
        self._is_open = False
        super().close()

    def __del__(self) -> None:
        if self._is_open:
            warnings.warn(f"unclosed database in {self!r}", ResourceWarning, stacklevel=1, source=self)


@contextmanager
def connections_watched() -> Iterator[None]:
    """Have each connection of this process watched, also those that libraries make."""
    if sys.version_info >= (3, 13):
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", functools.partial(sqlite3.connect, factory=WatchedConnection))
        yield

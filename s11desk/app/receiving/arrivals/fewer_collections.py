"""Lets Python look less often for objects that only hold each other, of which taking in makes none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OBJECTS = 50_000
"""How many new objects make Python look, as in a reader. By default 700 do, and each group of returns has thousands."""


@contextmanager
def fewer_collections() -> Iterator[None]:
    """Look for garbage less often within the block, if Python looks by itself at all."""
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], _OBJECTS), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)

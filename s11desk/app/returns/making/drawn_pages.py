"""Keeps the pages of the returns that were drawn last: signing a return compares its pages three times."""

from __future__ import annotations

from collections.abc import Callable

from s11desk.domain.topics.topic import Topic

DrawnFrom = tuple[Topic, bytes, str, int]
"""All that decides the pages of a return without pictures: topic, ``audit.json``, folder of fonts, likely pages."""

_MOST, _LARGEST = 4, 2 * 1024 * 1024
"""How many are kept, and up to which size in bytes."""
_kept: dict[DrawnFrom, bytes] = {}


def drawn_pages(source: DrawnFrom, draw: Callable[[], bytes]) -> bytes:
    """The pages that ``draw`` makes of ``source``: the same input gives the same bytes. Raises what ``draw`` raises."""
    pages = _kept.pop(source, None) or draw()
    if len(pages) <= _LARGEST:
        _kept[source] = pages
        for oldest in tuple(_kept)[:-_MOST]:
            _kept.pop(oldest, None)  # another thread may have been faster
    return pages

"""The outline of a PDF as one flat list, so that a walk through the whole file does not go as deep as it has entries.

The entries of an outline name the next one and the one before (ISO 32000-1, 12.3.3). pyHanko follows such chains by
calling itself, and keeps every way to every object: a genuine return of 1,000 questions is deeper than Python allows,
and takes a time that grows with the square of its length.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject, Reference
from pyhanko.pdf_utils.reader import HistoricalResolver, RawPdfPath

from s11desk.override import override

_LINKS = ("/First", "/Next", "/Last", "/Prev")
_LIST = -1
"""The key of the list that stands for the links. In a file each key is a name, and no place in an array is negative."""


class _Entry(DictionaryObject):
    """A copy of an entry. It may have a key that is not a name."""

    @override
    def __setitem__(self, key: Any, value: Any) -> None:
        dict.__setitem__(self, key, value)


@dataclass(slots=True)
class FlatOutline:
    """``objects``: the outline and its entries without links, the outline with the list of all entries instead.

    So everything that could be reached from them still can. ``ways``: for each entry, the number of the entry that
    names it first (-1 is the outline itself) and the link.
    """

    objects: dict[Reference, _Entry] = field(default_factory=dict)
    entries: list[IndirectObject] = field(default_factory=list)
    ways: list[tuple[int, str]] = field(default_factory=list)

    def real(self, path: RawPdfPath) -> RawPdfPath:
        """The path as it is in the file: through the links, not through the list."""
        steps = list(path.path)
        if _LIST not in steps:
            return path
        place = steps.index(_LIST)
        return RawPdfPath(*steps[:place], *self._links_to(int(steps[place + 1])), *steps[place + 2 :])

    def _links_to(self, number: int) -> list[str]:
        links = []
        while number >= 0:
            number, link = self.ways[number]
            links.append(link)
        return links[::-1]


def flat_outline(resolver: HistoricalResolver) -> FlatOutline:
    """Flatten the outline of one revision of a file. Raises what reading an object of the file raises."""
    outline = FlatOutline()
    root = dict.get(resolver.root, "/Outlines")
    if not isinstance(root, IndirectObject):
        return outline
    waiting, seen = deque([(root, -1)]), {root.reference}
    while waiting:
        entry, number = waiting.popleft()
        for link, following in _take_links(outline, resolver, entry.reference):
            if following.reference not in seen:
                seen.add(following.reference)
                waiting.append((following, len(outline.entries)))
                outline.entries.append(following)
                outline.ways.append((number, link))
    if outline.entries:
        outline.objects[root.reference][_LIST] = ArrayObject(outline.entries)
    return outline


def _take_links(
    outline: FlatOutline, resolver: HistoricalResolver, reference: Reference
) -> list[tuple[str, IndirectObject]]:
    """Take the links out of an entry, and keep the entry without them."""
    found = resolver.get_object(reference)
    if not isinstance(found, DictionaryObject):
        return []
    links = {name: value for name in _LINKS if isinstance(value := dict.get(found, name), IndirectObject)}
    outline.objects[reference] = _Entry({name: value for name, value in found.items() if name not in links})  # type: ignore[no-untyped-call]
    return list(links.items())

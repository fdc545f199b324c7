"""The layouts of a return's pages, by their numbers. ``audit.json`` states the number.

The program makes the pages of every layout exactly as the program did that wrote them. So each return that was ever
made can be compared. :class:`PageRules` says how the layouts differ, and nothing else asks for the number.

Add a layout for every change after which the same data gives other pages: texts, fonts, measures, the order or form
of the objects in the file, the words of another language in ``resources/words``, a new version of reportlab. Another
compression of the same streams is no such change. ``tests/golden/returns`` finds a change that was forgotten. Of a
layout that it does not know, the program says that the pages could not be compared, and shows the data itself.

History: 1, the first that returns state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

LANGUAGE = "en-GB"


@dataclass(frozen=True, slots=True)
class PageRules:
    """How the pages of one layout differ from those of the others. The usual values are those of layout 1.

    ``explains_options``: beside an answer, what its option means for anybody. ``names_sources``: where the wording of
    the form comes from. ``counts_each_scale``: the summary counts the answers of each scale apart.
    """

    layout: int
    explains_options: bool = True
    names_sources: bool = True
    counts_each_scale: bool = False


_LAYOUTS: Mapping[int, PageRules] = MappingProxyType({1: PageRules(layout=1)})

LAYOUT = max(_LAYOUTS)
"""The layout of a new return."""
NEWEST = _LAYOUTS[LAYOUT]
"""The rules for a new return, and for every document that is not a return."""


def rules_of(layout: int) -> PageRules | None:
    """The rules of a layout; None if a newer program has it."""
    return _LAYOUTS.get(layout)

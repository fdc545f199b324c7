"""The parts of a column that shows one content after another, such as guidance.

To show a text in a widget that is there takes a tenth of the time in which Qt makes a widget and gives it its style.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from s11desk.desktop.parts.layout.layouts import show_at_once
from s11desk.desktop.parts.text.text_parts import Kind, heading, label, show_words

Part = TypeVar("Part", bound=QWidget)


class KeptParts:
    """Fills ``layout``, which holds nothing else, with the parts of one content. Parts of the former one are kept.

    Call :meth:`begin`, take the parts in their order, and call :meth:`end`, which hides the parts that are left over.
    """

    def __init__(self, layout: QVBoxLayout) -> None:
        self._layout = layout
        self._kept: dict[Hashable, list[QWidget]] = {}
        self._taken: dict[Hashable, int] = {}
        self._place = 0

    def begin(self) -> None:
        """Begin with another content."""
        self._taken = {}
        self._place = 0

    def take(self, look: Hashable, make: Callable[[], Part]) -> Part:
        """Return the next part of this ``look`` in its place. ``make`` makes one if none is left.

        Parts of one look have one class, and the caller fills all of their content again.
        """
        kept = self._kept.setdefault(look, [])
        taken = self._taken.get(look, 0)
        if taken == len(kept):
            kept.append(make())
        part = kept[taken]
        self._taken[look] = taken + 1
        if self._layout.indexOf(part) != self._place:
            self._layout.removeWidget(part)
            self._layout.insertWidget(self._place, part)
        self._place += 1
        show_at_once(part)
        return cast(Part, part)

    def add_label(self, text: str, kind: Kind = Kind.BODY) -> QLabel:
        """Take a label, and show ``text`` in it."""
        result = self.take(kind, lambda: label("", kind))
        show_words(result, text)
        return result

    def add_heading(self, text: str) -> None:
        """Take a heading of the look of strong text, and show ``text`` in it."""
        show_words(self.take("heading", lambda: heading("", Kind.STRONG)), text)

    def end(self) -> None:
        """Hide the parts that this content does not have."""
        for look, kept in self._kept.items():
            for part in kept[self._taken.get(look, 0) :]:
                part.hide()

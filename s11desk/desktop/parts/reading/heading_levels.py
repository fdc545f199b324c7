"""Headings with their level, as screen readers ask for it: the title of the page, its parts, and what is in them.

This module is imported when a screen reader first asks for a heading.
"""

from __future__ import annotations

import weakref
from typing import cast

import shiboken6
from PySide6.QtGui import QAccessible, QAccessibleAttributesInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.layout.layouts import widgets_of
from s11desk.desktop.parts.reading.reader_parts import ListPart
from s11desk.desktop.parts.text.text_parts import HeadingLabel, Kind
from s11desk.override import override

_NO_ADDRESS = shiboken6.VoidPtr(0)
"""Qt takes this for "no such interface". It would take None for an address, and call what is there."""


class _Level(QAccessibleAttributesInterface):
    """The attributes of all headings of one level."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self._level = level
        self.address = shiboken6.VoidPtr(shiboken6.getCppPointer(self)[0])

    @override
    def attributeKeys(self) -> list[QAccessible.Attribute]:
        return [QAccessible.Attribute.Level]

    @override
    def attributeValue(self, key: QAccessible.Attribute) -> int | None:
        return self._level if key is QAccessible.Attribute.Level else None


_LEVELS = {level: _Level(level) for level in (1, 2, 3)}


class HeadingInterface(QAccessibleWidget):
    """A heading with its level. PySide never frees it, so it must not keep its widget; the levels stay with it."""

    def __init__(self, heading: QWidget) -> None:
        super().__init__(heading, QAccessible.Role.Heading)
        self._heading = weakref.ref(heading)
        self._levels = _LEVELS

    @override
    def interface_cast(self, t: QAccessible.InterfaceType) -> int:
        """Return the address of one of the other interfaces that Qt asks for. A heading has no actions.

        PySide's types ask for a number, but PySide itself wants a pointer.
        """
        heading = self._heading()
        if t is not QAccessible.InterfaceType.AttributesInterface or heading is None or not shiboken6.isValid(heading):
            return cast("int", _NO_ADDRESS)
        return cast("int", self._levels[_level_of(heading)].address)


def _level_of(heading: QWidget) -> int:
    """The title of a page is 1. What is inside a part with a heading is 3, also the heading of a card there.

    No level is left out.
    """
    if heading.property("kind") == Kind.TITLE:
        return 1
    inside = _card_around(heading) if _begins_part(heading) else heading
    return 3 if inside is not None and _is_in_part(inside) else 2


def _card_around(heading: QWidget) -> QWidget | None:
    """The card or the entry of a list that ``heading`` is in; None if it is in neither."""
    around = heading.parentWidget()
    while around is not None and not isinstance(around, Card | ListPart):
        around = around.parentWidget()
    return around


def _begins_part(one: QWidget) -> bool:
    return isinstance(one, HeadingLabel) and one.property("kind") == Kind.HEADING


def _is_in_part(heading: QWidget) -> bool:
    """Whether a heading of a part is before this one, in the same column or in one around it."""
    part, around = heading, heading.parentWidget()
    while around is not None:
        layout = around.layout()
        beside = widgets_of(layout) if layout is not None else []
        before = beside[: beside.index(part)] if part in beside else []
        if any(_begins_part(one) and not one.isHidden() for one in before):
            return True
        part, around = around, around.parentWidget()
    return False

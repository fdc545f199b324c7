"""Going to a field of a page that a person asked for, or back to where they left off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from s11desk.desktop.pages.page import Page
from s11desk.desktop.parts.layout.scroll_area import ScrollArea, area_around, bring_into_sight
from s11desk.desktop.saving.resume_point import go_to_field

if TYPE_CHECKING:
    from s11desk.app.audits.resume import ResumePoint


def go_to_first(page: Page | None) -> None:
    """Give the keyboard to the first field of ``page``, and scroll to it: the person has just asked for it.

    A page with nothing to fill in takes the keyboard itself, so that keys read and scroll it.
    """
    area = area_around(page) if page is not None else None
    first = (page.first_field() if page is not None else None) or area
    if first is not None:
        first.setFocus()
        if first is not area:
            bring_into_sight(first)


def go_back_to(page: Page, area: ScrollArea, point: ResumePoint) -> bool:
    """Go to the field of ``page`` that had the keyboard, or as far down as the person had read.

    ``area``: the area in which the page scrolls. False if ``point`` names no place on this page.
    """
    page.reveal(point.field)
    if go_to_field(page, point):
        if not point.scroll:
            area.ensureWidgetVisible(page.window().focusWidget() or page)
    elif point.scroll and not point.field:
        area.setFocus()
    else:
        return False
    if point.scroll:
        area.verticalScrollBar().setValue(point.scroll)
    return True


def begin_at_first(page: Page, area: ScrollArea, on: QWidget) -> None:
    """Give the keyboard to the first field of a page, or to ``on``, which leads on, if nothing is left to do there."""
    if page.is_done():
        on.setFocus()
    else:
        area.begin_at_top(page.first_field())

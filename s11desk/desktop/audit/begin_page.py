"""What a screen reader hears when a page of an audit opens: the heading and the state, each of them once."""

from __future__ import annotations

from collections.abc import Callable

from s11desk.desktop.pages.page import Page
from s11desk.desktop.parts.announcing import announce
from s11desk.desktop.parts.page_state import spoken, state_of
from s11desk.desktop.parts.scroll_area import ScrollArea


def begin_page(page: Page, area: ScrollArea, state: str, give_keyboard: Callable[[], None], *, at_top: bool) -> None:
    """Say the heading and the state of ``page``, and call ``give_keyboard``. ``state``: that of its step.

    ``at_top``: the keyboard goes to the first field, or to ``area`` if that field is further down. A reader says the
    name of the area, which is the heading, by itself: then only the state is announced, after it.
    """
    words = page.spoken_state = spoken(state, state_of(page))
    if at_top and not area.shows_whole(page.first_field()):
        give_keyboard()
        announce(area, words)
    else:
        announce(area, spoken(page.spoken_heading(), words))
        give_keyboard()

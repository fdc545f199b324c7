"""What a screen reader hears when a page of an audit opens: heading, state and what matters there, in one go."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer

from s11desk.desktop.pages.page import Page
from s11desk.desktop.parts.announcing import announce, reader_listens, say_waiting
from s11desk.desktop.parts.focus_place import running_application
from s11desk.desktop.parts.page_state import spoken, state_of
from s11desk.desktop.parts.scroll_area import ScrollArea
from s11desk.desktop.saving.jobs import JobRunner

_STEP = 20
"""Milliseconds from one look to the next, enough for the layouts to settle."""
_LOOKS = 30
"""A page that needs longer begins without what is still looked for, which is announced by itself."""
_LEFT_OFF = "You left off here. Everything is saved."


def arrive(page: Page, jobs: JobRunner, begin: Callable[[], None], *, opens: bool) -> None:
    """Call ``begin`` in the next turn, or, if a screen reader listens, once the workers have found all that is shown.

    Two announcements at the same moment would cut each other off, and so would a field that gets the keyboard late.

    ``opens``: nothing of the audit was shown before.
    """
    page.arrives = reader_listens()
    focused = running_application().focusWidget()
    if page.arrives and opens and focused is not None and focused.window() is not page.window():
        focused.clearFocus()  # Qt would hand the keyboard on to the first button beside the page
    QTimer.singleShot(0, page.visit, lambda: _look(page, jobs, begin, _LOOKS if page.arrives else 0))


def _look(page: Page, jobs: JobRunner, begin: Callable[[], None], looks: int) -> None:
    if looks == 0 or (jobs.is_idle and looks < _LOOKS):
        begin()
    else:
        QTimer.singleShot(_STEP, page.visit, lambda: _look(page, jobs, begin, looks - 1))


def begin_page(page: Page, area: ScrollArea, state: str, give_keyboard: Callable[[], None], *, at_top: bool) -> None:
    """Say the heading and the state of ``page``, and call ``give_keyboard``. ``state``: that of its step.

    ``at_top``: the keyboard goes to the first field, or to ``area`` if that field is further down. A reader says the
    name of the area, which is the heading, by itself: then only the rest is announced, after it.
    """
    left_off = _LEFT_OFF if page.open_draft.left_off else ""
    page.open_draft.left_off = False
    words = page.spoken_state = _each_once(state, left_off, state_of(page), *page.notices(), *page.take_found())
    if at_top and not area.shows_whole(page.first_field()):
        give_keyboard()
        announce(area, words)
    else:
        announce(area, spoken(page.spoken_heading(), words))
        say_waiting()  # a reader says the field after the page
        give_keyboard()


def _each_once(*parts: str) -> str:
    """Join ``parts``, without those that the ones before them have said already."""
    said = ""
    for part in parts:
        if part.strip().rstrip(".") not in said:
            said = spoken(said, part)
    return said

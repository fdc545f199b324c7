"""What a screen reader hears when a page of an audit opens: heading, state and what matters there, in one go."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from s11desk.desktop.audit.go_back import go_to_first
from s11desk.desktop.pages.page import Page
from s11desk.desktop.parts.focus.focus_place import running_application
from s11desk.desktop.parts.layout.scroll_area import ScrollArea
from s11desk.desktop.parts.page_state import spoken, state_of
from s11desk.desktop.parts.reading.announcing import announce, reader_listens, say_waiting
from s11desk.desktop.saving.jobs import JobRunner
from s11desk.domain.audits.flow import Step

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


def begin_page(
    page: Page,
    area: ScrollArea,
    state: str,
    give_keyboard: Callable[[], None],
    *,
    at_top: bool,
    field: QWidget | None = None,
) -> None:
    """Say the heading and the state of ``page``, and call ``give_keyboard``. ``state``: that of its step.

    ``at_top``: the keyboard goes to the first field, or to ``area`` if that field is further down. A reader says the
    name of the area, which is the heading, by itself: then only the rest is announced, after it. ``field``: the one
    that the keyboard goes to otherwise. A reader says its problem by itself.
    """
    left_off = _LEFT_OFF if page.open_draft.left_off else ""
    page.open_draft.left_off = False
    is_below = at_top and not area.shows_whole(page.first_field())
    told = _description(page.first_field() if at_top and not is_below else field)
    words = page.spoken_state = _each_once(state, left_off, state_of(page, told), *page.notices(), *page.take_found())
    if is_below:
        give_keyboard()
        announce(area, words)
    else:
        announce(area, spoken(page.spoken_heading(), words))
        say_waiting()  # a reader says the field after the page
        give_keyboard()


class PassedPage:
    """The page that the list of steps shows while the keyboard goes on through the list.

    A reader says each line of the list. The page itself is said once the keyboard comes to it, with all that was found
    for it until then, and never at the same time as a line. ``state_of_step``: the state of a step in words.
    """

    def __init__(self, area: ScrollArea, state_of_step: Callable[[Step], str]) -> None:
        self._area, self._state_of_step = area, state_of_step
        self._visit: QObject | None = None

    def begin(self, page: Page) -> None:
        """Leave ``page`` unsaid: it arrives until the keyboard comes to it."""
        self._visit = page.visit

    def enter(self, page: Page | None) -> None:
        """Give the keyboard to ``page``, and say it if it is unsaid."""
        if page is not None and self.is_unsaid(page):
            self._say(page, lambda: go_to_first(page), at_top=page.first_field() is None)
        else:
            go_to_first(page)

    def note_keyboard(self, page: Page | None, new: QWidget | None) -> None:
        """Say ``page`` if it is unsaid and ``new``, which has the keyboard now, is in it."""
        if page is not None and new is not None and self.is_unsaid(page) and self._area.isAncestorOf(new):
            self._say(page, lambda: None, at_top=False)

    def is_unsaid(self, page: Page) -> bool:
        """Whether ``page`` is shown and was not said yet."""
        return self._visit is page.visit and page.arrives

    def _say(self, page: Page, give_keyboard: Callable[[], None], *, at_top: bool) -> None:
        self._visit = None
        begin_page(page, self._area, self._state_of_step(page.step), give_keyboard, at_top=at_top)


def _description(field: QWidget | None) -> str:
    """What a reader says of ``field`` after its name; empty without a field."""
    return (field.focusProxy() or field).accessibleDescription() if field is not None else ""


def _each_once(*parts: str) -> str:
    """Join ``parts``, without those that the ones before them have said already."""
    said = ""
    for part in parts:
        if part.strip().rstrip(".") not in said:
            said = spoken(said, part)
    return said

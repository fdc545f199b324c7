"""A stack of the pages that open outside an audit. From each one a person can go back to the one below."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget

from s11desk.desktop.parts.focus.focus_place import FocusPlace, come_back, focus_place, place_in, return_in
from s11desk.desktop.parts.half_typed import STILL_HERE, HalfTyped, has_typed_lines, note_shown
from s11desk.desktop.parts.reading.announcing import announce

if TYPE_CHECKING:
    from s11desk.desktop.parts.services import Services
    from s11desk.desktop.standalone.standalone_page import StandalonePage

    MakePage = Callable[[Services], StandalonePage]


_NOT_KEPT = (
    "What you typed on “{}” is not kept yet. Open that page again: it is still there, until you close the program."
)


class _Shown:
    """A page of the stack: how it is built, what is called when it is left for good, and where the person was on it.

    ``said``: what it says below its heading about text that was typed on the page before and is not kept.
    ``is_filled``: it has text that was typed when it was open before.
    """

    def __init__(self, make: MakePage, closed: Callable[[], None]) -> None:
        self.make = make
        self.closed = closed
        self.place: FocusPlace | None = None
        self.said = ""
        self.is_filled = False


class PageStack:
    """Calls ``changed`` after a page was shown or left, so that the window shows the top page."""

    def __init__(self, stack: QStackedWidget, services: Callable[[], Services], changed: Callable[[], None]) -> None:
        self._stack = stack
        self._services = services
        self._changed = changed
        self._shown: list[_Shown] = []
        self.page: StandalonePage | None = None
        self._built = 0
        self._below: FocusPlace | None = None
        self._noted: FocusPlace | None = None

    def show(self, make: MakePage, closed: Callable[[], None] = lambda: None) -> None:
        """Show a page on top. ``closed`` is called once, when the person has left it for good."""
        self._show_on_top(make, closed, is_left=False)

    def _show_on_top(self, make: MakePage, closed: Callable[[], None], *, is_left: bool) -> None:
        if self._shown and self.page is not None:
            self._shown[-1].place = focus_place(self.page, self.page)
        elif not self._shown:
            self._below = place_in(self._stack)
        self._shown.append(_Shown(make, closed))
        self._show(make, is_left=is_left)

    def replace(self, make: MakePage, closed: Callable[[], None] = lambda: None) -> None:
        """Show a page instead of the top page."""
        before, below = (self._shown.pop() if self._shown else None), self._below
        self._show_on_top(make, closed, is_left=True)
        if before is not None:
            self._below = below  # where the person was before the first page
            before.closed()

    def show_alone(self, make: MakePage) -> None:
        """Show a page instead of every page of the stack."""
        before, self._shown = self._shown[:-1], self._shown[-1:]
        self.replace(make)
        for page in before:
            page.closed()

    def leave(self) -> None:
        """Go back to the page below, or leave the last page."""
        before = self._shown.pop() if self._shown else None
        if self._shown:
            self._show(self._shown[-1].make, place=self._shown[-1].place, is_left=True)
        else:
            self._put_aside()
            self._drop()
            self._changed()
            if self._below is not None:
                return_in(self._stack, self._below, same_size=True)
        if before is not None:
            before.closed()

    def leave_all(self) -> None:
        """Leave every page."""
        before, self._shown = self._shown, []
        if before:
            self._put_aside()
            self._drop()
            self._changed()
        for page in before:
            page.closed()

    def note_place(self) -> None:
        """Note where the person is, in whatever the window shows, before colours or sizes change."""
        self._noted = place_in(self._stack)

    def return_to_place(self) -> None:
        """Go back there, when every page was built again."""
        if self._noted is not None:
            return_in(self._stack, self._noted)

    def rebuild(self, *, stays: bool = False) -> None:
        """Build the top page again in other colours or sizes. Half-typed text stays.

        ``stays``: a part of the page is another, so the person stays where they are, or at what is in that place now.
        """
        if self._shown:
            place = focus_place(self.page, self.page) if stays and self.page is not None else None
            self._show(self._shown[-1].make, is_rebuilt=True, place=place)

    def _show(
        self, make: MakePage, *, is_rebuilt: bool = False, is_left: bool = False, place: FocusPlace | None = None
    ) -> None:
        page = make(self._services())
        page.lay_out()
        note_shown(page)
        self._built += 1
        number = self._built
        page.left.connect(lambda: self._leave_if_on_top(number))
        self._pass_on_typed(page, is_rebuilt=is_rebuilt, is_left=is_left)
        if not is_rebuilt:
            self._release_keyboard()
        self._drop()
        self.page = page
        self._stack.addWidget(page)
        self._changed()
        if not is_rebuilt:
            announce(page, page.spoken())
        QTimer.singleShot(0, page, page.begin)
        if place is not None:
            QTimer.singleShot(0, page, lambda: come_back(page, page, place))

    def _pass_on_typed(self, page: StandalonePage, *, is_rebuilt: bool, is_left: bool) -> None:
        """Fill ``page`` with what was typed on it before. It says so, and what else is typed and not kept."""
        shown = self._shown[-1]
        if is_rebuilt and self.page is not None:
            HalfTyped(self.page).fill(page)
        elif not is_rebuilt:
            unkept = self._put_aside()
            shown.said = unkept if is_left else ""
            shown.is_filled = page.set_aside is not None and page.set_aside.take(page)
        if shown.is_filled:
            shown.is_filled = has_typed_lines(page)  # until the person keeps it, or takes it away
        said = STILL_HERE if shown.is_filled else shown.said
        if said:
            page.say_first(said)

    def _put_aside(self) -> str:
        """Set aside what is typed on the page that is shown. Returns what the next page says of it."""
        page = self.page
        has_typed = page is not None and page.set_aside is not None and page.set_aside.put(page)
        return _NOT_KEPT.format(page.heading) if has_typed and page is not None else ""

    def _leave_if_on_top(self, number: int) -> None:
        """Go back because a page says so, unless it is not shown any more: pressed twice, it would leave another one.

        ``number``: of how many pages were built when it was. The page itself would never be freed.
        """
        if number == self._built and self.page is not None:
            self.leave()

    def _release_keyboard(self) -> None:
        """Take the keyboard from what is shown. Qt would give it to the first button of the next page for a moment.

        Only where another page takes it at once: the list of audits, and a page built again, have it back from Qt.
        """
        focused = self._stack.window().focusWidget()
        if focused is not None and self._stack.isAncestorOf(focused):
            focused.clearFocus()

    def _drop(self) -> None:
        if self.page is not None:
            self._stack.removeWidget(self.page)
            self.page.hide()
            self.page.deleteLater()
            self.page = None

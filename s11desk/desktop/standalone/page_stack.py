"""A stack of the pages that open outside an audit. From each one a person can go back to the one below."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget

from s11desk.desktop.parts.announcing import announce
from s11desk.desktop.parts.half_typed import HalfTyped
from s11desk.desktop.parts.services import Services

if TYPE_CHECKING:
    from s11desk.desktop.standalone.standalone_page import StandalonePage

    MakePage = Callable[[Services], StandalonePage]


class PageStack:
    """Calls ``changed`` after a page was shown or left, so that the window shows the top page."""

    def __init__(self, stack: QStackedWidget, services: Callable[[], Services], changed: Callable[[], None]) -> None:
        self._stack = stack
        self._services = services
        self._changed = changed
        self._makers: list[MakePage] = []
        self.page: StandalonePage | None = None

    def show(self, make: MakePage) -> None:
        """Show a page on top."""
        self._makers.append(make)
        self._show(make)

    def replace(self, make: MakePage) -> None:
        """Show a page instead of the top page."""
        if self._makers:
            self._makers.pop()
        self.show(make)

    def leave(self) -> None:
        """Go back to the page below, or leave the last page."""
        if self._makers:
            self._makers.pop()
        if self._makers:
            self._show(self._makers[-1])
        else:
            self._drop()
            self._changed()

    def leave_all(self) -> None:
        """Leave every page."""
        if self._makers:
            self._makers.clear()
            self._drop()
            self._changed()

    def rebuild(self) -> None:
        """Build the top page again in other colours or sizes. Half-typed text stays."""
        if self._makers:
            self._show(self._makers[-1], keeps_typing=True)

    def _show(self, make: MakePage, *, keeps_typing: bool = False) -> None:
        page = make(self._services())
        page.lay_out()
        page.left.connect(self.leave)
        if keeps_typing and self.page is not None:
            HalfTyped(self.page).fill(page)
        self._drop()
        self.page = page
        self._stack.addWidget(page)
        self._changed()
        announce(page, page.heading)
        QTimer.singleShot(0, page, page.begin)

    def _drop(self) -> None:
        if self.page is not None:
            self._stack.removeWidget(self.page)
            self.page.hide()
            self.page.deleteLater()
            self.page = None

"""Opens a desk and shows its pages, each read from the desk in the worker and then built."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from s11desk.desktop import receiving
from s11desk.desktop.receiving.agency_actions import AgencyActions
from s11desk.desktop.receiving.desk_start_actions import DeskStart
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.open_desk import OpenDesk
from s11desk.durable import is_there

if TYPE_CHECKING:
    from s11desk.app.home.paths import Home
    from s11desk.app.home.workspace import Clock
    from s11desk.app.receiving.desk_sitting import DeskSeen, DeskSitting
    from s11desk.desktop.parts.services import Services
    from s11desk.desktop.receiving.desk_page import DeskPage
    from s11desk.desktop.saving.jobs import JobRunner
    from s11desk.desktop.standalone.page_stack import PageStack

Seen = TypeVar("Seen")


class DeskActions:
    """One for the window. ``show_matrix`` shows the table of agencies and questions of a desk. ``list_changed``: the
    home page is to show the desks of this computer again.
    """

    def __init__(
        self,
        jobs: JobRunner,
        page_stack: PageStack,
        home: Home,
        clock: Clock,
        show_matrix: Callable[[OpenDesk], None],
        list_changed: Callable[[], None],
    ) -> None:
        self._jobs = jobs
        self._page_stack = page_stack
        self._home = home
        self._clock = clock
        self._show_matrix = show_matrix
        self._desk: OpenDesk | None = None
        self._start = DeskStart(jobs, page_stack, clock, self._at, self._open, list_changed)

    def show(self, folder: Path | None = None) -> None:
        """Show the desk in ``folder``; without it, the one that was open last in this window, or the ways to one."""
        if folder is None and self._desk is not None:
            folder = self._desk.folder
        if folder is None:
            self._start.show(self._page_stack.show)
        else:
            self._start.open(folder)

    def show_start(self) -> None:
        """Show the ways to a desk, in the place of a page that is open."""
        self._start.show(self._page_stack.replace if self._page_stack.page is not None else self._page_stack.show)

    def _at(self, folder: Path) -> OpenDesk:
        if self._desk is not None and self._desk.folder == folder:
            return self._desk
        return OpenDesk(folder, self._home, self._clock, self._jobs, is_there(self._home.receiver))

    def _open(self, desk: OpenDesk) -> None:
        is_below = self._page_stack.page is not None
        self._open_tab(desk, DeskTab.OVERVIEW, self._page_stack.replace if is_below else self._page_stack.show)

    def _open_tab(self, desk: OpenDesk, tab: DeskTab, show: ShowPage) -> None:
        """Read what the page shows, then show it. The desk counts as open once that has worked."""
        match tab:
            case DeskTab.OVERVIEW:
                self._read(desk, _look, self._overview, show)
            case DeskTab.RETURNS:
                self._read(desk, _look, receiving.ReturnsPage, show)
            case DeskTab.AGENCIES:
                agencies = AgencyActions(self._page_stack, self._lead, self._show_return)
                agencies.open(desk, show, lambda: self._note_open(desk))

    def _note_open(self, desk: OpenDesk) -> None:
        self._desk = desk

    def _show_return(self, desk: OpenDesk, sha256: str) -> None:
        desk.last = sha256
        self._open_tab(desk, DeskTab.RETURNS, self._page_stack.show)

    def _lead(self, desk: OpenDesk, page: DeskPage) -> None:
        page.tab_wanted.connect(lambda tab: self._open_tab(desk, tab, self._page_stack.replace))

    def _read(
        self,
        desk: OpenDesk,
        look: Callable[[DeskSitting], Seen],
        build: Callable[[Services, OpenDesk, Seen], DeskPage],
        show: ShowPage,
    ) -> None:
        def shown(seen: Seen) -> None:
            self._desk = desk
            latest = [seen]

            def again(seen: Seen) -> None:
                latest[0] = seen
                self._page_stack.rebuild()

            def make(services: Services) -> DeskPage:
                page = build(services, desk, latest[0])
                page.changed.connect(lambda: desk.do(look, again))
                self._lead(desk, page)
                return page

            show(make)

        desk.do(look, shown)

    def _overview(self, services: Services, desk: OpenDesk, seen: DeskSeen) -> DeskPage:
        page = receiving.OverviewPage(services, desk, seen)
        page.matrix_wanted.connect(lambda: self._show_matrix(desk))
        return page


def _look(sitting: DeskSitting) -> DeskSeen:
    return sitting.look()


if TYPE_CHECKING:
    ShowPage = Callable[[Callable[[Services], DeskPage]], None]

"""Opens a desk and shows its pages, each read from the desk in the worker and then built."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from s11desk.app import receiving as desk_functions
from s11desk.desktop import receiving
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.open_desk import OpenDesk

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
    """One for the window. ``show_matrix`` shows the table of agencies and questions of a desk."""

    def __init__(
        self, jobs: JobRunner, page_stack: PageStack, clock: Clock, show_matrix: Callable[[OpenDesk], None]
    ) -> None:
        self._jobs = jobs
        self._page_stack = page_stack
        self._clock = clock
        self._show_matrix = show_matrix
        self._desk: OpenDesk | None = None

    def show(self, home: Home, has_key: bool) -> None:  # noqa: FBT001 - one fact
        """Show the desk that was open last, or the way to open one. ``has_key``: this computer has a receiving key."""
        if self._desk is not None:
            self._open_tab(self._desk, DeskTab.OVERVIEW, self._page_stack.show)
            return

        def make(services: Services) -> receiving.DeskStartPage:
            page = receiving.DeskStartPage(services)
            page.opening_wanted.connect(lambda folder: self._open(self._at(folder, home, has_key)))
            page.making_wanted.connect(lambda folder, name: self._make(self._at(folder, home, has_key), name))
            return page

        self._page_stack.show(make)

    def _at(self, folder: Path, home: Home, has_key: bool) -> OpenDesk:  # noqa: FBT001 - one fact
        return OpenDesk(folder, home, self._clock, self._jobs, has_key)

    def _make(self, desk: OpenDesk, partnership: str) -> None:
        def make(sitting: DeskSitting) -> None:
            desk_functions.create_desk(sitting.folder, sitting.officer, partnership)

        desk.do(make, lambda _: self._open(desk))

    def _open(self, desk: OpenDesk) -> None:
        self._open_tab(desk, DeskTab.OVERVIEW, self._page_stack.replace)

    def _open_tab(self, desk: OpenDesk, tab: DeskTab, show: ShowPage) -> None:
        """Read what the page shows, then show it. The desk counts as open once that has worked."""
        match tab:
            case DeskTab.OVERVIEW:
                self._read(desk, _look, self._overview, show)
            case DeskTab.RETURNS:
                self._read(desk, _look, receiving.ReturnsPage, show)
            case DeskTab.AGENCIES:
                self._read(desk, _look, receiving.AgenciesPage, show)

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
                page.tab_wanted.connect(lambda tab: self._open_tab(desk, tab, self._page_stack.replace))
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

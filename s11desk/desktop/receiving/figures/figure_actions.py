"""Opens the figures of a desk, what is behind each, and saves them. All are read from the desk in the worker."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from s11desk.app import receiving as desk_functions
from s11desk.app.saved_names import savable_path
from s11desk.desktop import receiving
from s11desk.desktop.receiving.saved_file import offer_saved
from s11desk.wording.dates import day as day_words
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.receiving.desk.desk_sitting import DeskSitting
    from s11desk.app.receiving.figures.desk_figures import FiguresSeen
    from s11desk.desktop.parts.services import Services
    from s11desk.desktop.receiving.agencies.agencies_state import AgenciesState, FiguresState
    from s11desk.desktop.receiving.desk_tab import DeskTab
    from s11desk.desktop.shell.dialogs import Dialogs
    from s11desk.desktop.standalone.page_stack import PageStack
    from s11desk.desktop.standalone.standalone_page import StandalonePage
    from s11desk.domain.receiving.desk_values import CountingRule


class FigureActions:
    """One for the window. ``show_agency``: shows the agency with this id. ``show_tab``: shows a page of the desk."""

    def __init__(
        self,
        page_stack: PageStack,
        show_agency: Callable[[AgenciesState, str], None],
        show_tab: Callable[[DeskTab], None],
    ) -> None:
        self._page_stack = page_stack
        self._show_tab = show_tab
        self._show_agency = show_agency

    def open(self, agencies: AgenciesState) -> None:
        """Read the figures as at the end of today, and show them."""
        changes = agencies.desk.changes

        def shown(figures: FiguresSeen) -> None:
            state = receiving.FiguresState(figures, changes=changes)
            self._page_stack.show(lambda services: self._page(services, agencies, state))

        agencies.desk.do(lambda sitting: sitting.work(desk_functions.look_at_figures), shown)

    def _page(self, services: Services, agencies: AgenciesState, state: FiguresState) -> receiving.FiguresPage:
        page = receiving.FiguresPage(services, state)
        page.tabs.wanted.connect(self._show_tab)
        page.day_chosen.connect(lambda day, rule: self._choose(agencies, state, day, rule))
        page.behind_wanted.connect(lambda topic, kind: self._show_behind(agencies, state, topic, kind))
        page.saving_wanted.connect(lambda ending: self._save(agencies, state, ending, services.dialogs))
        self._keep_up(agencies, state, page)
        return page

    def _keep_up(self, agencies: AgenciesState, state: FiguresState, page: StandalonePage) -> None:
        """Read the figures again if something was done at the desk on another page, and build the page again."""
        if state.changes == agencies.desk.changes:
            return

        def again() -> None:
            if self._page_stack.page is page:
                self._page_stack.rebuild()

        self._read(agencies, state, again)

    def _read(self, agencies: AgenciesState, state: FiguresState, then: Callable[[], None]) -> None:
        """Read the figures of the chosen day by the chosen rule."""
        changes, day, rule = agencies.desk.changes, state.day, state.rule

        def shown(figures: FiguresSeen) -> None:
            state.figures, state.changes = figures, changes
            then()

        agencies.desk.do(
            lambda sitting: sitting.work(lambda desk: desk_functions.look_at_figures(desk, day, rule)), shown
        )

    def _choose(self, agencies: AgenciesState, state: FiguresState, day: dt.date, rule: CountingRule) -> None:
        state.day, state.rule = day, rule
        self._read(agencies, state, self._page_stack.rebuild)

    def _show_behind(self, agencies: AgenciesState, state: FiguresState, topic: str, kind: str) -> None:
        def make(services: Services) -> receiving.RateBehindPage:
            seen = state.figures.seen
            behind = desk_functions.rate_behind(seen, topic, kind)
            caption = short_line(f"{seen.title(topic)}, as at the end of {day_words(seen.overview.day)}".lstrip(", "))
            page = receiving.RateBehindPage(services, kind, caption, behind)
            page.tabs.wanted.connect(self._show_tab)
            page.agency_wanted.connect(lambda which: self._show_agency(agencies, which))
            self._keep_up(agencies, state, page)
            return page

        self._page_stack.show(make)

    def _save(self, agencies: AgenciesState, state: FiguresState, ending: str, dialogs: Dialogs) -> None:
        figures, made_at = state.figures, agencies.desk.clock().astimezone()
        name = f"Returns on {figures.seen.overview.day.isoformat()}{ending}"
        place = dialogs.save_as("Save the overview", Path(name), may_replace=False)
        if place is None:
            return

        def write(_: DeskSitting) -> Path:
            out = savable_path(place, ending)
            desk_functions.save_overview(figures, out, made_at)
            return out

        agencies.desk.do(
            write,
            lambda out: offer_saved(dialogs, "The overview is saved", out),
        )

"""Looks into a list of agencies, again each time that the person chooses another column, until it is taken in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from s11desk.app import receiving as desk_functions
from s11desk.desktop import receiving

if TYPE_CHECKING:
    from s11desk.app.receiving.agencies.agency_lists import ListLook
    from s11desk.collation.agency_list import ListHeading
    from s11desk.desktop.parts.services import Services
    from s11desk.desktop.receiving.agencies.agencies_state import AgenciesState
    from s11desk.desktop.standalone.page_stack import PageStack


class ListLooks:
    """One for a list at ``path``. ``take``: takes the list in as the person has seen it."""

    def __init__(
        self, page_stack: PageStack, state: AgenciesState, path: Path, take: Callable[[ListLook], None]
    ) -> None:
        self._page_stack = page_stack
        self._state = state
        self._path = path
        self._take = take
        self._chosen: dict[str, str] = {}
        self._last = ""

    def show(self) -> None:
        """Read the list, and show what it will do."""

        def shown(look: ListLook) -> None:
            self._look = look
            self._page_stack.show(self._page)

        self._read(shown)

    def _read(self, then: Callable[[ListLook], None]) -> None:
        path, pairs = self._path, tuple(self._chosen.items())
        self._state.desk.do(
            lambda sitting: sitting.work(lambda desk: desk_functions.look_into_list(desk, path, _headings(pairs))), then
        )

    def _read_again(self) -> None:
        def shown(look: ListLook) -> None:
            self._look = look
            self._page_stack.rebuild()

        self._read(shown)

    def _choose(self, column: str, heading: str) -> None:
        self._chosen[column] = heading
        self._last = column
        self._read_again()

    def _page(self, services: Services) -> receiving.AgencyListPage:
        page = receiving.AgencyListPage(services, self._look, self._look.audits.titles, self._last)
        page.heading_chosen.connect(self._choose)
        page.reading_wanted.connect(self._read_again)
        look = self._look
        page.taking_wanted.connect(lambda: self._take(look))
        return page


def _headings(pairs: Sequence[tuple[str, str]]) -> tuple[ListHeading, ...]:
    """The columns and headings that a person chose, for the reader of lists."""
    return tuple(desk_functions.ListHeading(desk_functions.ListColumn(column), name) for column, name in pairs)

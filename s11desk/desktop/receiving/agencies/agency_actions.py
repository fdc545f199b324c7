"""Opens the page "Agencies" of a desk and the pages behind it. All are read from the desk in the worker."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from s11desk.app import receiving as desk_functions
from s11desk.app.saved_names import savable_path
from s11desk.desktop import receiving
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.receiving.agencies.list_looks import ListLooks
from s11desk.desktop.receiving.agencies.reminder_actions import ReminderActions
from s11desk.desktop.receiving.figures.figure_actions import FigureActions
from s11desk.desktop.receiving.saved_file import offer_saved
from s11desk.wording.dates import day
from s11desk.wording.desk.agency_words import CHOICE_UNDONE, LISTED, MATCHED, list_taken_sentence

if TYPE_CHECKING:
    from s11desk.app.receiving.agencies.agencies_seen import AgenciesSeen
    from s11desk.app.receiving.agencies.agency_lists import ListLook
    from s11desk.app.receiving.desk.desk_sitting import DeskSitting
    from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
    from s11desk.desktop.parts.services import Services
    from s11desk.desktop.receiving.agencies.agencies_state import AgenciesState
    from s11desk.desktop.receiving.desk_page import DeskPage
    from s11desk.desktop.receiving.desk_tab import DeskTab
    from s11desk.desktop.receiving.open_desk import OpenDesk
    from s11desk.desktop.shell.dialogs import Dialogs
    from s11desk.desktop.standalone.page_stack import PageStack
    from s11desk.desktop.standalone.standalone_page import StandalonePage

    ShowPage = Callable[[Callable[[Services], DeskPage]], None]

_TEMPLATE = "agencies.xlsx"
_NOT_ITS = "It is not this agency's return now"
_NOT_REMINDED = "It is recorded that you have not reminded them after all"
_CONTACT = "The contact and the e-mail address are kept"


class AgencyActions:
    """Opens the pages of one desk at a time.

    ``lead``: connects a page of the desk with the other pages of it. ``show_return``: shows the return of the desk with
    this SHA-256. ``choose_audits``: shows the page on which a person says what the desk asks. ``show_tab``:
    shows a page of the desk instead of every page that is shown.
    """

    def __init__(
        self,
        page_stack: PageStack,
        lead: Callable[[OpenDesk, DeskPage], None],
        show_return: Callable[[OpenDesk, str], None],
        choose_audits: Callable[[OpenDesk], None],
        show_tab: Callable[[DeskTab], None],
    ) -> None:
        self._page_stack = page_stack
        self._lead = lead
        self._show_return = show_return
        self._show_tab = show_tab
        self._reminders = ReminderActions(page_stack, choose_audits, show_tab)
        self._figures = FigureActions(page_stack, self._show_agency, show_tab)

    def open(self, desk: OpenDesk, show: ShowPage, opened: Callable[[], None]) -> None:
        """Read the agencies and show them. ``opened`` is called once the desk has been read."""
        changes = desk.changes

        def shown(seen: AgenciesSeen) -> None:
            opened()
            state = receiving.AgenciesState(desk, seen, changes=changes)
            show(lambda services: self._page(services, state))

        desk.do(lambda sitting: sitting.work(desk_functions.look_at_agencies), shown)

    def open_figures(self, desk: OpenDesk) -> None:
        """Show how many have returned, with the chart and the ways to save it, on top of the page that is shown."""
        changes = desk.changes

        def shown(seen: AgenciesSeen) -> None:
            self._figures.open(receiving.AgenciesState(desk, seen, changes=changes))

        desk.do(lambda sitting: sitting.work(desk_functions.look_at_agencies), shown)

    def _page(self, services: Services, state: AgenciesState) -> DeskPage:
        page = receiving.AgenciesPage(services, state)
        page.list_chosen.connect(lambda path: self._look_into(state, path))
        page.template_wanted.connect(lambda: self._save_template(state, services.dialogs))
        page.agency_wanted.connect(lambda which: self._show_agency(state, which))
        page.matching_wanted.connect(lambda: self._page_stack.show(lambda given: self._matching(given, state)))
        page.reminders_wanted.connect(lambda: self._reminders.open(state))
        page.figures_wanted.connect(lambda: self._figures.open(state))
        page.last_day_wanted.connect(lambda: self._page_stack.show(lambda given: self._last_days(given, state)))
        page.changed.connect(lambda: self._keep_up(state, page))
        self._lead(state.desk, page)
        self._keep_up(state, page)
        return page

    def _do(
        self,
        state: AgenciesState,
        action: Callable[[ReceivingDesk], object],
        words: str,
        then: Callable[[], None] | None = None,
    ) -> None:
        """Do something at the desk, read the agencies again, and show the page as it is after it.

        ``words`` say aloud what was done.
        """
        state.desk.changes += 1
        changes = state.desk.changes

        def run(desk: ReceivingDesk) -> AgenciesSeen:
            action(desk)
            return desk_functions.look_at_agencies(desk)

        def done(seen: AgenciesSeen) -> None:
            state.seen, state.changes, state.list_taken = seen, changes, ""
            if self._page_stack.page is not None:
                announce(self._page_stack.page, words)
            if then is not None:
                then()
            else:
                self._page_stack.rebuild(stays=True)

        state.desk.do(lambda sitting: sitting.work(run), done)

    def _keep_up(self, state: AgenciesState, page: StandalonePage) -> None:
        """Read the agencies again if something was done at the desk on another page, and build the page again."""
        changes = state.desk.changes
        if state.changes == changes:
            return

        def done(seen: AgenciesSeen) -> None:
            state.seen, state.changes = seen, changes
            if self._page_stack.page is page:
                self._page_stack.rebuild()

        state.desk.do(lambda sitting: sitting.work(desk_functions.look_at_agencies), done)

    def _save_template(self, state: AgenciesState, dialogs: Dialogs) -> None:
        place = dialogs.save_as("Save an empty list", Path(_TEMPLATE), may_replace=False)
        if place is None:
            return

        def write(_: DeskSitting) -> Path:
            out = savable_path(place, ".xlsx")
            desk_functions.save_list_template(out)
            return out

        state.desk.do(
            write,
            lambda out: offer_saved(
                dialogs, "The empty list is saved", out, "Fill it in, then choose it with “Your list of agencies…”."
            ),
        )

    def _look_into(self, state: AgenciesState, path: Path) -> None:
        def take(look: ListLook) -> None:
            words = list_taken_sentence(look.plan)

            def show() -> None:
                state.list_taken = words
                self._page_stack.leave()

            self._do(state, lambda desk: desk_functions.take_in_agencies(desk, look.listed), words, show)

        ListLooks(self._page_stack, state, path, take).show()

    def _show_agency(self, state: AgenciesState, which: str) -> None:
        self._page_stack.show(lambda services: self._agency(services, state, which))

    def _agency(self, services: Services, state: AgenciesState, which: str) -> receiving.AgencyPage:
        page = receiving.AgencyPage(services, state, state.seen.agency(which))
        page.tabs.wanted.connect(self._show_tab)
        self._keep_up(state, page)
        page.reminder_wanted.connect(lambda: self._reminders.open(state, which))
        page.not_reminded.connect(
            lambda: self._do(state, lambda desk: desk_functions.take_back_reminders(desk, which), _NOT_REMINDED)
        )
        page.more_time_wanted.connect(
            lambda until: self._do(
                state,
                lambda desk: desk_functions.extend_agency(desk, which, until),
                f"It has until {day(until)} now" if until is not None else "The extra time is taken back",
            )
        )
        page.closing_wanted.connect(
            lambda on, why: self._do(
                state,
                lambda desk: desk_functions.close_agency(desk, which, on, why),
                "It is expected again" if on is None else "It is not expected any more",
            )
        )
        page.contact_given.connect(lambda *given: self._change_contact(state, which, *given))
        self._lead_to_returns(page, state)
        return page

    def _change_contact(self, state: AgenciesState, which: str, contact: str, email: str) -> None:
        self._do(state, lambda desk: desk_functions.change_contact(desk, which, contact, email), _CONTACT)

    def _lead_to_returns(self, page: receiving.AgencyPage, state: AgenciesState) -> None:
        """Connect what the page of one agency does with its returns."""
        page.return_wanted.connect(lambda sha256: self._show_return(state.desk, sha256))
        page.not_its_return.connect(
            lambda sha256: self._do(state, lambda desk: desk_functions.match_return(desk, sha256, ""), _NOT_ITS)
        )
        page.word_taken_back.connect(
            lambda sha256: self._do(state, lambda desk: desk_functions.undo_match(desk, sha256), CHOICE_UNDONE)
        )

    def _last_days(self, services: Services, state: AgenciesState) -> receiving.LastDaysPage:
        page = receiving.LastDaysPage(services, state)
        page.tabs.wanted.connect(self._show_tab)
        self._keep_up(state, page)
        page.day_given.connect(
            lambda topic, on: self._do(
                state,
                lambda desk: desk_functions.set_last_day(desk, (topic,), on),
                f"The last day is {day(on)} now" if on is not None else "The day in the questions counts again",
            )
        )
        return page

    def _matching(self, services: Services, state: AgenciesState) -> receiving.MatchingPage:
        page = receiving.MatchingPage(services, state)
        page.tabs.wanted.connect(self._show_tab)
        self._keep_up(state, page)
        page.word_given.connect(
            lambda sha256, agency: self._do(
                state, lambda desk: desk_functions.match_return(desk, sha256, agency), MATCHED
            )
        )
        page.listing_wanted.connect(
            lambda sha256: self._do(state, lambda desk: desk_functions.list_agency_of(desk, sha256), LISTED)
        )
        page.word_taken_back.connect(
            lambda sha256: self._do(state, lambda desk: desk_functions.undo_match(desk, sha256), CHOICE_UNDONE)
        )
        return page

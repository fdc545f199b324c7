"""Opens a desk and shows its pages, each read from the desk in the worker and then built."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from s11desk.app import receiving as desk_functions
from s11desk.desktop import receiving
from s11desk.desktop.inputs.evidence.dropped_files import Dropped
from s11desk.desktop.receiving.agencies.agency_actions import AgencyActions
from s11desk.desktop.receiving.answers.answers_actions import AnswersActions
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.look_after.care_actions import CareActions
from s11desk.desktop.receiving.open_desk import OpenDesk
from s11desk.desktop.receiving.overview.desk_taking import TakingIn
from s11desk.desktop.receiving.overview.desk_watch import DeskWatch
from s11desk.desktop.receiving.set_up.desk_key_actions import DeskKeyActions
from s11desk.desktop.receiving.set_up.desk_start_actions import DeskStart
from s11desk.domain.receiving.desk_lines import next_to_decide
from s11desk.files.presence import is_there

if TYPE_CHECKING:
    from s11desk.app.home.paths import Home
    from s11desk.app.home.workspace import Clock
    from s11desk.app.receiving.desk.desk_sitting import DeskSitting
    from s11desk.app.receiving.keeping.desk_care import DeskCare
    from s11desk.app.receiving.replies.reply_post import RepliesSeen
    from s11desk.app.receiving.returns.desk_answers import AnswerChoices
    from s11desk.app.receiving.returns.desk_attention import OverviewSeen
    from s11desk.app.receiving.returns.desk_return import ReturnSeen
    from s11desk.app.receiving.returns.files_seen import FilesSeen
    from s11desk.app.receiving.returns.listed_lines import ReturnsSeen
    from s11desk.desktop.parts.services import Services
    from s11desk.desktop.receiving.desk_page import DeskPage
    from s11desk.desktop.saving.jobs import JobRunner
    from s11desk.desktop.standalone.page_stack import PageStack
    from s11desk.desktop.standalone.window_calls import WindowCalls

Seen = TypeVar("Seen")

if TYPE_CHECKING:
    Look = Callable[[DeskSitting], Seen]
    Build = Callable[[Services, OpenDesk, Seen], DeskPage]

_NOT_DROPPED = "That could not be taken in"


@dataclass(slots=True)
class _Read(Generic[Seen]):
    """What was read for a page that is shown. ``changes``: of the desk when it was read."""

    look: Look[Seen]
    build: Build[Seen]
    seen: Seen
    changes: int


class DeskActions:
    """One for the window. ``show_matrix`` shows the table of agencies and questions of a desk. ``window``: what
    the window does for the pages.
    """

    def __init__(
        self,
        jobs: JobRunner,
        page_stack: PageStack,
        home: Home,
        clock: Clock,
        show_matrix: Callable[[OpenDesk], None],
        window: WindowCalls,
    ) -> None:
        self._jobs = jobs
        self._page_stack = page_stack
        self._home = home
        self._clock = clock
        self._show_matrix = show_matrix
        self._desk: OpenDesk | None = None
        self._taking: dict[Path, TakingIn] = {}
        self._start = DeskStart(jobs, page_stack, clock, self._at, self._open, window.reload_home)
        self._watch = DeskWatch(jobs, clock)
        self._watch.took.connect(self._show_taken)
        self._care = CareActions(jobs, self._watch)
        self._keys = DeskKeyActions(jobs, page_stack, window.sign_pack)
        self._answers = AnswersActions(jobs, page_stack, show_matrix)

    def show(self, folder: Path | None = None) -> None:
        """Show the desk in ``folder``; without it, the one that was open last in this window, or the ways to one."""
        if folder is None and self._desk is not None:
            folder = self._desk.folder
        if folder is None:
            self._start.show(self._page_stack.show)
        else:
            self._start.open(folder)

    @property
    def is_open(self) -> bool:
        """Whether a desk is open in this window."""
        return self._desk is not None

    def show_tab(self, tab: DeskTab) -> None:
        """Show a page of the open desk, in the place of every page that is shown."""
        if self._desk is not None:
            self._open_tab(self._desk, tab, self._page_stack.show_alone)

    def show_start(self) -> None:
        """Show the ways to a desk, in the place of a page that is open."""
        self._start.show(self._page_stack.replace if self._page_stack.page is not None else self._page_stack.show)

    def _at(self, folder: Path) -> OpenDesk:
        if self._desk is not None and self._desk.folder == folder:
            return self._desk
        return OpenDesk(folder, self._home, self._clock, self._jobs, is_there(self._home.receiver))

    def _open(self, desk: OpenDesk, watched: Path | None) -> None:
        self._watch.watch(desk, watched)
        is_below = self._page_stack.page is not None
        self._open_tab(desk, DeskTab.OVERVIEW, self._page_stack.replace if is_below else self._page_stack.show)

    def _open_tab(self, desk: OpenDesk, tab: DeskTab, show: ShowPage) -> None:
        """Read what the page shows, then show it. The desk counts as open once that has worked."""
        match tab:
            case DeskTab.OVERVIEW:
                self._read(desk, _look_at_overview, self._overview, show)
            case DeskTab.RETURNS:
                self._read(desk, _look_at_returns, receiving.ReturnsPage, show)
            case DeskTab.AGENCIES:
                self._agencies().open(desk, show, lambda: self._note_open(desk))
            case DeskTab.REPLIES:
                self._read(desk, _look_at_replies, receiving.RepliesPage, show)
            case DeskTab.ANSWERS:
                self._read(desk, _look_for_answers, self._answers.page, show)
            case DeskTab.LOOK_AFTER:
                desk.care_state.forget_done()
                self._read(desk, _look_after, self._look_after, show)

    def _agencies(self) -> AgencyActions:
        return AgencyActions(self._page_stack, self._lead, self._open_return, self._keys.show_topics, self.show_tab)

    def _note_open(self, desk: OpenDesk) -> None:
        self._desk = desk

    def _lead(self, desk: OpenDesk, page: DeskPage) -> None:
        page.tab_wanted.connect(lambda tab: self._open_tab(desk, tab, self._page_stack.show_alone))
        page.link_wanted.connect(lambda tab: self._open_tab(desk, tab, self._page_stack.show))
        page.return_wanted.connect(lambda sha256: self._open_return(desk, sha256))
        page.files_wanted.connect(lambda: self._read(desk, _look_at_files, receiving.FilesPage, self._page_stack.show))
        page.dropped.connect(lambda dropped: self._take_dropped(page, desk, dropped))

    def _open_return(self, desk: OpenDesk, sha256: str) -> None:
        """Show one return on top of the page that is shown."""
        self._show_return(desk, sha256, self._page_stack.show)

    def _show_return(self, desk: OpenDesk, sha256: str, show: ShowPage) -> None:
        desk.last = sha256

        def look(sitting: DeskSitting) -> ReturnSeen:
            return sitting.work(lambda opened: desk_functions.look_at_return(opened, sha256))

        def build(services: Services, desk: OpenDesk, seen: ReturnSeen) -> DeskPage:
            page = receiving.DeskReturnPage(services, desk, seen)
            page.next_wanted.connect(lambda: self._show_next(desk))
            return page

        self._read(desk, look, build, show)

    def _show_next(self, desk: OpenDesk) -> None:
        """Show the next return to decide on, in the place of this one; the page before it if there is none."""

        def shown(seen: ReturnsSeen) -> None:
            following = next_to_decide(seen.lines, desk.last, desk.shown)
            if following is None:
                self._page_stack.leave()
            else:
                self._show_return(desk, following.sha256, self._page_stack.replace)

        desk.do(_look_at_returns, shown)

    def _read(self, desk: OpenDesk, look: Look[Seen], build: Build[Seen], show: ShowPage) -> None:
        def shown(seen: Seen) -> None:
            self._desk = desk
            read = _Read(look, build, seen, desk.changes)
            show(lambda services: self._build(services, desk, read))

        desk.do(look, shown)

    def _build(self, services: Services, desk: OpenDesk, read: _Read[Seen]) -> DeskPage:
        page = read.build(services, desk, read.seen)
        page.changed.connect(lambda: self._read_again(page, desk, read))
        self._lead(desk, page)
        if read.changes != desk.changes:  # the desk has changed since this page was read
            page.is_old = True
            self._read_again(page, desk, read)
        else:
            desk.accepted = ""  # the page says it, and none after it
        return page

    def _read_again(self, page: DeskPage, desk: OpenDesk, read: _Read[Seen]) -> None:
        """Read what the page shows, and build it again if the person is still on it."""
        changes = desk.changes

        def again(seen: Seen) -> None:
            read.seen, read.changes = seen, changes
            if self._page_stack.page is page:
                self._page_stack.rebuild()

        desk.do(read.look, again)

    def _look_after(self, services: Services, desk: OpenDesk, seen: DeskCare) -> DeskPage:
        page = self._care.page(services, desk, seen)
        page.start_wanted.connect(self.show_start)
        page.identity_wanted.connect(lambda: self._keys.show(desk, receiving.KeyKind.SIGNATURE))
        page.key_wanted.connect(lambda: self._keys.show(desk, receiving.KeyKind.RECEIVING))
        page.topics_wanted.connect(lambda: self._keys.show_topics(desk))
        page.pack_wanted.connect(lambda: self._keys.show_pack(desk))
        return page

    def _show_taken(self) -> None:
        """Show what the watched folder brought, if the page for it is open."""
        page = self._page_stack.page
        if isinstance(page, receiving.OverviewPage):
            page.show_again()

    def _overview(self, services: Services, desk: OpenDesk, seen: OverviewSeen) -> DeskPage:
        page = receiving.OverviewPage(services, desk, seen, self._taking_at(desk))
        page.matrix_wanted.connect(lambda: self._show_matrix(desk))
        page.topics_wanted.connect(lambda: self._keys.show_topics(desk))
        page.figures_wanted.connect(lambda: self._agencies().open_figures(desk))
        return page

    def _taking_at(self, desk: OpenDesk) -> TakingIn:
        return self._taking.setdefault(desk.folder, TakingIn(desk))

    def _take_dropped(self, page: DeskPage, desk: OpenDesk, dropped: Dropped) -> None:
        """Take in what was dropped on any page of the desk, and show how far it is."""
        held = tuple(desk_functions.HandedFile(one.name, one.content) for one in dropped.held)
        if not dropped.files and not held:
            page.services.dialogs.show_message(_NOT_DROPPED, dropped.advice or "Drag the file of the return here.")
            return
        self._taking_at(desk).take_in(dropped.files, held)
        if isinstance(page, receiving.OverviewPage):
            page.follow()
        else:
            self._open_tab(desk, DeskTab.OVERVIEW, self._page_stack.show_alone)


def _look_at_overview(sitting: DeskSitting) -> OverviewSeen:
    return sitting.work(desk_functions.look_at_overview)


def _look_at_returns(sitting: DeskSitting) -> ReturnsSeen:
    return sitting.work(desk_functions.look_at_returns)


def _look_at_files(sitting: DeskSitting) -> FilesSeen:
    return sitting.work(desk_functions.look_at_files)


def _look_at_replies(sitting: DeskSitting) -> RepliesSeen:
    return sitting.work(desk_functions.look_at_replies)


def _look_for_answers(sitting: DeskSitting) -> AnswerChoices:
    return desk_functions.AnswersSitting(sitting.folder, sitting.officer).look()


def _look_after(sitting: DeskSitting) -> DeskCare:
    return desk_functions.CareSitting(sitting.folder, sitting.officer).look()


if TYPE_CHECKING:
    ShowPage = Callable[[Callable[[Services], DeskPage]], None]

"""What the menus and the home page open without an audit: the guide, the log, the local data, tables, the desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from s11desk import app
from s11desk.app import receiving as desk_functions
from s11desk.desktop import standalone
from s11desk.desktop.parts.services import Services
from s11desk.desktop.receiving.desk_actions import DeskActions
from s11desk.desktop.receiving.matrix.matrix_actions import MatrixActions
from s11desk.desktop.saving.jobs import JobRunner
from s11desk.desktop.standalone.backups.data_actions import DataActions
from s11desk.desktop.standalone.received.signer_actions import SignerActions
from s11desk.desktop.standalone.window_calls import WindowCalls
from s11desk.files.presence import is_there
from s11desk.wording.keeping.notice_sentences import notice_sentence

if TYPE_CHECKING:
    from s11desk.app.home.paths import Home
    from s11desk.app.home.workspace import Clock
    from s11desk.desktop.receiving.desk_tab import DeskTab
    from s11desk.desktop.shell.dialogs import Dialogs
    from s11desk.desktop.standalone.documents.guide_page import Shortcut
    from s11desk.desktop.standalone.page_stack import PageStack
    from s11desk.domain.keeping.home_notice import HomeNotice
    from s11desk.errors import S11Error

_DESK_ROOM = "s11desk.desktop.receiving."
"""Every page of this room is about a desk."""


class StandaloneActions:
    """Opens the pages that need no audit. ``data``: those of a person's files and backups; ``signers``: of the people
    whom they have checked.
    """

    def __init__(
        self,
        home: Home,
        clock: Clock,
        jobs: JobRunner,
        page_stack: PageStack,
        dialogs: Callable[[], Dialogs],
        window: WindowCalls,
    ) -> None:
        self._home = home
        self._clock = clock
        self._jobs = jobs
        self._page_stack = page_stack
        self._dialogs = dialogs
        self._window = window
        self._matrices = MatrixActions(jobs, page_stack, dialogs, clock, self.show_desk_tab)
        self._desks = DeskActions(jobs, page_stack, home, clock, self._matrices.show_of_desk, window)
        self.data = DataActions(home, clock, jobs, page_stack, dialogs, window)
        self.signers = SignerActions(home, lambda: window.backup_watch.side_jobs, page_stack, dialogs)

    def show_guide(self, shortcuts: tuple[Shortcut, ...], *, at_shortcuts: bool = False) -> None:
        """Show the user guide, at its chapter about the page that is shown. ``shortcuts``: for its last chapter."""
        chapters = app.read_guide()
        is_of_desk = type(self._page_stack.page).__module__.startswith(_DESK_ROOM)
        at = standalone.SHORTCUTS if at_shortcuts else standalone.DESK_CHAPTER if is_of_desk else ""
        self._page_stack.show(lambda services: standalone.GuidePage(services, chapters, shortcuts, at=at))

    def show_notices(self) -> None:
        """Tell the person what they should know about their home, each thing once."""

        def show_found(notices: tuple[HomeNotice, ...]) -> None:
            if notices:
                text = "\n\n".join(map(notice_sentence, notices))
                self._dialogs().show_message("About the place where your audits are", text)

        def refused(_: S11Error) -> None:
            """Say nothing: the list of audits has just said why the home cannot be opened."""

        self._jobs.submit_long(lambda workspace, _: app.new_notices(workspace), show_found, refused)

    def show_log(self) -> None:
        """Show the fault log."""
        lines = app.read_log(self._home.logs)
        self._page_stack.show(lambda services: standalone.LogPage(services, lines))

    def show_tables(self) -> None:
        """Show the page that makes tables of many returns."""
        state = standalone.TablesState(is_there(self._home.receiver), self._clock)

        def make(services: Services) -> standalone.TablesPage:
            page = standalone.TablesPage(services, state)
            page.matrix_wanted.connect(self._matrices.show)
            return page

        self._page_stack.show(make)

    @property
    def has_desk(self) -> bool:
        """Whether a receiving desk is open in this window."""
        return self._desks.is_open

    def go_back(self) -> None:
        """Go back from the page that is shown."""
        if self._page_stack.page is not None:
            self._page_stack.page.back.click()

    def show_desk_tab(self, tab: DeskTab) -> None:
        """Show a page of the open desk, in the place of every page that is shown."""
        self._desks.show_tab(tab)

    def show_desk(self, folder: str | None = None) -> None:
        """Show the receiving desk in ``folder``; None: the one that was open last in this window, or the ways to one.

        An empty ``folder``: the person asks for the ways, and receives audits from now on.
        """
        if folder is None:
            self._desks.show()
        elif folder:
            self._desks.show(Path(folder))
        else:
            self._jobs.submit_long(
                lambda workspace, _: desk_functions.note_receiving(workspace.home), lambda _: self._begin_receiving()
            )

    def _begin_receiving(self) -> None:
        self._window.reload_home()
        self._desks.show_start()

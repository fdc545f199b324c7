"""Everything of this computer in one file, to another computer, and taken in from one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from s11desk import app
from s11desk.desktop import standalone
from s11desk.desktop.parts.services import Services
from s11desk.desktop.saving.jobs import JobRunner
from s11desk.desktop.standalone.file_tasks import FileTasks, IncomingFile
from s11desk.wording.amounts import counted
from s11desk.wording.keeping.move_sentences import FORK_WARNING

if TYPE_CHECKING:
    from s11desk.app.moves.take_in_home import SeenHomeFile, TakenHome
    from s11desk.app.moves.write_home_file import MovedHome
    from s11desk.desktop.shell.dialogs import Dialogs
    from s11desk.desktop.standalone.page_stack import PageStack
    from s11desk.desktop.standalone.window_calls import WindowCalls


class HomeMoveActions:
    """Runs each of these, and shows its pages. ``dialogs`` gives the dialogs of the window."""

    def __init__(
        self,
        files: FileTasks,
        jobs: JobRunner,
        page_stack: PageStack,
        dialogs: Callable[[], Dialogs],
        window: WindowCalls,
    ) -> None:
        self._files = files
        self._jobs = jobs
        self._page_stack = page_stack
        self._dialogs = dialogs
        self._window = window

    def begin(self) -> None:
        """Show the page that puts everything into a file, after everything typed is saved."""

        def page_for(services: Services) -> standalone.HomeMovePage:
            page = standalone.HomeMovePage(services)
            page.saving_wanted.connect(lambda out, passphrase: self._write(page, out, passphrase))
            return page

        def show() -> None:
            self._window.reload_home()
            self._page_stack.show(page_for)

        self._window.close_audit(show)

    def open(self, path: Path) -> None:
        """Ask for the passphrase of a file, and show what is in it."""
        look, close = app.look_into_home_file, app.close_file
        kind = IncomingFile(look, self._page_for, close, standalone.LockedKind.PART)
        self._files.open(kind, path, is_locked=True)

    def take_back(self) -> None:
        """Let every audit be changed here again, if the person agrees."""
        if self._dialogs().confirm("Take everything back?", FORK_WARNING, yes="Take it back", no="Leave it as it is"):
            self._jobs.submit_long(
                lambda workspace, _: app.take_home_back(workspace), lambda _: self._window.reload_home()
            )

    def _write(self, page: standalone.HomeMovePage, out: Path, passphrase: str) -> None:
        self._files.run(
            page,
            lambda workspace, task: app.write_home_file(
                workspace, out, passphrase, progress=task.progress, cancel=task.is_cancelled
            ),
            self._written,
            what="The file with everything",
            on_error=self._window.reload_home,
        )

    def _written(self, moved: MovedHome) -> None:
        self._page_stack.leave_all()
        self._window.reload_home()
        left = f" {counted(moved.left, 'audit')} stayed here: damaged, or moved before." if moved.left else ""
        self._dialogs().show_message(
            "Everything is ready to move",
            f"{counted(moved.audits, 'audit')} and everything else is in {moved.path.name}, in the folder "
            f"{moved.path.parent}.{left} Open the file on the other computer with s11desk, and go on there. Keep it "
            "until you have seen your audits there. On this computer they can only be read now.",
        )

    def _page_for(self, seen: SeenHomeFile) -> Callable[[Services], standalone.TakeInHomePage]:
        def make(services: Services) -> standalone.TakeInHomePage:
            page = standalone.TakeInHomePage(services, seen)
            page.taking_wanted.connect(lambda: self._window.close_audit(lambda: self._take_in(page, seen)))
            return page

        return make

    def _take_in(self, page: standalone.TakeInHomePage, seen: SeenHomeFile) -> None:
        self._files.run(
            page,
            lambda workspace, task: app.take_in_home(workspace, seen, progress=task.progress, cancel=task.is_cancelled),
            self._taken,
            what="Everything that you take in",
            on_error=self._window.reload_home,  # what was taken in before it failed is there
        )

    def _taken(self, taken: TakenHome) -> None:
        self._page_stack.leave_all()
        self._window.reload_home()
        self._dialogs().show_message(
            "Everything was taken in",
            f"{counted(len(taken.audits), 'audit')} from the file can be found in the list of your audits. Go on here.",
        )

"""The way to a desk: the desks of this computer, another folder, a new desk, or one that comes back from a backup."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from s11desk.app import receiving as desk_functions
from s11desk.desktop import receiving
from s11desk.errors import UserError

if TYPE_CHECKING:
    from s11desk.app.home.known_desks import DeskList
    from s11desk.app.home.workspace import Clock, Workspace
    from s11desk.app.receiving.desk.desk_sitting import DeskSitting
    from s11desk.desktop.parts.services import Services
    from s11desk.desktop.receiving.open_desk import OpenDesk
    from s11desk.desktop.receiving.set_up.desk_start_page import DeskStartPage, SeenDesk
    from s11desk.desktop.saving.jobs import JobRunner, Task
    from s11desk.desktop.standalone.page_stack import MakePage, PageStack


class DeskStart:
    """One for the window. ``at``: the desk in a folder, before it is opened. ``opened``: show this desk, and
    watch this folder for it.

    ``list_changed``: the home page is to show the desks again.
    """

    def __init__(
        self,
        jobs: JobRunner,
        page_stack: PageStack,
        clock: Clock,
        at: Callable[[Path], OpenDesk],
        opened: Callable[[OpenDesk, Path | None], None],
        list_changed: Callable[[], None],
    ) -> None:
        self._jobs = jobs
        self._page_stack = page_stack
        self._clock = clock
        self._at = at
        self._opened = opened
        self._list_changed = list_changed

    def show(self, show: Callable[[MakePage], None]) -> None:
        """Show the desks that are known here, and the other ways to one."""

        def shown(seen: tuple[SeenDesk, ...]) -> None:
            show(lambda services: self._page(services, seen))

        self._jobs.submit_long(lambda workspace, _: _seen(desk_functions.known_desks(workspace.home)), shown)

    def open(self, folder: Path) -> None:
        """Open the desk in a folder and remember it. If it cannot be opened, the page with all ways stays or comes.

        One of this computer's list is looked for on every drive: its stick may have got another letter.
        """

        def open_it(now: Path) -> None:
            desk = self._at(now)
            desk.do(_remember, lambda watched: self._show_opened(desk, watched), self._refuse)

        self._jobs.submit_long(lambda workspace, _: desk_functions.listed_desk_now(workspace.home, folder), open_it)

    def _show_opened(self, desk: OpenDesk, watched: Path | None) -> None:
        self._list_changed()
        self._opened(desk, watched)

    def _refuse(self, error: Exception) -> None:
        if not isinstance(self._page_stack.page, receiving.DeskStartPage):
            self.show(self._page_stack.replace if self._page_stack.page is not None else self._page_stack.show)
        self._jobs.failed.emit(error)

    def _page(self, services: Services, seen: tuple[SeenDesk, ...]) -> DeskStartPage:
        page = receiving.DeskStartPage(services, seen)
        page.opening_wanted.connect(self.open)
        page.making_wanted.connect(self._make)
        page.forgetting_wanted.connect(self._forget)
        page.restoring_wanted.connect(self._restore)
        return page

    def _make(self, place: Path, partnership: str) -> None:
        def make(folder: Path) -> None:
            self._at(folder).do(
                lambda sitting: desk_functions.create_desk(sitting.folder, sitting.officer, partnership),
                lambda _: self.open(folder),
            )

        self._jobs.submit_long(lambda _, __: desk_functions.new_desk_folder(place, partnership), make)

    def _forget(self, folder: Path) -> None:
        def forgotten(_: None) -> None:
            self._list_changed()
            self.show(self._page_stack.replace)

        self._jobs.submit_long(lambda workspace, _: desk_functions.forget_desk(workspace.home, folder), forgotten)

    def _restore(self, chosen: Path, backup: Path) -> None:
        now = self._clock()

        def restore(_: Workspace, __: Task) -> Path:
            folder = desk_functions.folder_to_restore(chosen, backup)
            desk_functions.restore_desk(folder, backup, now)
            return folder

        self._jobs.submit_long(restore, self.open)


def _remember(sitting: DeskSitting) -> Path | None:
    """Put the desk first on the list of this computer. A list that cannot be written stays as it is.

    Returns the folder that is watched for the desk; None if none is.
    """
    moved_from, facts, home = sitting.settle(), sitting.facts(), sitting.officer.home
    with suppress(UserError):
        desk_functions.remember_desk(home, sitting.folder, facts.partnership, moved_from)
    known = desk_functions.known_desks(home).find(sitting.folder)
    return Path(known.watched) if known is not None and known.watched and known.is_watched else None


def _seen(desks: DeskList) -> tuple[SeenDesk, ...]:
    found = ((one, desk_functions.known_desk_now(one)) for one in desks.desks)
    return tuple(
        receiving.SeenDesk(now, one.partnership, is_there=desk_functions.is_desk(now), listed=Path(one.folder))
        for one, now in found
    )

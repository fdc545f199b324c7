"""Files of other computers and of colleagues: opened, with a passphrase or without, and the tasks of their pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from s11desk.desktop import standalone
from s11desk.desktop.parts.services import Services
from s11desk.desktop.saving.jobs import Operation, Task
from s11desk.desktop.standalone.opening_rows import OpeningRows
from s11desk.errors import S11Error

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace
    from s11desk.desktop.standalone.page_stack import PageStack
    from s11desk.desktop.standalone.task_page import TaskPage


class SeenFile(Protocol):
    """What a look into a file gives. ``copy``: its decrypted copy in the home; None if no passphrase locks the file."""

    @property
    def copy(self) -> Path | None:
        """The decrypted copy."""


_Seen = TypeVar("_Seen", bound=SeenFile)
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class IncomingFile(Generic[_Seen]):
    """How a kind of file is opened.

    ``look``: reads it, as ``app.look_into_draft_file`` does. ``page``: gives what makes the page about it.
    ``close``: erases its decrypted copy. ``locked``: what the page calls it that asks for the passphrase.
    """

    look: Callable[..., _Seen]
    page: Callable[[_Seen], Callable[[Services], TaskPage]]
    close: Callable[[Workspace, _Seen], None]
    locked: standalone.LockedKind


class FileTasks:
    """Opens such files, and runs the tasks of their pages. A page that was left gets no answer any more."""

    def __init__(self, opening: OpeningRows, page_stack: PageStack) -> None:
        self._opening = opening
        self._jobs = opening.jobs
        self._page_stack = page_stack

    def open(self, kind: IncomingFile[_Seen], path: Path, *, is_locked: bool) -> None:
        """Show what is in a file, or first ask for its passphrase."""
        if is_locked:
            self._page_stack.show(lambda services: self._locked_page(services, kind, path))
        else:
            self._opening.submit_long(
                lambda workspace, task: _look(kind, workspace, path, "", task),
                lambda seen: self._page_stack.show(kind.page(seen), lambda: self._close(kind, seen)),
            )

    def run(
        self,
        page: TaskPage,
        operation: Operation[_Result],
        on_ok: Callable[[_Result], None],
        *,
        what: str,
        on_error: Callable[[], None] = lambda: None,
    ) -> None:
        """Run the task of ``page``, which shows its progress. ``what``: for the question whether to stop it at the end.

        ``on_error`` is called before the page shows an error.
        """

        def refuse(error: S11Error) -> None:
            on_error()
            if self._page_stack.page is page:
                page.refuse(error)
            else:
                self._jobs.failed.emit(error)

        page.follow(self._jobs.submit_long(operation, on_ok, refuse, page.progress.show_progress, what=what))

    def _locked_page(self, services: Services, kind: IncomingFile[_Seen], path: Path) -> standalone.LockedPage:
        page = standalone.LockedPage(services, path, what=kind.locked)

        def open_it(passphrase: str) -> None:
            self._opening.submit_long(
                lambda workspace, task: _look(kind, workspace, path, passphrase, task),
                lambda seen: self._page_stack.replace(kind.page(seen), lambda: self._close(kind, seen)),
                page.refuse,
                listener=page,
            )

        page.open_wanted.connect(open_it)
        return page

    def _close(self, kind: IncomingFile[_Seen], seen: _Seen) -> None:
        """Erase the copy in the worker, which may still be reading it."""
        if seen.copy is not None:
            self._jobs.submit_long(lambda workspace, _: kind.close(workspace, seen), lambda _: None)


def _look(kind: IncomingFile[_Seen], workspace: Workspace, path: Path, passphrase: str, task: Task) -> _Seen:
    return kind.look(workspace, path, passphrase, progress=task.progress, cancel=task.is_cancelled)

"""Open a home for use, and record each return that was being made when the program was killed."""

from __future__ import annotations

from contextlib import suppress

from s11desk.app.home.paths import Home
from s11desk.app.home.work_folder import remove_unused
from s11desk.app.home.workspace import Clock, Workspace, system_clock
from s11desk.app.returns.making.record import record_interrupted_returns
from s11desk.errors import UserError
from s11desk.errors.draft_errors import DraftsMoved
from s11desk.errors.file_errors import FileExists
from s11desk.files.presence import is_name_free
from s11desk.files.system_errors import writing_errors
from s11desk.store.checks.check_file import is_emptied
from s11desk.store.saved_copies.copy_files import free_name
from s11desk.store.saved_copies.restoring import set_logs_aside


def open_home(home: Home, clock: Clock = system_clock, *, backs_up: bool = True) -> Workspace:
    """Open ``home``; the caller closes the workspace. Raises what :class:`Workspace` raises.

    Removes the temporary files that killed programs left in the home.

    A full disk does not stop the home from opening. Making the next return tries again and reports what fails.
    """
    workspace = Workspace(home, clock, backs_up=backs_up)
    try:
        remove_unused(home)
        with suppress(UserError):
            record_interrupted_returns(workspace)
    except BaseException:
        workspace.drafts.close()
        raise
    return workspace


def reopen_if_moved(workspace: Workspace) -> None:
    """Open the drafts that are at the home's path now, if those that are open were moved or replaced.

    Raises what :meth:`Workspace.reopen` raises.
    """
    try:
        workspace.drafts.check_path()
    except DraftsMoved:
        workspace.reopen()


def start_empty(home: Home, clock: Clock = system_clock) -> None:
    """Begin with no audits in a used home whose drafts file is missing or empty. Backups and evidence stay.

    An empty file and a log without its file are set aside. Raises ``FileExists`` for a file that holds something,
    ``FolderUnwritable``,
    ``FileUnreadable``, and what :class:`Workspace` raises.
    """
    if is_emptied(home.database):
        with writing_errors(home.database):
            home.database.rename(free_name(home.database, clock()))
    elif not is_name_free(home.database):
        raise FileExists(path=home.database)
    set_logs_aside(home.database, clock())
    Workspace(home, clock, backs_up=False, begins_empty=True).close()


def open_home_again(home: Home, clock: Clock = system_clock) -> Workspace:
    """Open ``home`` for a long task while another thread of this program has it open. The caller closes the workspace.

    Raises what :func:`s11desk.store.opening.connection.open_second` raises.
    """
    return Workspace(home, clock, is_second=True)

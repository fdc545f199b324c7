"""What the window hands to every page: the theme, the job runner, the dialogs, and how to open and print a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from s11desk.desktop.saving.jobs import JobRunner
from s11desk.desktop.theme.theme import Theme

if TYPE_CHECKING:
    from s11desk.desktop.shell.dialogs import Dialogs  # brings the system's dialogs with it


class Services(NamedTuple):
    """``open_file`` shows a return or a topic pack; ``print_return`` the signed PDF of a return, to be printed."""

    theme: Theme
    jobs: JobRunner
    dialogs: Dialogs
    open_file: Callable[[Path], None]
    print_return: Callable[[Path], None]

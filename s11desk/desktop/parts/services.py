"""The services that the window gives to every page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from s11desk.desktop.saving.jobs import JobRunner
from s11desk.desktop.theme.theme import Theme

if TYPE_CHECKING:
    from s11desk.app.returns.verifying.seen_return import SeenReturn
    from s11desk.desktop.shell.dialogs import Dialogs  # imports the system's dialogs
    from s11desk.desktop.shell.photo_location_choice import PhotoLocationChoice


class Services(NamedTuple):
    """What the window offers to a page.

    ``open_file`` shows a return or a topic pack. ``print_return`` shows the print preview of a return that
    the person has seen; it also takes the name of the copy for a PDF reader. ``is_preview``: nothing is kept of what a
    person does on the page.
    """

    theme: Theme
    jobs: JobRunner
    dialogs: Dialogs
    open_file: Callable[[Path], None]
    print_return: Callable[[SeenReturn, str], None]
    photo_location: PhotoLocationChoice
    is_preview: bool = False

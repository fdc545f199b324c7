"""Show the warnings about files that were written. The work is done, so each warning is shown once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from s11desk.files.write_warnings import WriteWarning
from s11desk.wording.write_warning_sentences import HEADLINE, write_warning_sentence

if TYPE_CHECKING:
    from s11desk.desktop.shell.dialogs import Dialogs


class ShowWarnings:
    """Remembers what it showed: a disk that never confirms a name would otherwise interrupt every task."""

    def __init__(self, dialogs: Callable[[], Dialogs]) -> None:
        self._dialogs = dialogs
        self._shown: set[WriteWarning] = set()

    def show(self, warnings: tuple[WriteWarning, ...]) -> None:
        """Show those of ``warnings`` that the person has not seen since the window opened."""
        fresh = [warning for warning in warnings if warning not in self._shown]
        self._shown.update(fresh)
        if fresh:
            self._dialogs().show_message(HEADLINE, "\n\n".join(map(write_warning_sentence, fresh)))

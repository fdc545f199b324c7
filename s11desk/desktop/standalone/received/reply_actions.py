"""A receipt, or a request to correct answers, that a partnership sent: taken in when the person opens it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from s11desk import app
from s11desk.desktop.standalone.opening_rows import OpeningRows
from s11desk.wording.returns.reply_sentences import opened_reply

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace
    from s11desk.desktop.shell.dialogs import Dialogs


class ReplyActions:
    """``dialogs`` gives the dialogs of the window. ``show_again`` shows the list of audits with what was taken in."""

    def __init__(self, opening: OpeningRows, dialogs: Callable[[], Dialogs], show_again: Callable[[], None]) -> None:
        self._opening = opening
        self._dialogs = dialogs
        self._show_again = show_again

    def take_in(self, path: Path) -> None:
        """Keep the reply with its audit, and say what it says. An error says why it was not taken in."""
        self._opening.submit_long(lambda workspace, _: _take_in(workspace, path), self._taken)

    def _taken(self, said: tuple[str, str]) -> None:
        self._show_again()
        self._dialogs().show_message(*said)


def _take_in(workspace: Workspace, path: Path) -> tuple[str, str]:
    taken = app.take_in_reply(workspace, path)
    topic = app.open_draft(workspace, taken.reply.about.audit_id).topic
    return opened_reply(taken.reply, taken.signed_by, topic, is_ahead=taken.is_ahead)

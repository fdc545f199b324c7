"""Which files of the partnership are kept in a home. This module imports nothing heavy: the list of audits asks it."""

from __future__ import annotations

from s11desk.app.home.paths import Home
from s11desk.files.presence import Presence, folder_presence
from s11desk.files.system_errors import reading_errors


def reply_names(home: Home) -> tuple[str, ...]:
    """The names in the folder of replies, unread. Raises what reading the folder raises."""
    if folder_presence(home.replies) is not Presence.YES:
        return ()
    with reading_errors(home.replies):
        return tuple(sorted(path.name for path in home.replies.iterdir()))

"""A workspace is one open home. A use case gets a workspace and must run on the thread that opened it."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Callable

from s11desk.app.home.paths import Home
from s11desk.domain.topic import Topic
from s11desk.evidence.vault import Vault
from s11desk.store.connection import open_drafts
from s11desk.store.draft_store import Drafts
from s11desk.store.journal import Stamp
from s11desk.topics.pack import decode_topic

Clock = Callable[[], dt.datetime]


def system_clock() -> dt.datetime:
    """The time now, in UTC, in whole seconds, because stored and signed times are in whole seconds."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


class Workspace:
    """The drafts, evidence and topics of one home.

    Raises what :func:`s11desk.store.connection.open_drafts` raises.
    """

    def __init__(self, home: Home, clock: Clock = system_clock) -> None:
        self.home = home
        self.clock = clock
        self.drafts = Drafts(open_drafts(home.database, home.backups, clock()), home.database)
        self.vault = Vault(home.vault)
        self._topics: dict[str, Topic] = {}

    def back_up(self) -> None:
        """Back up the drafts. The window calls this when it closes, so that a backup has the work of the session."""
        self.drafts.back_up(self.home.backups, self.clock())

    def close(self) -> None:
        """Close the drafts. Nothing of the workspace can be used after this."""
        self.drafts.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def stamp(self) -> Stamp:
        """The time and the person's login name, which the journal records with a change."""
        return Stamp(self.clock(), user_name())

    def pinned_topic(self, digest: str) -> Topic:
        """Read the topic with this digest, to which drafts are pinned. Later calls reuse it."""
        if digest not in self._topics:
            self._topics[digest] = decode_topic(self.drafts.topic_body(digest))
        return self._topics[digest]


def user_name() -> str:
    """The login name of the person at the computer. Empty if the system gives none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such variable, no password database, or a system without one
        return ""

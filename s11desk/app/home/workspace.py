"""A workspace: one open home. Every use case takes one, and uses it on the thread that opened it."""

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
    """Now, in UTC, to the second: what is stored and signed names no finer moment."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


class Workspace:
    """The drafts, evidence and topics of one home.

    Raises what :func:`s11desk.store.connection.open_drafts` raises when the home cannot be used.
    """

    def __init__(self, home: Home, clock: Clock = system_clock) -> None:
        self.home = home
        self.clock = clock
        self.drafts = Drafts(open_drafts(home.database, home.backups, clock()), home.database)
        self.vault = Vault(home.vault)
        self._topics: dict[str, Topic] = {}

    def back_up(self) -> None:
        """What was done since this was opened, kept beside the drafts: for the end of a sitting."""
        self.drafts.back_up(self.home.backups, self.clock())

    def close(self) -> None:
        self.drafts.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def stamp(self) -> Stamp:
        """Now, and the name under which this person uses this computer: what the journal notes of a change."""
        return Stamp(self.clock(), user_name())

    def pinned_topic(self, digest: str) -> Topic:
        """The topic a draft is pinned to, read once."""
        if digest not in self._topics:
            self._topics[digest] = decode_topic(self.drafts.topic_body(digest))
        return self._topics[digest]


def user_name() -> str:
    """The system's name for whoever is at the computer; empty where it gives none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such variable, no password database, or a system without one
        return ""

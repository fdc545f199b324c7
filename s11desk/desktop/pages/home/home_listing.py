"""What the home page lists, as the worker reads it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from s11desk import app
from s11desk.app import receiving
from s11desk.errors import UserError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from s11desk.app.audits.drafts import DraftSummary
    from s11desk.app.home.known_desks import DeskList
    from s11desk.app.home.known_returns import KnownReturn
    from s11desk.app.home.paths import Home
    from s11desk.app.home.workspace import Workspace
    from s11desk.app.returns.replies.audit_news import AuditNews
    from s11desk.domain.topics.topic import Topic


@dataclass(frozen=True, slots=True)
class HomeListing:
    """The drafts and the topics of a home. ``refusal``: why nothing can be written, None if it can.

    ``desks``: the receiving desks of this computer. ``moved``: when everything went to another computer; None if it is
    in use here. ``opened``: the returns of others that the person opened here. ``replies``: the names of
    the files that the partnership sent. ``news``: what they say, by audit; None
    until they are read, which is no other listing. ``awaited``: the SHA-256 of each opened return for which the person
    asked for changes and waits for the next.
    """

    drafts: tuple[DraftSummary, ...]
    topics: tuple[Topic, ...]
    refusal: UserError | None
    desks: DeskList
    moved: dt.datetime | None = None
    replies: tuple[str, ...] = ()
    opened: tuple[KnownReturn, ...] = ()
    news: Mapping[str, AuditNews] | None = field(default=None, compare=False)
    awaited: frozenset[str] = frozenset()

    @property
    def has_unread_news(self) -> bool:
        """Whether something of the partnership is here that was not read yet: reading it must not delay the list."""
        return bool(self.replies) and self.news is None

    @property
    def waits_for_file(self) -> bool:
        """Whether the person has no audit here, and waits for a file that somebody sends."""
        return bool(self.awaited) and not self.drafts


def list_home(workspace: Workspace, *, reopens: bool) -> HomeListing:
    """Read the drafts and topics of a home.

    ``reopens``: nothing waits to be saved, so drafts that were replaced are simply read from their new file.
    """
    if reopens:
        app.reopen_if_moved(workspace)
    refusal = workspace.drafts.try_writing()
    drafts, topics, home = app.list_drafts(workspace), app.list_topics(workspace), workspace.home
    moved, desks, opened = app.moved_at(home), receiving.known_desks(home), app.returns_still_there(home)
    awaited = frozenset(one.sha256 for one in opened if app.awaits_next(one, opened))
    return HomeListing(drafts, topics, refusal, desks, moved, _replies(home), opened, awaited=awaited)


def read_news(workspace: Workspace, listed: HomeListing) -> HomeListing:
    """``listed``, with what the partnership said. What cannot be read says nothing."""
    try:
        return replace(listed, news=app.all_news(workspace))
    except UserError:
        return replace(listed, news={})


def _replies(home: Home) -> tuple[str, ...]:
    try:
        return app.reply_names(home)
    except UserError:  # the audits are listed all the same
        return ()

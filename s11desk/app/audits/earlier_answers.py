"""What an audit was begun with, if it goes on from earlier answers, and what has changed since."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

import msgspec

from s11desk.app.audits.drafts import Draft
from s11desk.app.audits.question_maps import map_between
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.since_earlier import SinceEarlier, compare_with_earlier
from s11desk.domain.topics.question_map import match_across
from s11desk.domain.topics.topic import Question, Topic
from s11desk.errors import UserError
from s11desk.store.rows.draft_content import DraftContent
from s11desk.store.rows.journal import EventKind, JournalEntry


@dataclass(frozen=True, slots=True)
class EarlierQuestion:
    """The question to which an answer was given that came over. ``topic``: the questions that it is one of."""

    topic: Topic
    question: Question


def since_earlier(workspace: Workspace, draft: Draft) -> SinceEarlier | None:
    """What has changed since the audit was begun with earlier answers; None if it was not."""
    entry = _beginning(workspace, draft)
    if entry is None:
        return None
    begun = msgspec.json.decode(entry.new, type=DraftContent)
    topic = _earlier_topic(workspace, entry)
    name = " ".join(part for part in (topic.title, topic.year) if part) if topic is not None else ""
    return compare_with_earlier(draft.topic, draft.audit, begun.answers, begun.actions, name)


def earlier_question(workspace: Workspace, draft: Draft, question: str) -> EarlierQuestion | None:
    """The earlier question whose answer came over to ``question``; None if that is not known here."""
    entry = _beginning(workspace, draft)
    topic = _earlier_topic(workspace, entry) if entry is not None else None
    if topic is None:
        return None
    mapped = map_between(workspace.home, topic.id, draft.topic.id)
    matches = match_across(topic, draft.topic, mapped)
    found = (match.before for match in matches if match.after is not None and match.after.id == question)
    before = next(found, None)
    return EarlierQuestion(topic, before) if before is not None else None


def _beginning(workspace: Workspace, draft: Draft) -> JournalEntry | None:
    """The line of the history with which earlier answers came over. Its subject is the digest of their questions."""
    history = workspace.drafts.history(draft.audit.id)
    return next((one for one in history if one.what is EventKind.UPGRADED and one.subject), None)


def _earlier_topic(workspace: Workspace, entry: JournalEntry) -> Topic | None:
    """None if the questions are not on this computer, because the audit moved here."""
    with suppress(UserError, ValueError):
        return workspace.pinned_topic(entry.subject)
    return None

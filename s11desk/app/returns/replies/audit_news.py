"""For the list of audits: what the partnership said about each, and where in the audit it asks for a change."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from s11desk.app.audits.drafts import Draft, open_draft
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.replies.partnership_replies import ReplyNews, all_replies, news_of
from s11desk.domain.audits.flow import SIGN, Step, StepKind, steps
from s11desk.domain.receiving.desk_values import ReviewReason
from s11desk.errors import UserError


@dataclass(frozen=True, slots=True)
class AskedChange:
    """One reason of an open request. ``number``: of its question; empty if it is about the whole return.

    ``step``: the page of the question; that of the return if the question is not asked.
    """

    reason: ReviewReason
    number: str
    step: Step


@dataclass(frozen=True, slots=True)
class AuditNews:
    """What counts now of what was said about one audit. ``changes``: of the open request, in its order."""

    news: ReplyNews
    changes: tuple[AskedChange, ...] = ()


def all_news(workspace: Workspace) -> Mapping[str, AuditNews]:
    """By the id of each audit about which something was said. An audit that cannot be read is left out.

    Raises what reading the folder of replies raises.
    """
    found = {}
    for audit_id, replies in all_replies(workspace).items():
        with suppress(UserError):
            draft = open_draft(workspace, audit_id)
            news = news_of(replies, draft.audit.exports)
            found[audit_id] = AuditNews(news, tuple(_change(draft, reason) for reason in news.reasons))
    return found


def _change(draft: Draft, reason: ReviewReason) -> AskedChange:
    question = draft.topic.question(reason.question) if reason.question else None
    if question is None:
        return AskedChange(reason, "", SIGN)
    step = Step(StepKind.QUESTION, question.id)
    is_asked = step in steps(draft.topic, draft.audit)
    return AskedChange(reason, draft.topic.number_of(question.id), step if is_asked else SIGN)

"""Begin an audit of one topic with the answers to another: last year's audit, or that of another partnership.

Nothing of it counts until a person has looked at it: each answer comes over unconfirmed, beside the question as it is
worded now. The earlier audit stays as it is, with its returns.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import msgspec

from s11desk.app.audits.drafts import Draft, DraftSummary, begin_draft_of, list_drafts, open_draft, with_topic
from s11desk.app.home.workspace import Workspace
from s11desk.app.topics import find_topic
from s11desk.domain.action_plan import plan_for_answers
from s11desk.domain.audit import ActionStatus
from s11desk.domain.carry_over import CarriedOver, CarryKind, carry_over
from s11desk.domain.topic import Topic
from s11desk.errors.topic_errors import TopicUnknown
from s11desk.store.journal import EventKind
from s11desk.topics.pack import topic_digest


@dataclass(frozen=True, slots=True)
class Forward:
    """An audit beside another topic, and what an audit of that topic would begin with.

    ``finished``: the number of its actions that are done, which stay with it.
    """

    draft: Draft
    topic: Topic
    carried: CarriedOver
    finished: int


def earlier_audits(workspace: Workspace, topic_id: str) -> tuple[DraftSummary, ...]:
    """The audits of other topics from which one of ``topic_id`` can begin, the last changed first.

    Raises ``TopicUnknown``.
    """
    find_topic(workspace, topic_id)
    return tuple(one for one in list_drafts(workspace) if not one.is_damaged and one.topic_id != topic_id)


def find_forward(workspace: Workspace, audit_id: str, topic_id: str) -> Forward:
    """Find what an audit of the topic would begin with. Changes nothing.

    Raises ``AuditUnknown``, and ``TopicUnknown`` also if the audit answers that very version of the topic.
    """
    draft, topic = open_draft(workspace, audit_id), find_topic(workspace, topic_id)
    if topic_digest(topic) == draft.audit.topic_digest:
        raise TopicUnknown(topic=topic_id)
    carried = carry_over(draft.topic, draft.audit, topic)
    left = tuple(action for action in carried.actions if action.status is not ActionStatus.DONE)
    unconfirmed = tuple(msgspec.structs.replace(answer, unconfirmed=True) for answer in carried.answers)
    questions = tuple(
        replace(one, kind=CarryKind.TO_CONFIRM) if one.kind is CarryKind.CARRIED else one for one in carried.questions
    )
    forward = replace(carried, answers=unconfirmed, actions=left, questions=questions)
    return Forward(draft, topic, forward, len(carried.actions) - len(left))


def bring_forward(workspace: Workspace, forward: Forward) -> Draft:
    """Begin the audit. The earlier one stays as it is. Raises what saving raises."""
    begun = begin_draft_of(workspace, forward.topic, forward.draft.audit.agency)
    carried = forward.carried
    with workspace.drafts.changing(begun.audit.id, workspace.stamp()) as change:
        after = msgspec.structs.replace(
            begun.audit, answers=carried.answers, evidence=carried.evidence, actions=carried.actions
        )
        plan = plan_for_answers(forward.topic, after)
        change.bring_back(msgspec.structs.replace(after, actions=plan), EventKind.UPGRADED)
    return with_topic(workspace, change.saved)

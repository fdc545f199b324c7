"""Begin an audit of one topic with the answers to another: last year's audit, or that of another partnership.

They come from an audit that is here, or from a return file. Nothing of it counts until a person has looked at it: each
answer comes over unconfirmed, beside the question as it is worded now. What it came from stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import msgspec

from s11desk.app.audits.drafts import Draft, DraftSummary, begin_filled_draft, list_drafts, open_draft
from s11desk.app.audits.question_maps import map_between
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.verifying.not_verified import ReturnNotVerified
from s11desk.app.returns.verifying.seen_return import SeenReturn, open_unchanged
from s11desk.app.returns.verifying.verify import Verdict
from s11desk.app.topics import find_topic
from s11desk.bundle.audit_file import audit_of
from s11desk.domain.audits.action_plan import is_untouched, plan_for_answers
from s11desk.domain.audits.audit import Action, ActionStatus, Audit
from s11desk.domain.audits.carry_over import CarriedOver, CarryKind, carry_over
from s11desk.domain.audits.fit_answer import AnswerFitting
from s11desk.domain.returns.return_verdict import Outcome, Standing
from s11desk.domain.text.same_name import is_same_name
from s11desk.domain.topics.question_map import QuestionMap, match_across
from s11desk.domain.topics.topic import Topic
from s11desk.errors.topic_errors import TopicUnknown
from s11desk.progress import Cancel, never_cancelled
from s11desk.store.drafts.change import Change
from s11desk.store.rows.journal import EventKind
from s11desk.topics.pack import encode_topic, topic_digest


@dataclass(frozen=True, slots=True)
class EarlierWork:
    """What an audit goes on from. ``topic``: the questions that ``audit`` answers.

    ``seen``: the return that it is in, and ``path`` its file; None for an audit that is here. ``is_foreign``: no audit
    here is from its agency. ``outcome``: of the check of the return.
    """

    topic: Topic
    audit: Audit
    seen: SeenReturn | None = None
    path: Path | None = None
    is_foreign: bool = False
    outcome: Outcome = Outcome.CONFIRMED


@dataclass(frozen=True, slots=True)
class Forward:
    """Earlier work beside another topic, and what an audit of that topic would begin with.

    ``carried`` has the files too, which come over only if a person wants them. ``finished``: the number of its actions
    that are done, which stay with it. ``mapped``: what a person has said about the two topics before.
    """

    earlier: EarlierWork
    topic: Topic
    carried: CarriedOver
    finished: int
    mapped: QuestionMap


def earlier_audits(workspace: Workspace, topic_id: str) -> tuple[DraftSummary, ...]:
    """The audits of other topics from which one of ``topic_id`` can begin, the last changed first.

    Raises ``TopicUnknown``.
    """
    find_topic(workspace, topic_id)
    return tuple(
        one for one in list_drafts(workspace) if not one.is_damaged and not one.is_asked and one.topic_id != topic_id
    )


def work_of_audit(workspace: Workspace, audit_id: str) -> EarlierWork:
    """The work in an audit that is here. Raises ``AuditUnknown`` and the like."""
    draft = open_draft(workspace, audit_id)
    return EarlierWork(draft.topic, draft.audit)


def work_of_return(workspace: Workspace, verdict: Verdict) -> EarlierWork:
    """The work in a return that was read. Raises ``ReturnNotVerified`` if it was changed or is no return."""
    audit_file, topic = verdict.read.audit_file, verdict.topic
    if not verdict.is_unchanged or audit_file is None or topic is None:
        raise ReturnNotVerified(path=verdict.path, verdict=verdict)
    is_own = any(one.standing is Standing.OWN for one in verdict.standings)
    agencies = (one.agency for one in list_drafts(workspace))
    is_foreign = not is_own and not any(is_same_name(audit_file.agency, agency) for agency in agencies)
    return EarlierWork(topic, audit_of(audit_file), verdict.seen, verdict.path, is_foreign, verdict.outcome)


def find_forward(
    workspace: Workspace, earlier: EarlierWork, topic_id: str, mapped: QuestionMap | None = None
) -> Forward:
    """Find what an audit of the topic would begin with. Changes nothing.

    ``mapped``: what a person says now about the two topics; without it, what they said before. Raises ``TopicUnknown``,
    also if the work is an audit here that answers that very version of the topic.
    """
    topic = find_topic(workspace, topic_id)
    if earlier.seen is None and topic_digest(topic) == earlier.audit.topic_digest:
        raise TopicUnknown(topic=topic_id)
    known = map_between(workspace.home, earlier.topic.id, topic.id) if mapped is None else mapped
    fitting = AnswerFitting(earlier.topic, topic, {one.before: one.after for one in known.choices})
    carried = carry_over(
        earlier.topic, earlier.audit, topic, match_across(earlier.topic, topic, known), fit=fitting.fit
    )
    unconfirmed = tuple(msgspec.structs.replace(answer, unconfirmed=True) for answer in carried.answers)
    questions = tuple(
        replace(one, kind=CarryKind.TO_CONFIRM) if one.kind is CarryKind.CARRIED else one for one in carried.questions
    )
    actions = _unfinished(earlier, topic, carried)
    finished = sum(action.status is ActionStatus.DONE for action in earlier.audit.actions)
    return Forward(
        earlier, topic, replace(carried, answers=unconfirmed, actions=actions, questions=questions), finished, known
    )


def bring_forward(
    workspace: Workspace, forward: Forward, *, with_files: bool = False, cancel: Cancel = never_cancelled
) -> Draft:
    """Begin the audit. What it comes from stays as it is.

    ``with_files``: the person wants the attached files too. Raises ``ReturnChanged`` if the return is another one now,
    ``Cancelled``, and what reading and saving raise; then there is no new audit.
    """
    earlier, carried = forward.earlier, forward.carried
    evidence = carried.evidence if with_files else ()
    if with_files and earlier.seen is not None:
        _keep_files(workspace, earlier.seen, {item.sha256 for item in evidence}, cancel)
    digest = topic_digest(earlier.topic)
    body, at = encode_topic(earlier.topic), workspace.stamp().at
    workspace.drafts.keep_topic(digest, earlier.topic.id, earlier.topic.version, body, installed=False, at=at)

    def fill(begun: Audit, change: Change) -> None:
        after = msgspec.structs.replace(begun, answers=carried.answers, evidence=evidence, actions=carried.actions)
        plan = plan_for_answers(forward.topic, after)
        change.bring_back(msgspec.structs.replace(after, actions=plan), EventKind.UPGRADED, digest)

    return begin_filled_draft(workspace, forward.topic, earlier.audit.agency, fill)


def _unfinished(earlier: EarlierWork, topic: Topic, carried: CarriedOver) -> tuple[Action, ...]:
    """The actions that go on. One whose question has no place belongs to none; a form without a plan takes none."""
    if not topic.plan_columns:
        return ()
    return tuple(
        msgspec.structs.replace(action, question=carried.places.get(action.question, ""))
        for action in earlier.audit.actions
        if action.status is not ActionStatus.DONE and not is_untouched(earlier.topic, action)
    )


def _keep_files(workspace: Workspace, seen: SeenReturn, wanted: set[str], cancel: Cancel) -> None:
    """Copy the files into the vault. One that no draft refers to yet is removed by no clean-up soon."""
    with open_unchanged(seen, cancel=cancel) as opened:
        audit_file = opened.read.audit_file
        for item in audit_file.evidence if audit_file is not None else ():
            if item.sha256 in wanted:
                wanted.discard(item.sha256)
                write = partial(opened.contents.extract, item.path, cancel=cancel)
                workspace.vault.take_part(item.sha256, write)

"""The action plan: change a line, add one, remove one."""

from __future__ import annotations

import msgspec

from s11desk.app.audits.answers import find_question
from s11desk.app.audits.drafts import Draft, normal_id, with_topic
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.action_plan import next_action_id, plan_for_answers, with_action
from s11desk.domain.audits.answer_rules import clean_action, texts_of_action
from s11desk.domain.audits.audit import Action
from s11desk.domain.text.text_limits import require_kept_length
from s11desk.domain.topics.topic import Topic
from s11desk.errors.answer_errors import ActionUnknown, ChangedElsewhere


def save_action(
    workspace: Workspace, audit_id: str, action: Action, *, base: Action | None = None, settled: bool = True
) -> Draft:
    """Save one line of the plan and return the draft as read back. A line without an id becomes a new line.

    ``base`` and ``settled`` are those of :func:`s11desk.app.audits.answers.save_answer`. Raises ``QuestionUnknown``,
    ``ActionUnknown``, ``ChangedElsewhere`` or ``TextTooLong``.
    """
    with workspace.drafts.changing(normal_id(audit_id), workspace.stamp()) as change:
        clean = check_action(workspace.pinned_topic(change.audit.topic_digest), action)
        plan = change.audit.actions
        before = [text for known in plan if known.id == clean.id for text in texts_of_action(known)]
        require_kept_length(texts_of_action(clean), before)
        if clean.id:
            current = _find(plan, clean.id)
            if base is not None and current not in {base, clean}:
                raise ChangedElsewhere(question="")
        else:
            clean = msgspec.structs.replace(clean, id=next_action_id(plan))
        change.put_actions(with_action(plan, clean), settled=settled)
    return with_topic(workspace, change.saved)


def remove_action(workspace: Workspace, audit_id: str, action_id: str) -> Draft:
    """Remove a line and return the draft as read back. Raises ``ActionUnknown``.

    An empty line takes its place if its answer still needs an action.
    """
    with workspace.drafts.changing(normal_id(audit_id), workspace.stamp()) as change:
        topic = workspace.pinned_topic(change.audit.topic_digest)
        _find(change.audit.actions, action_id)
        kept = tuple(action for action in change.audit.actions if action.id != action_id)
        after = msgspec.structs.replace(change.audit, actions=kept)
        change.put_actions(plan_for_answers(topic, after), settled=True)
    return with_topic(workspace, change.saved)


def check_action(topic: Topic, action: Action) -> Action:
    """``action`` with clean texts and the id of its question. Raises ``QuestionUnknown``."""
    if not action.question:
        return clean_action(action)
    question = find_question(topic, action.question)
    return clean_action(msgspec.structs.replace(action, question=question.id))


def _find(plan: tuple[Action, ...], action_id: str) -> Action:
    found = next((action for action in plan if action.id == action_id), None)
    if found is None:
        raise ActionUnknown(action=action_id, known=tuple(action.id for action in plan))
    return found

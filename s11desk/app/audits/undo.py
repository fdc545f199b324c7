"""Undo the last change, then the one before it, and so on. Redo what was undone.

Undo reads the changes from the journal, so it works after a restart too. The journal keeps every entry and records an
undo as one more change, "undone" or "redone". A detached file comes back from the vault, which keeps its content.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from s11desk.app.audits.answers import with_answers, write_needed_plan
from s11desk.app.audits.attachments import named_in_errors
from s11desk.app.audits.drafts import Draft, settle_draft, with_topic
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.action_plan import is_untouched, plan_for_answers
from s11desk.domain.audits.audit import Action, Answer, Audit, Evidence
from s11desk.domain.topics.topic import Topic
from s11desk.errors.answer_errors import ChangedElsewhere
from s11desk.store.drafts.change import Change
from s11desk.store.rows.draft_content import DraftContent, content_of
from s11desk.store.rows.journal import EventKind, JournalEntry

_OF_EVIDENCE = {EventKind.ATTACHED, EventKind.DETACHED}


def undo_last(workspace: Workspace, audit_id: str) -> Draft | None:
    """Undo the last change that is not undone yet. Return the draft as read back, or None if there is no such change.

    Text that is typed but not yet in the journal counts as one change. Raises ``AuditUnknown``, ``EvidenceGone``, and
    ``ChangedElsewhere`` if another program changes the draft at the same moment.
    """
    draft, (done, _) = _read(workspace, audit_id)
    if not done:
        return None
    entry = done[-1]
    return _revert(workspace, draft, entry, entry.new, entry.old, EventKind.UNDONE)


def redo_last(workspace: Workspace, audit_id: str) -> Draft | None:
    """Redo the change that was undone last. Return the draft as read back, or None if there is nothing to redo.

    There is nothing to redo after another change. Raises what :func:`undo_last` raises.
    """
    draft, (_, undone) = _read(workspace, audit_id)
    if not undone:
        return None
    entry = undone[-1]
    return _revert(workspace, draft, entry, entry.old, entry.new, EventKind.REDONE)


def _read(workspace: Workspace, audit_id: str) -> tuple[Draft, tuple[list[JournalEntry], list[JournalEntry]]]:
    draft = settle_draft(workspace, audit_id)
    return draft, _split_undone(draft.topic, workspace.drafts.history(draft.audit.id))


def _split_undone(topic: Topic, history: Sequence[JournalEntry]) -> tuple[list[JournalEntry], list[JournalEntry]]:
    """The changes in force, and the changes undone after the last of those. The latest is the last in each list."""
    done: list[JournalEntry] = []
    undone: list[JournalEntry] = []
    for entry in history:
        if entry.what is EventKind.UNDONE and done:
            undone.append(done.pop())
        elif entry.what is EventKind.REDONE and undone:
            done.append(undone.pop())
        elif _is_own_change(topic, entry):
            done.append(entry)
            undone.clear()
    return done, undone


def _require_file(workspace: Workspace, entry: JournalEntry, target: str) -> None:
    """Raise ``EvidenceGone`` if the file that is to come back was removed by a clean-up."""
    if entry.what in _OF_EVIDENCE and target:
        item = msgspec.json.decode(target, type=Evidence)
        with named_in_errors(item.name):
            workspace.vault.open(item.sha256).close()


def _revert(
    workspace: Workspace, draft: Draft, entry: JournalEntry, current: str, target: str, how: EventKind
) -> Draft | None:
    """Replace ``current`` by ``target`` in the draft, and return the draft as read back.

    Returns None if the draft does not have ``current``.
    """
    if not _matches(draft.topic, draft.audit, entry, current):
        return None
    with workspace.drafts.changing(draft.audit.id, workspace.stamp()) as change:
        if change.audit != draft.audit:
            raise ChangedElsewhere(question="")
        _require_file(workspace, entry, target)  # in the transaction: until its end no clean-up removes a file
        if entry.what is EventKind.RESTORED:
            change.bring_back(_content(target), how)
        else:
            change.record_as(entry.subject, how)
            _apply(draft.topic, change, entry, target)
            change.settle()
    return with_topic(workspace, change.saved)


def _is_own_change(topic: Topic, entry: JournalEntry) -> bool:
    """Whether a person made the change. The program itself adds and removes empty action lines as answers change."""
    match entry.what:
        case EventKind.ANSWERED:
            return _answer(entry, entry.old) != _answer(entry, entry.new)
        case EventKind.PLANNED:
            return bool(entry.old) or not is_untouched(topic, _action(entry.new))
        case EventKind.UNPLANNED:
            return not is_untouched(topic, _action(entry.old))
        case EventKind.ATTACHED | EventKind.DETACHED | EventKind.RESTORED:
            return entry.old != entry.new
        case _:
            return False


def _matches(topic: Topic, audit: Audit, entry: JournalEntry, body: str) -> bool:
    """Whether the subject of ``entry`` is in the draft as ``body`` describes it."""
    if entry.what is EventKind.RESTORED:
        return content_of(audit) == _content(body)
    if entry.what is EventKind.ANSWERED:
        return audit.answer(entry.subject) == _answer(entry, body)
    if entry.what in _OF_EVIDENCE:
        item = next((item for item in audit.evidence if item.id == entry.subject), None)
        return item == (msgspec.json.decode(body, type=Evidence) if body else None)
    line = next((action for action in audit.actions if action.id == entry.subject), None)
    return line == _action(body) if body else line is None or is_untouched(topic, line)


def _apply(topic: Topic, change: Change, entry: JournalEntry, body: str) -> None:
    if entry.what is EventKind.ANSWERED:
        answer = _answer(entry, body)
        change.put_answer(answer, settled=False)
        write_needed_plan(topic, change, with_answers(change.audit, (answer,)), settled=False)
    elif entry.what in _OF_EVIDENCE:
        _put_evidence(change, entry, body)
    else:
        _put_action(topic, change, entry, body)


def _put_evidence(change: Change, entry: JournalEntry, body: str) -> None:
    if body:
        change.put_evidence(msgspec.json.decode(body, type=Evidence))
    else:
        change.remove_evidence(next(item for item in change.audit.evidence if item.id == entry.subject))


def _put_action(topic: Topic, change: Change, entry: JournalEntry, body: str) -> None:
    """Put an action back. Remove the empty lines that the program has added for its question since."""
    others = tuple(action for action in change.audit.actions if action.id != entry.subject)
    if body:
        before = _action(body)
        kept = (a for a in others if a.question != before.question or not a.question or not is_untouched(topic, a))
        others = (*kept, before)
    change.put_actions(plan_for_answers(topic, msgspec.structs.replace(change.audit, actions=others)), settled=False)


def _answer(entry: JournalEntry, body: str) -> Answer:
    return msgspec.json.decode(body, type=Answer) if body else Answer(question=entry.subject)


def _content(body: str) -> DraftContent:
    return msgspec.json.decode(body, type=DraftContent)


def _action(body: str) -> Action:
    return msgspec.json.decode(body, type=Action)

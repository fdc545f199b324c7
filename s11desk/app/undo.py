"""Undo: put the answer or action that was changed last back to what it was, as often as there is something to undo.

What was changed is read from the journal, so undo works after a restart as well. It is a change like any other and
noted as one, "undone"; nothing is taken out of the journal. Evidence is not undone: detaching asks first, and a file's
content stays in the vault.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from s11desk.app.answers import keep_plan_grown, with_answers
from s11desk.app.drafts import Draft, open_draft, settle_draft
from s11desk.app.workspace import Workspace
from s11desk.domain.action_plan import grown_plan, is_untouched
from s11desk.domain.audit import Action, Answer, Audit
from s11desk.domain.topic import Topic
from s11desk.errors import Code, UserError
from s11desk.store.change import Change
from s11desk.store.journal import Entry, Happening


def undo_last(workspace: Workspace, audit_id: str) -> Draft | None:
    """Undo the last change of an answer or action that is not undone yet; None where there is none to undo.

    What was typed last, and is in no history line yet, is one change. Raises ``AUDIT_UNKNOWN``, and
    ``CHANGED_ELSEWHERE`` where another program changes the draft at this very moment.
    """
    draft = open_draft(workspace, audit_id)
    settle_draft(workspace, draft.audit.id)
    entry = _last_to_undo(draft.topic, workspace.drafts.history(draft.audit.id))
    if entry is None or not _still_stands(draft.topic, draft.audit, entry):
        return None
    with workspace.drafts.changing(draft.audit.id, workspace.stamp()) as change:
        if change.audit != draft.audit:
            raise UserError(Code.CHANGED_ELSEWHERE, question=0)
        change.undoes(entry.subject)
        if entry.what is Happening.ANSWERED:
            _put_answer_back(draft.topic, change, entry)
        else:
            _put_action_back(draft.topic, change, entry)
        change.settle()
    return open_draft(workspace, audit_id)


def _last_to_undo(topic: Topic, history: Sequence[Entry]) -> Entry | None:
    """Each "undone" stands for the nearest earlier change that no other "undone" stands for."""
    undone = 0
    for entry in reversed(history):
        if entry.what is Happening.UNDONE:
            undone += 1
        elif _is_own_change(topic, entry):
            if not undone:
                return entry
            undone -= 1
    return None


def _is_own_change(topic: Topic, entry: Entry) -> bool:
    """Whether a person made the change: lines that this program began or took away again follow from the answers."""
    match entry.what:
        case Happening.ANSWERED:
            return _answer(entry, entry.old) != _answer(entry, entry.new)
        case Happening.PLANNED:
            return bool(entry.old) or not is_untouched(topic, _action(entry.new))
        case Happening.UNPLANNED:
            return not is_untouched(topic, _action(entry.old))
        case _:
            return False


def _still_stands(topic: Topic, audit: Audit, entry: Entry) -> bool:
    """Whether the draft still says what the entry says it was changed to."""
    if entry.what is Happening.ANSWERED:
        return audit.answer(entry.subject) == _answer(entry, entry.new)
    line = next((action for action in audit.actions if action.id == entry.subject), None)
    if entry.what is Happening.UNPLANNED:
        return line is None or is_untouched(topic, line)
    return line == _action(entry.new)


def _put_answer_back(topic: Topic, change: Change, entry: Entry) -> None:
    answer = _answer(entry, entry.old)
    change.put_answer(answer, settled=False)
    keep_plan_grown(topic, change, with_answers(change.audit, (answer,)), settled=False)


def _put_action_back(topic: Topic, change: Change, entry: Entry) -> None:
    """Lines begun in its place meanwhile, in which nobody has written, go again."""
    others = tuple(action for action in change.audit.actions if action.id != entry.subject)
    if entry.old:
        before = _action(entry.old)
        kept = (a for a in others if a.question != before.question or not a.question or not is_untouched(topic, a))
        others = (*kept, before)
    change.put_actions(grown_plan(topic, msgspec.structs.replace(change.audit, actions=others)), settled=False)


def _answer(entry: Entry, body: str) -> Answer:
    return msgspec.json.decode(body, type=Answer) if body else Answer(question=entry.subject)


def _action(body: str) -> Action:
    return msgspec.json.decode(body, type=Action)

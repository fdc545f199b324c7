"""What has changed in an audit since one of its returns, from what the audit's own history says.

The history is undone step by step, and the result is compared with the digest that the return's record has: what does
not come out as it was returned is not known, and then nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from operator import attrgetter
from typing import TypeVar

import msgspec

from s11desk.app.audits.drafts import Draft, open_draft
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.audit import Action, Answer, Audit, Evidence, ReturnRecord
from s11desk.domain.audits.content_digest import is_content
from s11desk.domain.audits.visibility import action_numbers, as_returned
from s11desk.domain.returns.prepared_as import PreparedAs
from s11desk.domain.returns.return_changes import ReturnChanges, compare_returns, moved_numbers
from s11desk.domain.topics.topic import Topic
from s11desk.errors import UserError
from s11desk.errors.draft_errors import AuditDamaged
from s11desk.store.drafts.mail_log import all_prepared
from s11desk.store.rows.draft_content import DraftContent
from s11desk.store.rows.journal import EventKind, JournalEntry

_Row = TypeVar("_Row")
_WHOLE = frozenset({EventKind.RESTORED, EventKind.UPGRADED, EventKind.COLLECTED})
_SHOWN = frozenset({PreparedAs.TO_APPROVER, PreparedAs.CHANGES})


def changes_since_last(workspace: Workspace, audit_id: str) -> ReturnChanges | None:
    """What has changed since the last return; None if there is none, or if it is not known. Raises ``AuditUnknown``."""
    draft = open_draft(workspace, audit_id)
    return changes_since(workspace, draft, draft.audit.exports[-1]) if draft.audit.exports else None


def changes_since(workspace: Workspace, draft: Draft, record: ReturnRecord) -> ReturnChanges | None:
    """What has changed since a return of the draft; None if it is not known."""
    before = audit_of_return(workspace, draft, record)
    return _compare(draft.topic, before, draft.audit) if before is not None else None


def numbers_in_last_return(workspace: Workspace, audit_id: str) -> Mapping[str, str]:
    """The number that each action had in the last return, by its id; empty if there is none, or if it is not known.

    Raises ``AuditUnknown``.
    """
    draft, before = _with_last_return(workspace, audit_id)
    return action_numbers(draft.topic, before) if before is not None else {}


def last_returned(workspace: Workspace, audit_id: str) -> Audit | None:
    """The audit as its last return has it; None if there is none, or if it is not known. Raises ``AuditUnknown``."""
    draft, before = _with_last_return(workspace, audit_id)
    return as_returned(draft.topic, before) if before is not None else None


def _with_last_return(workspace: Workspace, audit_id: str) -> tuple[Draft, Audit | None]:
    """The draft, and the audit as it was when its last return was made; None if there is none, or if it is not known.

    Raises ``AuditUnknown``.
    """
    draft = open_draft(workspace, audit_id)
    exports = draft.audit.exports
    return draft, audit_of_return(workspace, draft, exports[-1]) if exports else None


def changes_for_next_signer(workspace: Workspace, draft: Draft, reference: str) -> tuple[int, ReturnChanges] | None:
    """What the return has that the person who signs next has not seen yet, and since which return.

    None if they have seen none before, or if it is not known.
    """
    record = _record(draft.audit.exports, reference)
    try:
        seen = {note.reference for note in all_prepared(workspace.drafts, draft.audit.id) if note.how in _SHOWN}
    except AuditDamaged:
        return None
    earlier = [one for one in draft.audit.exports if record and one.number < record.number and one.reference in seen]
    if record is None or not earlier:
        return None
    before, after = (audit_of_return(workspace, draft, one) for one in (earlier[-1], record))
    if before is None or after is None:
        return None
    return earlier[-1].number, _compare(draft.topic, before, after)


def audit_of_return(workspace: Workspace, draft: Draft, record: ReturnRecord) -> Audit | None:
    """The audit as it was when this return was made; None if the history does not lead back to it."""
    with suppress(UserError, msgspec.MsgspecError, ValueError):
        entries = workspace.drafts.history(draft.audit.id)
        made = [index for index, one in enumerate(entries) if _is_made(one, record)]
        then = draft.audit
        for entry in reversed(entries[made[-1] + 1 :] if made else ()):
            then = _undone(then, entry)
        if made and is_content(draft.topic, then, record.content):
            return then
    return None


def _compare(topic: Topic, before: Audit, after: Audit) -> ReturnChanges:
    changes = compare_returns(topic, as_returned(topic, before), as_returned(topic, after))
    return replace(changes, moved=moved_numbers(topic, before, after))


def _record(exports: Iterable[ReturnRecord], reference: str) -> ReturnRecord | None:
    return next((one for one in exports if one.reference == reference), None)


def _is_made(entry: JournalEntry, record: ReturnRecord) -> bool:
    return entry.what is EventKind.EXPORTED and entry.subject == record.reference


def _undone(audit: Audit, entry: JournalEntry) -> Audit:
    """The audit before this line of the history. Raises what msgspec raises for a line that is about something else."""
    if entry.what in _WHOLE and entry.old:
        before = msgspec.json.decode(entry.old, type=DraftContent)
        return msgspec.structs.replace(
            audit, answers=before.answers, actions=before.actions, evidence=_as_attached(before.evidence)
        )
    kind = _kind_of(entry)
    if kind is Answer:
        return msgspec.structs.replace(audit, answers=_with(audit.answers, attrgetter("question"), entry, Answer))
    if kind is Action:
        return msgspec.structs.replace(audit, actions=_with(audit.actions, attrgetter("id"), entry, Action))
    if kind is Evidence:
        return msgspec.structs.replace(
            audit, evidence=_as_attached(_with(audit.evidence, attrgetter("id"), entry, Evidence))
        )
    return audit


def _kind_of(entry: JournalEntry) -> type[Answer | Action | Evidence] | None:
    """Of what the line has the old and the new value; None if it is about something else."""
    for kind in (Evidence, Answer, Action):
        with suppress(msgspec.MsgspecError):
            for body in filter(None, (entry.old, entry.new)):
                msgspec.json.decode(body, type=kind)
                return kind
    return None


def _with(
    rows: tuple[_Row, ...], name: Callable[[_Row], str], entry: JournalEntry, kind: type[_Row]
) -> tuple[_Row, ...]:
    """``rows`` with the old value of the line in its place; a row that came back is the last one."""
    old: tuple[_Row, ...] = (msgspec.json.decode(entry.old, type=kind),) if entry.old else ()
    at = next((index for index, row in enumerate(rows) if name(row) == entry.subject), len(rows))
    return (*rows[:at], *old, *rows[at + 1 :])


def _as_attached(files: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(files, key=lambda one: one.attached))

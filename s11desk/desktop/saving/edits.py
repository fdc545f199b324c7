"""The values that a person edits in an open draft (answers, actions, notes, captions), their keys, and their saving."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from s11desk import app
from s11desk.desktop.saving.jobs import Task
from s11desk.domain.audits.audit import Action, Answer, Audit, PrivateNote

if TYPE_CHECKING:
    import datetime as dt

    from s11desk.app.audits.drafts import Draft
    from s11desk.app.home.workspace import Workspace
    from s11desk.desktop.messages.errors.error_messages import Message

MAX_WAIT = 1_900
"""Milliseconds from the first key that is not saved until a save starts, however steadily the person types.

People are promised two seconds; a timer of Qt may be 5 % late.
"""


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption: what a file shows, in the person's words. ``evidence``: the file's id."""

    evidence: str
    text: str


Value = Answer | Action | PrivateNote | Caption


@dataclass(frozen=True, slots=True)
class PendingEdit:
    """A value that waits to be saved. ``base``: the value before the edit, to compare with the one on the disk."""

    value: Value
    base: Value | None


@dataclass(frozen=True, slots=True)
class Key:
    """Identifies one answer, action, note or caption of the draft."""

    kind: type[Answer] | type[Action] | type[PrivateNote] | type[Caption]
    id: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two versions of one answer, action, note or caption. ``other`` is None if the other program removed it."""

    key: Key
    mine: Value
    other: Value | None


class Saved(Enum):
    """Whether everything that was typed is on the disk."""

    YES = auto()
    SAVING = auto()
    NO = auto()


@dataclass(frozen=True, slots=True)
class SaveState:
    """Whether the draft is saved. ``at``: the time of the last save, as read back from the draft.

    ``reason``: why the last save failed. ``may_reopen``: because the file was moved or replaced; see
    :meth:`OpenDraft.reopen`.
    """

    saved: Saved
    at: dt.datetime
    reason: Message | None = None
    may_reopen: bool = False


def key_of(value: Value) -> Key:
    """The key of the answer, action, note or caption that ``value`` is a version of."""
    match value:
        case Action():
            return Key(Action, value.id)
        case Caption():
            return Key(Caption, value.evidence)
        case _:
            return Key(type(value), value.question)


def save_operation(
    audit_id: str, value: Value, base: Value | None, *, settled: bool
) -> Callable[[Workspace, Task], Draft]:
    """Save ``value`` by its own use case; each returns the draft as its transaction read it back."""

    def run(workspace: Workspace, _task: Task) -> Draft:
        match value:
            case Answer():
                base_answer = base if isinstance(base, Answer) else None
                return app.save_answer(workspace, audit_id, value, base=base_answer, settled=settled)
            case Action():
                base_action = base if isinstance(base, Action) else None
                return app.save_action(workspace, audit_id, value, base=base_action, settled=settled)
            case PrivateNote():
                return app.save_note(workspace, audit_id, value, base=base if isinstance(base, PrivateNote) else None)
            case Caption():
                return app.caption_evidence(workspace, audit_id, value.evidence, value.text)

    return run


def stored_value(draft: Draft, key: Key) -> Value | None:
    """The value of ``key`` in ``draft``. None if it has no such action."""
    if key.kind is PrivateNote:
        return stored_note(draft, key.id)
    if key.kind is Caption:
        return stored_caption(draft.audit, key.id)
    return draft.audit.answer(key.id) if key.kind is Answer else stored_action(draft.audit, key.id)


def stored_caption(audit: Audit, evidence: str) -> Caption:
    """The caption of a file of evidence; empty if there is none."""
    known = next((item.caption for item in audit.evidence if item.id == evidence), "")
    return Caption(evidence, known)


def stored_note(draft: Draft, question: str) -> PrivateNote:
    """The private note beside a question; empty if there is none."""
    blank = PrivateNote(question, "")
    return next((note for note in draft.notes if note.question == question), blank)


def stored_action(audit: Audit, action_id: str) -> Action | None:
    """The action with this id."""
    return next((action for action in audit.actions if action.id == action_id), None)

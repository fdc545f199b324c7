"""The values that a person edits in an open draft (answers, actions, notes, captions), their keys, and their saving."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from s11desk import app
from s11desk.desktop.saving.jobs import Task
from s11desk.domain.audit import Action, Answer, PrivateNote

if TYPE_CHECKING:
    from s11desk.app.audits.drafts import Draft
    from s11desk.app.home.workspace import Workspace

MAX_WAIT = 1_900
"""Milliseconds from the first key that is not saved until a save starts, however steadily the person types.

People are promised two seconds; a timer of Qt may be a twentieth late.
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
    """Names one answer, action, note or caption of the draft."""

    kind: type[Answer] | type[Action] | type[PrivateNote] | type[Caption]
    id: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two versions of one thing. ``other`` is None if the other program removed it."""

    key: Key
    mine: Value
    other: Value | None


def key_of(value: Value) -> Key:
    """The key of the thing that ``value`` is a version of."""
    match value:
        case Action():
            return Key(Action, value.id)
        case Caption():
            return Key(Caption, value.evidence)
        case _:
            return Key(type(value), value.question)


def saving_value(
    audit_id: str, value: Value, base: Value | None, *, settled: bool
) -> Callable[[Workspace, Task], Draft]:
    """Save ``value`` by its own use case; each returns the draft as its transaction read it back."""

    def run(workspace: Workspace, _task: Task) -> Draft:
        match value:
            case Answer():
                answered = base if isinstance(base, Answer) else None
                return app.save_answer(workspace, audit_id, value, base=answered, settled=settled)
            case Action():
                planned = base if isinstance(base, Action) else None
                return app.save_action(workspace, audit_id, value, base=planned, settled=settled)
            case PrivateNote():
                return app.save_note(workspace, audit_id, value, base=base if isinstance(base, PrivateNote) else None)
            case Caption():
                return app.caption_evidence(workspace, audit_id, value.evidence, value.text)

    return run

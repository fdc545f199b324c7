"""What can be said of saving: the state of a draft, and two versions of one thing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum, auto

from s11desk.desktop.messages.error_messages import Message
from s11desk.domain.audit import Action, Answer, PrivateNote


@dataclass(frozen=True, slots=True)
class Caption:
    """What a person says a file shows. ``evidence``: the file's id."""

    evidence: str
    text: str


Value = Answer | Action | PrivateNote | Caption


class Saved(Enum):
    YES = auto()
    SAVING = auto()
    NO = auto()


@dataclass(frozen=True, slots=True)
class SaveState:
    """``at``: when the draft was last written, as read back from it. ``reason``: why the last save did not happen."""

    saved: Saved
    at: dt.datetime
    reason: Message | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """Names one answer, action, note or caption of the draft."""

    kind: type[Answer] | type[Action] | type[PrivateNote] | type[Caption]
    id: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two versions of one thing. ``other`` is None where the other program removed it."""

    key: Key
    mine: Value
    other: Value | None


def key_of(value: Value) -> Key:
    match value:
        case Action():
            return Key(Action, value.id)
        case Caption():
            return Key(Caption, value.evidence)
        case _:
            return Key(type(value), value.question)

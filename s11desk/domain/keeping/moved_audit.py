"""An audit that moves as one file (docs/portable-draft.md): why it moves, and what a computer finds that gets it."""

from __future__ import annotations

from enum import StrEnum


class MovePurpose(StrEnum):
    """Why an audit was put into a file.

    HAND_OVER: it moves to another computer with its id, and can only be read where it was. COPY: a colleague goes on
    with a copy, which gets an id of its own.
    """

    HAND_OVER = "hand-over"
    COPY = "copy"


class Relation(StrEnum):
    """How an audit in a file relates to the audits that are here.

    NEW: it is not here. COPY: it gets a new id. NEWER: the audit here is an earlier state of it. SAME: the file has
    nothing that is not here. FORKED: both went on from one state, so it is taken in beside, with a new id.
    """

    NEW = "new"
    COPY = "copy"
    NEWER = "newer"
    SAME = "same"
    FORKED = "forked"

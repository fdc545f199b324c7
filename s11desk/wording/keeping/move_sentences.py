"""Sentences about an audit that moves as one file, for the window and the terminal."""

from __future__ import annotations

from s11desk.domain.keeping.moved_audit import Relation
from s11desk.errors.move_errors import DraftFileFault

WHY_NOT_TAKEN_IN: dict[DraftFileFault, str] = {
    DraftFileFault.OTHER_KIND: "It is a file from s11desk, but of a different kind. “Open a file you were sent…” knows "
    "each kind.",
    DraftFileFault.FORM: "It is not whole, or something in it was changed since it was made.",
    DraftFileFault.DATA: "What it says about the audit is not as this program writes it.",
    DraftFileFault.TOPIC: "The questions in it cannot be used.",
    DraftFileFault.ANSWERS: "Some of its answers or actions do not fit its questions.",
    DraftFileFault.EVIDENCE: "An attached file in it is missing, or is not what it says.",
    DraftFileFault.JOURNAL: "The history in it is not one that this program writes.",
    DraftFileFault.LENGTH: "A text in it is longer than a person can type here.",
}

RELATIONS: dict[Relation, str] = {
    Relation.NEW: "This audit is not on this computer. It comes in with its history.",
    Relation.COPY: "This is a copy for a colleague. It comes in as an audit of its own, with a new number.",
    Relation.NEWER: (
        "This audit is on this computer, as it was before. It is brought up to date with what was done elsewhere. "
        "“Undo” in the audit goes back step by step."
    ),
    Relation.SAME: (
        "This computer has everything that is in this file, so no answer changes. If the audit was handed over, it can be "
        "changed here again afterwards."
    ),
    Relation.FORKED: (
        "This audit went on here and elsewhere. Nothing is mixed and nothing is lost: it comes in as another audit, "
        "beside the one that is here. Compare the two, and make the return from one of them."
    ),
}

TEXT_TOO_LONG = (
    "A text in it is longer than this program takes now. It comes in whole. Shorten it before you make a return or ask a "
    "colleague."
)
TOPIC_IS_OTHER = (
    "Its questions have the same name as questions on this computer, but other words. Ask the person who gave you "
    "the file."
)
FORK_WARNING = (
    "Take an audit back only if its file was not used, or is lost. If someone goes on with it on the other computer "
    "too, there are two audits with one number. Then make a return from only one of them."
)

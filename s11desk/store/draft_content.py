"""The parts of a draft that come back from a copy all at once, as one line of the journal holds them."""

from __future__ import annotations

from operator import attrgetter

import msgspec

from s11desk.domain.audit import Action, Answer, Audit, Evidence


class DraftContent(msgspec.Struct, frozen=True, omit_defaults=True):
    """The answers, actions and files of a draft.

    ``answers`` has no blank ones; they are in the order of their questions' ids, the files in that of their ids.
    """

    answers: tuple[Answer, ...] = ()
    actions: tuple[Action, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def content_of(draft: DraftContent | Audit) -> DraftContent:
    """The content of a draft, in an order in which two contents can be compared."""
    answers = (answer for answer in draft.answers if not answer.is_blank())
    return DraftContent(
        tuple(sorted(answers, key=attrgetter("question"))),
        draft.actions,
        tuple(sorted(draft.evidence, key=attrgetter("id"))),
    )

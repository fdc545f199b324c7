"""The parts of a draft that come back from a copy all at once, as one line of the journal holds them."""

from __future__ import annotations

import re
from operator import attrgetter

import msgspec

from s11desk.domain.audits.audit import Action, Answer, Audit, Evidence

_SHA256, _ID, _ENDING = re.compile(r"[0-9a-f]{64}"), re.compile(r"[A-Za-z0-9-]{1,40}"), re.compile(r"[a-z0-9]{1,10}")


def is_sound_evidence(item: Evidence) -> bool:
    """Whether the id, digest and ending are of this program. Others could lead elsewhere in a path."""
    return bool(_SHA256.fullmatch(item.sha256) and _ID.fullmatch(item.id) and _ENDING.fullmatch(item.type))


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


def replaced_answers(before: DraftContent, after: DraftContent) -> list[Answer]:
    """The answers to write so that ``after`` takes the place of ``before``; a question without one gets a blank."""
    now = {answer.question: answer for answer in before.answers}
    then = {answer.question: answer for answer in after.answers}
    blanked = [Answer(question) for question in now if question not in then]
    return [*(answer for answer in after.answers if now.get(answer.question) != answer), *blanked]

"""How long a text may be. Longer texts that an older version took stay readable, and can be shortened.

A limit keeps a text that was pasted by mistake, or written by a stranger, from slowing down every page and return.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from s11desk.errors.answer_errors import TextTooLong

if TYPE_CHECKING:
    from s11desk.domain.asking.asked_questions import PartOfAudit
    from s11desk.domain.audits.audit import (  # slow to import, and the first page needs only the limits
        Action,
        Answer,
        Audit,
        PrivateNote,
    )

NAME_LIMIT = 200
"""Characters of the name of an agency or a signer."""
LINE_LIMIT = 1_000
"""Characters of a text of one line."""
MESSAGE_LIMIT = 2_000
"""Characters of what a person writes to a colleague whom they ask."""
LONG_LIMIT = 100_000
"""Characters of a text of several lines: about forty pages."""

_START = 40
"""Characters by which a person knows a text again."""


class LimitedText(NamedTuple):
    """A text and the most characters that it may have."""

    text: str
    limit: int


def first_too_long(texts: Iterable[LimitedText], before: Iterable[LimitedText] = ()) -> LimitedText | None:
    """The first text that is longer than its limit, and longer than each text that was saved ``before``."""
    wrong = [one for one in texts if len(one.text) > one.limit]
    if not wrong:
        return None
    longest = max((len(one.text) for one in before), default=0)
    return next((one for one in wrong if len(one.text) > longest), None)


def require_kept_length(texts: Iterable[LimitedText], before: Iterable[LimitedText] = ()) -> None:
    """Raise ``TextTooLong`` for the first of ``texts`` that is too long.

    ``before``: what is saved in its place. An older version may have taken a longer text; that can be shortened step by
    step.
    """
    found = first_too_long(texts, before)
    if found is not None:
        raise TextTooLong(start=found.text[:_START], length=len(found.text), limit=found.limit)


def texts_of_answer(answer: Answer) -> Iterator[LimitedText]:
    """Every text in ``answer``. Most answers have one or none, so empty ones are left out."""
    for long in (answer.text, answer.comment, answer.reason):
        if long:
            yield LimitedText(long, LONG_LIMIT)
    if answer.other:
        yield LimitedText(answer.other, LINE_LIMIT)
    for person in answer.people:
        yield from (LimitedText(detail, LINE_LIMIT) for detail in person.details())
    for row in answer.rows:
        yield from (LimitedText(cell.text, LINE_LIMIT) for cell in row.cells)


def texts_of_action(action: Action) -> Iterator[LimitedText]:
    """Every text in ``action``."""
    for long in (action.area, action.action, action.resources, action.measure, action.progress):
        yield LimitedText(long, LONG_LIMIT)
    yield LimitedText(action.lead, LINE_LIMIT)
    yield LimitedText(action.job_role, LINE_LIMIT)


def texts_of_audit(audit: Audit) -> Iterator[LimitedText]:
    """Every text that somebody entered into ``audit``."""
    yield LimitedText(audit.agency, NAME_LIMIT)
    yield from texts_of_part(audit)


def texts_of_part(part: Audit | PartOfAudit) -> Iterator[LimitedText]:
    """Every text in the answers, actions and captions of a whole audit, or of the questions for a colleague."""
    for answer in part.answers:
        yield from texts_of_answer(answer)
    for action in part.actions:
        yield from texts_of_action(action)
    for item in part.evidence:
        yield LimitedText(item.caption, LINE_LIMIT)


def texts_of_notes(notes: Iterable[PrivateNote]) -> Iterator[LimitedText]:
    """Every text in ``notes``."""
    return (LimitedText(note.text, LONG_LIMIT) for note in notes)

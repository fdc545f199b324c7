"""What the history of an audit says about questions to colleagues, and about the answers that came back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from s11desk.app.asking.asking_format import ReplyFile
from s11desk.domain.asking.asked_questions import AnswersTaken, PartOfAudit, QuestionsAsked
from s11desk.store.rows.journal import EventKind, JournalEntry


@dataclass(frozen=True, slots=True)
class Before:
    """What a file of answers is compared with.

    ``asked``: the questions as they went out; None if this history does not have them, such as after an old copy came
    back. ``is_known``: the file, or a later one of the same colleague, was taken in. ``base``: what the colleague began
    from, or last sent back; ``places``: the id here of each of its actions.
    """

    asked: QuestionsAsked | None
    is_known: bool
    base: PartOfAudit
    places: Mapping[str, str]


def find_before(history: Iterable[JournalEntry], file: ReplyFile) -> Before:
    """Find what ``file`` is compared with, in the history of the audit that it belongs to."""
    asked: QuestionsAsked | None = None
    taken: list[AnswersTaken] = []
    for entry in history:
        if entry.subject != file.request:
            continue
        if entry.what is EventKind.ASKED:
            asked = msgspec.json.decode(entry.new, type=QuestionsAsked)
        elif entry.what is EventKind.MERGED:
            taken.append(msgspec.json.decode(entry.new, type=AnswersTaken))
    known = {name for one in taken for name in (one.file, *one.earlier)}
    part = asked.part if asked is not None else PartOfAudit()
    sent = {one.file: one for one in taken}
    last = next((sent[name] for name in reversed(file.earlier) if name in sent), None)
    places = {action.id: action.id for action in part.actions}
    for one in taken:
        if one.sender == file.sender or one.file in file.earlier:
            places |= {place.there: place.here for place in one.places}
    return Before(asked, file.file in known, last.part if last is not None else part, places)

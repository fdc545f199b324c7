"""Find what an agency wrote that paper cannot show, so that the person hears of it before signing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from s11desk import report
from s11desk.app.audits.drafts import open_draft
from s11desk.app.home.paths import resources_folder
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.action_area import with_own_areas
from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.audit_texts import AuditText, TextPlace, written_by_agency
from s11desk.domain.audits.visibility import asked_questions
from s11desk.domain.topics.topic import Topic

_ALWAYS_PRINTED = frozenset(map(chr, range(0x20, 0x180))) | frozenset("\n–—‘’“”…•€")
"""Letters of western Europe and usual marks. The typeface is not loaded for a text of these alone."""


@dataclass(frozen=True, slots=True)
class UnprintableText:
    """A text with characters that paper shows as numbers. ``place``: where it is. ``characters``: each once."""

    place: AuditText
    characters: tuple[str, ...]


def find_unprintable_texts(workspace: Workspace, audit_id: str) -> tuple[UnprintableText, ...]:
    """Every such text of a return, in the topic's order. Writes nothing. Raises ``AuditUnknown``."""
    draft = open_draft(workspace, audit_id)
    unusual = [
        text
        for text in _printed(draft.topic, with_own_areas(draft.topic, draft.audit))
        if has_unusual_letters(text.text)
    ]
    if not unusual:
        return ()
    missing = set(report.missing_characters(resources_folder() / "fonts", (text.text for text in unusual)))
    found = ((text, [one for one in dict.fromkeys(text.text) if one in missing]) for text in unusual)
    return tuple(UnprintableText(text, tuple(characters)) for text, characters in found if characters)


def has_unusual_letters(text: str) -> bool:
    """Whether a typeface has to be looked at to know what of ``text`` can be printed."""
    return not _ALWAYS_PRINTED.issuperset(text)


def unprintable_letters(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The characters of ``texts`` that paper shows as numbers, each once, as they come. Usual letters take no time."""
    unusual = [text for text in texts if has_unusual_letters(text)]
    missing = set(report.missing_characters(resources_folder() / "fonts", unusual)) if unusual else set()
    return tuple(one for one in dict.fromkeys("".join(unusual)) if one in missing)


def _printed(topic: Topic, audit: Audit) -> Iterator[AuditText]:
    yield AuditText("", TextPlace.PERSON, audit.agency)
    for question in asked_questions(topic, audit):
        for person in audit.answer(question.id).people:
            yield AuditText(question.id, TextPlace.PERSON, "\n".join(filter(None, person.details())))
        yield from written_by_agency(audit, question.id)
    yield from written_by_agency(audit, "")

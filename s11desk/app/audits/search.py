"""Search in one draft: its questions, guidance, answers, actions, file names and private notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from s11desk.app.audits.drafts import Draft, open_draft
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.action_area import with_own_areas
from s11desk.domain.audits.audit_texts import AuditText, TextPlace, written_by_agency, written_on_page
from s11desk.domain.audits.visibility import asked_questions
from s11desk.domain.text.clean_text import clean_line
from s11desk.store.sqlite.full_text import search_texts

__all__ = ["SearchHit", "TextPlace", "search"]


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A text of the draft that has the search words.

    ``question_id``: empty for an action without a question. ``item``: the id of the found action or file.
    """

    question_id: str
    where: TextPlace
    excerpt: str
    item: str = ""


def search(workspace: Workspace, audit_id: str, text: str) -> tuple[SearchHit, ...]:
    """Find the texts with every word of ``text`` on the pages that the draft has now, in the order of the pages.

    Raises ``AuditUnknown``.
    """
    pieces = [piece for piece in _texts(open_draft(workspace, audit_id)) if piece.text.strip()]
    found = search_texts([piece.text for piece in pieces], clean_line(text))
    hits = ((pieces[match.index], match.excerpt) for match in found)
    return tuple(SearchHit(piece.question, piece.where, excerpt, piece.item) for piece, excerpt in hits)


def _texts(draft: Draft) -> Iterator[AuditText]:
    """Every text, in the order in which the pages show it."""
    audit = with_own_areas(draft.topic, draft.audit)
    notes = {note.question: note.text for note in draft.notes}
    for question in asked_questions(draft.topic, audit):
        yield from written_on_page(draft.topic, audit, question)
        yield AuditText(question.id, TextPlace.NOTE, notes.get(question.id, ""))
    yield from written_by_agency(audit, "")

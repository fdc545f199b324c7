"""Search in one draft: its questions, guidance, answers, actions and file names."""

from __future__ import annotations

from dataclasses import dataclass

from s11desk.app.audits.drafts import open_draft
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audit_texts import TextPlace, written_by_agency, written_on_page
from s11desk.domain.clean_text import clean_line
from s11desk.domain.visibility import asked_questions
from s11desk.store.full_text import search_texts

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
    """Find the texts with every word of ``text`` on the pages that the draft has now, the best match first.

    Raises ``AuditUnknown``.
    """
    draft = open_draft(workspace, audit_id)
    asked = asked_questions(draft.topic, draft.audit)
    pages = (piece for question in asked for piece in written_on_page(draft.topic, draft.audit, question))
    pieces = [piece for piece in (*pages, *written_by_agency(draft.audit, "")) if piece.text.strip()]
    found = search_texts([piece.text for piece in pieces], clean_line(text))
    hits = ((pieces[match.index], match.excerpt) for match in found)
    return tuple(SearchHit(piece.question, piece.where, excerpt, piece.item) for piece, excerpt in hits)

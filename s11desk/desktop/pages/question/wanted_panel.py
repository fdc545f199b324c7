"""Above an answer: what the person who signs next asks to change in it, until the next return is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from s11desk import app
from s11desk.app.returns.since_return import changes_since_last
from s11desk.desktop.messages.sending_words import make_next_line
from s11desk.desktop.pages.question_links import QuestionLinks
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.reading.announcing import announce_found
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, label
from s11desk.desktop.parts.visit import next_visit
from s11desk.domain.returns.wanted_words import words_by_question
from s11desk.wording.plain_text import shown_text

if TYPE_CHECKING:
    from typing import TypeAlias

    from s11desk.app.audits.drafts import Draft
    from s11desk.app.home.workspace import Workspace
    from s11desk.app.returns.mailing.mail import Prepared
    from s11desk.domain.returns.return_changes import ReturnChanges

    _Found: TypeAlias = tuple[Prepared | None, ReturnChanges | None]


_TITLE = "The person who signs next asks you to change this answer"
_TOO = "They ask for a change in question {} too"
_TOO_CHANGED = "They ask for a change in question {} too. You have changed it"


class WantedPanel(Card):
    """Hidden while nothing is asked about the question. A preview, and an audit without a return, never ask.

    What is asked is found after the page has opened, so it is announced by itself.

    ``wanted`` is emitted with the step of another question that has to change too.
    """

    wanted = Signal(object)

    def __init__(self, services: Services, draft: Callable[[], Draft]) -> None:
        super().__init__(services.theme, "panel", _TITLE, spacing=6)
        self._services = services
        self._draft = draft
        self._visit = next_visit(self)
        self.words = label("")
        self.then = label("", Kind.SMALL)
        self.others = QuestionLinks(services.theme, self.wanted.emit)
        for part in (self.words, self.others, self.then):
            self.column.addWidget(part)
        self.hide()

    def start_over(self, question: str) -> None:
        """Serve another question, as a new panel would."""
        self._visit = next_visit(self, self._visit)
        self.hide()
        audit = self._draft().audit
        if audit.exports and not self._services.is_preview:
            last = audit.exports[-1]
            self._services.jobs.look_up(
                self._visit,
                lambda workspace, _: _find(workspace, audit.id, last.reference),
                lambda found: self._show_words(found, question, last.number),
                lambda _: None,
            )

    def _show_words(self, found: _Found, question: str, number: int) -> None:
        wanted, changes = found
        asked = words_by_question(self._draft().topic, wanted.words) if wanted is not None else {}
        words = f"“{shown_text(asked[question])}”" if question in asked else ""
        self.words.setText(words)
        self.words.setAccessibleName(words)
        self.then.setText(make_next_line(number))
        others = [one for one in asked if one != question]
        self.others.show_links({one: self._about(one, changes) for one in others})
        self.setVisible(bool(words))
        if words:
            announce_found(self, spoken(_TITLE, words))

    def _about(self, question: str, changes: ReturnChanges | None) -> str:
        is_changed = changes is not None and changes.is_changed(question)
        return (_TOO_CHANGED if is_changed else _TOO).format(self._draft().topic.number_of(question))


def _find(workspace: Workspace, audit_id: str, reference: str) -> _Found:
    """What is asked for; if anything is, also what has changed since the last return."""
    wanted = app.find_wanted_changes(workspace, audit_id, reference)
    return wanted, changes_since_last(workspace, audit_id) if wanted is not None else None

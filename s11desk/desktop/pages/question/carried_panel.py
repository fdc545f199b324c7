"""Above an answer that was carried over: what its question was before, and one click that says it is still true."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from s11desk import app
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.parts.visit import next_visit
from s11desk.wording.plain_text import shown_text
from s11desk.wording.topics.forward_sentences import difference_text

if TYPE_CHECKING:
    from s11desk.app.audits.drafts import Draft
    from s11desk.app.audits.earlier_answers import EarlierQuestion

CARRIED = "From an earlier audit: is it still true?"
_SAME = "The question had the same words then."


class CarriedPanel(Card):
    """Shown while the answer is unconfirmed. ``still_true``: the person confirms it as it is."""

    still_true = Signal()

    def __init__(self, services: Services, draft: Callable[[], Draft]) -> None:
        super().__init__(services.theme, "panel", CARRIED)
        self._services = services
        self._question = ""
        self._draft = draft
        self._was_asked = False
        self._visit = next_visit(self)
        self.words = label("", Kind.QUIET)
        self.words.hide()
        self.confirm = button("Still &true")
        self.confirm.setObjectName("still-true")
        self.confirm.clicked.connect(self.still_true)
        self.column.addWidget(self.words)
        self.column.addWidget(self.confirm, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def start_over(self, question: str) -> None:
        """Serve another question, as a new panel would."""
        self._visit = next_visit(self, self._visit)
        self._question = question
        self._was_asked = False
        self.words.hide()
        self.hide()

    def show_for(self, *, unconfirmed: bool) -> None:
        """Show or hide the panel. The first time it reads what the question was."""
        self.setVisible(unconfirmed)
        if unconfirmed and not self._was_asked:
            self._was_asked = True
            draft, question = self._draft(), self._question
            self._services.jobs.look_up(
                self._visit,
                lambda workspace, _: app.earlier_question(workspace, draft, question),
                self._show_words,
                lambda _: None,
            )

    def _show_words(self, earlier: EarlierQuestion | None) -> None:
        if earlier is None:
            return
        topic = self._draft().topic
        question = topic.question(self._question)
        if question is None:
            return
        was = _SAME if earlier.question.text == question.text else f"It was: “{shown_text(earlier.question.text)}”."
        difference = difference_text(earlier.topic, earlier.question, topic, question)
        was = f"{was} {difference}" if difference else was
        self.words.setText(was)
        self.words.setAccessibleName(was)
        self.words.show()

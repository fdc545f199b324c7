"""Above an answer: what the partnership asks to change in it, until the next return is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from s11desk import app
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.reading.announcing import announce_found
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, heading, label
from s11desk.desktop.parts.visit import next_visit
from s11desk.wording.plain_text import shown_text
from s11desk.wording.returns.reply_sentences import asks_to_change, what_next

if TYPE_CHECKING:
    from s11desk.app.audits.drafts import Draft
    from s11desk.app.returns.replies.partnership_replies import ReplyNews


class RequestPanel(Card):
    """Hidden while nothing is asked about the question. A preview, and an audit without a return, never ask.

    What is asked is found after the page has opened, so it is announced by itself.
    """

    def __init__(self, services: Services, draft: Callable[[], Draft]) -> None:
        super().__init__(services.theme, "panel", spacing=6)
        self._services = services
        self._draft = draft
        self._visit = next_visit(self)
        self.title = heading("", Kind.STRONG)
        self.words = label("")
        self.then = label("", Kind.SMALL)
        for part in (self.title, self.words, self.then):
            self.column.addWidget(part)
        self.hide()

    def start_over(self, question: str) -> None:
        """Serve another question, as a new panel would."""
        self._visit = next_visit(self, self._visit)
        self.hide()
        audit = self._draft().audit
        if audit.exports and not self._services.is_preview:
            self._services.jobs.look_up(
                self._visit,
                lambda workspace, _: app.reply_news(workspace, audit.id),
                lambda news: self._show_words(news, question),
                lambda _: None,
            )

    def _show_words(self, news: ReplyNews, question: str) -> None:
        asked = [f"“{shown_text(one.text)}”" for one in news.reasons if one.question == question]
        words = "\n\n".join(asked)
        self.words.setText(words)
        self.words.setAccessibleName(words)
        if news.request is not None:
            self.title.setText(asks_to_change(news.request.standing.standing))
            self.then.setText(what_next(news.request.reply, news.request.signed_by))
        self.setVisible(bool(asked))
        if asked:
            announce_found(self, spoken(self.title.text(), words))

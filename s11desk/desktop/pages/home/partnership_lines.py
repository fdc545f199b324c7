"""On an audit's card: that the partnership received its return, or asks for changes, with a way to each question."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.audits.flow import SIGN, Step
from s11desk.wording.returns.reply_sentences import OTHER_SENDER, answered_line, asked_on_list, received_on_list

if TYPE_CHECKING:
    from s11desk.app.returns.replies.audit_news import AuditNews

_FEW = 4
"""The most links to questions on a card. The page of the return has all of them."""


class PartnershipLines(QWidget):
    """``number``: of the last return. ``name``: of the audit, for a screen reader. ``open_at`` opens it at a step."""

    def __init__(self, theme: Theme, audit: AuditNews, number: int, name: str, open_at: Callable[[Step], None]) -> None:
        super().__init__()
        self._theme, self._name, self._open_at = theme, name, open_at
        self._layout = column(self, theme, spacing=4)
        news = audit.news
        if news.receipt is not None:
            words = received_on_list(news.receipt.reply, news.receipt.signed_by)
            self._layout.addWidget(label(words, Kind.GOOD if news.receipt.is_checked else Kind.STRONG))
        if news.request is not None:
            numbers = [one.number for one in audit.changes]
            words = asked_on_list(news.request.reply, news.request.signed_by, numbers)
            self._layout.addWidget(label(words, Kind.STRONG))
            self._add_links(audit)
        if news.has_other_sender:
            self._layout.addWidget(label(OTHER_SENDER, Kind.SMALL))
        if news.answered is not None:
            self._layout.addWidget(label(answered_line(news.answered.reply, number), Kind.SMALL))

    def _add_links(self, audit: AuditNews) -> None:
        """A link to each question, and one to all that is asked where there is more than that."""
        places = {one.number: one.step for one in audit.changes if one.step != SIGN}
        row = WrappingRow(self._theme.pixels(16))
        for number, step in list(places.items())[:_FEW]:
            row.addWidget(self._link(f"Go to question {number}", step))
        if len(places) > _FEW or len(places) < len({one.number for one in audit.changes}) or not places:
            row.addWidget(self._link("See everything they ask for", SIGN))
        self._layout.addLayout(row)

    def _link(self, text: str, step: Step) -> QWidget:
        link = button(text, "link", name=f"{text}: {self._name}")
        link.setObjectName(f"asked-{step.question or 'all'}")
        link.clicked.connect(lambda: self._open_at(step))
        return link

"""What the partnership said about the last return: that it was received, or what has to change, with links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.desktop.pages.problem_summary import Link, ProblemSummary
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.reading.announcing import announce_found
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, label
from s11desk.domain.audits.flow import INTRODUCTION, steps
from s11desk.domain.receiving.desk_values import ReviewReason
from s11desk.domain.returns.return_verdict import Standing
from s11desk.wording.returns.reply_sentences import (
    OTHER_SENDER,
    answered_line,
    asks_for_changes,
    reason_line,
    reply_sentence,
)

if TYPE_CHECKING:
    from s11desk.app.audits.drafts import Draft
    from s11desk.app.returns.replies.partnership_replies import PartnershipReply, ReplyNews


class PartnershipSaid(QWidget):
    """Hidden while nothing was said. ``wanted`` carries the step of a question that has to change."""

    wanted = Signal(object)

    def __init__(self, services: Services, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        layout = column(self, services.theme, spacing=8)
        self.received = label("", Kind.GOOD)
        self.unchecked = label("", Kind.STRONG)
        self.asked = label("", Kind.STRONG)
        self.others = label(OTHER_SENDER, Kind.QUIET)
        self.answered = label("", Kind.QUIET)
        self.links = ProblemSummary(services.theme, asks_for_changes(Standing.KNOWN))
        for part in (self.received, self.unchecked, self.links, self.asked, self.others, self.answered):
            layout.addWidget(part)
        self.hide()
        if draft.audit.exports and not services.is_preview:
            services.jobs.look_up(
                self, lambda workspace, _: app.reply_news(workspace, draft.audit.id), self._show_news, lambda _: None
            )

    def _show_news(self, news: ReplyNews) -> None:
        good, unchecked = (news.receipt, None) if _is_checked(news.receipt) else (None, news.receipt)
        for part, reply in ((self.received, good), (self.unchecked, unchecked), (self.asked, news.request)):
            part.setText(_said(reply) if reply is not None else "")
            part.setVisible(reply is not None)
        self.others.setVisible(news.has_other_sender)
        last = max((record.number for record in self._draft.audit.exports), default=0)
        self.answered.setText(answered_line(news.answered.reply, last) if news.answered is not None else "")
        self.answered.setVisible(news.answered is not None)
        headline = asks_for_changes(news.request.standing.standing) if news.request is not None else ""
        if headline:
            self.links.show_headline(headline)
        self.links.show_links(tuple(self._link(one) for one in news.reasons))
        self.setVisible(not news.is_silent)
        said = (self.received, self.unchecked, self.asked)
        announce_found(
            self, spoken(headline if news.reasons else "", *(one.text() for one in said if not one.isHidden()))
        )

    def _link(self, reason: ReviewReason) -> Link:
        all_steps = steps(self._draft.topic, self._draft.audit)
        step = next((one for one in all_steps if reason.question and one.question == reason.question), INTRODUCTION)
        return reason_line(reason, self._draft.topic), lambda: self.wanted.emit(step)


def _said(reply: PartnershipReply) -> str:
    return reply_sentence(reply.reply, reply.signed_by, is_ahead=reply.is_ahead)


def _is_checked(reply: PartnershipReply | None) -> bool:
    return reply is not None and reply.is_checked

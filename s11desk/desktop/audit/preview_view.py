"""An audit that only shows how a topic will look. Everything can be tried but the signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from s11desk.desktop.audit.audit_view import AuditView
from s11desk.desktop.pages.page import Page
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import label
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.audits.flow import SIGN
from s11desk.domain.topics.topic import SigningRole, Topic
from s11desk.override import override

if TYPE_CHECKING:
    import datetime as dt

_NOT_SIGNED = (
    "In a preview nothing is signed and no return is made. In an audit, the person who completes it signs here."
)


class PreviewAuditView(AuditView):
    """The view of an audit whose last step explains that a preview makes no return."""

    @override
    def make_page(self, services: Services, today: dt.date) -> Page:
        if self.step == SIGN:
            return _UnsignedPage(services, self.open_draft)
        return super().make_page(services, today)


class _UnsignedPage(Page):
    def __init__(self, services: Services, open_draft: OpenDraft) -> None:
        super().__init__(services, open_draft, SIGN, "Sign and send")
        self.layout_.addWidget(label(_NOT_SIGNED))
        for line in _roles(open_draft.draft.topic):
            self.layout_.addWidget(label(line))

    @override
    def next_button_text(self) -> str:
        return ""


def _roles(topic: Topic) -> tuple[str, ...]:
    """Who signs, and what each declares, as the topic has it."""
    return tuple(map(_role, topic.sign_off))


def _role(role: SigningRole) -> str:
    return f"{role.title}: {role.declaration}" if role.declaration else role.title

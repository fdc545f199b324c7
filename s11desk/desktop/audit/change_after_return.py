"""Under a page: that its answer, or the plan, was changed after the last return, and the way to the next return."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from s11desk.app.returns.since_return import last_returned
from s11desk.desktop.audit.footer import Footer
from s11desk.desktop.audit.sent_state import show_whether_sent
from s11desk.desktop.audit.sidebar import Sidebar
from s11desk.desktop.messages.sending_words import changed_after_line, send_change_line
from s11desk.desktop.pages.page import Page
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.reading.announcing import announce_found
from s11desk.desktop.parts.services import Services
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.audits.flow import SIGN, StepKind
from s11desk.domain.audits.visibility import as_returned
from s11desk.domain.returns.return_changes import compare_returns, is_question_changed

if TYPE_CHECKING:
    from s11desk.domain.audits.audit import Audit


def follow_returns(services: Services, open_draft: OpenDraft, side: Sidebar, footer: Footer) -> ChangeAfterReturn:
    """Show in ``side`` whether the last return is sent. The result shows under a page whether it was changed since."""
    show_whether_sent(services, open_draft, side)
    return ChangeAfterReturn(services, open_draft, footer)


class ChangeAfterReturn(QObject):
    """Keeps the words in the footer true after every save, and announces them once in a visit to a page.

    A preview makes no returns, and most audits have none yet: then nothing is looked for.
    """

    def __init__(self, services: Services, open_draft: OpenDraft, footer: Footer) -> None:
        super().__init__(footer)
        self._services, self._open_draft, self._footer = services, open_draft, footer
        self._page: Page | None = None
        self._is_told = False
        self._reference = ""
        self._returned: Audit | None = None  # what the return with that reference has, once a worker has found it
        open_draft.changed.connect(self._show)
        footer.return_wanted.connect(lambda: self._page.wanted.emit(SIGN) if self._page is not None else None)

    def begin(self, page: Page) -> None:
        """Follow ``page``, which has just opened."""
        self._page, self._is_told = page, False
        exports = self._open_draft.draft.audit.exports
        is_plan = page.step.kind is StepKind.ACTION_PLAN
        if not exports or self._services.is_preview or not (is_plan or page.step.kind is StepKind.QUESTION):
            self._page = None
            self._footer.keep_room_for_change("", "")
            self._footer.show_change(is_shown=False)
            return
        last = exports[-1]
        self._footer.keep_room_for_change(
            changed_after_line(last.number, is_plan=is_plan), send_change_line(last.number)
        )
        if last.reference == self._reference:
            QTimer.singleShot(0, page.visit, self._show)  # the page arrives first, so that it says this with the rest
        else:
            self._look(last.reference)

    def _look(self, reference: str) -> None:
        self._footer.show_change(is_shown=False)
        audit_id = self._open_draft.draft.audit.id
        self._services.jobs.look_up(
            self,
            lambda workspace, _: last_returned(workspace, audit_id),
            partial(self._take, reference),
            lambda _: None,
        )

    def _take(self, reference: str, returned: Audit | None) -> None:
        self._reference, self._returned = reference, returned
        self._show()

    def _show(self) -> None:
        page = self._page
        if page is None:
            return
        is_changed = self._is_changed(page)
        self._footer.show_change(is_shown=is_changed)
        if is_changed and not self._is_told:
            self._is_told = True
            announce_found(page, spoken(self._footer.changed.text(), self._footer.next_return.text()))

    def _is_changed(self, page: Page) -> bool:
        audit = self._open_draft.draft.audit
        if self._returned is None or audit.exports[-1].reference != self._reference:
            return False
        topic = self._open_draft.topic
        if page.step.question:
            return is_question_changed(topic, self._returned, audit, page.step.question)
        return compare_returns(topic, self._returned, as_returned(topic, audit)).is_plan_changed

"""Copies an audit into a newer version of its questions: shows what changes, then makes the copy and opens it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from s11desk import app
from s11desk.desktop import standalone
from s11desk.desktop.parts.services import Services
from s11desk.desktop.saving.jobs import JobRunner

if TYPE_CHECKING:
    from s11desk.app.audits.drafts import Draft
    from s11desk.app.audits.upgrade import Upgrade
    from s11desk.desktop.standalone.page_stack import PageStack
    from s11desk.desktop.standalone.upgrade_page import UpgradePage


class AuditUpgrades:
    """``open_audit`` opens the copy."""

    def __init__(self, jobs: JobRunner, page_stack: PageStack, open_audit: Callable[[str], None]) -> None:
        self._jobs = jobs
        self._page_stack = page_stack
        self._open_audit = open_audit

    def show(self, audit_id: str) -> None:
        """Show what a copy of the audit would have."""
        self._jobs.submit(
            lambda workspace, _: app.find_upgrade(workspace, audit_id),
            lambda upgrade: self._page_stack.show(lambda services: self._page(services, upgrade)),
        )

    def _page(self, services: Services, upgrade: Upgrade) -> UpgradePage:
        page = standalone.UpgradePage(services, upgrade)
        page.copy_wanted.connect(lambda: self._make(page, upgrade))
        return page

    def _make(self, page: UpgradePage, upgrade: Upgrade) -> None:
        page.make.setEnabled(False)  # a second click would make a second copy

        def made(copy: Draft) -> None:
            self._page_stack.leave_all()
            self._open_audit(copy.audit.id)

        self._jobs.submit(lambda workspace, _: app.upgrade_draft(workspace, upgrade), made)

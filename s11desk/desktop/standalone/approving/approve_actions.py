"""What the window does when a person approves a return, or takes in the approved file of their own return."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import shiboken6

from s11desk import app
from s11desk.desktop import standalone
from s11desk.desktop.parts.documents_folder import documents_folder
from s11desk.desktop.parts.services import Services
from s11desk.desktop.saving.jobs import JobRunner
from s11desk.domain.audits.flow import SIGN, Step
from s11desk.errors import S11Error, UserError
from s11desk.wording.returns.role_words import role_titles

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace
    from s11desk.app.returns.approving.countersign import Approver
    from s11desk.app.returns.mailing.mail import Mail
    from s11desk.app.returns.making.make import MadeReturn
    from s11desk.app.returns.verifying.seen_return import SeenReturn
    from s11desk.app.returns.verifying.verify import Verdict
    from s11desk.desktop.standalone.page_stack import MakePage, PageStack
    from s11desk.desktop.standalone.standalone_page import StandalonePage

OpenReturn = Callable[[Path], None]
OpenAudit = Callable[[str, Step], None]


class _Approved(NamedTuple):
    """An approved return. ``audit_id``: its draft if that is on this computer, else empty. ``mail``: the way back.

    ``to_sign``: the titles of those whose signature is still missing. ``is_listed``: the list of opened files has it.
    """

    made_return: MadeReturn
    audit_id: str
    mail: Mail
    to_sign: tuple[str, ...]
    is_listed: bool


class _ApprovedHere(NamedTuple):
    """The return that was read, and what came of it."""

    seen: SeenReturn
    approved: _Approved


class ApproveActions:
    """``open_return`` opens a file as a page of its own. ``open_audit`` opens a draft at a step.

    ``list_again`` lists the opened files of the home page again.
    """

    def __init__(
        self,
        jobs: JobRunner,
        page_stack: PageStack,
        open_return: OpenReturn,
        open_audit: OpenAudit,
        list_again: Callable[[], None],
    ) -> None:
        self._jobs = jobs
        self._list_again = list_again
        self._page_stack = page_stack
        self._open_return = open_return
        self._open_audit = open_audit
        self._approved_here: list[_ApprovedHere] = []
        self._folder = documents_folder()

    @property
    def folder(self) -> Path:
        """The folder for the next file that the person makes here."""
        return self._folder

    def begin(self, verdict: Verdict, file_passphrase: str) -> None:
        """Show the page on which an approver signs. ``file_passphrase``: the one that the file is under."""
        self._begin(verdict, file_passphrase, "", self._page_stack.show)

    def approved_name(self, verdict: Verdict) -> str:
        """The name of the approved file, if this very return was approved since the program started; else empty."""
        approved = self._approved_of(verdict.seen) if verdict.read.is_intact else None
        return approved.made_return.to_send.name if approved is not None else ""

    def show_again(self, verdict: Verdict) -> None:
        """Show once more what came of approving this return, with the e-mail."""
        approved = self._approved_of(verdict.seen)
        if approved is not None:
            self._show_approved(approved)

    def _approved_of(self, seen: SeenReturn) -> _Approved | None:
        return next((one.approved for one in reversed(self._approved_here) if one.seen == seen), None)

    def take_in(self, verdict: Verdict) -> None:
        """Keep an approved file of a return of this computer, and show the page that sends it."""
        page = self._page_stack.page

        def refused(error: S11Error) -> None:
            if isinstance(page, standalone.ReceivedPage) and shiboken6.isValid(page):
                page.taking_in.end_work()
            self._jobs.failed.emit(error)

        self._jobs.submit_long(
            lambda workspace, _: app.take_in_approved(workspace, verdict), self._go_to_sending, refused
        )

    def _begin(self, verdict: Verdict, file_passphrase: str, typed: str, show: Callable[[MakePage], None]) -> None:
        def page_for(services: Services, approver: Approver) -> StandalonePage:
            approved = partial(self._record, verdict)
            page = standalone.CountersignPage(services, verdict, approver, self._folder, approved, file_passphrase)
            page.identity_made.connect(
                lambda passphrase: self._begin(verdict, file_passphrase, passphrase, self._page_stack.replace)
            )
            page.folder_chosen.connect(self._keep_folder)
            page.hand_over(typed)
            return page

        self._jobs.submit_long(
            lambda workspace, _: app.find_approver(workspace.home, verdict),
            lambda approver: show(lambda services: page_for(services, approver)),
        )

    def _keep_folder(self, folder: Path) -> None:
        self._folder = folder

    def _record(self, verdict: Verdict, approved: MadeReturn) -> None:
        def run(workspace: Workspace, _: object) -> _Approved:
            mail = app.approved_mail(approved, to_sign)
            with suppress(UserError):  # the return is approved, and that stays so
                app.note_approved(workspace, verdict, approved.to_send)
            is_listed = app.find_sent_back(workspace, approved.reference, approved.signers[0].fingerprint) is not None
            return _Approved(approved, app.record_approval(workspace, approved), mail, to_sign, is_listed)

        def show(result: _Approved) -> None:
            self._approved_here.append(_ApprovedHere(verdict.seen, result))
            self._show_approved(result)
            self._list_again()

        topic = verdict.topic
        to_sign = role_titles(topic, topic.roles_to_sign(approved.roles)) if topic is not None else ()
        self._jobs.submit_long(run, show)

    def _show_approved(self, approved: _Approved) -> None:
        def page_for(services: Services) -> StandalonePage:
            made, is_own, is_listed = approved.made_return, bool(approved.audit_id), approved.is_listed
            page = standalone.ApprovedPage(
                services, made, approved.mail, approved.to_sign, is_own=is_own, is_listed=is_listed
            )
            page.send_wanted.connect(lambda: self._go_to_sending(approved.audit_id))
            page.look_wanted.connect(lambda: self._open_return(approved.made_return.path))
            return page

        if isinstance(self._page_stack.page, standalone.CountersignPage):
            self._page_stack.replace(page_for)
        else:
            self._page_stack.show(page_for)

    def _go_to_sending(self, audit_id: str) -> None:
        """Leave the pages only when the audit is open again: the one below them does not know of the approval."""
        self._open_audit(audit_id, SIGN)
        self._jobs.submit(lambda _workspace, _: None, lambda _: self._page_stack.leave_all())

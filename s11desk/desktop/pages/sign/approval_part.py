"""What a person does if somebody else has to approve a return before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.desktop.messages.sending_words import waiting_line
from s11desk.desktop.pages.sign.email_file import EmailFile
from s11desk.desktop.pages.sign.lock_for_approver import LockForApprover
from s11desk.desktop.pages.sign.signs_after import QUESTION
from s11desk.desktop.pages.sign.wanted_changes import WantedChanges
from s11desk.desktop.parts.layouts import column
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, button, label
from s11desk.domain.prepared_as import PreparedAs
from s11desk.wording.amounts import listed
from s11desk.wording.dates import local_moment
from s11desk.wording.role_words import TO_OTHERS, role_titles

if TYPE_CHECKING:
    import datetime as dt

    from s11desk.app.returns.mail import Mail
    from s11desk.app.returns.make import MadeReturn
    from s11desk.app.returns.next_signer import NextSigner
    from s11desk.domain.topic import Topic

_WHAT_TO_DO = (
    "They open the file in this program, read it, approve it with a signature of their own, and send it back to you. "
    "Then press “Open the approved file they sent back…” here. You send that file to the partnership."
)
_LOCKED = (
    "Save a locked copy for them. When you have the approved file back, press “Open the approved file they sent "
    "back…”. Then make the file for the partnership from it."
)

_TO_SIGN = "Next: have it approved"
_AGAIN = "Send it to be approved again"

_SEVERAL = (
    "They approve it one after the other, in any order. When the first has sent the file back, send that file to the "
    "next: signatures on two copies cannot be joined."
)


class ApprovalPart(QWidget):
    """The words, and the buttons that send the return to the person who approves it.

    ``is_first``: the return goes to that person before the partnership. The main button of the page is then the one
    that sends it; once they have been asked, the one that opens what they sent back, which comes first.
    """

    def __init__(
        self,
        services: Services,
        topic: Topic,
        audit_id: str,
        made_return: MadeReturn,
        next_signer: NextSigner,
        *,
        is_first: bool,
    ) -> None:
        super().__init__()
        self._services = services
        self._topic = topic
        self._audit_id = audit_id
        self._made_return = made_return
        self.email: EmailFile | None = None
        self._layout = column(self, services.theme, spacing=10)
        titles = role_titles(topic, topic.open_roles(made_return.roles))
        self._is_one_of_several = len(topic.open_roles(())) > 1
        self._is_first, self._was_asked = is_first, next_signer.asked is not None
        heading = f"Approval: {listed(titles, 'and')}" if titles else _TO_SIGN if is_first else QUESTION
        self._layout.addWidget(label(heading, Kind.HEADING))
        self.waiting = label("", Kind.STRONG)
        self._layout.addWidget(self.waiting)
        self._show_waiting(next_signer.asked)
        if self._is_one_of_several:
            self._layout.addWidget(label(_SEVERAL))
        self._add_steps()

    def _add_steps(self) -> None:
        services, made_return = self._services, self._made_return
        is_main = self._is_first and not self._was_asked
        self.changes = WantedChanges(
            services, self._topic, self._audit_id, made_return.reference, is_main=self._is_first and self._was_asked
        )
        if self._was_asked:
            self._layout.addWidget(self.changes)
        if made_return.encrypted is not None:
            self._layout.addWidget(label(_LOCKED))
            self.lock = LockForApprover(services, made_return, is_main=is_main)
            self._layout.addWidget(self.lock)
        else:
            self._layout.addWidget(label(_WHAT_TO_DO))
            self._add_ways(is_main=is_main)
        if not self._was_asked:
            self._layout.addWidget(self.changes)

    def main_button(self) -> QWidget:
        """The button that takes the keyboard: the next thing to do about the signature."""
        if self._was_asked:
            return self.changes.signed
        if self._made_return.encrypted is not None:
            return self.lock.ask
        return self.email.go if self.email is not None else self.send

    def _show_waiting(self, asked: dt.datetime | None) -> None:
        self.waiting.setText(waiting_line(local_moment(asked)) if asked is not None else "")
        self.waiting.setVisible(asked is not None)

    def _add_ways(self, *, is_main: bool) -> None:
        self.send = button(_AGAIN if self._was_asked else TO_OTHERS, "primary" if is_main else "")
        self.send.clicked.connect(self._prepare)
        self.here = button("They are here: sign on this computer", "link")
        self.here.clicked.connect(lambda: self._services.open_file(self._made_return.path))
        for one in (self.send, self.here):
            self._layout.addWidget(one, 0, Qt.AlignmentFlag.AlignLeft)

    def _prepare(self) -> None:
        audit_id, made_return = self._audit_id, self._made_return
        self._services.jobs.submit_long(
            lambda workspace, _: app.prepare_approver_mail(workspace, audit_id, made_return),
            self._show_email,
            listener=self,
        )

    def _show_email(self, mail: Mail) -> None:
        self.send.hide()
        self.email = email = EmailFile(self._services, mail, "E-mail it to be approved")
        email.prepared.connect(lambda _: self._record())
        self._layout.insertWidget(self._layout.indexOf(self.send), email)
        self._layout.addWidget(email.by_hand)  # long: below the button for what comes back
        if mail.fit.fits_large:
            email.go.click()
        email.go.setFocus()

    def _record(self) -> None:
        audit_id, reference = self._audit_id, self._made_return.reference
        self._services.jobs.submit(
            lambda workspace, _: app.record_prepared(workspace, audit_id, reference, PreparedAs.TO_APPROVER, ()),
            lambda note: self._show_waiting(note.at),
            listener=self,
        )

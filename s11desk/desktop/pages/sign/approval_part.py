"""What a person does if somebody else has to approve a return before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.desktop.pages.sign.email_file import EmailFile
from s11desk.desktop.pages.sign.lock_for_approver import LockForApprover
from s11desk.desktop.pages.sign.wanted_changes import WantedChanges
from s11desk.desktop.parts.layouts import column
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, button, label
from s11desk.domain.prepared_as import PreparedAs
from s11desk.wording.amounts import listed
from s11desk.wording.role_words import role_titles, to_others_button

if TYPE_CHECKING:
    from s11desk.app.returns.mail import Mail
    from s11desk.app.returns.make import MadeReturn
    from s11desk.domain.topic import Topic

_WHAT_TO_DO = (
    "Do not send it yet. They open the file in this program, read it, sign it, and send you the approved file. Open "
    "that file here with “Open a file you were sent”. You then send the approved file."
)
_LOCKED = (
    "Do not send it yet. Save a locked copy for them. When you have the signed file back, open it here with “Open a "
    "file you were sent”. Then make the file for the partnership from it."
)

_SEVERAL = (
    "They sign one after the other, in any order. When the first has sent the file back, have that file signed by the "
    "next: signatures on two copies cannot be joined."
)


class ApprovalPart(QWidget):
    """The words, and the buttons that send the return to the person who approves it."""

    def __init__(self, services: Services, topic: Topic, audit_id: str, made_return: MadeReturn) -> None:
        super().__init__()
        self._services = services
        self._audit_id = audit_id
        self._made_return = made_return
        self._layout = column(self, services.theme, spacing=10)
        titles = role_titles(topic, topic.open_roles(made_return.roles))
        self._is_one_of_several = len(topic.open_roles(())) > 1
        heading = f"Approval: {listed(titles, 'and')}" if titles else "Does someone have to approve it first?"
        self._layout.addWidget(label(heading, Kind.HEADING))
        if self._is_one_of_several:
            self._layout.addWidget(label(_SEVERAL))
        self.changes = WantedChanges(services, audit_id, made_return.reference)
        if made_return.encrypted is not None:
            self._layout.addWidget(label(_LOCKED))
            self.lock = LockForApprover(services, made_return)
            self._layout.addWidget(self.lock)
        else:
            self._layout.addWidget(label(_WHAT_TO_DO))
            self._add_ways(topic)
        self._layout.addWidget(self.changes)

    def _add_ways(self, topic: Topic) -> None:
        self.send = button(to_others_button(topic))
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
        whom = "E-mail it to be signed" if self._is_one_of_several else "E-mail it to my manager"
        email = EmailFile(self._services, mail, whom)
        email.prepared.connect(lambda _: self._record())
        self._layout.insertWidget(self._layout.indexOf(self.send), email)
        if mail.fit.fits_large:
            email.go.click()
        email.go.setFocus()

    def _record(self) -> None:
        audit_id, reference = self._audit_id, self._made_return.reference
        self._services.jobs.submit(
            lambda workspace, _: app.record_prepared(workspace, audit_id, reference, PreparedAs.TO_APPROVER, ()),
            lambda _: None,
        )

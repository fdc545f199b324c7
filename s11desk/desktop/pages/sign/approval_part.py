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
from s11desk.desktop.parts.fold import Fold
from s11desk.desktop.parts.layouts import column
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, button, label
from s11desk.domain.prepared_as import PreparedAs
from s11desk.wording.amounts import listed
from s11desk.wording.dates import local_moment
from s11desk.wording.role_words import TO_OTHERS, role_titles

if TYPE_CHECKING:
    import datetime as dt

    from s11desk.app.returns.mail import Mail, Prepared
    from s11desk.app.returns.make import MadeReturn
    from s11desk.app.returns.next_signer import NextSigner
    from s11desk.domain.topic import Topic

_WHAT_TO_DO = (
    "They read it in this program, approve it with a signature of their own, and send the file back to you. Then you "
    "send that file to the partnership."
)
_LOCKED = (
    "Save a locked copy for them. They approve it and give it back to you. Then you make the file for the partnership "
    "from it."
)
_OTHERS = (
    "Other ways, and what they send back",
    "Sign here, open the approved file, or note what to change",
)
_ONCE_MORE = ("Send it again, or sign on this computer", "If they did not get it, or if they are with you")

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
        self.head = label(heading, Kind.HEADING)
        self._layout.addWidget(self.head)
        self.waiting = label("", Kind.STRONG)
        self._layout.addWidget(self.waiting)
        self._show_waiting(next_signer.asked)
        if self._is_one_of_several:
            self._layout.addWidget(label(_SEVERAL))
        self._add_steps()

    def _add_steps(self) -> None:
        """One way is shown: the likely one. The other ways are folded, and what is done already."""
        services, made_return = self._services, self._made_return
        is_main = self._is_first and not self._was_asked
        self.changes = WantedChanges(
            services, self._topic, self._audit_id, made_return.reference, is_main=self._is_first and self._was_asked
        )
        ways, others = QWidget(), QWidget()
        self._ways, self._others = (column(one, services.theme, spacing=10) for one in (ways, others))
        self._add_ways(is_main=is_main)
        first, folded = (self.changes, ways) if self._was_asked else (ways, self.changes)
        self._others.addWidget(folded)
        if made_return.encrypted is None:
            self.here = button("They are here: sign on this computer", "link")
            self.here.clicked.connect(lambda: services.open_file(made_return.path))
            self._others.addWidget(self.here, 0, Qt.AlignmentFlag.AlignLeft)
        words = _ONCE_MORE if self._was_asked else _OTHERS
        self.others = Fold(services.theme, *words, lambda: [lambda: others])
        for one in (first, self.others):
            self._layout.addWidget(one)

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
        is_locked = self._made_return.encrypted is not None
        self._ways.addWidget(label(_LOCKED if is_locked else _WHAT_TO_DO))
        if is_locked:
            self.lock = LockForApprover(self._services, self._made_return, is_main=is_main)
            self._ways.addWidget(self.lock)
            return
        self.send = button(_AGAIN if self._was_asked else TO_OTHERS, "primary" if is_main else "")
        self.send.clicked.connect(self._prepare)
        self._ways.addWidget(self.send, 0, Qt.AlignmentFlag.AlignLeft)

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
        self._ways.addWidget(email)
        if mail.fit.fits_large:
            email.go.click()
        email.go.setFocus()

    def _record(self) -> None:
        audit_id, reference = self._audit_id, self._made_return.reference
        self._services.jobs.submit(
            lambda workspace, _: app.record_prepared(workspace, audit_id, reference, PreparedAs.TO_APPROVER, ()),
            self._show_recorded,
            listener=self,
        )

    def _show_recorded(self, note: Prepared) -> None:
        """Say for whom the person waits, and show what they send back."""
        self._show_waiting(note.at)
        self.others.set_open(is_open=True)

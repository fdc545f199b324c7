"""What a person does if somebody else has to approve a return before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.desktop.messages.sending_words import WHEN_THEY_ANSWER, waiting_line
from s11desk.desktop.pages.sign.email_file import EmailFile
from s11desk.desktop.pages.sign.lock_for_approver import LockForApprover
from s11desk.desktop.pages.sign.signs_after import QUESTION
from s11desk.desktop.pages.sign.wanted_changes import WantedChanges
from s11desk.desktop.parts.fold import Fold
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.domain.returns.prepared_as import PreparedAs
from s11desk.wording.amounts import listed
from s11desk.wording.dates import local_moment
from s11desk.wording.returns.role_words import TO_OTHERS, role_titles

if TYPE_CHECKING:
    from s11desk.app.returns.approving.next_signer import NextSigner
    from s11desk.app.returns.mailing.mail import Mail, Prepared
    from s11desk.app.returns.making.make import MadeReturn
    from s11desk.domain.topics.topic import Topic

_WHAT_TO_DO = (
    "They read it in this program, approve it with a signature of their own, and send the file back to you. Then you "
    "send that file to the partnership."
)
_LOCKED = (
    "Save a locked copy for them. They approve it and give it back to you. Then you make the file for the partnership "
    "from it."
)
_OTHERS = (
    "They have answered, or they are here",
    "Open the approved file, note what to change, or sign here",
)

_SENT_BY_HAND = "I have sent it to them"
_OPENED = {PreparedAs.MAIL_FILE, PreparedAs.MAIL_LINK}
"""The ways in which the mail program was asked to open an e-mail."""
_TO_SIGN = "Next: have it approved"
_AGAIN = "Send it again"

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
        """The likely way comes first. Where nobody has to approve it, the others are folded."""
        services, made_return = self._services, self._made_return
        is_main = self._is_first and not self._was_asked
        self.changes = WantedChanges(
            services, self._topic, self._audit_id, made_return.reference, is_main=self._is_first and self._was_asked
        )
        ways, answers = QWidget(), QWidget()
        self._ways, inner = (column(one, services.theme, spacing=10) for one in (ways, answers))
        self._add_ways(is_main=is_main)
        self.others: Fold | None = None
        if self._is_first or self._was_asked:
            inner.addWidget(label(WHEN_THEY_ANSWER, Kind.STRONG))
        inner.addWidget(self.changes)
        parts = (answers, ways) if self._was_asked else (ways, answers)
        if not self._is_first and not self._was_asked:
            self.others = Fold(services.theme, *_OTHERS, lambda: [lambda: answers])
            parts = (ways, self.others)
        for one in parts:
            self._layout.addWidget(one)
        if made_return.encrypted is None:
            self.here = button("They are here: sign on this computer", "link")
            self.here.clicked.connect(lambda: services.open_file(made_return.path))
            place = inner if self.others is not None else self._layout
            place.addWidget(self.here, 0, Qt.AlignmentFlag.AlignLeft)

    def note_changes(self) -> None:
        """Show the form for changes that are asked for."""
        if self.others is not None:
            self.others.set_open(is_open=True)
        self.changes.unfold()

    def main_button(self) -> QWidget:
        """The button that takes the keyboard: the next thing to do about the signature."""
        if self._was_asked:
            return self.changes.signed
        if self._made_return.encrypted is not None:
            return self.lock.ask
        return self.email.go if self.email is not None else self.send

    def _show_waiting(self, asked: Prepared | None) -> None:
        words = waiting_line(f"on {local_moment(asked.at)}", by_hand=asked.by_hand) if asked is not None else ""
        self.waiting.setText(words)
        self.waiting.setVisible(asked is not None)

    def _add_ways(self, *, is_main: bool) -> None:
        is_locked = self._made_return.encrypted is not None
        if is_locked or not self._was_asked:
            self._ways.addWidget(label(_LOCKED if is_locked else _WHAT_TO_DO))
        if is_locked:
            self.lock = LockForApprover(self._services, self._made_return, is_main=is_main)
            self._ways.addWidget(self.lock)
            return
        self.send = button(*((_AGAIN, "link") if self._was_asked else (TO_OTHERS, "primary" if is_main else "")))
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
        self.sent_by_hand = button(_SENT_BY_HAND)
        self.sent_by_hand.clicked.connect(self._note_sent)
        self.sent_by_hand.hide()
        email.prepared.connect(self._note_prepared)
        email.not_opened.connect(self.sent_by_hand.show)  # the person writes it themselves, with the text that is shown
        for one in (email, self.sent_by_hand):
            self._ways.addWidget(one, 0, Qt.AlignmentFlag(0) if one is email else Qt.AlignmentFlag.AlignLeft)
        if mail.fit.fits_large:
            email.go.click()
        email.go.setFocus()

    def _note_prepared(self, way: PreparedAs) -> None:
        """Note the way. A copied text or a folder that is shown is no e-mail: the person says when they sent one."""
        if way in _OPENED:
            self._record(PreparedAs.TO_APPROVER)
        else:
            self._record(way)
            self.sent_by_hand.setVisible(self.waiting.isHidden())

    def _note_sent(self) -> None:
        self._record(PreparedAs.TO_APPROVER, by_hand=True)

    def _record(self, how: PreparedAs, *, by_hand: bool = False) -> None:
        audit_id, reference = self._audit_id, self._made_return.reference
        self._services.jobs.submit(
            lambda workspace, _: app.record_prepared(workspace, audit_id, reference, how, (), by_hand=by_hand),
            self._show_recorded,
            listener=self,
        )

    def _show_recorded(self, note: Prepared) -> None:
        """Say for whom the person waits, and show what they send back."""
        if note.how is not PreparedAs.TO_APPROVER:
            return
        if self.sent_by_hand.hasFocus():
            self.changes.signed.setFocus()
        self.sent_by_hand.hide()
        if note.by_hand and self.email is not None:
            self.email.hide_status()
        self._show_waiting(note)
        announce(self, self.waiting.text())
        if self.others is not None:
            self.others.set_open(is_open=True)

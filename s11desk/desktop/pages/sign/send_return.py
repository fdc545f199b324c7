"""Send a return by e-mail. The person sends it, and says so: the program cannot know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.desktop.messages.sending_words import fit_state, fit_text
from s11desk.desktop.pages.sign.email_file import EmailFile
from s11desk.desktop.pages.sign.sent_line import return_sent_line
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.prose_view import ProseView
from s11desk.desktop.parts.text.text_parts import Kind, breakable, button, label
from s11desk.domain.returns.mail_size import Budget
from s11desk.domain.returns.prepared_as import PreparedAs
from s11desk.wording.topics.before_begin_sentences import has_contact_details

if TYPE_CHECKING:
    from s11desk.app.returns.mailing.mail import Mail
    from s11desk.app.returns.making.make import MadeReturn
    from s11desk.domain.topics.topic import Topic

NEVER_SENDS = "This program never sends anything itself."
_FAILED = "The e-mail could not be put together. The return itself is whole. Attach it to an e-mail of your own."
_PDF_TOO_LARGE = "{name} is beside the return. It is too large for e-mail as well: ask the partnership."
_FIT_KINDS = {Budget.GREEN: Kind.QUIET, Budget.AMBER: Kind.STRONG, Budget.RED: Kind.STRONG}


class SendReturn(QWidget):
    """Where to send the return, the e-mail, and the line that says it is sent: then only that line and the file.

    The worker composes the e-mail; until then the panel says only where the return goes. ``shown``: the e-mail can be
    opened now. ``what_it_is``: the lines about the file, below the e-mail. ``main``: where to send it, with the button
    for it and the line, which the page puts where they are seen first.
    """

    shown = Signal()

    def __init__(
        self, services: Services, topic: Topic, audit_id: str, made_return: MadeReturn, what_it_is: QWidget
    ) -> None:
        super().__init__()
        self._services = services
        self._audit_id = audit_id
        self._made_return = made_return
        self.email: EmailFile | None = None
        layout = column(self, services.theme, spacing=10)
        self._is_reply = not topic.return_to.email
        self.sent = return_sent_line(services, audit_id, made_return.reference)
        self.main = self._main_part(where_to_send(topic))
        below = QWidget()
        self._below = column(below, services.theme, spacing=10)
        if topic.return_to.instructions:
            self._below.addWidget(ProseView(services.theme, topic.return_to.instructions))
        never = label(NEVER_SENDS, Kind.QUIET)
        for part in (below, what_it_is, never):
            layout.addWidget(part)
        self.sent.changed.connect(below.setHidden)
        self.sent.changed.connect(never.setHidden)
        services.jobs.look_up(
            self,
            lambda workspace, _: app.prepare_mail(workspace, audit_id, made_return),
            self.show_mail,
            lambda _: self._way.addWidget(label(_FAILED, Kind.ERROR)),
        )

    def _main_part(self, where: str) -> QWidget:
        """Where to send the return, and the line that says it is sent: then it stands alone."""
        main, ways = QWidget(), QWidget()
        layout = column(main, self._services.theme, spacing=10)
        self._way = column(ways, self._services.theme, spacing=10)
        self._way.addWidget(label(where, Kind.STRONG))
        self.sent.changed.connect(ways.setHidden)
        for part in (ways, self.sent):
            layout.addWidget(part)
        return main

    def show_mail(self, mail: Mail) -> None:
        """Show the e-mail. If no mailbox takes the return, offer its signed PDF alone."""
        self._show_email(mail, "E-&mail this file", PreparedAs.MAIL_FILE)
        self.shown.emit()
        if mail.fit.to_split and self._made_return.encrypted is None:
            alone = button("E-mail the signed PDF &alone")
            alone.clicked.connect(lambda: self._prepare_pdf(mail))
            self._way.addWidget(alone, 0, Qt.AlignmentFlag.AlignLeft)

    def record(self, how: PreparedAs, to: tuple[str, ...]) -> None:
        """Record with the draft how the return was prepared, and for whom."""
        audit_id, reference = self._audit_id, self._made_return.reference
        self._services.jobs.submit(
            lambda workspace, _: app.record_prepared(workspace, audit_id, reference, how, to), _do_nothing
        )

    def _show_email(self, mail: Mail, text: str, how: PreparedAs) -> EmailFile:
        self.fit = label(fit_text(mail.fit), _FIT_KINDS[fit_state(mail.fit)])
        email = EmailFile(self._services, mail, text, is_reply=self._is_reply)
        email.prepared.connect(lambda way: self.record(how if way is PreparedAs.MAIL_FILE else way, mail.to))
        self._way.addWidget(email)
        if self._is_reply:  # below the buttons, which have to be in sight in a low window
            self._way.addWidget(label(f"The file is called {breakable(mail.attachment.name)}."))
        email.put_beside(self.sent.say)  # both are hidden when it is sent
        for part in (self.fit, email.by_hand):
            self._below.addWidget(part)
        self.email = email
        return email

    def _prepare_pdf(self, mail: Mail) -> None:
        """Save the signed PDF beside the return, then prepare an e-mail with it if a mailbox takes it."""
        audit_id, made_return, folder = self._audit_id, self._made_return, mail.attachment.parent
        self._services.jobs.submit_long(
            lambda workspace, _: app.prepare_pdf_mail(workspace, audit_id, made_return, folder),
            self._show_pdf,
            listener=self,
        )

    def _show_pdf(self, mail: Mail) -> None:
        if mail.fit.fits_large:
            self._show_email(mail, "E-mail the signed PDF", PreparedAs.PDF_FILE).go.click()
        elif self.email is not None:
            self.email.show_status(_PDF_TOO_LARGE.format(name=mail.attachment.name))


def where_to_send(topic: Topic) -> str:
    """Say to whom the return goes, and by which way."""
    whom = topic.partnership.name
    contact = topic.contact.email or (topic.contact.name if has_contact_details(topic) else "")
    if topic.return_to.email:
        return f"Send it to {whom}: {topic.return_to.email}."
    asked = f" If there was none, ask {contact} where to send it." if contact else ""
    return f"Reply to the e-mail in which {whom} asked for this audit, and attach the file.{asked}"


def _do_nothing(_: object) -> None:
    """Do nothing: the list of earlier returns reads the record when it is shown."""

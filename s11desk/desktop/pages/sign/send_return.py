"""Prepare an e-mail for a return. The person sends it.

The ways that always work come first; a mail program is an addition.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from s11desk import app
from s11desk.desktop.inputs.form_rows import column
from s11desk.desktop.messages.sending_words import fit_state, fit_text
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, button, label
from s11desk.desktop.parts.wrapping import WrappingRow
from s11desk.domain.mail_size import Budget
from s11desk.domain.prepared_as import PreparedAs

if TYPE_CHECKING:
    from s11desk.app.returns.mail import Mail
    from s11desk.app.returns.make import MadeReturn

NEVER_SENDS = "This program never sends anything itself. Look at the e-mail, check the file is attached, and send it."

_IN_A_BROWSER = (
    "If you read your e-mail in a web browser, begin a new e-mail there, copy the subject and the text into it, and "
    "attach the return."
)
_FIT_KINDS = {Budget.GREEN: Kind.GOOD, Budget.AMBER: Kind.STRONG, Budget.RED: Kind.ERROR}


class SendReturn(QWidget):
    """Ways to send the return. The worker composes the e-mail; until then the panel has a heading only."""

    def __init__(self, services: Services, audit_id: str, exported: MadeReturn) -> None:
        super().__init__()
        self._services = services
        self._theme = services.theme
        self._audit_id = audit_id
        self._exported = exported
        self._layout = column(self, self._theme, spacing=10)
        self._layout.addWidget(label("Send it by e-mail", Kind.HEADING))
        self.status = label("", Kind.STRONG)
        self.status.hide()
        services.jobs.submit_long(
            lambda workspace, _: app.prepare_mail(workspace, audit_id, exported),
            self.show_mail,
            lambda _: self._show_failure(),
            listener=self,
        )

    def show_mail(self, mail: Mail) -> None:
        """Show the least work first, and below it the parts for a person who writes the e-mail."""
        self._layout.addWidget(self.fit_label(mail))
        row = WrappingRow(self._theme.pixels(12))
        if mail.fit.fits_large:
            self._add_button(
                row, "&Prepare an e-mail with the return", lambda: self._prepare(mail, PreparedAs.MAIL_FILE)
            )
        if mail.fit.to_split and self._exported.encrypted is None:
            self._add_button(row, "Prepare an e-mail with the signed PDF &alone", lambda: self._prepare_pdf(mail))
        self._layout.addLayout(row)
        self._layout.addWidget(self.status)
        self._layout.addWidget(label(NEVER_SENDS, Kind.QUIET))
        self._layout.addWidget(label("Or write the e-mail yourself", Kind.STRONG))
        if mail.to:
            self._add_line("To", ", ".join(mail.to), "address", copied=", ".join(mail.to))
        self._add_line("Subject", mail.subject, "subject", copied=mail.subject)
        self._add_line("Attach", mail.attachment.name)
        row = WrappingRow(self._theme.pixels(12))
        self._add_button(row, "Copy the &text of the e-mail", lambda: self._copy(mail.body, "text", mail))
        self._add_button(row, "Begin an e-mail &without the file", lambda: self._begin(mail))
        self._layout.addLayout(row)

    def fit_label(self, mail: Mail) -> QLabel:
        """Make the line that shows the size of ``mail``, and whether mailboxes take it."""
        self.fit = label(fit_text(mail.fit), _FIT_KINDS[fit_state(mail.fit)])
        return self.fit

    def _add_line(self, name: str, text: str, what: str = "", *, copied: str = "") -> None:
        row = WrappingRow(self._theme.pixels(8))
        shown = label(f"{name}: {text}")
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._layout.addWidget(shown)
        if copied:
            self._add_button(row, f"Copy the {what}", lambda: self._copy(copied, what, None), kind="link")
            self._layout.addLayout(row)

    def _add_button(self, row: WrappingRow, text: str, then: Callable[[], None], kind: str = "") -> None:
        action = button(text, kind)
        action.clicked.connect(lambda _=False: then())
        row.addWidget(action)

    def _copy(self, text: str, what: str, mail: Mail | None) -> None:
        QGuiApplication.clipboard().setText(text)
        self._show_status(f"The {what} is copied: paste it into your e-mail.")
        if mail is not None:
            self.record(PreparedAs.COPIED, mail.to)

    def _prepare(self, mail: Mail, how: PreparedAs) -> None:
        out = mail.attachment.with_name(f"{mail.attachment.stem}-e-mail.eml")
        self._services.jobs.submit_long(
            lambda _workspace, _: app.write_mail_draft(mail, out),
            lambda _: self._show_prepared(mail, out, how),
            listener=self,
        )

    def _prepare_pdf(self, mail: Mail) -> None:
        """Save the signed PDF beside the return, then prepare an e-mail with it if a mailbox takes it."""
        audit_id, exported, folder = self._audit_id, self._exported, mail.attachment.parent
        self._services.jobs.submit_long(
            lambda workspace, _: app.prepare_pdf_mail(workspace, audit_id, exported, folder),
            self._pdf_saved,
            listener=self,
        )

    def _pdf_saved(self, mail: Mail) -> None:
        if mail.fit.fits_large:
            self._prepare(mail, PreparedAs.PDF_FILE)
        else:
            name = mail.attachment.name
            self._show_status(f"{name} is beside the return. It is too large for e-mail as well: ask the partnership.")

    def _show_prepared(self, mail: Mail, out: Path, how: PreparedAs) -> None:
        was_shown = QDesktopServices.openUrl(QUrl.fromLocalFile(str(out)))
        where = f"An e-mail was prepared: {out.name}, beside the return."
        then = "Your mail program was asked to open it." if was_shown else _IN_A_BROWSER
        self._show_status(f"{where} {then} It is not sent yet.")
        self.record(how, mail.to)

    def _begin(self, mail: Mail) -> None:
        if QDesktopServices.openUrl(QUrl(app.mailto_link(mail), QUrl.ParsingMode.StrictMode)):
            self._show_status(
                f"Your mail program was asked to begin an e-mail. Add {mail.attachment.name} to it yourself."
            )
            self.record(PreparedAs.MAIL_LINK, mail.to)
        else:
            self._show_status(f"No mail program was found. {_IN_A_BROWSER}")

    def record(self, how: PreparedAs, to: tuple[str, ...]) -> None:
        """Record with the draft how the return was prepared, and for whom."""
        audit_id, reference = self._audit_id, self._exported.reference
        self._services.jobs.submit(
            lambda workspace, _: app.record_prepared(workspace, audit_id, reference, how, to), _do_nothing
        )

    def _show_status(self, text: str) -> None:
        self.status.setText(text)
        self.status.show()

    def _show_failure(self) -> None:
        self._layout.addWidget(
            label("The e-mail could not be put together. The return itself is complete.", Kind.ERROR)
        )


def _do_nothing(_: object) -> None:
    """Do nothing: the list of earlier returns reads the record when it is shown."""

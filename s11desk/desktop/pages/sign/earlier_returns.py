"""The returns made from a draft so far, and how each was prepared for sending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.desktop.messages.return_words import is_replaced
from s11desk.desktop.messages.sending_words import approval_before_line, prepared_text, still_has_line
from s11desk.desktop.parts.layout.layouts import column, empty
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.wording.dates import local_moment

if TYPE_CHECKING:
    from s11desk.app.returns.mailing.mail import Prepared
    from s11desk.domain.audits.audit import Audit, ReturnRecord


class EarlierReturns(QWidget):
    """The list of returns that were made from the draft.

    ``wanted`` is emitted with the record of a return that the person wants to send, print or see again. ``approved``
    carries what is known of the last return: who approved it, if somebody did, and that it is sent, if it is.
    """

    wanted = Signal(object)
    approved = Signal(str)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._exports: tuple[ReturnRecord, ...] = ()
        self._layout = column(self, services.theme, spacing=6)
        self.hide()

    def show_audit(self, audit: Audit) -> None:
        """Show the returns of ``audit``. The worker reads how each was prepared."""
        if audit.exports == self._exports:
            return
        self._exports = audit.exports
        last = "".join(one.reference for one in audit.exports[-1:])
        self._services.jobs.submit(
            lambda workspace, _: (
                app.list_prepared(workspace, audit.id),
                app.when_sent(workspace, audit.id, last) is not None,
            ),
            self._show_prepared,
            listener=self,
        )

    def _show_prepared(self, found: tuple[tuple[Prepared, ...], bool]) -> None:
        prepared, is_sent = found
        empty(self._layout)
        self._layout.addWidget(label("Returns made from this audit", Kind.HEADING))
        for record in reversed(self._exports):
            when = local_moment(record.exported)
            self._layout.addWidget(label(f"Return {record.number}, reference {record.reference}, {when}", Kind.STRONG))
            if is_replaced(self._exports, record.number):
                self._layout.addWidget(label(f"Replaced by return {self._exports[-1].number}"))
            self._add_button(record)
            for note in (note for note in prepared if note.reference == record.reference):
                self._layout.addWidget(label(prepared_text(note)))
        self.setVisible(bool(self._exports))
        self._tell_approval(prepared, is_sent=is_sent)

    def _tell_approval(self, prepared: tuple[Prepared, ...], *, is_sent: bool) -> None:
        for last in self._exports[-1:]:
            signers = [note.approved.signers for note in prepared if note.reference == last.reference and note.approved]
            who = signers[-1][-1].name if signers and signers[-1] else ""
            lines = (
                approval_before_line(last.number, who) if who else "",
                still_has_line(last.number, is_approved=bool(who)) if is_sent else "",
            )
            if any(lines):
                self.approved.emit(" ".join(filter(None, lines)))

    def _add_button(self, record: ReturnRecord) -> None:
        show = button("Send, print or look at it again", "link", name=f"Send, print or look at return {record.number}")
        show.setObjectName(f"return-{record.number}")
        show.clicked.connect(lambda: self.wanted.emit(record))
        self._layout.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        show.show()

"""The panel of a return that was made: its reference, its folder, and the next steps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.desktop.inputs.form_rows import column
from s11desk.desktop.pages.sign.lock_for_approver import LockForApprover
from s11desk.desktop.pages.sign.send_return import SendReturn
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.prose_view import prose_view
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, breakable, button, label
from s11desk.desktop.parts.wrapping import WrappingRow
from s11desk.domain.prepared_as import PreparedAs
from s11desk.domain.topic import Topic
from s11desk.wording.amounts import file_size, listed
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.returns.make import MadeReturn

_APPROVED_FIRST = (
    "If someone else in your organisation has to approve it, let them open the file in this program and sign it first; "
    "then send the file that this makes."
)

_COPY_APPROVED_FIRST = (
    "If someone else in your organisation has to approve it, do not send it yet. Save a locked copy for them below. "
    "When they have signed it and you have it back, open it in this program and make the file for the partnership from "
    "it."
)


class MadeReturnPanel(QWidget):
    """The panel that shows a new return and the next steps.

    ``again``: the person wants to make another return.
    """

    again = Signal()

    def __init__(self, services: Services, topic: Topic, audit_id: str, made_return: MadeReturn) -> None:
        super().__init__()
        self._services = services
        self.made_return = made_return
        self._theme = services.theme
        layout = column(self, self._theme)
        layout.addWidget(self._result(made_return))
        layout.addWidget(label("What to do next", Kind.HEADING))
        send, *others = next_steps(topic, made_return)
        layout.addWidget(label(send))
        if topic.return_to.instructions:
            layout.addWidget(prose_view(self._theme, topic.return_to.instructions))
        for step in others:
            layout.addWidget(label(step))
        for line in read_out_lines(made_return):
            layout.addWidget(label(line))
        self.sending = SendReturn(services, audit_id, made_return)
        layout.addWidget(self.sending)
        layout.addWidget(label("Keep, print or look at it again", Kind.HEADING))
        layout.addLayout(self._more_buttons(made_return))
        if made_return.encrypted is not None:
            self.lock = LockForApprover(services, made_return)
            layout.addWidget(self.lock)
        kept = "The audit stays here. If you change it, make a new return: it says which one it replaces."
        layout.addWidget(label(kept, Kind.QUIET))

    def _result(self, made_return: MadeReturn) -> QWidget:
        """Group the result and its buttons, so that scrolling to the first button shows both."""
        group = QWidget()
        group.setProperty("seen", "together")
        layout = column(group, self._theme)
        layout.addWidget(self._panel(made_return))
        layout.addLayout(self._buttons(made_return))
        return group

    def _panel(self, made_return: MadeReturn) -> QWidget:
        panel = Card(self._theme, "done", "Your return is signed and ready", kind=Kind.TITLE, edges=(18, 18))
        panel.column.addWidget(label(f"Reference {made_return.reference}", Kind.HEADING))
        panel.column.addWidget(label(f"{made_return.to_send.name}, {file_size(made_return.size_to_send)}"))
        panel.column.addWidget(label(f"In the folder {breakable(str(made_return.to_send.parent))}", Kind.QUIET))
        for line in encrypted_lines(made_return):
            panel.column.addWidget(label(line))
        checked = "It was read back after writing and is complete."
        panel.column.addWidget(label(checked, Kind.QUIET))
        return panel

    def _buttons(self, made_return: MadeReturn) -> WrappingRow:
        row = WrappingRow(self._theme.pixels(12))
        self.show_folder = button("Show in f&older", "primary")
        self._theme.icon_beside(self.show_folder, "folder-open", self._theme.colours.on_accent)
        self.show_folder.clicked.connect(lambda: self._open_folder(made_return.to_send.parent))
        copy = button("&Copy the reference")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(made_return.reference))
        row.addWidget(self.show_folder)
        row.addWidget(copy)
        return row

    def _more_buttons(self, made_return: MadeReturn) -> WrappingRow:
        row = WrappingRow(self._theme.pixels(12))
        self.print_copy = button("P&rint a copy…")
        self.print_copy.clicked.connect(lambda: self._services.print_return(made_return.seen, made_return.path.stem))
        self.verify = button("Ver&ify it again")
        self.verify.clicked.connect(lambda: self._services.open_file(made_return.path))
        self.save_pdf = button("Save the signed P&DF…")
        self.save_pdf.clicked.connect(lambda: self._save_pdf(made_return))
        another = button("Make another return", "link")
        another.clicked.connect(self.again)
        for part in (self.print_copy, self.save_pdf, self.verify):
            row.addWidget(part)
        row.addWidget(another)
        return row

    def _open_folder(self, folder: Path) -> None:
        if QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.sending.record(PreparedAs.FOLDER, ())
        else:
            self._services.dialogs.show_message(
                "The folder could not be shown", f"The return is in the folder {folder}."
            )

    def _save_pdf(self, made_return: MadeReturn) -> None:
        suggested = made_return.to_send.parent / made_return.path.with_suffix(".pdf").name
        out = self._services.dialogs.save_as("Save the signed PDF", suggested)
        if out is not None:
            text = f"{out.name} is in the folder {out.parent}."
            self._services.jobs.submit_long(
                lambda _workspace, _: app.save_signed_pdf(made_return.seen, out),
                lambda _: self._services.dialogs.show_message("The file is saved", text),
            )


def encrypted_lines(made_return: MadeReturn) -> tuple[str, ...]:
    """Say which file to send, who can open it, and where the person's own copy is.

    Empty if the topic names no recipients.
    """
    encrypted = made_return.encrypted
    if encrypted is None:
        return ()
    whom = listed((f"{one.name} (key {one.fingerprint_spoken})" for one in encrypted.recipients), "and")
    late = f"No longer valid, ask for a newer certificate: {', '.join(encrypted.expired)}." if encrypted.expired else ""
    own = "Your own copy, which you can read, stays in this program. You can print it or look at it below."
    return tuple(filter(None, (f"Send {encrypted.path.name}: only {whom} can open it.", late, own)))


def read_out_lines(made_return: MadeReturn) -> tuple[str, ...]:
    """Give the fingerprint of each signer of this return, to be read out: in an e-mail it would prove nothing."""
    return tuple(
        f"If they telephone you to ask who signed it, read out the fingerprint of {short_line(signer.name)}: "
        f"{signer.fingerprint_spoken}"
        for signer in made_return.signers
    )


def next_steps(topic: Topic, made_return: MadeReturn) -> tuple[str, ...]:
    """Say in three numbered lines what the person does with the file."""
    whom, contact = topic.partnership.name, topic.contact.email or topic.contact.name
    if topic.return_to.email:
        send = f"1. E-mail the file to {topic.return_to.email} ({whom}), with the reference in the subject."
    else:
        send = f"1. Send the file to {whom}: answer the e-mail in which they asked for it, or ask {contact} where to."
    return (
        f"{send} {_APPROVED_FIRST if made_return.encrypted is None else _COPY_APPROVED_FIRST}",
        f"2. Give the reference {made_return.reference} if they ask which return it is.",
        "3. Keep a copy of the file with your agency's records.",
    )

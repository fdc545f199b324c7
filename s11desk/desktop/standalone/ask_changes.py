"""The form in which an approver says what has to change before they sign. The words go back by e-mail, and into
the audit if that is on this computer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from s11desk import app
from s11desk.desktop.inputs.fields import TextField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.announcing import announce
from s11desk.desktop.parts.folded_form import FoldedForm
from s11desk.desktop.parts.layouts import column
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, button, label
from s11desk.desktop.parts.wrapping import WrappingRow

if TYPE_CHECKING:
    from s11desk.app.returns.mail import Letter
    from s11desk.app.returns.verify import Verdict

_HINT = "For example: Please add the date of the last training to question 3."
_MISSING = "Say what has to change"
_LONGEST_LINK = 1800
"""Characters. Windows opens no longer link."""
_OPENED = "Your e-mail program was asked to start an e-mail. Check it, then press Send there."
_NOT_OPENED = "No e-mail was opened."
_COPIED = "The text is copied. Paste it into an e-mail to {whom}."


class AskForChanges(FoldedForm):
    """The link, and the form that it shows. Nothing is signed, and the return stays as it is."""

    def __init__(self, services: Services, verdict: Verdict) -> None:
        super().__init__()
        self._services = services
        self._verdict = verdict
        self._kept = ""
        self.begin(services, column(self, services.theme, spacing=8), button("Ask for &changes…"))
        self.first = self.words = TextField(services.theme, 4)
        self.words.setObjectName("wanted-changes")
        self._row = FormRow(services.theme, "What has to change before you sign?", self.words, hint=_HINT)
        self.form.addWidget(self._row)
        self.status = label("", Kind.STRONG)
        self.status.hide()
        self.form.addWidget(self.status)
        row = WrappingRow(services.theme.pixels(12))
        self.copy = button("Copy the text")
        self.copy.clicked.connect(lambda: self._copy())
        row.addWidget(self.copy)
        self.form.addLayout(row)
        self.send = button("E-mail this", "primary")
        self.send.clicked.connect(self._send)
        self.add_buttons(self.send, "Not now")

    def _letter(self) -> Letter | None:
        words = self.words.value()
        if not words.strip():
            self._row.show_problem(_MISSING)
            self.words.setFocus()
            return None
        self._row.show_problem("")
        return app.changes_letter(self._verdict, words)

    def _send(self) -> None:
        letter = self._letter()
        if letter is None:
            return
        self._keep()
        link = app.mailto_link(letter)
        if len(link) <= _LONGEST_LINK and QDesktopServices.openUrl(QUrl(link, QUrl.ParsingMode.StrictMode)):
            self._show_status(_OPENED)
        else:
            self._copy(_NOT_OPENED)

    def _copy(self, why: str = "") -> None:
        """Copy the text. ``why``: what did not work before; empty if the person asked for the copy."""
        letter = self._letter()
        if letter is not None:
            self._keep()
            QGuiApplication.clipboard().setText(letter.body)
            whom = letter.to[0] if letter.to else "the person who sent you the return"
            self._show_status(f"{why} {_COPIED.format(whom=whom)}".lstrip())

    def _keep(self) -> None:
        """Keep the words with the audit if it is on this computer too: its lead then finds them there."""
        verdict, words = self._verdict, self.words.value()
        if words != self._kept:
            self._kept = words
            self._services.jobs.submit(
                lambda workspace, _: app.keep_wanted_changes(workspace, verdict, words), lambda _: None
            )

    def _show_status(self, text: str) -> None:
        self.status.setText(text)
        self.status.show()
        announce(self, text)

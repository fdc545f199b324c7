"""The e-mail that asks for changes: what it says, before anything is sent, and the ways to send it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from s11desk import app
from s11desk.desktop.inputs.fields import LineField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label, show_words
from s11desk.desktop.standalone.approving.ask_changes import AskedChanges
from s11desk.domain.text.text_limits import NAME_LIMIT

_LONGEST_LINK = 1800
"""Characters. Windows opens no longer link."""
_TITLE = "This goes to {name} in one e-mail"
_CHECK = "Read it once more. Nothing has been sent. You can change the words where you wrote them, or in your e-mail."
_OPENED = (
    "Your e-mail program was asked to start an e-mail. Check it, and press Send there. Then choose “I have sent it” "
    "here."
)
_NOT_OPENED = "No e-mail was opened."
_COPIED = "The text is copied. Paste it into an e-mail to {whom}, and send that. Then choose “I have sent it” here."


class SendWanted(Card):
    """Hidden until it is asked for. ``sent``: the person says that they have sent it. ``put_off``: not now."""

    sent = Signal()
    put_off = Signal()

    def __init__(self, services: Services, changes: AskedChanges) -> None:
        super().__init__(services.theme, "card", _TITLE.format(name=changes.completer), edges=(14, 14), spacing=8)
        self._changes = changes
        self.column.addWidget(label(_CHECK))
        self._head = label("", Kind.SMALL)
        self._text = label("")
        self.name = LineField(NAME_LIMIT)
        self.name.setMaximumWidth(services.theme.pixels(460))
        self.name.typed.connect(lambda: changes.sign_as(self.name.text()))
        self._who = FormRow(services.theme, "Your name, for the end of the e-mail", self.name)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for part in (self._head, self._text, self._who):
            self.column.addWidget(part)
        self.status = label("", Kind.STRONG)
        self.status.hide()
        self.column.addWidget(self.status)
        self.column.addLayout(self._buttons(services))
        changes.changed.connect(lambda _: self._show_letter())
        self.hide()

    def _buttons(self, services: Services) -> WrappingRow:
        row = WrappingRow(services.theme.pixels(12))
        self.start = button("Start this e-mail", "primary")
        self.start.clicked.connect(self._start)
        self.copy = button("Copy the text")
        self.copy.clicked.connect(lambda: self._copy())
        self.say = button("I have sent it")
        self.say.clicked.connect(self.sent)
        later = button("Not yet", "link")
        later.clicked.connect(self._put_off)
        for one in (self.start, self.copy, self.say, later):
            row.addWidget(one)
        return row

    def open(self) -> None:
        """Show and announce what the e-mail will say, and give the keyboard to the button that starts it."""
        self.status.hide()
        self.show()
        self._show_letter()
        title = _TITLE.format(name=self._changes.completer)
        announce(self, spoken(title, _CHECK, *self._head.text().split("\n"), self._text.text()))
        self.start.setFocus()

    def _show_letter(self) -> None:
        if self.isHidden():
            return
        if not self._changes.places:
            self.hide()
            return
        self._who.setVisible(not self._changes.knows_reader)
        if self.name.text() != self._changes.typed_name:
            self.name.setText(self._changes.typed_name)
        letter = self._changes.letter()
        to = f"To: {letter.to[0]}\n" if letter.to else ""
        show_words(self._head, f"{to}Subject: {letter.subject}")
        show_words(self._text, letter.body.strip())

    def _put_off(self) -> None:
        self.hide()
        self.put_off.emit()

    def _start(self) -> None:
        link = app.mailto_link(self._changes.letter())
        if len(link) <= _LONGEST_LINK and QDesktopServices.openUrl(QUrl(link, QUrl.ParsingMode.StrictMode)):
            self._changes.hand_over()
            self._show_status(_OPENED)
        else:
            self._copy(_NOT_OPENED)

    def _copy(self, why: str = "") -> None:
        """Copy the text. ``why``: what did not work before; empty if the person asked for the copy."""
        letter = self._changes.letter()
        self._changes.hand_over()
        QGuiApplication.clipboard().setText(letter.body)
        whom = letter.to[0] if letter.to else self._changes.completer
        self._show_status(f"{why} {_COPIED.format(whom=whom)}".lstrip())

    def _show_status(self, text: str) -> None:
        self.status.setText(text)
        self.status.show()
        announce(self, text)

"""One e-mail with a file: a button that opens it in the mail program, and its parts for a person who writes it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.desktop.messages.sending_words import attach_words
from s11desk.desktop.parts.fold import Fold
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.open_outside import open_outside
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, breakable, button, label, wrappable
from s11desk.domain.returns.prepared_as import PreparedAs

if TYPE_CHECKING:
    from s11desk.app.returns.mailing.mail import Mail

_OPENED = "Your e-mail program was asked to open a new e-mail. Check that the file is attached, then press Send there."
_NOT_OPENED = "We could not open your e-mail program. Write a new e-mail where you read yours."
_BEGUN = "Your e-mail program was asked to start an e-mail. {attach} Then press Send there."
_BY_HAND = "No e-mail opened? Write it yourself"
_WHEN_BY_HAND = "For example, if you read your e-mail in a web browser."
_SHOW_FILE = "Sh&ow the file"
_NEW = "Write a new e-&mail instead"
_IN_REPLY = "What to write in your reply"
_WHAT_IN_REPLY = "A text that you can copy, and the name of the file"


class EmailFile(QWidget):
    """The button, and the folded parts of the e-mail: address, subject, text and file.

    ``prepared`` is emitted with the way in which the person was given the e-mail. ``is_reply``: the file goes with a
    reply to an e-mail that the person has, so the main button shows the file, and a new e-mail is the other way.
    ``not_opened``: no mail program took it, so the text is shown for a person who writes it themselves.
    ``has_main``: the main button is offered. One that opens an e-mail is not if no mailbox takes the file.
    """

    prepared = Signal(object)
    not_opened = Signal()

    def __init__(self, services: Services, mail: Mail, text: str, *, is_reply: bool = False) -> None:
        super().__init__()
        self._services = services
        self._mail = mail
        layout = column(self, services.theme, spacing=10)
        self.go = button(_NEW if is_reply else text, "" if is_reply else "primary")
        self.go.clicked.connect(self._open)
        self.folder = button(_SHOW_FILE if is_reply else "Show in f&older", "primary" if is_reply else "")
        self.folder.clicked.connect(self._show_folder)
        self.main, other = (self.folder, self.go) if is_reply else (self.go, self.folder)
        self.main.setObjectName("big")
        row = WrappingRow(services.theme.pixels(12))
        for one in (self.main, other):
            row.addWidget(one)
        self._row = row
        layout.addLayout(row)
        self.go.setVisible(mail.fit.fits_large)
        self.has_main = is_reply or mail.fit.fits_large
        self.status = label("", Kind.STRONG)
        self.status.hide()
        layout.addWidget(self.status)
        words = (_IN_REPLY, _WHAT_IN_REPLY) if is_reply else (_BY_HAND, _WHEN_BY_HAND)
        self.by_hand = Fold(services.theme, *words, self._parts)
        layout.addWidget(self.by_hand)

    def put_beside(self, way: QWidget) -> None:
        """Put another button into the row of the buttons."""
        self._row.addWidget(way)

    def show_status(self, text: str) -> None:
        """Show and announce what happened."""
        self.status.setText(wrappable(text))
        self.status.show()
        announce(self, text)

    def hide_status(self) -> None:
        """Take away what happened before, such as that no e-mail program opened: the person has sent the e-mail."""
        self.status.hide()

    def _parts(self) -> list[Callable[[], QWidget]]:
        mail = self._mail
        to = ", ".join(mail.to)
        lines = [("To", to, "address")] if mail.to else []
        lines += [("Subject", mail.subject, "subject"), ("Text", mail.body, "text of the e-mail")]
        return [*(partial(self._line, *line) for line in lines), self._last_line]

    def _line(self, name: str, text: str, what: str) -> QWidget:
        """A part of the e-mail, and a button that copies it."""
        line = QWidget()
        layout = column(line, self._services.theme, spacing=2)
        layout.addWidget(label(name, Kind.STRONG))
        shown = label(text)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(shown)
        copy = button(f"Copy the {what}", "link")
        copy.clicked.connect(lambda: self._copy(text, what))
        layout.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)
        return line

    def _last_line(self) -> QWidget:
        line = QWidget()
        layout = column(line, self._services.theme, spacing=2)
        layout.addWidget(label("File to attach", Kind.STRONG))
        layout.addWidget(label(self._mail.attachment.name))
        layout.addWidget(label(f"In the folder {breakable(str(self._mail.attachment.parent))}", Kind.QUIET))
        begin = button("Start an e-mail (attach the file yourself)", "link")
        begin.clicked.connect(self._begin)
        layout.addWidget(begin, 0, Qt.AlignmentFlag.AlignLeft)
        return line

    def _copy(self, text: str, what: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.show_status(f"The {what} is copied: paste it into your e-mail.")
        self.prepared.emit(PreparedAs.COPIED)

    def _open(self) -> None:
        mail = self._mail
        self._services.jobs.submit_long(
            lambda workspace, _: app.write_mail_to_open(workspace.home, mail), self._written, listener=self
        )

    def _written(self, file: Path) -> None:
        if open_outside(file):
            self.show_status(_OPENED)
            self.prepared.emit(PreparedAs.MAIL_FILE)
            return
        self._services.jobs.submit_long(lambda workspace, _: app.remove_mail_file(workspace.home, file), _ignore)
        self.show_status(f"{_NOT_OPENED} {attach_words(self._mail.attachment)}")
        self.by_hand.set_open(is_open=True)
        self.not_opened.emit()

    def _begin(self) -> None:
        if QDesktopServices.openUrl(QUrl(app.mailto_link(self._mail), QUrl.ParsingMode.StrictMode)):
            self.show_status(_BEGUN.format(attach=attach_words(self._mail.attachment)))
            self.prepared.emit(PreparedAs.MAIL_LINK)
        else:
            self.show_status(f"{_NOT_OPENED} {attach_words(self._mail.attachment)}")

    def _show_folder(self) -> None:
        folder, name = self._mail.attachment.parent, self._mail.attachment.name
        if open_outside(folder):
            self.prepared.emit(PreparedAs.FOLDER)
        else:
            where = f"The file is called {name}. It is in the folder {folder}."
            self._services.dialogs.show_message("The folder could not be shown", where)


def _ignore(_: object) -> None:
    """Say nothing: the next program removes what this one could not."""

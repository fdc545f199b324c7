"""A receipt or a request that was made: its e-mail, its text, its file, and whether it was sent."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from s11desk import app
from s11desk.app import receiving as desk_functions
from s11desk.desktop.parts.card import ListedCard
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.open_outside import open_outside
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, breakable, button, label, show_words
from s11desk.desktop.receiving.open_desk import OpenDesk
from s11desk.domain.receiving.desk_replies import MadeReply
from s11desk.domain.returns.prepared_as import PreparedAs
from s11desk.wording.desk.reply_post_words import (
    REPLY_NAMES,
    address_sentence,
    files_sentence,
    made_sentence,
    sent_sentence,
)
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.receiving.desk.desk_sitting import DeskSitting
    from s11desk.app.returns.mailing.mail import Mail

_OPENED = "Your e-mail program was asked to open a new e-mail. Check that the file is attached, then press Send there."
_NOT_OPENED = (
    "We could not open your e-mail program. Copy the text into a new e-mail, and attach the file {name} to it."
)
_RECORDED = {PreparedAs.SENT: "Recorded as sent", PreparedAs.NOT_SENT: "Recorded as not sent yet"}
_TOO_LARGE = "The file is too large for an e-mail."
_COPIED = "The text is copied: paste it into your e-mail, and attach the file {name}."


class ReplyPanel(ListedCard):
    """``changed`` is called with words for it when it was recorded that the reply was sent, or was not."""

    def __init__(
        self, services: Services, desk: OpenDesk, made: MadeReply, changed: Callable[[str], None], *, heading: str = ""
    ) -> None:
        super().__init__(services.theme, heading=short_line(heading), edges=(12, 10), spacing=4)
        self._services, self._desk, self._made, self._changed = services, desk, made, changed
        self._of = f"{REPLY_NAMES[made.record.kind]} for {short_line(made.agency)}, {made.reference}"
        self.setAccessibleName(self._of)
        self.column.addWidget(label(breakable(made_sentence(made))))
        address = address_sentence(made.email, is_sent=made.sent is not None)
        if address:
            self.column.addWidget(label(breakable(address), Kind.QUIET))
        self.files = label(breakable(files_sentence(made, str(desk.folder / "outgoing"))), Kind.QUIET)
        self.column.addWidget(self.files)
        self.sent, self.unsent = label("", Kind.GOOD), label("", Kind.QUIET)
        for line in (self.sent, self.unsent):
            self.column.addWidget(line)
        self.column.addLayout(self._buttons())
        self.status = label("", Kind.STRONG)
        self.status.hide()
        self.column.addWidget(self.status)
        self._show(made)

    @property
    def is_sent(self) -> bool:
        """Whether the officer said that it was sent."""
        return self._made.sent is not None

    def _show(self, made: MadeReply) -> None:
        """Show whether it was sent. All stays in its place, so that the next click meets what it is meant for."""
        self._made = made
        line = self.sent if self.is_sent else self.unsent
        show_words(line, sent_sentence(made.sent))
        self.sent.setVisible(self.is_sent)
        self.unsent.setVisible(not self.is_sent)
        had_keyboard = self.say_sent.hasFocus() or self.take_back.hasFocus()
        now, before = (self.take_back, self.say_sent) if self.is_sent else (self.say_sent, self.take_back)
        now.show()
        if had_keyboard:
            now.setFocus()
        before.hide()

    def _buttons(self) -> WrappingRow:
        row = WrappingRow(self._services.theme.pixels(12))
        self.email = self._add(row, "E-mail this", self._email)
        self.copy = self._add(row, "Copy the text", self._copy)
        self.folder = self._add(row, "Show in folder", self._show_folder)
        self.say_sent = self._add(row, "I have sent it", partial(self._record, PreparedAs.SENT))
        self.take_back = self._add(row, "I have not sent it yet", partial(self._record, PreparedAs.NOT_SENT), "link")
        return row

    def _add(self, row: WrappingRow, text: str, then: Callable[[], None], look: str = "") -> QPushButton:
        made = button(text, look, name=f"{text}: {self._of}")
        made.clicked.connect(then)
        row.addWidget(made)
        return made

    def show_status(self, text: str) -> None:
        """Show and announce what happened."""
        self.status.setText(breakable(text))
        self.status.show()
        announce(self, text)

    def _email(self) -> None:
        made = self._made

        def write(sitting: DeskSitting) -> tuple[Mail, Path | None]:
            mail = sitting.work(lambda desk: desk_functions.reply_mail(desk, made))
            return mail, app.write_mail_to_open(sitting.officer.home, mail) if mail.fit.fits_large else None

        self._desk.do(write, self._open)

    def _open(self, written: tuple[Mail, Path | None]) -> None:
        mail, file = written
        if not shiboken6.isValid(self):
            return
        if file is None:
            self.show_status(_TOO_LARGE)
        elif open_outside(file):
            self.show_status(_OPENED)
            self._note(PreparedAs.MAIL_FILE)
        else:
            self._desk.do(lambda sitting: app.remove_mail_file(sitting.officer.home, file), lambda _: None)
            self.show_status(_NOT_OPENED.format(name=mail.attachment.name))

    def _copy(self) -> None:
        made = self._made
        self._desk.do(lambda sitting: sitting.work(lambda desk: desk_functions.reply_letter(desk, made)), self._copied)

    def _copied(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._note(PreparedAs.COPIED)
        if shiboken6.isValid(self):
            self.show_status(_COPIED.format(name=self._made.record.file))

    def _show_folder(self) -> None:
        folder = self._desk.folder / "outgoing"
        if open_outside(folder):
            self._note(PreparedAs.FOLDER)
            self.show_status(f"The file is called {self._made.record.file}.")
        else:
            where = f"The file is called {self._made.record.file}. It is in the folder {folder}."
            self._services.dialogs.show_message("The folder could not be shown", where)

    def _record(self, how: PreparedAs) -> None:
        made = self._made
        self._desk.do(
            lambda sitting: sitting.work(lambda desk: desk_functions.note_reply(desk, made, how)),
            lambda noted: self._show_noted(noted, _RECORDED[how]),
        )

    def _show_noted(self, noted: MadeReply, words: str) -> None:
        if shiboken6.isValid(self):
            self._show(noted)
            self.status.hide()  # how it was to be sent is past
        self._changed(words)

    def _note(self, how: PreparedAs) -> None:
        """Record how it was prepared. Nothing on the page changes."""
        made = self._made
        self._desk.do(
            lambda sitting: sitting.work(lambda desk: desk_functions.note_reply(desk, made, how)), lambda _: None
        )

"""Uses the desk's signature: its passphrase is asked for once a sitting, and a button that makes files with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from s11desk.app import receiving as desk_functions
from s11desk.desktop.inputs.passphrases.passphrase_row import PassphraseRow
from s11desk.desktop.messages.errors.error_messages import message
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import button
from s11desk.desktop.receiving.open_desk import OpenDesk
from s11desk.errors import S11Error
from s11desk.errors.passphrase_errors import PassphraseMissing, PassphraseWrong
from s11desk.wording.desk.reply_post_words import ASKED_ONCE

if TYPE_CHECKING:
    from s11desk.app.receiving.desk.desk_sitting import DeskSitting
    from s11desk.signing.signer import Signer

Write = Callable[["DeskSitting", "Signer"], object]
"""Writes one file or all, in the worker."""


class SignatureForm(QWidget):
    """``done`` is called after ``write`` has worked. ``text``: of the button that writes."""

    def __init__(self, services: Services, desk: OpenDesk, text: str, write: Write, done: Callable[[], None]) -> None:
        super().__init__()
        self._desk, self._write, self._done = desk, write, done
        layout = column(self, services.theme, spacing=6)
        self.row = signature_row(services, desk)
        self.make = button(text, "primary")
        if self.row is not None:
            self.row.field.returnPressed.connect(self.make.click)
            layout.addWidget(self.row)
        self.make.clicked.connect(lambda: self.run(self._write))
        layout.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)

    def run(self, write: Write) -> None:
        """Unlock the signature if that is still to be done, then write."""
        passphrase = self.row.field.text() if self.row is not None else ""
        write_signed(self._desk, passphrase, write, self._done, self._refuse)

    def _refuse(self, error: S11Error) -> None:
        if shiboken6.isValid(self) and self.row is not None and isinstance(error, PassphraseWrong | PassphraseMissing):
            self.row.ask_again(message(error).whole)
        else:
            self._desk.jobs.failed.emit(error)


def signature_row(services: Services, desk: OpenDesk, hint: str = "") -> PassphraseRow | None:
    """The row for the passphrase of the signature; None if it is open already."""
    if desk.signer is not None:
        return None
    text = "Passphrase of your signature"
    return PassphraseRow(services.theme, "signature-passphrase", text=text, hint=hint or ASKED_ONCE)


def keep_open(desk: OpenDesk, passphrase: str, then: Callable[[], None]) -> None:
    """Open the signature that was set up just now with the passphrase that was just chosen, so that it is not asked for
    again. If that fails, it is asked for later, as after any start.
    """

    def opened(signer: Signer) -> None:
        desk.signer = signer
        then()

    desk.do(lambda _: desk_functions.unlock_signature(desk.home, passphrase, desk.clock()), opened, lambda _: then())


def write_signed(
    desk: OpenDesk, passphrase: str, write: Write, done: Callable[[], None], refused: Callable[[S11Error], None]
) -> None:
    """Run ``write`` in the worker with the signature, which stays open for the rest of the sitting."""

    def operation(sitting: DeskSitting) -> Signer:
        signer = desk.signer or desk_functions.unlock_signature(desk.home, passphrase, desk.clock())
        write(sitting, signer)
        return signer

    def finish(signer: Signer) -> None:
        desk.signer = signer
        done()

    desk.do(operation, finish, refused)

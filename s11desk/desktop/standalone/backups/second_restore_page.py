"""Bring answers and files back from a second place: the passphrase that was chosen for it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.passphrases.passphrase_row import PassphraseRow
from s11desk.desktop.messages.errors.error_messages import message
from s11desk.desktop.parts.busy_button import begin_work, end_work
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import button, label
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.errors import S11Error
from s11desk.errors.identity_errors import ReceivingKeyMissing
from s11desk.errors.passphrase_errors import PassphraseWrong
from s11desk.override import override
from s11desk.wording.plain_text import short_line

_ABOUT = (
    "This backup is locked. It brings back all answers and attached files as they were then. Your answers of today are "
    "kept too, in the list of copies, so you can bring them back."
)
_HINT = "The one that was chosen together with the second place. It may not be the one you sign with."
_MISSING = "Type the passphrase of this second place."
_WRONG = (
    "That is not the passphrase of this second place. Nothing was changed. Try again, and check the capital letters. "
    "Without the passphrase nobody can open this backup. The backups on the computer where it was made need none."
)
_NO_KEY = (
    "The key of this backup is missing. Nothing was changed. Put the file backup-key.p12 beside the backup: both were "
    "in one folder. Then try again."
)


class SecondRestorePage(StandalonePage):
    """The page that asks for the passphrase of a second place.

    ``entered`` is emitted with the passphrase.
    """

    entered = Signal(str)

    def __init__(self, services: Services, path: Path) -> None:
        super().__init__(services, "Bring back from a second place", short_line(path.name))
        self.layout_.addWidget(label(_ABOUT))
        self.passphrase = PassphraseRow(self.theme, "from-second-place", hint=_HINT)
        self.layout_.addWidget(self.passphrase)
        self.bring_back = button("Bring &it back", "primary")
        self.bring_back.clicked.connect(self._enter)
        self.passphrase.field.returnPressed.connect(self.bring_back.click)
        self.layout_.addWidget(self.bring_back, 0, Qt.AlignmentFlag.AlignLeft)

    @override
    def first_field(self) -> QWidget:
        return self.passphrase.field

    def refuse(self, error: S11Error) -> None:
        """Show why nothing was brought back."""
        end_work(self.bring_back)
        self.passphrase.ask_again(_why(error))

    def _enter(self) -> None:
        if not self.passphrase.field.text():
            self.passphrase.ask_again(_MISSING)
            return
        begin_work(self.bring_back)
        self.entered.emit(self.passphrase.field.text())


def _why(error: S11Error) -> str:
    """Say it in the words of a backup: the general ones speak of signing and of a partnership's key."""
    match error:
        case PassphraseWrong():
            return _WRONG
        case ReceivingKeyMissing():
            return _NO_KEY
        case _:
            return message(error).whole

"""Open a file that is under a passphrase: a return on its way to the person who approves it, or an audit."""

from __future__ import annotations

from enum import Enum
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
from s11desk.errors.passphrase_errors import PassphraseMissing, PassphraseWrong
from s11desk.override import override
from s11desk.wording.plain_text import short_line


class LockedKind(Enum):
    """What is under the passphrase: a return, an audit to go on with, or a part of one that a colleague works on."""

    RETURN = "return"
    AUDIT = "audit"
    PART = "file"


_ABOUT = (
    "This return is locked with a passphrase. The person who gave it to you knows the passphrase. The file stays as it "
    "is, and what you read is erased from this computer when you close it."
)
_ABOUT_AUDIT = (
    "This audit is locked with a passphrase. The person who made the file knows the passphrase. The file stays as it "
    "is."
)
_ABOUT_PART = (
    "This file is locked with a passphrase. The person who made it knows the passphrase. The file stays as it is."
)
_TEXTS = {LockedKind.RETURN: _ABOUT, LockedKind.AUDIT: _ABOUT_AUDIT, LockedKind.PART: _ABOUT_PART}
_MISSING = "Enter the passphrase of the file"
_WRONG = (
    "That is not the right passphrase. Nothing was opened, and the file stays as it is. Try again, and check the "
    "capital letters. Ask the person who gave you the file."
)


class LockedPage(StandalonePage):
    """The page that opens what is under a passphrase.

    ``open_wanted`` is emitted with the passphrase.
    """

    open_wanted = Signal(str)

    def __init__(self, services: Services, path: Path, *, what: LockedKind = LockedKind.RETURN) -> None:
        super().__init__(services, f"Open a locked {what.value}", short_line(path.name))
        self.layout_.addWidget(label(_TEXTS[what]))
        self._row = PassphraseRow(self.theme, "file-passphrase", text="Passphrase of the file")
        self.passphrase = self._row.field
        self.passphrase.returnPressed.connect(self._open)
        self.open = button("&Open", "primary")
        self.open.clicked.connect(self._open)
        self.layout_.addWidget(self._row)
        self.layout_.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)

    @override
    def first_field(self) -> QWidget:
        return self.passphrase

    def refuse(self, error: S11Error) -> None:
        """Show why the file was not opened."""
        end_work(self.open)
        match error:
            case PassphraseWrong():
                self._row.ask_again(_WRONG)
            case PassphraseMissing():
                self._row.ask_again(_MISSING)
            case _:
                self._row.ask_again(message(error).whole)

    def _open(self) -> None:
        if self.open.isEnabled():
            begin_work(self.open)
            self.open_wanted.emit(self.passphrase.text())

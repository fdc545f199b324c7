"""Choose a second place for backups, and the passphrase that opens them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.passphrases.passphrase_row import PassphraseRow
from s11desk.desktop.messages.errors.error_messages import message
from s11desk.desktop.parts.busy_button import begin_work, end_work
from s11desk.desktop.parts.documents_folder import documents_folder
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import button, label
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.errors import S11Error
from s11desk.errors.passphrase_errors import PassphraseTooShort, PassphraseTooSimple
from s11desk.override import override
from s11desk.signing.identity.passphrase_rules import MIN_PASSPHRASE_LENGTH, is_easy_to_guess

_ABOUT = (
    "Choose a folder that is not on this computer's own disk, such as one on a memory stick. Your answers and "
    "attached files are kept there too. They are brought up to date whenever the folder is there. They are locked "
    "with a passphrase. On another computer you need the folder and the passphrase to go on."
)
MIN_LENGTH = MIN_PASSPHRASE_LENGTH
_HINT = f"At least {MIN_LENGTH} characters. Several words are good. Write it down and keep it away from the stick."
_LOST = "If you forget the passphrase, nobody can open these backups. The ones on this computer need no passphrase."
_DIFFERENT = "The two are not the same. Type the passphrase again in both fields."


class SecondPlacePage(StandalonePage):
    """The page on which a person chooses a second place for backups.

    ``chosen`` is emitted with the folder and the passphrase.
    """

    chosen = Signal(object, str)

    def __init__(self, services: Services) -> None:
        super().__init__(services, "A second place for backups")
        self.layout_.addWidget(label(_ABOUT))
        self.passphrase = PassphraseRow(self.theme, "second-place", hint=_HINT, is_new=True)
        self.again = PassphraseRow(self.theme, "second-place-again", text="Type it again", again_of=self.passphrase)
        for row in (self.passphrase, self.again):
            self.layout_.addWidget(row)
        self.layout_.addWidget(label(_LOST))
        self.choose = button("Choose a fol&der…", "primary")
        self.choose.clicked.connect(self._choose)
        self.again.field.returnPressed.connect(self.choose.click)
        self.layout_.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)

    @override
    def first_field(self) -> QWidget:
        return self.passphrase.field

    def refuse(self, error: S11Error) -> None:
        """Show why the second place was not made."""
        end_work(self.choose)
        self.passphrase.ask_again(message(error).whole)

    def _choose(self) -> None:
        typed = self.passphrase.field.text()
        refused = _refusal_of(typed)
        if refused is not None:  # before the person looks for a folder
            self.passphrase.ask_again(message(refused).whole)
            return
        if typed != self.again.field.text():
            self.again.ask_again(_DIFFERENT)
            return
        folder = self.services.dialogs.folder("Choose a folder for backups", documents_folder())
        if folder is not None:
            begin_work(self.choose)
            self.chosen.emit(folder, typed)


def _refusal_of(typed: str) -> PassphraseTooShort | PassphraseTooSimple | None:
    """Why the program will not take this passphrase; None if it may. One that no file can hold is refused later."""
    if len(typed) < MIN_PASSPHRASE_LENGTH:
        return PassphraseTooShort(shortest=MIN_PASSPHRASE_LENGTH)
    return PassphraseTooSimple() if is_easy_to_guess(typed) else None

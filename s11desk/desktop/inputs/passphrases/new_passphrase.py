"""Two rows for a new passphrase: it is typed twice, because nobody sees it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.passphrases.passphrase_row import PassphraseRow
from s11desk.desktop.messages.errors.error_messages import message
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.services import Services
from s11desk.errors import S11Error
from s11desk.errors.passphrase_errors import PassphraseTooShort, PassphraseTooSimple
from s11desk.signing.identity.passphrase_rules import MIN_PASSPHRASE_LENGTH, is_easy_to_guess

_HINT = f"At least {MIN_PASSPHRASE_LENGTH} characters. Several words are good."
_DIFFERENT = "The two are not the same. Type the passphrase again in both fields."


class NewPassphrase(QWidget):
    """The two rows. ``name`` is the object name of the first field. ``entered``: Return was pressed in the second."""

    entered = Signal()

    def __init__(self, services: Services, name: str, *, text: str = "Passphrase", hint: str = "") -> None:
        super().__init__()
        layout = column(self, services.theme, spacing=10)
        self._row = PassphraseRow(services.theme, name, text=text, hint=f"{hint} {_HINT}".strip(), is_new=True)
        self._again = PassphraseRow(services.theme, f"{name}-again", text=f"{text}, once more", again_of=self._row)
        self.field, self.again = self._row.field, self._again.field
        self.again.returnPressed.connect(self.entered)
        layout.addWidget(self._row)
        layout.addWidget(self._again)

    def typed(self) -> str:
        """The passphrase; empty if there is a problem, which is shown then."""
        typed = self.field.text()
        if len(typed) < MIN_PASSPHRASE_LENGTH:
            self.refuse(PassphraseTooShort(shortest=MIN_PASSPHRASE_LENGTH))
        elif is_easy_to_guess(typed):
            self.refuse(PassphraseTooSimple())
        elif typed != self.again.text():
            self._again.ask_again(_DIFFERENT)
        else:
            return typed
        return ""

    def refuse(self, error: S11Error) -> None:
        """Show why the passphrase cannot be used."""
        self._row.ask_again(message(error).whole)

    def clear(self) -> None:
        """Forget what was typed."""
        self.field.clear()
        self.again.clear()

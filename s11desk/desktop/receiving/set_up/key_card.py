"""Asks for the passphrase of the receiving key, once a sitting: what is encrypted is opened, now and later."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from s11desk.desktop.inputs.passphrases.passphrase_row import PassphraseRow
from s11desk.desktop.parts.busy_button import begin_work, end_work
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.text.text_parts import button, label
from s11desk.desktop.theme.theme import Theme
from s11desk.wording.desk.attention_words import NO_KEY, encrypted_sentence

_WRONG = (
    "That is not the passphrase of the receiving key. Nothing was changed. Try again, and check the capital letters."
)


class KeyCard(Card):
    """``entered`` carries the passphrase. ``number``: of the closed files. ``has_key``: it is on this computer."""

    entered = Signal(str)

    def __init__(self, theme: Theme, number: int, *, has_key: bool) -> None:
        heading = "1 encrypted return" if number == 1 else f"{number} encrypted returns"
        super().__init__(theme, heading=heading, edges=(12, 10), spacing=6)
        if not has_key:
            self.column.addWidget(label(NO_KEY))
            return
        self.column.addWidget(label(encrypted_sentence(number)))
        self.row = PassphraseRow(theme, "desk-passphrase", text="Passphrase of the receiving key")
        self.row.field.returnPressed.connect(self._enter)
        self.column.addWidget(self.row)
        self.open = button("Open them" if number > 1 else "Open it", name="Open the encrypted returns")
        self.open.clicked.connect(self._enter)
        self.column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)

    def refuse(self) -> None:
        """Ask again: it was another passphrase, or none."""
        end_work(self.open)
        self.row.ask_again(_WRONG)

    def _enter(self) -> None:
        begin_work(self.open)
        self.entered.emit(self.row.field.text())

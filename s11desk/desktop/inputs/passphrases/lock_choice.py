"""A card that locks a new file with a passphrase, and the two rows for it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.option_cards import CardOption, CheckCard
from s11desk.desktop.inputs.passphrases.new_passphrase import NewPassphrase
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.services import Services

_LOCK = "Without the passphrase nobody can open it. Tell the passphrase in another way, for example on the telephone."
_HINT = "Do not send it together with the file."


class LockChoice(QWidget):
    """The card and the rows. ``name`` is the object name of the first field. ``entered``: Return in the last one."""

    entered = Signal()

    def __init__(self, services: Services, name: str) -> None:
        super().__init__()
        layout = column(self, services.theme, spacing=10)
        self.locked = CheckCard(services.theme, CardOption("locked", "Lock the file with a passphrase", _LOCK))
        self.locked.toggled.connect(self._show_fields)
        self.passphrase = NewPassphrase(services, name, hint=_HINT)
        self.passphrase.entered.connect(self.entered)
        self.passphrase.hide()
        layout.addWidget(self.locked)
        layout.addWidget(self.passphrase)

    def typed(self) -> str | None:
        """The passphrase; empty if none is wanted, None if there is a problem with it, which is shown then."""
        if not self.locked.isChecked():
            return ""
        return self.passphrase.typed() or None

    def _show_fields(self, wanted: bool) -> None:  # noqa: FBT001 - Qt passes it so
        self.passphrase.setVisible(wanted)
        if wanted:
            self.passphrase.field.setFocus()

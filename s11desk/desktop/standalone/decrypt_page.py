"""An encrypted return: opened with the partnership's key, into a folder of its own choice."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.pages.sign.identity_form import passphrase_field
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import button, label
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.wording.plain_text import short_line

_ABOUT = (
    "This return is encrypted: only the partnership it is meant for can open it, with the key it made for receiving "
    "returns. The opened return is written to a folder you choose; the encrypted file stays as it is."
)


class DecryptPage(StandalonePage):
    """``opening_wanted`` carries the folder and the passphrase."""

    opening_wanted = Signal(object, str)

    def __init__(self, services: Services, path: Path) -> None:
        super().__init__(services, "Open an encrypted return", short_line(path.name))
        self._folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        self.layout_.addWidget(label(_ABOUT))
        self.passphrase = passphrase_field()
        self.passphrase.setObjectName("receiver-passphrase")
        self.passphrase.setMaximumWidth(self.theme.pixels(460))
        self.passphrase.returnPressed.connect(self._go)
        hint = "The one that was chosen for the partnership's key on this computer."
        self._row = FormRow(self.theme, "Passphrase", self.passphrase, hint=hint)
        self.layout_.addWidget(self._row)
        self.open = button("Choose a folder and &open…", "primary")
        self.open.clicked.connect(self._go)
        self.layout_.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)

    def first(self) -> QWidget:
        return self.passphrase

    def refuse(self, problem: str) -> None:
        self.open.setEnabled(True)
        self._row.show_problem(problem)
        self.passphrase.setFocus()

    def _go(self) -> None:
        folder = self.services.dialogs.folder("Choose a folder for the opened return", self._folder)
        if folder is not None:
            self._row.show_problem("")
            self.open.setEnabled(False)
            self.opening_wanted.emit(folder, self.passphrase.text())

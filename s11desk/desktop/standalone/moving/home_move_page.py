"""Put everything of this computer into one file, to go on with it on another computer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk.app.saved_names import free_path
from s11desk.desktop.inputs.passphrases.new_passphrase import NewPassphrase
from s11desk.desktop.parts.documents_folder import documents_folder
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import button, label
from s11desk.desktop.standalone.task_page import NO_FILE, TaskPage
from s11desk.override import override

HEADING = "Move everything to another computer"
FILE_NAME = "Everything from s11desk.s11home"
_ABOUT = (
    "All audits go into one file, even those that you removed from the list. With them go your files, action plans, "
    "history and private notes, when you sent each return, and what you have checked. Added questions, the people you "
    "have checked, your settings and your signature go too. The signature keeps its own passphrase."
)
_THEN = (
    "Take the file to the other computer, such as on a memory stick. Open it there with s11desk. Nothing that is "
    "there already is replaced. From then on you work there. On this computer the audits can still be read, and you "
    "can take everything back."
)
_NOT_IN_IT = (
    "Backups stay here. They would make the file many times as large, and “Undo” works on the other computer as it "
    "does here. Returns that you saved in folders of your own stay there too: copy them yourself."
)
_HINT = "The file is locked with it. You type it on the other computer."


class HomeMovePage(TaskPage):
    """``saving_wanted`` carries a path and the passphrase of the file."""

    saving_wanted = Signal(object, str)

    def __init__(self, services: Services) -> None:
        super().__init__(services, HEADING, "For a new computer", doing="Writing the file", stopped=NO_FILE)
        self.layout_.addWidget(label(_ABOUT))
        self.layout_.addWidget(label(_THEN))
        self.layout_.addWidget(label(_NOT_IN_IT))
        self.passphrase = NewPassphrase(services, "home-passphrase", text="Passphrase of the file", hint=_HINT)
        self.passphrase.entered.connect(self._save)
        self.save = button("Choose where to &save it…", "primary")
        self.save.clicked.connect(self._save)
        self.layout_.addWidget(self.passphrase)
        self.add_task(self.save)

    @override
    def first_field(self) -> QWidget:
        return self.passphrase.field

    def _save(self) -> None:
        """Ask for the place last: a passphrase that cannot be used is refused before."""
        passphrase = self.passphrase.typed() if self.save.isEnabled() else ""
        if not passphrase:
            return
        out = self.services.dialogs.save_as(HEADING, free_path(documents_folder(), FILE_NAME), may_replace=False)
        if out is not None:
            self.show_problem("")
            self.saving_wanted.emit(out, passphrase)

"""Put everything of this computer into one file, to go on with it on another computer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.new_passphrase import NewPassphrase
from s11desk.desktop.messages.error_messages import message
from s11desk.desktop.parts.announcing import announce
from s11desk.desktop.parts.progress_row import ProgressRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, button, label
from s11desk.desktop.saving.jobs import Task
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.errors import Cancelled, S11Error
from s11desk.override import override

HEADING = "Move everything to another computer"
FILE_NAME = "Everything from s11desk.s11home"
_ABOUT = (
    "All audits go into one file: answers, attached files, action plans, history, private notes, the audits that you "
    "removed from the list, when you sent each return, and what you have checked. So do added questions, the signers "
    "you know, your settings, and your signature, which keeps its own passphrase."
)
_THEN = (
    "Take the file to the other computer, for example on a memory stick, and open it there with s11desk. Nothing that "
    "is there already is replaced. From then on you work there. On this computer the audits can still be read, and you "
    "can take everything back."
)
_NOT_IN_IT = (
    "Backups stay here. They would make the file many times as large, and “Undo” works on the other computer as it "
    "does here. Returns that you saved in folders of your own stay there too: copy them yourself."
)
_HINT = "The file is locked with it. You type it on the other computer."


class HomeMovePage(StandalonePage):
    """``saving_wanted`` carries a path and the passphrase of the file."""

    saving_wanted = Signal(object, str)

    def __init__(self, services: Services) -> None:
        super().__init__(services, HEADING, "For a new computer")
        self.layout_.addWidget(label(_ABOUT))
        self.layout_.addWidget(label(_THEN))
        self.layout_.addWidget(label(_NOT_IN_IT))
        self.passphrase = NewPassphrase(services, "home-passphrase", text="Passphrase of the file", hint=_HINT)
        self.passphrase.entered.connect(self._save)
        self.problem = label("", Kind.ERROR)
        self.problem.hide()
        self.save = button("Choose where to &save it…", "primary")
        self.save.clicked.connect(self._save)
        self.progress = ProgressRow("Writing the file")
        for part in (self.passphrase, self.problem, self.progress):
            self.layout_.addWidget(part)
        self.layout_.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)

    @override
    def first_field(self) -> QWidget:
        return self.passphrase.field

    def follow(self, task: Task | None) -> None:
        """Show the progress of ``task``; None: it has ended."""
        self.progress.follow(task)
        self.save.setEnabled(task is None)

    def refuse(self, error: S11Error) -> None:
        """Show why no file was written."""
        self.follow(None)
        self._show_problem("Stopped. No file was written." if isinstance(error, Cancelled) else message(error).whole)

    def _show_problem(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if problem:
            announce(self, problem, at_once=True)

    def _save(self) -> None:
        """Ask for the place last: a passphrase that cannot be used is refused before."""
        passphrase = self.passphrase.typed() if self.save.isEnabled() else ""
        if not passphrase:
            return
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        out = self.services.dialogs.save_as(HEADING, documents / FILE_NAME, may_replace=False)
        if out is not None:
            self._show_problem("")
            self.saving_wanted.emit(out, passphrase)

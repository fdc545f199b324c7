"""Put the open audit into one file: to go on with it on another computer, or to give a colleague a copy."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.app.moves.write_draft_file import MoveChoice
from s11desk.desktop.inputs.new_passphrase import NewPassphrase
from s11desk.desktop.inputs.option_cards import CardOption, CheckCard
from s11desk.desktop.messages.error_messages import message
from s11desk.desktop.parts.announcing import announce
from s11desk.desktop.parts.progress_row import ProgressRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, button, label
from s11desk.desktop.saving.jobs import Task
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.moved_audit import MovePurpose
from s11desk.errors import Cancelled, S11Error
from s11desk.override import override
from s11desk.wording.plain_text import short_line

HEADINGS = {
    MovePurpose.HAND_OVER: "Move to another computer",
    MovePurpose.COPY: "Give to a colleague to go on",
}
_ABOUT = {
    MovePurpose.HAND_OVER: (
        "The whole audit goes into one file: questions, answers, attached files, action plan, history and the returns "
        "you made. Take the file to the other computer, for example on a memory stick, and open it there with s11desk. "
        "From then on you work there. On this computer the audit can still be read, and you can take it back."
    ),
    MovePurpose.COPY: (
        "A copy of the audit goes into one file: questions, answers, attached files, action plan and history. Your "
        "colleague opens it with s11desk and goes on with it as an audit of its own, with a new number. Your own audit "
        "stays as it is, and what your colleague writes does not come into it."
    ),
}
_NOTES = {
    MovePurpose.HAND_OVER: "Nobody but you has seen them. They are in no return.",
    MovePurpose.COPY: "Your colleague can then read them.",
}
_LOCK = "Choose this if the file travels by e-mail or on a stick. Without the passphrase nobody can open it."
_HINT = "Do not send it together with the file."
_NO_KEY = "Your signature is never in this file. On another computer you set up a new one when you sign."


class MovePage(StandalonePage):
    """The page that puts an audit into a file. ``saving_wanted`` carries a path and a :class:`MoveChoice`."""

    saving_wanted = Signal(object, object)

    def __init__(self, services: Services, purpose: MovePurpose, agency: str) -> None:
        super().__init__(services, HEADINGS[purpose], short_line(agency))
        self._purpose = purpose
        self._agency = agency
        self.layout_.addWidget(label(_ABOUT[purpose]))
        self.notes = CheckCard(self.theme, CardOption("notes", "Take my private notes along", _NOTES[purpose]))
        self.notes.setChecked(purpose is MovePurpose.HAND_OVER)
        self.locked = CheckCard(self.theme, CardOption("locked", "Lock the file with a passphrase", _LOCK))
        self.locked.toggled.connect(self._show_fields)
        self.layout_.addWidget(self.notes)
        self.layout_.addWidget(self.locked)
        self.passphrase = NewPassphrase(services, "move-passphrase", hint=_HINT)
        self.passphrase.entered.connect(self._save)
        self.passphrase.hide()
        self.layout_.addWidget(self.passphrase)
        self.layout_.addWidget(label(_NO_KEY, Kind.SMALL))
        self.problem = label("", Kind.ERROR)
        self.problem.hide()
        self.save = button("Choose where to &save it…", "primary")
        self.save.clicked.connect(self._save)
        self.progress = ProgressRow("Writing the file")
        for part in (self.problem, self.progress):
            self.layout_.addWidget(part)
        self.layout_.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)

    @override
    def first_field(self) -> QWidget:
        return self.save

    def follow(self, task: Task | None) -> None:
        """Show the progress of ``task``; None: it has ended."""
        self.progress.follow(task)
        self.save.setEnabled(task is None)

    def refuse(self, error: S11Error) -> None:
        """Show why no file was written."""
        self.follow(None)
        self._show_problem("Stopped. No file was written." if isinstance(error, Cancelled) else message(error).whole)

    def _show_fields(self, wanted: bool) -> None:  # noqa: FBT001 - Qt passes it so
        self.passphrase.setVisible(wanted)
        if wanted:
            self.passphrase.field.setFocus()

    def _show_problem(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if problem:
            announce(self, problem, at_once=True)

    def _save(self) -> None:
        """Ask for the place last: a passphrase that cannot be used is refused before."""
        passphrase = self.passphrase.typed() if self.locked.isChecked() else ""
        if not self.save.isEnabled() or (self.locked.isChecked() and not passphrase):
            return
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        start = documents / app.draft_file_name(self._agency)
        out = self.services.dialogs.save_as(HEADINGS[self._purpose], start, may_replace=False)
        if out is not None:
            self._show_problem("")
            self.saving_wanted.emit(out, MoveChoice(self._purpose, self.notes.isChecked(), passphrase))

"""Put the open audit into one file: to go on with it on another computer, or to give a colleague a copy."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.app.moves.write_draft_file import MoveChoice
from s11desk.desktop.inputs.option_cards import CardOption, CheckCard
from s11desk.desktop.inputs.passphrases.new_passphrase import NewPassphrase
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.standalone.task_page import NO_FILE, TaskPage
from s11desk.domain.keeping.moved_audit import MovePurpose
from s11desk.override import override
from s11desk.wording.plain_text import short_line

HEADINGS = {
    MovePurpose.HAND_OVER: "Move to another computer",
    MovePurpose.COPY: "Give to a colleague to go on",
}
_ABOUT = {
    MovePurpose.HAND_OVER: (
        "The whole audit goes into one file: questions, answers, attached files, action plan, history and the "
        "returns you made. Take the file to the other computer, such as on a memory stick. Open it there with "
        "s11desk. From then on you work there. On this computer the audit can still be read, and you can take it "
        "back."
    ),
    MovePurpose.COPY: (
        "A copy of the audit goes into one file: questions, answers, attached files, action plan and history. Your "
        "colleague opens it with s11desk and goes on with it as an audit of its own, with a new number. Your own audit "
        "stays as it is, and what your colleague writes does not come into it."
    ),
}
_NOTES = {
    MovePurpose.HAND_OVER: "Nobody but you has seen them. They are not in your return.",
    MovePurpose.COPY: "Your colleague can then read them.",
}
_LOCK = "Choose this if the file travels by e-mail or on a stick. Without the passphrase nobody can open it."
_HINT = "Do not send it together with the file."
_NO_KEY = "Your signature is never in this file. On another computer you set up a new one when you sign."


class MovePage(TaskPage):
    """The page that puts an audit into a file. ``saving_wanted`` carries a path and a :class:`MoveChoice`."""

    saving_wanted = Signal(object, object)

    def __init__(self, services: Services, purpose: MovePurpose, agency: str) -> None:
        super().__init__(services, HEADINGS[purpose], short_line(agency), doing="Writing the file", stopped=NO_FILE)
        self._purpose = purpose
        self._agency = agency
        self.layout_.addWidget(label(_ABOUT[purpose]))
        self.notes = CheckCard(self.theme, CardOption("notes", "Include my private notes", _NOTES[purpose]))
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
        self.save = button("Choose where to &save it…", "primary")
        self.save.clicked.connect(self._save)
        self.add_task(self.save)

    @override
    def first_field(self) -> QWidget:
        return self.save

    def _show_fields(self, wanted: bool) -> None:  # noqa: FBT001 - Qt passes it so
        self.passphrase.setVisible(wanted)
        if wanted:
            self.passphrase.field.setFocus()

    def _save(self) -> None:
        """Ask for the place last: a passphrase that cannot be used is refused before."""
        passphrase = self.passphrase.typed() if self.locked.isChecked() else ""
        if not self.save.isEnabled() or (self.locked.isChecked() and not passphrase):
            return
        start = Path(app.draft_file_name(self._agency))
        out = self.services.dialogs.save_as(HEADINGS[self._purpose], start, may_replace=False)
        if out is not None:
            self.show_problem("")
            self.saving_wanted.emit(out, MoveChoice(self._purpose, self.notes.isChecked(), passphrase))

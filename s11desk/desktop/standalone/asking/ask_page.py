"""Choose questions of the open audit for a colleague, and make one file with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.app.asking.ask_questions import AskChoice
from s11desk.desktop.inputs.fields import LineField, TextField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.inputs.option_cards import CardOption, CheckCard
from s11desk.desktop.inputs.passphrases.lock_choice import LockChoice
from s11desk.desktop.inputs.question_choice import QuestionChoice
from s11desk.desktop.messages.errors.error_messages import message
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import button, label
from s11desk.desktop.standalone.task_page import NO_FILE, TaskPage
from s11desk.domain.returns.mail_size import evidence_total
from s11desk.domain.text.text_limits import MESSAGE_LIMIT, NAME_LIMIT
from s11desk.errors.asking_errors import NoQuestionChosen
from s11desk.override import override
from s11desk.wording.amounts import file_size
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.audits.drafts import Draft

HEADING = "Ask colleagues"
_ABOUT = (
    "Tick the questions that a colleague can answer best. They go into one file, with what you have answered so far. "
    "Your colleague opens it in s11desk, sees only these questions, and sends you a file back. Your other answers and "
    "your private notes are not in it."
)
_FILES = "They are {size} in all. Your colleague can then look at them."


@dataclass
class AskState:
    """What the person chose so far: the page is built again when colours or sizes change."""

    chosen: set[str] = field(default_factory=set)
    colleague: str = ""
    line: str = ""
    with_files: bool = True


class AskPage(TaskPage):
    """The page that asks. ``saving_wanted`` carries a path and an :class:`AskChoice`."""

    saving_wanted = Signal(object, object)

    def __init__(self, services: Services, draft: Draft, state: AskState) -> None:
        super().__init__(services, HEADING, short_line(draft.audit.agency), doing="Writing the file", stopped=NO_FILE)
        self._agency = draft.audit.agency
        self.state = state
        self.layout_.addWidget(label(_ABOUT))
        self.questions = QuestionChoice(services, draft.topic, draft.audit, state.chosen)
        self.layout_.addWidget(self.questions)
        self._add_words(services)
        total = evidence_total(draft.audit)
        text = "Include the files attached to these questions"
        self.files = CheckCard(self.theme, CardOption("files", text, _FILES.format(size=file_size(total))))
        self.files.setChecked(state.with_files)
        self.files.toggled.connect(self._keep_state)
        if not total:
            self.files.hide()
        self.lock = LockChoice(services, "ask-passphrase")
        self.lock.entered.connect(self._save)
        self.save = button("Choose where to &save it…", "primary")
        self.save.clicked.connect(self._save)
        self.layout_.addWidget(self.files)
        self.layout_.addWidget(self.lock)
        self.add_task(self.save)

    @override
    def first_field(self) -> QWidget:
        return self.questions.all

    def _add_words(self, services: Services) -> None:
        self.colleague = LineField(NAME_LIMIT)
        self.colleague.setObjectName("colleague")
        self.colleague.setText(self.state.colleague)
        self.line = TextField(services.theme, 3, MESSAGE_LIMIT)
        self.line.setObjectName("line-to-colleague")
        self.line.setPlainText(self.state.line)
        rows = (
            FormRow(self.theme, "Who are you asking?", self.colleague, hint="For example: Kim Example", optional=True),
            FormRow(
                self.theme,
                "What do you want to say to them?",
                self.line,
                hint="For example: You know the training figures. Please send them by Friday.",
                optional=True,
            ),
        )
        for row in rows:
            self.layout_.addWidget(row)
        self.colleague.typed.connect(self._keep_state)
        self.line.typed.connect(self._keep_state)

    def _keep_state(self) -> None:
        self.state.colleague, self.state.line = self.colleague.text(), self.line.toPlainText()
        self.state.with_files = self.files.isChecked()

    def _save(self) -> None:
        """Ask for the place last: what cannot be used is refused before."""
        if not self.save.isEnabled():
            return
        self._keep_state()
        if not self.state.chosen:
            self.show_problem(message(NoQuestionChosen()).whole)
            return
        passphrase = self.lock.typed()
        if passphrase is None:
            return
        start = Path(app.questions_file_name(self.state.colleague, self._agency))
        out = self.services.dialogs.save_as(HEADING, start, may_replace=False)
        if out is not None:
            self.show_problem("")
            state = self.state
            words = (tuple(state.chosen), state.colleague, state.line)
            self.saving_wanted.emit(out, AskChoice(*words, state.with_files, passphrase))

"""Send back my answers: the last step of an audit that has only a colleague's questions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.desktop.inputs.fields import LineField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.inputs.passphrases.lock_choice import LockChoice
from s11desk.desktop.messages.errors.error_messages import message
from s11desk.desktop.messages.state_words import SEND_BACK
from s11desk.desktop.pages.page import Page
from s11desk.desktop.pages.sign.email_file import EmailFile
from s11desk.desktop.parts.busy_button import begin_work, end_work
from s11desk.desktop.parts.half_typed import HalfTyped
from s11desk.desktop.parts.layout.layouts import column, empty
from s11desk.desktop.parts.problem_line import show_problem
from s11desk.desktop.parts.progress_row import ProgressRow
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, breakable, button, label, make_secondary
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.audits.draft_progress import draft_progress
from s11desk.domain.audits.flow import SIGN
from s11desk.domain.text.blank_text import is_blank_text
from s11desk.domain.text.text_limits import NAME_LIMIT
from s11desk.errors import Cancelled, S11Error
from s11desk.override import override
from s11desk.wording.amounts import counted, file_size
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.asking.send_back import ReplyChoice, SentBack
    from s11desk.domain.asking.asked_questions import QuestionsAsked

_ABOUT = (
    "We make one file with your answers, your files and your actions, for your colleague at {agency}. Nothing is sent. "
    "Your private notes are not in it. You can make another file later, if you change or add something."
)
_STILL_TO_DO = "still to do. You can send what you have, and the rest later."
_NEXT = "Send this file to your colleague, who takes your answers in. You can go on here, and send another file later."


class SendBackPage(Page):
    """The step that makes the file."""

    def __init__(self, services: Services, open_draft: OpenDraft) -> None:
        super().__init__(services, open_draft, SIGN, SEND_BACK)
        self.sent: SentBack | None = None
        agency = short_line(open_draft.draft.audit.agency)
        self.layout_.addWidget(label(_ABOUT.format(agency=agency)))
        self.open_questions = label("", Kind.QUIET)
        self.layout_.addWidget(self.open_questions)
        self.name = LineField(NAME_LIMIT)
        self.name.setObjectName("my-name")
        self.layout_.addWidget(
            FormRow(self.theme, "Your name", self.name, hint="So that your colleague knows who answered.")
        )
        self.lock = LockChoice(services, "reply-passphrase")
        self.lock.entered.connect(self._save)
        self.problem = label("", Kind.ERROR)
        self.problem.hide()
        self.save = button("Choose where to &save it…", "primary")
        self.save.clicked.connect(self._save)
        self.progress = ProgressRow("Writing the file")
        for part in (self.lock, self.problem, self.progress):
            self.layout_.addWidget(part)
        self.layout_.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self._done = QWidget()
        self._done_layout = column(self._done, self.theme, spacing=10)
        self._done.hide()
        self.layout_.addWidget(self._done)
        audit_id = open_draft.draft.audit.id
        services.jobs.look_up(self, lambda workspace, _: app.questions_of(workspace, audit_id), self._suggest_name)

    @override
    def show_draft(self) -> None:
        draft = self.open_draft.draft
        counts = draft_progress(draft.topic, draft.audit)
        missing = counts.asked - counts.complete
        are = "is" if missing == 1 else "are"
        self.open_questions.setText(f"{counted(missing, 'question')} {are} {_STILL_TO_DO}")
        self.open_questions.setVisible(missing > 0)

    @override
    def next_button_text(self) -> str:
        return ""

    @override
    def first_field(self) -> QWidget | None:
        return self.name

    @override
    def take_over(self, before: Page) -> None:
        """Keep the half-typed text, and the file that was just made."""
        if isinstance(before, SendBackPage):
            HalfTyped(before).fill(self)
            if before.sent is not None:
                self._show_sent(before.sent)

    def _suggest_name(self, asked: QuestionsAsked) -> None:
        """The name that the colleague used is usually right."""
        if not self.name.text():
            self.name.setText(asked.colleague)

    def _show_problem(self, problem: str) -> None:
        show_problem(self.problem, problem, self)

    def _save(self) -> None:
        """Ask for the place last: what cannot be used is refused before."""
        passphrase = self.lock.typed()
        if not self.save.isEnabled() or passphrase is None:
            return
        name = self.name.text()
        if is_blank_text(name):
            self._show_problem("Enter your name first, so that your colleague knows who answered.")
            self.name.setFocus()
            return
        out = self.services.dialogs.save_as(SEND_BACK, Path(app.answers_file_name(name)), may_replace=False)
        if out is not None:
            self._show_problem("")
            self.open_draft.flush()
            self._write(out, app.ReplyChoice(name, passphrase))

    def _write(self, out: Path, choice: ReplyChoice) -> None:
        audit_id = self.open_draft.draft.audit.id
        task = self.services.jobs.submit_long(
            lambda workspace, task: app.send_back(
                workspace, audit_id, out, choice, progress=task.progress, cancel=task.is_cancelled
            ),
            self._show_sent,
            self._refuse,
            self.progress.show_progress,
            what="The file with your answers",
            listener=self,
        )
        begin_work(self.save)
        self.progress.follow(task)

    def _refuse(self, error: S11Error) -> None:
        self.progress.follow(None)
        end_work(self.save)
        self._show_problem("Stopped. No file was written." if isinstance(error, Cancelled) else message(error).whole)

    def _show_sent(self, sent: SentBack) -> None:
        self.sent = sent
        self.progress.follow(None)
        end_work(self.save)
        self.save.setText("Make another file…")
        make_secondary(self.save)
        empty(self._done_layout)
        self._done_layout.addWidget(label("Your answers are ready to send", Kind.HEADING))
        self._done_layout.addWidget(label(f"{sent.file.path.name}, {file_size(sent.file.size)}", Kind.STRONG))
        self._done_layout.addWidget(label(f"In the folder {breakable(str(sent.file.path.parent))}", Kind.QUIET))
        self._done_layout.addWidget(label(_NEXT))
        mail = app.answers_mail(sent, self.open_draft.draft.audit.agency)
        email = EmailFile(self.services, mail, "E-&mail this file")
        self._done_layout.addWidget(email)
        self._done.show()
        announce(self, "Your answers are ready to send")
        email.go.setFocus()

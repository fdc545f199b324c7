"""Sign and export: who signs, where the return goes, the passphrase; then what was made and what to do with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from s11desk.desktop.inputs.form_rows import FormRow, column
from s11desk.desktop.messages.error_messages import message
from s11desk.desktop.pages.page import Page
from s11desk.desktop.pages.problem_summary import ProblemSummary
from s11desk.desktop.pages.sign.earlier_returns import EarlierReturns
from s11desk.desktop.pages.sign.identity_form import passphrase_field
from s11desk.desktop.pages.sign.made_return_panel import MadeReturnPanel
from s11desk.desktop.pages.sign.who_signs import WhoSigns
from s11desk.desktop.pages.unparsed import unparsed_texts
from s11desk.desktop.parts.announcing import announce
from s11desk.desktop.parts.progress_row import ProgressRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, breakable, button, frame, label
from s11desk.desktop.saving.jobs import Task
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.completeness import find_gaps
from s11desk.domain.flow import CHECK, SIGN
from s11desk.errors import Cancelled, S11Error
from s11desk.errors.passphrase_errors import PassphraseMissing, PassphraseWrong
from s11desk.wording.amounts import counted

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace
    from s11desk.app.returns.make import MadeReturn
    from s11desk.domain.audit import ReturnRecord


WHAT_IS_MADE = (
    "One file is made: your answers as a signed PDF, with the attached files. It is put into this folder; nothing is "
    "sent. You can look at it first, and send it when you wish."
)

_MOVED = (
    "The file was moved, renamed or changed since. If you know where it is now, open it with “Open a return or a topic "
    "pack” in the File menu. Otherwise make another return: your answers are all here."
)


class SignPage(Page):
    def __init__(self, services: Services, opened: OpenDraft) -> None:
        super().__init__(services, opened, SIGN, "Sign and export")
        self._folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        self._made: MadeReturnPanel | None = None
        self.not_ready = ProblemSummary(self.theme, "This audit cannot be signed yet")
        self.who = WhoSigns(services, opened.draft)
        self._typed_before: dict[str, str] = {}
        self._export = self._export_part()
        self._export.hide()
        self.earlier = EarlierReturns(services)
        for part in (self.not_ready, self.who, self._export, self.earlier):
            self.layout_.addWidget(part)
        self.earlier.wanted.connect(self._look_for)
        if opened.draft.audit.exports:
            audit_id = opened.draft.audit.id
            services.jobs.submit(lambda workspace, _: _current(workspace, audit_id), self._found_made, listener=self)
        self.who.changed.connect(self._signer_changed)
        self.who.made.connect(self.passphrase.hand_over)

    def show_draft(self) -> None:
        draft = self.opened.draft
        gaps = len(find_gaps(draft.topic, draft.audit)) + len(unparsed_texts(self.opened))
        needed = f"{counted(gaps, 'thing')} still needed: see each one in “Check your answers”"
        self.not_ready.show_links(((needed, lambda: self.wanted.emit(CHECK)),) if gaps else ())
        is_made = self._made is not None
        self.earlier.show_audit(draft.audit)
        self.who.setVisible(not gaps and not is_made)
        self._export.setVisible(not gaps and not is_made and self.who.identity is not None)

    def way_on(self) -> str:
        return ""

    def first(self) -> QWidget | None:
        if self._made is not None:
            return self._made.show_folder
        return self.who.first() or (self.passphrase if self.who.identity is not None else None)

    def set_folder(self, folder: Path) -> None:
        self._folder = folder
        self.folder_text.setText(breakable(str(folder)))

    def carry_on(self, before: Page) -> None:
        """The folder, what stands half-typed, and the return that was just made stay as they were."""
        if not isinstance(before, SignPage):
            return
        self.set_folder(before._folder)
        fields = (field for field in before.findChildren(QLineEdit) if field.isVisibleTo(before))
        self._typed_before = {field.objectName(): field.text() for field in fields}
        self.who.asks_for_other = before.who.asks_for_other
        if before._made is not None:
            self._show_made(before._made.exported)

    def _type_again(self) -> None:
        for field in self.findChildren(QLineEdit):
            if field.objectName() in self._typed_before:
                field.setText(self._typed_before[field.objectName()])

    @property
    def is_working(self) -> bool:
        return self._working_row.task is not None

    def _signer_changed(self) -> None:
        self.passphrase.clear()
        self._type_again()
        self._typed_before = {}
        self.show_draft()
        self._say(self.who.trouble)
        self.first_changed.emit()

    def _export_part(self) -> QWidget:
        part = QWidget()
        layout = column(part, self.theme)
        layout.addWidget(frame("rule"))
        layout.addWidget(label("Where to put the return", Kind.HEADING))
        layout.addWidget(label(WHAT_IS_MADE, Kind.QUIET))
        layout.addLayout(self._folder_row())
        self.passphrase = passphrase_field()
        self.passphrase.setObjectName("passphrase")
        self.passphrase.setMaximumWidth(self.theme.pixels(460))
        self.passphrase.returnPressed.connect(self._start)
        self._passphrase_row = FormRow(
            self.theme, "Passphrase", self.passphrase, hint="The one you chose for your signing identity."
        )
        self.passphrase.textEdited.connect(lambda _: self._passphrase_row.show_problem(""))
        layout.addWidget(self._passphrase_row)
        self.problem = label("", Kind.ERROR)
        self.problem.hide()
        layout.addWidget(self.problem)
        self.export = button("&Sign and export", "primary", described="Signs the audit and writes the return")
        self.export.clicked.connect(self._start)
        layout.addWidget(self.export, 0, Qt.AlignmentFlag.AlignLeft)
        self._working_row = ProgressRow("Making the return")
        layout.addWidget(self._working_row)
        return part

    def _folder_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.folder_text = label(breakable(str(self._folder)))
        self.folder_text.setAccessibleName("Folder for the return")
        change = button("Choose a f&older…")
        change.clicked.connect(self._choose_folder)
        row.addWidget(self.folder_text, 1)
        row.addWidget(change)
        return row

    def _choose_folder(self) -> None:
        chosen = self.services.dialogs.folder("Choose a folder for the return", self._folder)
        if chosen is not None:
            self.set_folder(chosen)

    def _start(self) -> None:
        if self.is_working:
            return
        self._say("")
        passphrase = self.passphrase.text()
        self._working(
            self.services.jobs.submit(
                self._exporting(passphrase), self._done, self._refuse, self._progressed, what="The return"
            )
        )

    def _exporting(self, passphrase: str) -> Callable[[Workspace, Task], MadeReturn]:
        audit_id, folder = self.opened.draft.audit.id, self._folder

        def run(workspace: Workspace, task: Task) -> MadeReturn:
            from s11desk.app.returns.make import make_return

            return make_return(
                workspace, audit_id, folder, passphrase, progress=task.progress, cancel=task.is_cancelled
            )

        return run

    def _working(self, task: Task | None) -> None:
        self._working_row.follow(task)
        self.export.setEnabled(task is None)

    def _progressed(self, done: int, total: int) -> None:
        if shiboken6.isValid(self):
            self._working_row.progressed(done, total)

    def _done(self, exported: MadeReturn) -> None:
        self.opened.look_again()
        if not shiboken6.isValid(self):
            where = f"Reference {exported.reference}. {exported.path.name} is in the folder {exported.path.parent}."
            self.services.dialogs.tell("Your return is signed and ready", where)
            return
        self._working(None)
        self.passphrase.clear()
        self._show_made(exported)
        if self._made is not None:
            self._made.show_folder.setFocus()

    def _show_made(self, exported: MadeReturn) -> None:
        draft = self.opened.draft
        self._made = MadeReturnPanel(self.services, draft.topic, draft.audit.id, exported)
        self._made.again.connect(self._again)
        self.layout_.insertWidget(self.layout_.indexOf(self.earlier), self._made)
        self._made.show()
        self.show_draft()

    def _found_made(self, exported: MadeReturn | None) -> None:
        """What was signed last is what the draft says still: there is nothing to sign, and it may not be sent yet."""
        if exported is not None and self._made is None:
            self._show_made(exported)
            self.first_changed.emit()

    def _look_for(self, record: ReturnRecord) -> None:
        audit_id = self.opened.draft.audit.id

        def found(exported: MadeReturn | None) -> None:
            if exported is None:
                self.services.dialogs.tell(f"Return {record.number} is not where it was put", _MOVED)
                return
            self._again()
            self._show_made(exported)
            self.first_changed.emit()

        self.services.jobs.submit(
            lambda workspace, _: _find(workspace, audit_id, record.reference), found, listener=self
        )

    def _again(self) -> None:
        if self._made is not None:
            self._made.hide()
            self._made.deleteLater()
            self._made = None
            self.show_draft()

    def _refuse(self, error: S11Error) -> None:
        said = message(error)
        if not shiboken6.isValid(self):
            if not isinstance(error, Cancelled):
                self.services.dialogs.tell(said.headline, said.text)
            return
        self._working(None)
        if isinstance(error, PassphraseWrong | PassphraseMissing):
            self._passphrase_row.show_problem(said.whole)
            self.passphrase.setFocus()
        else:
            self._say("Stopped. Nothing was left behind." if isinstance(error, Cancelled) else said.whole)

    def _say(self, problem: str) -> None:
        self._passphrase_row.show_problem("")
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if problem:
            announce(self, problem, at_once=True)


def _current(workspace: Workspace, audit_id: str) -> MadeReturn | None:
    from s11desk.app.returns.find import find_current_return

    return find_current_return(workspace, audit_id)


def _find(workspace: Workspace, audit_id: str, reference: str) -> MadeReturn | None:
    from s11desk.app.returns.find import find_return

    return find_return(workspace, audit_id, reference)

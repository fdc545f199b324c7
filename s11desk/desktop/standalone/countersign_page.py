"""Approve a return: the approver's identity, made here where there is none yet, a folder, the passphrase."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.form_rows import FormRow, column
from s11desk.desktop.messages.error_messages import message
from s11desk.desktop.pages.sign.identity_form import IdentityForm, identity_lines, passphrase_field
from s11desk.desktop.parts.announcing import announce
from s11desk.desktop.parts.progress_row import ProgressRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, breakable, button, label
from s11desk.desktop.saving.jobs import Task
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.audit import Person
from s11desk.errors import Cancelled, S11Error
from s11desk.errors.passphrase_errors import PassphraseMissing, PassphraseWrong
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace
    from s11desk.app.identity.signing_identity import Holder
    from s11desk.app.returns.countersign import Approver
    from s11desk.app.returns.make import MadeReturn
    from s11desk.app.returns.verify import Verdict
    from s11desk.signing.identity.identity_summary import IdentitySummary

_ABOUT = (
    "Approve only what you have read. Your signature is added in a new file; the return you were sent stays as it is."
)
_OTHER = "The approver must be someone other than the person who completed the audit."
_SAME_NAME = "This return was completed by someone with your name. Someone else has to approve it."


class CountersignPage(StandalonePage):
    """``identity_made``: the page is to be built anew with it. ``folder_chosen`` carries where the file is to go.

    ``approved`` is called with the countersigned return, also when the page is gone by then.
    """

    identity_made = Signal()
    folder_chosen = Signal(object)

    def __init__(
        self,
        services: Services,
        verdict: Verdict,
        approver: Approver,
        folder: Path,
        approved: Callable[[MadeReturn], None],
    ) -> None:
        said = verdict.read.audit_file
        agency = said.agency if said is not None else ""
        from_whom = f"A return from {short_line(agency)}" if agency else "A return"
        super().__init__(services, "Approve and countersign", f"{from_whom}: {short_line(verdict.path.name)}")
        self._bundle = verdict.path
        self._approver = approver
        self._folder = folder
        self._approved = approved
        self.layout_.addWidget(label(_ABOUT))
        self.layout_.addWidget(label(_OTHER, Kind.STRONG))
        self.form: IdentityForm | None = None
        self._place = QWidget()
        self._parts = column(self._place, services.theme)
        self.layout_.addWidget(self._place)
        if approver.identity is None:
            self.form = IdentityForm(services, Person(role=""), agency, is_approver=True)
            self.form.made.connect(lambda _: self.identity_made.emit())
            self._parts.addWidget(self.form)
        else:
            self._add_signing(approver.identity)

    def first(self) -> QWidget:
        return self.form.name if self.form is not None else self.passphrase

    def set_folder(self, folder: Path) -> None:
        self._folder = folder
        self.folder_text.setText(breakable(str(folder)))
        self.folder_chosen.emit(folder)

    def _add_signing(self, identity: IdentitySummary) -> None:
        self._parts.addWidget(label("You approve as", Kind.HEADING))
        self._parts.addWidget(identity_lines(self.theme, identity))
        if self._approver.has_completers_name:
            self._parts.addWidget(label(_SAME_NAME, Kind.ERROR))
        self._parts.addWidget(label("Where to put the approved return", Kind.HEADING))
        self.folder_text = label(breakable(str(self._folder)))
        self._parts.addWidget(self.folder_text)
        change = button("Choose a f&older…")
        change.clicked.connect(self._choose_folder)
        self._parts.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)
        self.passphrase = passphrase_field()
        self.passphrase.setObjectName("approver-passphrase")
        self.passphrase.setMaximumWidth(self.theme.pixels(460))
        self.passphrase.returnPressed.connect(self._start)
        self._row = FormRow(
            self.theme, "Passphrase", self.passphrase, hint="The one you chose for your signing identity."
        )
        self._parts.addWidget(self._row)
        self.problem = label("", Kind.ERROR)
        self.problem.hide()
        self._parts.addWidget(self.problem)
        self.sign = button("&Approve and sign", "primary", described="Adds your signature and writes a new file")
        self.sign.clicked.connect(self._start)
        self._parts.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignLeft)
        self._working = ProgressRow("Signing the return")
        self._parts.addWidget(self._working)

    def _choose_folder(self) -> None:
        chosen = self.services.dialogs.folder("Choose a folder for the approved return", self._folder)
        if chosen is not None:
            self.set_folder(chosen)

    def _start(self) -> None:
        if self._working.task is not None:
            return
        self._say("")
        operation = _countersigning(self._bundle, self._folder, self._approver.holder, self.passphrase.text())
        self._working.follow(
            self.services.jobs.submit(operation, self._done, self._refused, self._progressed, what="The approval")
        )
        self.sign.setEnabled(False)

    def _progressed(self, done: int, total: int) -> None:
        if shiboken6.isValid(self):
            self._working.progressed(done, total)

    def _done(self, exported: MadeReturn) -> None:
        if shiboken6.isValid(self):
            self._working.follow(None)
        self._approved(exported)

    def _refused(self, error: S11Error) -> None:
        if not shiboken6.isValid(self):
            if not isinstance(error, Cancelled):
                self.services.jobs.failed.emit(error)
            return
        self._working.follow(None)
        self.sign.setEnabled(True)
        if isinstance(error, PassphraseWrong | PassphraseMissing):
            self._row.show_problem(message(error).whole)
            self.passphrase.setFocus()
        else:
            stopped = "Stopped. Nothing was left behind."
            self._say(stopped if isinstance(error, Cancelled) else message(error).whole)

    def _say(self, problem: str) -> None:
        self._row.show_problem("")
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if problem:
            announce(self, problem, at_once=True)


def _countersigning(
    bundle: Path, folder: Path, holder: Holder, passphrase: str
) -> Callable[[Workspace, Task], MadeReturn]:
    def run(workspace: Workspace, task: Task) -> MadeReturn:
        from s11desk.app.identity.signing_identity import identity_path
        from s11desk.app.returns.countersign import countersign

        identity = identity_path(workspace.home, holder)
        return countersign(
            workspace.home,
            bundle,
            folder,
            identity,
            passphrase,
            workspace.clock(),
            progress=task.progress,
            cancel=task.is_cancelled,
        )

    return run

"""The form that repairs a signing identity whose certificate is missing or belongs to another key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.passphrases.passphrase_row import PassphraseRow
from s11desk.desktop.messages.errors.error_messages import message
from s11desk.desktop.parts.busy_button import begin_work, end_work
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.saving.jobs import Task
from s11desk.errors import S11Error, UserError

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace
    from s11desk.signing.identity.identity_summary import IdentitySummary


class IdentityRepair(QWidget):
    """Asks for the passphrase and repairs the identity. ``identity_made`` is emitted with the identity's summary."""

    identity_made = Signal(object)

    def __init__(self, services: Services, problem: UserError) -> None:
        super().__init__()
        self._services = services
        theme = services.theme
        layout = column(self, theme)
        words = message(problem)
        layout.addWidget(label(words.headline, Kind.HEADING))
        layout.addWidget(label(words.text))
        hint = "The one you chose when you set up your signature. It shows whose it is."
        self._row = PassphraseRow(theme, "repair-passphrase", hint=hint)
        self.passphrase = self._row.field
        self.passphrase.returnPressed.connect(self._repair)
        layout.addWidget(self._row)
        self.repair = button("&Put it right", "primary")
        self.repair.clicked.connect(self._repair)
        layout.addWidget(self.repair, 0, Qt.AlignmentFlag.AlignLeft)

    def _repair(self) -> None:
        if self.repair.isEnabled():
            begin_work(self.repair)
            self._row.show_problem("")
            operation = _repair_operation(self.passphrase.text())
            self._services.jobs.submit_long(operation, self.identity_made.emit, self._show_refusal, listener=self)

    def _show_refusal(self, error: S11Error) -> None:
        end_work(self.repair)
        self._row.ask_again(message(error).whole)


def _repair_operation(passphrase: str) -> Callable[[Workspace, Task], IdentitySummary]:
    def run(workspace: Workspace, _task: Task) -> IdentitySummary:
        from s11desk.signing.identity.lifecycle import repair

        return repair(workspace.home.identity, passphrase, workspace.clock())

    return run

"""The form that saves a copy of a return for the person who approves it, locked with a passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from s11desk import app
from s11desk.desktop.inputs.passphrases.new_passphrase import NewPassphrase
from s11desk.desktop.parts.folded_form import FoldedForm
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import button
from s11desk.override import override

if TYPE_CHECKING:
    from pathlib import Path

    from s11desk.app.returns.making.make import MadeReturn

_HINT = "Tell it to the person who approves the return, but not in the message with the file."
_NEXT = (
    "Give it to the person who approves the return, and tell them the passphrase. When you have it back, press “Open "
    "the approved file they sent back…”. Then make the file for the partnership from it."
)


class LockForApprover(FoldedForm):
    """The button, and the form that it shows."""

    def __init__(self, services: Services, made_return: MadeReturn, *, is_main: bool) -> None:
        super().__init__()
        self._services = services
        self._made_return = made_return
        layout = column(self, services.theme, spacing=10)
        self.begin(services, layout, button("Save a locked copy for the appro&ver…", "primary" if is_main else ""))
        self.passphrase = NewPassphrase(services, "approver-copy", text="Passphrase for the copy", hint=_HINT)
        self.passphrase.entered.connect(self._save)
        self.first = self.passphrase.field
        self.form.addWidget(self.passphrase)
        self.save = button("Save the locked copy…", "primary")
        self.save.clicked.connect(self._save)
        self.add_buttons(self.save, "Not now")

    @override
    def fold(self) -> None:
        self.passphrase.clear()
        super().fold()

    def _save(self) -> None:
        passphrase, made_return = self.passphrase.typed(), self._made_return
        if not passphrase:
            return
        name = f"{made_return.path.stem}-to-approve.zip.s11"
        out = self._services.dialogs.save_as("Save a locked copy for the approver", made_return.to_send.parent / name)
        if out is not None:
            self._services.jobs.submit_long(
                lambda workspace, _: app.lock_return(workspace.home, made_return.seen, out, passphrase),
                self._show_saved,
                listener=self,
                what="Saving the locked copy",
            )

    def _show_saved(self, out: Path) -> None:
        self.fold()
        self._services.dialogs.show_message(
            "The locked copy is saved", f"{out.name} is in the folder {out.parent}. {_NEXT}"
        )

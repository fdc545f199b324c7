"""The form that takes a signature file of a person's organisation, or a backup, as the signing identity."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.desktop.inputs.passphrases.passphrase_row import PassphraseRow
from s11desk.desktop.messages.errors.error_messages import message
from s11desk.desktop.parts.busy_button import begin_work, end_work
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.problem_line import show_problem
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, breakable, button, label
from s11desk.errors import S11Error
from s11desk.errors.passphrase_errors import PassphraseMissing, PassphraseWrong

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace
    from s11desk.signing.identity.identity_summary import IdentitySummary

_ABOUT = (
    "A file that ends in .p12 or .pfx. It is a backup of your signature, or your organisation gave it to you. The file "
    "stays where it is."
)
_HINT = "The one that opens the file. It stays the same."
_NO_FILE = "Choose the file first."


UseKeyFile = Callable[["Workspace", Path, str], "IdentitySummary"]
"""Uses the key in a file, which this passphrase opens."""


class KeyFileWords(NamedTuple):
    """The words of the form. ``choose``: the heading of the dialog that asks for the file."""

    heading: str = "Use a signature file that you have"
    about: str = _ABOUT
    choose: str = "Choose your signature file"
    use: str = "&Use this signature"


class KeyFileForm(QWidget):
    """Asks for a key file and its passphrase. ``use``: what is done with it; None: it becomes the signing identity.

    ``identity_made`` is emitted with the identity's summary and its passphrase.
    """

    identity_made = Signal(object, str)

    def __init__(self, services: Services, words: KeyFileWords | None = None, use: UseKeyFile | None = None) -> None:
        super().__init__()
        self._words = words = words or KeyFileWords()
        self._use_file = use or _use_signature
        self._services = services
        self.chosen: Path | None = None
        layout = column(self, services.theme)
        layout.addWidget(label(words.heading, Kind.HEADING))
        layout.addWidget(label(words.about))
        choose = button("Choose the f&ile…")
        choose.setObjectName("choose-key-file")
        choose.clicked.connect(self._choose)
        layout.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        self._name = label("", Kind.SMALL)
        self._name.hide()
        layout.addWidget(self._name)
        self._row = PassphraseRow(services.theme, "key-file-passphrase", text="Passphrase of the file", hint=_HINT)
        self.passphrase = self._row.field
        self.passphrase.returnPressed.connect(self._use)
        layout.addWidget(self._row)
        self.problem = label("", Kind.ERROR)
        self.problem.hide()
        layout.addWidget(self.problem)
        self.use = button(words.use)
        self.use.clicked.connect(self._use)
        layout.addWidget(self.use, 0, Qt.AlignmentFlag.AlignLeft)

    def _choose(self) -> None:
        for path in self._services.dialogs.files(self._words.choose, ("p12", "pfx"))[:1]:
            self.chosen = path
            self._name.setText(breakable(str(path)))
            self._name.show()
            self._show_problem("")
            self.passphrase.setFocus()

    def _use(self) -> None:
        if not self.use.isEnabled():
            return
        if self.chosen is None:
            self._show_problem(_NO_FILE)
            return
        self._show_problem("")
        self._row.show_problem("")
        begin_work(self.use)
        typed, source, use = self.passphrase.text(), self.chosen, self._use_file
        self._services.jobs.submit_long(
            lambda workspace, _: use(workspace, source, typed),
            lambda identity: self.identity_made.emit(identity, typed),
            self._refuse,
            listener=self,
        )

    def _refuse(self, error: S11Error) -> None:
        end_work(self.use)
        if isinstance(error, PassphraseWrong | PassphraseMissing):
            self._row.ask_again(message(error).whole)
        else:
            self._show_problem(message(error).whole)

    def _show_problem(self, problem: str) -> None:
        show_problem(self.problem, problem, self)


def _use_signature(workspace: Workspace, source: Path, passphrase: str) -> IdentitySummary:
    return app.use_key_file(workspace.home, source, passphrase, workspace.clock())

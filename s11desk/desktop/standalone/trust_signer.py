"""The form that adds a known signer, once the person has compared the fingerprint."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.fields import LineField
from s11desk.desktop.inputs.form_rows import FormRow, column
from s11desk.desktop.messages.verdict_words import SignerWords
from s11desk.desktop.parts.half_typed import Folded
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, button, label
from s11desk.desktop.parts.wrapping import WrappingRow
from s11desk.override import override


class TrustSigner(Folded):
    """The form that adds a known signer.

    ``signer_added`` is emitted with the signer's name and fingerprint.
    """

    signer_added = Signal(str, str)

    def __init__(self, services: Services, words: SignerWords) -> None:
        super().__init__()
        self._fingerprint = words.fingerprint
        layout = column(self, services.theme, spacing=8)
        self.ask = button("I know this signer…", "link", name=f"I know this signer: {words.name}")
        self.ask.clicked.connect(self._open)
        layout.addWidget(self.ask, 0, Qt.AlignmentFlag.AlignLeft)
        self._form = QWidget()
        form = column(self._form, services.theme, spacing=10)
        self.name = LineField()
        self.name.setObjectName(f"known-{words.fingerprint}")
        self.name.setText(words.name)
        self.name.setMaximumWidth(services.theme.pixels(460))
        hint = "Only once you have compared the fingerprint with them, by telephone or face to face."
        self._row = FormRow(services.theme, "The name you know them by", self.name, hint=hint)
        form.addWidget(self._row)
        form.addWidget(label(f"Fingerprint: {words.fingerprint}", Kind.STRONG))
        buttons = WrappingRow(services.theme.pixels(12))
        self.keep = button("Remember this signer", "primary")
        self.keep.clicked.connect(self._keep)
        cancel = button("Not now", "link")
        cancel.clicked.connect(self._close)
        buttons.addWidget(self.keep)
        buttons.addWidget(cancel)
        form.addLayout(buttons)
        self._form.hide()
        layout.addWidget(self._form)

    @override
    def unfold(self) -> None:
        self._form.show()
        self.ask.hide()

    def _open(self) -> None:
        self.unfold()
        self.name.setFocus()

    def _close(self) -> None:
        self._form.hide()
        self.ask.show()
        self.ask.setFocus()

    def _keep(self) -> None:
        if not self.name.text().strip():
            self._row.show_problem("Write the name you know them by")
            self.name.setFocus()
            return
        self.signer_added.emit(self.name.text(), self._fingerprint)

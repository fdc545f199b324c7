"""The form that adds a known signer, once the person has compared the fingerprint."""

from __future__ import annotations

from PySide6.QtCore import Signal

from s11desk.desktop.inputs.fields import LineField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.messages.verdict_words import SignerWords
from s11desk.desktop.parts.folded_form import FoldedForm
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.domain.text.blank_text import is_blank_text
from s11desk.domain.text.text_limits import NAME_LIMIT


class TrustSigner(FoldedForm):
    """The form that adds a known signer.

    ``signer_added`` is emitted with the signer's name and fingerprint.
    """

    signer_added = Signal(str, str)

    def __init__(self, services: Services, words: SignerWords) -> None:
        super().__init__()
        self._fingerprint = words.fingerprint
        ask = button("I have checked who this is…", "link", name=f"I have checked who this is: {words.name}")
        self.begin(services, column(self, services.theme, spacing=8), ask)
        self.first = self.name = LineField(NAME_LIMIT)
        self.name.setObjectName(f"known-{words.fingerprint}")
        self.name.setText(words.name)
        self.name.setMaximumWidth(services.theme.pixels(460))
        hint = "First compare the check code with them, by telephone or face to face."
        self._row = FormRow(services.theme, "The name you know them by", self.name, hint=hint)
        self.form.addWidget(self._row)
        self.form.addWidget(label(f"Signature check code: {words.fingerprint}", Kind.STRONG))
        self.keep = button("Remember this person", "primary")
        self.keep.clicked.connect(self._keep)
        self.add_buttons(self.keep, "Not now")

    def _keep(self) -> None:
        if is_blank_text(self.name.text()):
            self._row.ask_again("Enter the name you know them by")
            return
        self.signer_added.emit(self.name.text(), self._fingerprint)

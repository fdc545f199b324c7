"""The signers that a person knows: each with its fingerprint. They can be renamed and removed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from s11desk.app.identity.known_signers import KnownSigner
from s11desk.desktop.inputs.fields import LineField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.folded_form import FoldedForm
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.text.blank_text import is_blank_text
from s11desk.domain.text.text_limits import NAME_LIMIT
from s11desk.wording.dates import local_day
from s11desk.wording.plain_text import short_line

_ABOUT = (
    "You have compared the signature check codes of these people with them. A return that one of them signed is shown "
    "as verified. If somebody has a new signature, confirm it when you open a return that they signed with it."
)
_NONE = (
    "Nobody is on the list yet. Open a return. Compare the signature check code with the person who signed it. "
    "Then choose “I have checked who this is…”."
)


class SignersPage(StandalonePage):
    """The page that lists the known signers.

    ``rename_wanted`` is emitted with the fingerprint and the new name, ``remove_wanted`` with the
    :class:`KnownSigner`.
    """

    rename_wanted = Signal(str, str)
    remove_wanted = Signal(object)

    def __init__(self, services: Services, signers: tuple[KnownSigner, ...]) -> None:
        super().__init__(services, "People you have checked")
        self.layout_.addWidget(label(_ABOUT if signers else _NONE))
        for signer in signers:
            self._add_signer(signer)

    def _add_signer(self, signer: KnownSigner) -> None:
        layout = self.card(heading=short_line(signer.name))
        layout.addWidget(label(f"Signature check code: {signer.fingerprint_spoken}"))
        names = ", ".join(short_line(name) for name in (signer.holder, signer.organisation) if name)
        if names:
            layout.addWidget(label(f"Signs as {names}", Kind.QUIET))
        layout.addWidget(label(f"Added on {local_day(signer.added)}", Kind.QUIET))
        self._add_actions(layout, signer)

    def _add_actions(self, layout: QVBoxLayout, signer: KnownSigner) -> None:
        rename = RenameSigner(self.services, signer)
        rename.renamed.connect(lambda name: self.rename_wanted.emit(signer.fingerprint, name))
        rename.remove_wanted.connect(lambda: self.remove_wanted.emit(signer))
        layout.addWidget(rename)


class RenameSigner(FoldedForm):
    """The buttons of one signer, and the form for another name.

    ``renamed`` is emitted with the new name. ``remove_wanted``: the person wants to remove the signer.
    """

    renamed = Signal(str)
    remove_wanted = Signal()

    def __init__(self, services: Services, signer: KnownSigner) -> None:
        super().__init__()
        who = short_line(signer.name)
        buttons = QWidget()
        row = WrappingRow(services.theme.pixels(12))
        buttons.setLayout(row)
        ask = button("Rename…", "link", name=f"Rename {who}, {signer.fingerprint_spoken[:9]}")
        self.remove = button("Remove…", "link", name=f"Remove {who}, {signer.fingerprint_spoken[:9]}")
        self.remove.clicked.connect(self.remove_wanted)
        row.addWidget(ask)
        row.addWidget(self.remove)
        self.begin(services, column(self, services.theme, spacing=8), ask, buttons)
        self.first = self.name = LineField(NAME_LIMIT)
        self.name.setObjectName(f"signer-{signer.fingerprint}")
        self.name.setText(who)
        self.name.setMaximumWidth(services.theme.pixels(460))
        self._row = FormRow(services.theme, "The name you know them by", self.name)
        self.form.addWidget(self._row)
        self.keep = button("Keep this name", "primary")
        self.keep.clicked.connect(self._keep)
        self.add_buttons(self.keep, "Cancel")

    def _keep(self) -> None:
        if is_blank_text(self.name.text()):
            self._row.ask_again("Enter the name you know them by")
            return
        self.renamed.emit(self.name.text())

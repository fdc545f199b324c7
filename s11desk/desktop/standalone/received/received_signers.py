"""Who signed a received return: a card for each, with the way to remember a signer whose check code was compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from s11desk.desktop.messages.verdict_words import SignerWords, signer_words
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import IconView, Kind, label
from s11desk.desktop.standalone.received.trust_signer import TrustSigner

if TYPE_CHECKING:
    from s11desk.app.returns.verifying.verify import Verdict


class ReceivedSigners(QWidget):
    """The heading and the cards. ``signer_added``: the name and the fingerprint of a signer to remember."""

    signer_added = Signal(str, str)

    def __init__(self, services: Services, verdict: Verdict, *, is_quiet: bool = False) -> None:
        """``is_quiet``: the return waits for its reader's approval, so what that asks of them is said louder."""
        super().__init__()
        self._unknown = Kind.QUIET if is_quiet else Kind.BODY
        self._services = services
        self._layout = column(self, services.theme, spacing=12)
        self._layout.addWidget(label("Who signed it", Kind.HEADING))
        for signature, standing in zip(verdict.read.signatures, verdict.standings, strict=True):
            self._add_signer(signer_words(signature, standing, verdict.topic))

    def _add_signer(self, words: SignerWords) -> None:
        card = Card(self._services.theme, "card", words.who, spacing=6)
        self._layout.addWidget(card)
        card.column.addWidget(label(words.signed))
        if words.is_wrong:
            card.column.addLayout(self._wrong(words.standing))
        else:
            card.column.addWidget(label(words.standing, Kind.GOOD if words.is_known else self._unknown))
        card.column.addWidget(label(f"Signature check code: {words.fingerprint}", Kind.SMALL))
        if not words.is_known:
            trust = TrustSigner(self._services, words)
            trust.signer_added.connect(self.signer_added)
            card.column.addWidget(trust)

    def _wrong(self, standing: str) -> QHBoxLayout:
        theme, row = self._services.theme, QHBoxLayout()
        row.setSpacing(theme.pixels(10))
        icon = IconView(theme.pixmap("circle-alert", theme.colours.danger, 22))
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(standing, Kind.ERROR), 1)
        return row

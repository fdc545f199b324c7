"""The first part of a received return for the person who approves it: what they have to do, and the ways to do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from s11desk.desktop.messages.sending_words import OPEN_SIGNED
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.layout.scroll_area import TURNS, bring_into_sight
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, heading, label
from s11desk.desktop.standalone.approving.signing_ways import SigningWays
from s11desk.domain.returns.return_verdict import Standing
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.returns.verifying.verify import Verdict

_ASKED = "{name} asks you to read and approve this"
_ASKED_BY_SOMEBODY = "You are asked to read and approve this"
_WHAT_TO_DO = (
    "Read the answers below, then choose “Approve…”. If something has to change, write it at each answer, then send it "
    "all in one e-mail. The buttons are at the foot of the page too."
)
_WAITS = "You asked for changes. Now wait for the next file"
_OWN = "This is your own return. Nobody else has signed it yet"
_OWN_WORDS = (
    "Are you looking for the file that they sent back? Its name ends in “-approved”, and it has two signatures. Look "
    "in the folder Downloads, or save it from their e-mail first."
)
_OWN_HERE = "Is the person who approves it here with you? Then they can read and approve it now."


class AskedToSign(Card):
    """What the person is asked to do. ``words``: its heading.

    ``found_wanted``: they look for the file that somebody else has approved.
    """

    found_wanted = Signal()

    def __init__(self, services: Services, verdict: Verdict, ways: SigningWays) -> None:
        self._is_own = is_own = is_own_copy(verdict)
        self.words = _OWN if is_own else _asked_by(verdict)
        super().__init__(services.theme, "panel", edges=(14, 14), spacing=8)
        self._heading = heading(self.words, Kind.STRONG)
        self.column.addWidget(self._heading)
        if is_own:
            self.column.addWidget(label(_OWN_WORDS))
            row = WrappingRow(services.theme.pixels(12))
            self.find_signed = button(OPEN_SIGNED, "primary")
            self.find_signed.clicked.connect(self.found_wanted)
            row.addWidget(self.find_signed)
            self.column.addLayout(row)
        self._what_to_do = label(_OWN_HERE if is_own else _WHAT_TO_DO)
        self.column.addWidget(self._what_to_do)
        self.column.addWidget(ways)
        ways.letter.sent.connect(lambda: bring_into_sight(self._heading, 3 * TURNS))  # the letter above it is gone

    def show_waiting(self, *, waits: bool) -> None:
        """Say that the person has asked for changes and waits for the next file; or again what they are asked to do."""
        if self._is_own:
            return
        self._heading.setText(_WAITS if waits else self.words)
        self._what_to_do.setVisible(not waits)


def is_own_copy(verdict: Verdict) -> bool:
    """Whether the person opened a return that they signed themselves and that nobody else has signed."""
    standings = verdict.standings
    return verdict.is_verified and len(standings) == 1 and standings[0].standing is Standing.OWN


def _asked_by(verdict: Verdict) -> str:
    first = verdict.read.signatures[0].cms.signer if verdict.read.signatures else None
    return _ASKED.format(name=short_line(first.name)) if first is not None else _ASKED_BY_SOMEBODY

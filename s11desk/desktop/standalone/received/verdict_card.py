"""The verdict on a received return: what is sure, who signed it, and folded below, how the program knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from s11desk.desktop.messages.verdict_words import UNSIGNED, VerdictWords
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.half_typed import Foldable
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.reading.reader_parts import fold_button
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import IconView, Kind, heading, label, show_words
from s11desk.desktop.standalone.received.received_signers import ReceivedSigners
from s11desk.desktop.theme.tokens import Colours
from s11desk.domain.returns.return_verdict import Outcome
from s11desk.override import override

if TYPE_CHECKING:
    from s11desk.app.returns.verifying.verify import Verdict

_LOOKS: dict[Outcome, tuple[str, str, Callable[[Colours], str]]] = {
    Outcome.CONFIRMED: ("done", "circle-check", lambda colours: colours.good),
    Outcome.UNCONFIRMED: ("panel", "file-text", lambda colours: colours.text),
    Outcome.NOT_COMPARED: ("panel", "circle-alert", lambda colours: colours.text),
    Outcome.DOUBTFUL: ("panel", "circle-alert", lambda colours: colours.text),
    Outcome.OTHER_KEY: ("problem", "circle-alert", lambda colours: colours.danger),
    Outcome.NOT_VERIFIED: ("problem", "circle-alert", lambda colours: colours.danger),
}
"""The frame, the icon and its colour for each answer. Only a return by people who are confirmed is green."""
HOW = "How we know"


class HowWeKnow(Foldable):
    """What a person can look at, and need not. Made at once: a form in it keeps what was typed."""

    def __init__(self, services: Services, lines: tuple[QWidget, ...], signers: ReceivedSigners) -> None:
        super().__init__()
        layout = column(self, services.theme, spacing=6)
        self._inside = QWidget()
        self.turn = fold_button(HOW)
        self.turn.clicked.connect(lambda: self.set_open(is_open=self._inside.isHidden()))
        layout.addWidget(self.turn, 0, Qt.AlignmentFlag.AlignLeft)
        inside = column(self._inside, services.theme, spacing=6)
        for part in (*lines, signers):
            inside.addWidget(part)
        self._inside.hide()
        layout.addWidget(self._inside)

    def set_open(self, *, is_open: bool) -> None:
        """Show or hide it."""
        self._inside.setVisible(is_open)
        self.turn.setText(f"Hide: {HOW.lower()}" if is_open else HOW)
        self.turn.show_expanded(is_expanded=is_open)

    @override
    def unfold(self) -> None:
        self.set_open(is_open=True)


class VerdictCard(Card):
    """The card. ``who``: the sentence on who signed it, for a page that begins with what its reader has to do.

    If it is empty, every line is shown, and who signed it is a part of the page by itself.

    ``signer_added``: the name and the fingerprint of a signer to remember.
    """

    signer_added = Signal(str, str)

    def __init__(self, services: Services, verdict: Verdict, words: VerdictWords, who: str = "") -> None:
        look, icon, colour_of = _LOOKS[words.outcome]
        super().__init__(services.theme, look, spacing=6)
        self._services = services
        self.headline = heading(words.headline, Kind.STRONG if who else Kind.HEADING)
        self.column.addLayout(self._with_icon(icon, colour_of(services.theme.colours)))
        self._who = label(who)
        self.text = who or words.text
        self.how: HowWeKnow | None = None
        self._unsigned: QLabel | None = None
        if who:
            self.column.addWidget(self._who)
        folded = words.to_fold if who else ()
        for line in (words.text, *words.facts):
            if line not in folded:
                self.column.addWidget(self._line(line))
        if who:
            signers = ReceivedSigners(services, verdict, is_quiet=True)
            signers.signer_added.connect(self.signer_added)
            self.how = HowWeKnow(services, tuple(self._line(line) for line in folded), signers)
            self.column.addWidget(self.how)

    def show_who(self, who: str) -> str:
        """Say something else of who signed it: more is known now. Returns what is new in it, for a screen reader."""
        if self.how is None or who == self.text:
            return ""
        self.text = who
        show_words(self._who, who)
        return who

    def end_asking(self) -> None:
        """Do not say any more that nobody has approved it."""
        if self._unsigned is not None:
            self._unsigned.hide()

    def _line(self, text: str) -> QLabel:
        line = label(text)
        if text == UNSIGNED:
            self._unsigned = line
        return line

    def _with_icon(self, icon: str, colour: str) -> QHBoxLayout:
        theme, row = self._services.theme, QHBoxLayout()
        row.setSpacing(theme.pixels(10))
        row.addWidget(IconView(theme.pixmap(icon, colour, 22)), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.headline, 1)
        return row

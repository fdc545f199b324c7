"""The list of copies of the drafts on the data page: each with its date, size, audits and differences from now."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from s11desk import app
from s11desk.app.home.drafts_copies import ComparedCopy
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.theme.theme import Theme
from s11desk.wording.amounts import counted
from s11desk.wording.dates import local_moment
from s11desk.wording.keeping.copy_sentences import STATES_OF_COPIES, copy_line, differences_line, sentence_of

SHOWN_FIRST = 6
"""The newest copies are on the page at once; the others when the person asks for them."""


class CopiesList(QWidget):
    """The list of copies of the drafts.

    ``looked_into`` and ``wanted_back`` are emitted with the :class:`DraftsCopy` of the row.
    """

    looked_into = Signal(object)
    wanted_back = Signal(object)

    def __init__(self, theme: Theme, copies: tuple[ComparedCopy, ...]) -> None:
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.pixels(8))
        for seen in copies[:SHOWN_FIRST]:
            self._add(seen)
        earlier = copies[SHOWN_FIRST:]
        if earlier:
            self.more = button(f"Show {counted(len(earlier), 'earlier copy', 'earlier copies')}", "link")
            self.more.clicked.connect(lambda: self._show_earlier(earlier))
            self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_earlier(self, copies: tuple[ComparedCopy, ...]) -> None:
        self.more.hide()
        for seen in copies:
            self._add(seen)
        self.more.deleteLater()

    def _add(self, seen: ComparedCopy) -> None:
        card = Card(self._theme, heading=copy_line(seen.copy, app.system_clock()), edges=(16, 10), spacing=4)
        column = card.column
        column.addWidget(label(_about(seen), Kind.QUIET))
        if seen.copy.can_be_restored:
            column.addLayout(self._buttons(seen))
        self._column.addWidget(card)

    def _buttons(self, seen: ComparedCopy) -> WrappingRow:
        when = local_moment(seen.copy.made)
        look = button("Look into it…", "link", name=f"Look into the copy of {when}")
        look.clicked.connect(lambda: self.looked_into.emit(seen.copy))
        back = button("Bring back…", "link", name=f"Bring back the answers as they were on {when}")
        back.clicked.connect(lambda: self.wanted_back.emit(seen.copy))
        row = WrappingRow(self._theme.pixels(12))
        row.addWidget(look)
        row.addWidget(back)
        return row


def _about(seen: ComparedCopy) -> str:
    """Say how the copy differs from now, or why it cannot be brought back. Then name its file."""
    state = STATES_OF_COPIES[seen.copy.state]
    differs = sentence_of(differences_line(seen.differences)) if seen.differences is not None else ""
    return f"{state or differs} {seen.copy.path.name}".strip()

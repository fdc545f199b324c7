"""What needs a look, one card each: why, what to do, and the button for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from s11desk.app.receiving.desk_attention import Attention, AttentionKind
from s11desk.desktop.parts.announcing import announce
from s11desk.desktop.parts.card import ListedCard
from s11desk.desktop.parts.text_parts import Kind, breakable, button, label
from s11desk.desktop.parts.wrapping import WrappingRow
from s11desk.wording.attention_words import WHAT_TO_DO, nearest_sentence, unread_reply
from s11desk.wording.plain_text import one_line, several_lines, short_line

if TYPE_CHECKING:
    from s11desk.desktop.theme.theme import Theme

Decide = Callable[[str], None]
"""Takes the SHA-256 of a return or of a file."""

_LOOK_AT = {AttentionKind.WHOSE: "Say whose it is", AttentionKind.UNCLEAR: "Say whose it is"}
_COPIED = "The words of a reply are copied: paste them into your e-mail."


class AttentionCard(ListedCard):
    """``look_at`` is called with the return to look at, ``deal_with`` with a file that needs no look any more."""

    def __init__(self, theme: Theme, one: Attention, partnership: str, look_at: Decide, deal_with: Decide) -> None:
        name = short_line(one.name)
        super().__init__(theme, heading=name, edges=(12, 10), spacing=4)
        self.setAccessibleName(name)
        why = " ".join(filter(None, (one.reference, one_line(one.why))))
        if why:
            self.column.addWidget(label(breakable(why)))
        do = " ".join(filter(None, (WHAT_TO_DO[one.kind.value], nearest_sentence(one.nearest))))
        self.column.addWidget(label(do, Kind.QUIET))
        self.look: QPushButton | None = None
        self.copy: QPushButton | None = None
        self.done: QPushButton | None = None
        row = WrappingRow(theme.pixels(12))
        for part in self._buttons(one, partnership, look_at, deal_with):
            row.addWidget(part)
        self.column.addLayout(row)
        self.status = label("", Kind.STRONG)
        self.status.hide()
        self.column.addWidget(self.status)

    def _buttons(self, one: Attention, partnership: str, look_at: Decide, deal_with: Decide) -> list[QWidget]:
        name = short_line(one.name)
        if one.kind is not AttentionKind.UNREAD:
            text = _LOOK_AT.get(one.kind, "Look at it")
            self.look = button(text, name=f"{text}: {name}, {one.reference}")
            self.look.clicked.connect(lambda: look_at(one.sha256))
            return [self.look]
        self.copy = button("Copy a reply", name=f"Copy a reply about {name}")
        self.copy.clicked.connect(lambda: self._copy(unread_reply(partnership, one.name, several_lines(one.why))))
        self.done = button("I have dealt with it", "link", name=f"I have dealt with {name}")
        self.done.clicked.connect(lambda: deal_with(one.sha256))
        return [self.copy, self.done]

    def _copy(self, words: str) -> None:
        QGuiApplication.clipboard().setText(words)
        self.status.setText(_COPIED)
        self.status.show()
        announce(self, _COPIED)

"""What needs a look, one card each: why, what to do, and the button for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from s11desk.app.receiving.returns.desk_attention import Attention, AttentionKind
from s11desk.desktop.parts.card import ListedCard
from s11desk.desktop.parts.layout.layouts import column, keeps_room
from s11desk.desktop.parts.layout.side_by_side import SideBySide
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.text.text_parts import Kind, breakable, button, label, set_tool_tip
from s11desk.desktop.parts.text.text_parts import heading as heading_label
from s11desk.wording.desk.also_here_words import SHOW_OTHER
from s11desk.wording.desk.attention_words import (
    mail_head_sentence,
    unread_reply,
    what_to_do,
    whole_here_sentence,
    why_file,
)
from s11desk.wording.desk.file_lines import file_alone
from s11desk.wording.plain_text import one_line, several_lines, short_line

if TYPE_CHECKING:
    from s11desk.desktop.theme.theme import Theme

Decide = Callable[[str], None]
"""Takes the SHA-256 of a return or of a file."""

_TO_DO = "what-to-do"
"""Names the words that hold only until it is done."""
_LOOK_AT = {AttentionKind.WHOSE: "Say whose it is", AttentionKind.UNCLEAR: "Say whose it is"}
_LEAST = 480
"""Pixels at 100 %: from this width on, the buttons are beside the words."""
_COPIED = "The words of a reply are copied: paste them into your e-mail."


class AttentionWays(NamedTuple):
    """What the buttons call: with the return to look at, with a file that needs no look any more, to open the file with
    the questions, with a file to delete and its name, or with a return that answers questions nobody here asked.
    """

    look_at: Decide
    deal_with: Decide
    open_pack: Callable[[], None]
    delete: Callable[[str, str], None]
    leave_out: Decide


class AttentionCard(ListedCard):
    """Why one file or return needs a look, with the buttons beside it where there is room."""

    def __init__(self, theme: Theme, one: Attention, partnership: str, ways: AttentionWays) -> None:
        super().__init__(theme, edges=(12, 10), spacing=4)
        self.setAccessibleName(_name(one))
        self.look: QPushButton | None = None
        self.other: QPushButton | None = None
        self.copy: QPushButton | None = None
        self.done: QPushButton | None = None
        self.pack: QPushButton | None = None
        self.not_ours: QPushButton | None = None
        self.delete: QPushButton | None = None
        if one.is_file and _name(one) != one.name:
            set_tool_tip(self, one_line(one.name))
            self.setAccessibleDescription(one_line(one.name))
        self._beside = QWidget()
        row = column(self._beside, theme, spacing=4)
        self.ways = self._buttons(one, partnership, ways)
        for part in self.ways:
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        self.finished = label("", Kind.GOOD)
        self.finished.hide()
        row.addWidget(self.finished)
        self.status = label(_COPIED, Kind.STRONG)
        self._copied = ""
        texts = _words(theme, one, self.status if self.copy is not None else None)
        self.column.addWidget(SideBySide(texts, self._beside, theme.pixels(_LEAST), gap=theme.pixels(12)))

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do about it."""
        return self.finished.isHidden()

    def show_finished(self, words: str) -> None:
        """Show what was done instead of the buttons. The card stays as large as it was, so nothing moves below it."""
        self.setMinimumHeight(self.height())
        self._beside.setMinimumWidth(self._beside.width())
        for part in (*self.ways, self.status, *self.findChildren(QLabel, _TO_DO)):
            part.hide()
        self.finished.setText(words)
        self.finished.show()

    def _buttons(self, one: Attention, partnership: str, ways: AttentionWays) -> list[QWidget]:
        name = _name(one)
        if one.kind not in {AttentionKind.UNREAD, AttentionKind.LETTER}:
            text = _LOOK_AT.get(one.kind, "Look at it")
            self.look = button(text, name=f"{text}: {name}, {one.reference}")
            self.look.clicked.connect(lambda: ways.look_at(one.sha256))
            looks: list[QWidget] = [self.look, *self._other_button(one, ways)]
            if not one.is_unchecked:
                return looks
            about = self._question_buttons(one, ways)
            return [*about, *looks] if one.kind is AttentionKind.UNCHECKED else [*looks, *about]
        if one.kind is AttentionKind.UNREAD and not (one.whole_here is not None and one.whole_here.is_sure):
            self.copy = button("Copy a reply", name=f"Copy a reply about {name}")
            reply = unread_reply(partnership, one.name, several_lines(one.why), one.whole_here)
            self.copy.clicked.connect(lambda: self._copy(reply))
        self.done = button("I have dealt with it", "link", name=f"I have dealt with {name}")
        self.done.clicked.connect(lambda: ways.deal_with(one.sha256))
        copies = [self.copy] if self.copy is not None else []
        return [*copies, self.done, self._delete_button(one, ways)]

    def _other_button(self, one: Attention, ways: AttentionWays) -> list[QPushButton]:
        """The way to the return that is to be looked at together with this one."""
        if not one.other:
            return []
        self.other = button(SHOW_OTHER, "link", name=f"{SHOW_OTHER} of {_name(one)}, not {one.reference}")
        self.other.clicked.connect(lambda: ways.look_at(one.other))
        return [self.other]

    def _question_buttons(self, one: Attention, ways: AttentionWays) -> tuple[QPushButton, QPushButton]:
        """For a return whose questions are not known here: they are the partnership's, or they are not."""
        name = _name(one)
        self.pack = button("Open the questions…", name=f"Open the file with your questions, for {name}")
        self.pack.clicked.connect(ways.open_pack)
        self.not_ours = button("We did not ask this…", name=f"We did not ask these questions: {name}, {one.reference}")
        self.not_ours.clicked.connect(lambda: ways.leave_out(one.sha256))
        return self.pack, self.not_ours

    def _delete_button(self, one: Attention, ways: AttentionWays) -> QPushButton:
        self.delete = button("Delete the file…", "link", name=f"Delete {_name(one)}")
        self.delete.clicked.connect(lambda: ways.delete(one.sha256, _name(one)))
        return self.delete

    def _copy(self, words: str) -> None:
        clipboard = QGuiApplication.clipboard()
        clipboard.setText(words)
        self._copied = words
        if self.status.isHidden():
            clipboard.dataChanged.connect(self._look_at_clipboard)
        self.status.show()
        announce(self, _COPIED)

    def _look_at_clipboard(self) -> None:
        """Once something else is copied, such as the reply of another card, this one is not to be pasted any more."""
        clipboard = QGuiApplication.clipboard()
        if clipboard.text() != self._copied:
            clipboard.dataChanged.disconnect(self._look_at_clipboard)
            self.status.hide()


def _name(one: Attention) -> str:
    """Of the file without its folders, or whose return it is."""
    return file_alone(one.name) if one.is_file else short_line(one.name)


def _words(theme: Theme, one: Attention, status: QLabel | None) -> QWidget:
    """What it is, why it needs a look, and what to do about it.

    ``status``: says what was done, and has its room from the beginning, so that nothing below it moves then.
    """
    texts = QWidget()
    words = column(texts, theme, spacing=4)
    words.addWidget(heading_label(_name(one), Kind.STRONG))
    which = f"Return {one.reference}" if one.reference else ""
    which += f", in “{file_alone(one.file_name)}”" if one.file_name else ""
    lines = (
        (mail_head_sentence(one.sender, one.subject), Kind.BODY),
        (". ".join(filter(None, (which, _why(one)))), Kind.BODY),
        (one_line(whole_here_sentence(one.whole_here)), Kind.STRONG),
        (what_to_do(one), Kind.QUIET),
    )
    for line, kind in lines:
        if line:
            part = label(breakable(line), kind)
            part.setObjectName(_TO_DO if kind is Kind.QUIET else "")
            words.addWidget(part)
    words.addStretch(1)
    if status is not None:
        words.addWidget(status)
        keeps_room(status)
        status.hide()
    return texts


def _why(one: Attention) -> str:
    """Why it needs a look, if what to do about it does not say so already."""
    is_said = one.is_unchecked and one.kind in {AttentionKind.UNCHECKED, AttentionKind.WHOSE}
    return "" if is_said else one_line(why_file(one.why, one.whole_here) if one.is_file else one.why)

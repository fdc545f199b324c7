"""A filter for a long list of options: only the options that contain the typed words are shown."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.answers.everyday_words import begins_word, says_the_same
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.inputs.search_field import SearchField, clear_link
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.reading.announcing import SayAtRest
from s11desk.desktop.parts.text.text_parts import Kind, label
from s11desk.desktop.theme.theme import Theme
from s11desk.override import override
from s11desk.wording.amounts import counted

MANY = 12
"""More options than this do not fit on a screen."""


class OptionFilter(QWidget):
    """A search field above a long list of options. ``has_other``: one of them is "Other".

    ``typed``: the words changed. ``down_pressed``: the person goes on to the list.

    An option passed to :meth:`watch` sends its letters here, so that typing works anywhere in the list.
    """

    typed = Signal()
    down_pressed = Signal()

    def __init__(self, theme: Theme, total: int, *, has_other: bool) -> None:
        super().__init__()
        self._no_match = f"No match. Try a shorter word{', or choose Other' if has_other else ''}."
        layout = column(self, theme, spacing=8)
        self.field = SearchField()
        self.field.setObjectName("narrow")
        self.field.textChanged.connect(lambda _: self.typed.emit())
        self.field.down_pressed.connect(self.down_pressed)
        hint = f"Type part of the name, or look through all {total}."
        self.row = FormRow(theme, "Find in the list", self.field, hint=hint)
        layout.addWidget(self.row)
        layout.addWidget(clear_link(self.field, "Clear, and show the whole list again"), 0, Qt.AlignmentFlag.AlignLeft)
        self._spoken = SayAtRest(self)
        self._count, self._chosen = label("", Kind.SMALL), label("", Kind.STRONG)
        for words in (self._count, self._chosen):
            words.hide()
            layout.addWidget(words)

    def start_over(self) -> None:
        """Be as a new filter is: without words."""
        self.row.start_over()

    def matching(self, names: Mapping[str, str]) -> tuple[str, ...]:
        """The codes of the ``names`` in which words begin as typed; then of those for which everyday words do.

        After them come those that only contain what is typed: "sport" is in "Transport", but that is rarely meant.
        Capitals and the form of an apostrophe do not matter.
        """
        typed = _plain(self.field.text()).strip()
        own = [code for code, name in names.items() if all(begins_word(word, _plain(name)) for word in typed.split())]
        everyday = (code for code, name in names.items() if says_the_same(typed, name))
        inside = (code for code, name in names.items() if all(word in _plain(name) for word in typed.split()))
        return tuple(dict.fromkeys((*own, *everyday, *inside)))

    def show_count(self, shown: int, total: int, *, beside: str = "") -> None:
        """Show and announce how many of ``total`` options contain the words, and what is visible ``beside`` them."""
        text = f"{counted(shown, 'match', 'matches')} of {total}{beside}" if shown else self._no_match
        text = text if self.field.text().strip() else ""
        if text != self._count.text():
            self._spoken.say(text)
        self._count.setText(text)
        self._count.setVisible(bool(text))

    def show_chosen(self, name: str) -> None:
        """Show the chosen option above the list, because in the list it may be far."""
        self._chosen.setText(f"Chosen: {name}")
        self._chosen.setVisible(bool(name))

    def watch(self, option: QWidget) -> None:
        """Take over the letters that a person types while ``option`` has the keyboard."""
        option.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and _is_letter(event):
            self.field.setFocus()
            self.field.insert(event.text())
            return True
        return super().eventFilter(watched, event)


def _is_letter(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
    return held == Qt.KeyboardModifier.NoModifier and event.text().isalnum()


def _plain(text: str) -> str:
    return text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").casefold()

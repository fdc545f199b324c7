"""The one way to build a form row: label, accessible name and description, and a line for its problem."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from s11desk.desktop.inputs.fields import DateField, LineField, ListField, TextField
from s11desk.desktop.parts.layout.layouts import keeps_room
from s11desk.desktop.parts.page_state import SAID, spoken
from s11desk.desktop.parts.reading.announcing import announce, announce_found
from s11desk.desktop.parts.text.text_parts import Kind, escape_shortcut_marks, label, set_wrong
from s11desk.desktop.theme.theme import Theme
from s11desk.override import override
from s11desk.wording.audits.text_length_words import full_field

_ROOM = 400
"""Milliseconds between two looks whether the room of a problem that is gone is free."""


class _FieldLabel(QLabel):
    """A label that gives the keyboard to its field when it is clicked."""

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        entry = self.buddy()
        if isinstance(entry, QWidget):
            entry.setFocus(Qt.FocusReason.MouseFocusReason)


def field_label(text: str, entry: QWidget) -> QLabel:
    """Make a small label for ``entry``, where a whole :class:`FormRow` takes too much room."""
    result = _FieldLabel()
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setProperty("kind", Kind.SMALL.value)
    result.setText(escape_shortcut_marks(text))
    result.setBuddy(entry)
    return result


class FormRow(QWidget):
    """A label above its input. ``hint`` gives an example or a limit before anything goes wrong.

    ``optional``: say that it may be left empty; a text with ``{}`` says it in another language. ``whose``: what is said
    after the label, where several rows of a page have the same one.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        entry: QWidget,
        *,
        hint: str = "",
        optional: bool | str = False,
        whose: str = "",
    ) -> None:
        super().__init__()
        self.setProperty("seen", "together")  # the focus ring scrolls label and field into view together
        self.entry = entry
        self._hint, self._name, self._whose = hint, text, whose
        self._about = ""
        self._pattern = optional if isinstance(optional, str) else "{} (optional)" if optional else "{}"
        self._caption = label("", Kind.STRONG)
        self._caption.setBuddy(entry)
        self._problem: QLabel | None = None
        self._remark: QLabel | None = None
        self._full = ""
        self._hint_label = label(hint, Kind.SMALL) if hint else None
        self._layout = QVBoxLayout(self)
        self._lay_out(theme)
        self._show_name()
        self._describe("")
        if isinstance(entry, LineField | TextField):
            entry.filled.connect(self._show_full)
            entry.typed.connect(self._show_not_full)

    def _lay_out(self, theme: Theme) -> None:
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.pixels(4))
        self._layout.addWidget(self._caption)
        if self._hint_label is not None:
            self._layout.addWidget(self._hint_label)
        self._layout.addSpacing(theme.pixels(4))  # space for the focus ring around the field
        self._layout.addWidget(self.entry)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the field when its label is clicked. The label passes the click on to the row."""
        if self._caption.geometry().contains(event.position().toPoint()):
            self.entry.setFocus(Qt.FocusReason.MouseFocusReason)
        else:
            super().mousePressEvent(event)

    def rename(self, text: str, hint: str) -> None:
        """Put another label and another hint above the input."""
        if (text, hint) == (self._name, self._hint):
            return
        self._name, self._hint = text, hint
        if self._hint_label is not None:
            self._hint_label.setText(hint)
            self._hint_label.setVisible(bool(hint))
        self._show_name()
        self._describe("")

    def tell_whose(self, whose: str) -> None:
        """Have a screen reader say ``whose`` the input is, after the label that is shown."""
        self._whose = whose
        self._show_name()

    def introduce(self, about: str) -> None:
        """Have a screen reader say what this input begins, such as the hint of its question, before its own hint."""
        self._about = about
        self._describe("")

    def start_over(self) -> None:
        """Be as a new row is: without a problem, and with an empty field that has nothing to undo."""
        self._full = self._about = ""
        self.show_remark("")
        self.show_problem("")
        if self._problem is not None:
            self._problem.setText("")
            keeps_room(self._problem, keeps=False)
        if isinstance(self.entry, LineField | TextField | DateField | ListField):
            self.entry.start_over()

    def show_problem(self, problem: str, *, is_news: bool = True) -> None:
        """Show the problem beside the input and announce it. An empty text removes the problem.

        ``is_news``: False for a problem that was there before, which is announced with the page that shows it again.

        Its room stays while the keyboard is in the field and until a click has come to its end: a button below that
        moved up under the mouse would miss it.
        """
        if self._problem is not None or problem:
            shown = self._problem_label()
            if is_news and problem and (problem != shown.text() or shown.isHidden()):
                announce(self, f"{self._name}: {problem}", at_once=True)
            if problem:
                shown.setText(problem)
                shown.setProperty(SAID, f"{(self.entry.focusProxy() or self.entry).accessibleName()}: {problem}")
                keeps_room(shown)
            shown.setVisible(bool(problem))
            if not problem:
                self._room.start()
        set_wrong(self.entry, wrong=bool(problem))
        self._describe(problem)

    def printed_text(self) -> str:
        """The text that was typed here; empty for an input of another kind."""
        if isinstance(self.entry, TextField):
            return self.entry.value()
        return self.entry.text() if isinstance(self.entry, LineField) else ""

    def show_remark(self, words: str) -> None:
        """Say below the input something that is no problem. An empty text takes it away."""
        if self._remark is None:
            if not words:
                return
            self._remark = label("")
            self._layout.addWidget(self._remark)
        if words == self._remark.text():
            return
        self._remark.setText(words)
        self._remark.setVisible(bool(words))
        self._describe(self._problem.text() if self._problem is not None and not self._problem.isHidden() else "")
        if words:
            announce_found(self, f"{self._name}: {words}")

    def ask_again(self, problem: str) -> None:
        """Show the problem, and give the keyboard to the input."""
        self.show_problem(problem)
        self.entry.setFocus()

    def _show_name(self) -> None:
        """Show the label. What is said begins with it, so that who sees it can say it to a program that listens."""
        shown = self._pattern.format(self._name)
        self._caption.setText(escape_shortcut_marks(shown))
        name = f"{shown}, {self._whose}" if self._whose else shown
        self.entry.setAccessibleName(name)
        if isinstance(self.entry, ListField):  # on Linux Qt gives a list its choice as its name, and this as its label
            self._caption.setAccessibleName(name)

    def _describe(self, problem: str) -> None:
        remark = self._remark.text() if self._remark is not None else ""
        parts = [part for part in (problem and f"Problem: {problem}", self._about, self._hint, remark) if part]
        self.entry.setAccessibleDescription(spoken(*parts) if len(parts) > 1 else "".join(parts))

    def _give_up_room(self) -> None:
        """Let what is below move up, once the person is elsewhere."""
        if self._problem is None or not self._problem.isHidden():
            return
        focused = QApplication.focusWidget()
        is_here = focused is not None and (focused is self.entry or self.entry.isAncestorOf(focused))
        if is_here or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._room.start()
        else:
            keeps_room(self._problem, keeps=False)

    def _show_full(self, limit: int) -> None:
        self._full = full_field(limit)
        self.show_problem(self._full)

    def _show_not_full(self) -> None:
        """Take the sentence away once the person types on and everything fits."""
        if not self._full or not isinstance(self.entry, LineField | TextField) or self.entry.is_full():
            return
        if self._problem is not None and self._problem.text() == self._full:
            self._full = ""
            self.show_problem("")

    def _problem_label(self) -> QLabel:
        """Make the label when there is a first problem: a page has many rows, and hardly ever a problem."""
        if self._problem is None:
            self._problem = label("", Kind.ERROR)
            self._problem.hide()
            self._room = QTimer(self, singleShot=True, interval=_ROOM)
            self._room.timeout.connect(self._give_up_room)
            self._layout.insertWidget(2 if self._hint_label is not None else 1, self._problem)
        return self._problem

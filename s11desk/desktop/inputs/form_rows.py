"""The one way to build a form row: label, accessible name and description, and a line for its problem."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from s11desk.desktop.inputs.fields import DateField, LineField, ListField, TextField
from s11desk.desktop.parts.announcing import announce
from s11desk.desktop.parts.layouts import keeps_room
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.text_parts import Kind, escape_shortcut_marks, label, set_wrong
from s11desk.desktop.theme.theme import Theme
from s11desk.override import override
from s11desk.wording.text_length_words import full_field


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

    ``optional``: say that it may be left empty; a text with ``{}`` says it in another language.
    """

    def __init__(
        self, theme: Theme, text: str, entry: QWidget, *, hint: str = "", optional: bool | str = False
    ) -> None:
        super().__init__()
        self.setProperty("seen", "together")  # the focus ring scrolls label and field into view together
        self.entry = entry
        self._hint = hint
        self._name = text
        pattern = optional if isinstance(optional, str) else "{} (optional)"
        named = pattern.format(text) if optional else text
        self._caption = label(escape_shortcut_marks(named), Kind.STRONG)
        self._caption.setBuddy(entry)
        self._problem: QLabel | None = None
        self._full = ""
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.pixels(4))
        layout.addWidget(self._caption)
        self._hint_label = label(hint, Kind.SMALL) if hint else None
        if self._hint_label is not None:
            layout.addWidget(self._hint_label)
        layout.addSpacing(theme.pixels(4))  # space for the focus ring around the field
        layout.addWidget(entry)
        entry.setAccessibleName(named)
        entry.setAccessibleDescription(hint)
        if isinstance(entry, LineField | TextField):
            entry.filled.connect(self._show_full)
            entry.typed.connect(self._show_not_full)

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
        self._caption.setText(escape_shortcut_marks(text))
        if self._hint_label is not None:
            self._hint_label.setText(hint)
            self._hint_label.setVisible(bool(hint))
        self.entry.setAccessibleName(text)
        self.entry.setAccessibleDescription(hint)

    def start_over(self) -> None:
        """Be as a new row is: without a problem, and with an empty field that has nothing to undo."""
        self._full = ""
        self.show_problem("")
        if self._problem is not None:
            self._problem.setText("")
            keeps_room(self._problem, keeps=False)
        if isinstance(self.entry, LineField | TextField | DateField | ListField):
            self.entry.start_over()

    def show_problem(self, problem: str) -> None:
        """Show the problem beside the input and announce it. An empty text removes the problem.

        Its room stays until the row starts over: a button below that moved up under the mouse would miss its click.
        """
        if self._problem is not None or problem:
            shown = self._problem_label()
            if problem and (problem != shown.text() or shown.isHidden()):
                announce(self, f"{self._name}: {problem}", at_once=True)
            if problem:
                shown.setText(problem)
                keeps_room(shown)
            shown.setVisible(bool(problem))
        set_wrong(self.entry, wrong=bool(problem))
        described = spoken(f"Problem: {problem}", self._hint) if problem else self._hint
        self.entry.setAccessibleDescription(described.strip())

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
            self._layout.insertWidget(2 if self._hint_label is not None else 1, self._problem)
        return self._problem

"""A row for a passphrase: the field, whose text nobody sees, with its label, hint and problem."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.theme.theme import Theme
from s11desk.override import override

_WIDEST = 460


class PassphraseField(QLineEdit):
    """The first keystroke replaces the whole of a handed-over passphrase, because nobody can see it."""

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._is_handed_over = False

    def hand_over(self, passphrase: str) -> None:
        """Fill in a passphrase that the person typed in another field a moment ago."""
        self.setText(passphrase)
        self._is_handed_over = True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = bool(event.text()) and event.text().isprintable()
        if self._is_handed_over and (typed or event.matches(QKeySequence.StandardKey.Paste)):
            self._is_handed_over = False
            self.clear()
        super().keyPressEvent(event)


class PassphraseRow(FormRow):
    """A form row with a passphrase field.

    ``name`` is the field's object name. The next keystroke removes the problem.
    """

    def __init__(self, theme: Theme, name: str, *, text: str = "Passphrase", hint: str = "") -> None:
        self.field = PassphraseField()
        super().__init__(theme, text, self.field, hint=hint)
        self.field.setObjectName(name)
        self.field.setMaximumWidth(theme.pixels(_WIDEST))
        self.field.textEdited.connect(lambda _: self.show_problem(""))

    def ask_again(self, problem: str) -> None:
        """Show the problem of the passphrase, and give its field the keyboard."""
        self.show_problem(problem)
        self.field.setFocus()

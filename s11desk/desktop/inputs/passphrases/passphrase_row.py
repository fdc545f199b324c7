"""A row for a passphrase: the field, whose text is hidden until the person asks, with its label, hint and problem."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton

from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.messages.passphrase_strength import strength_words
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.text.text_parts import button
from s11desk.desktop.theme.theme import Theme
from s11desk.override import override
from s11desk.signing.identity.passphrase_rules import MIN_PASSPHRASE_LENGTH

_WIDEST = 460
_LEAST = f"At least {MIN_PASSPHRASE_LENGTH} characters."
_SHOW, _HIDE = "Show passphrase", "Hide passphrase"
_SHOW_BOTH, _HIDE_BOTH = "Show both passphrases", "Hide both passphrases"
_OTHER_WINDOW = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}


class PassphraseField(QLineEdit):
    """The first keystroke replaces the whole of a handed-over passphrase, because nobody can see it.

    ``abandoned``: the keyboard went to another field of the window.
    """

    abandoned = Signal()

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

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _OTHER_WINDOW:
            self.abandoned.emit()


def _keep_room(words: QLabel) -> None:
    """Words that come and go must not move a button under the mouse."""
    policy = words.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    words.setSizePolicy(policy)


class PassphraseRow(FormRow):
    """A form row with a passphrase field, and a button that shows what is typed until the row is hidden.

    ``name`` is the field's object name. A problem stays until something else is typed and the field is left; its line
    stays even then, so that no button moves under the mouse. ``is_new``: a passphrase is chosen here, so the row says
    in place of its hint how strong it is. It has no button: one Tab leads to the row ``again_of`` it, in which the
    passphrase is typed once more, and whose button shows both.
    """

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        text: str = "Passphrase",
        hint: str = "",
        is_new: bool = False,
        again_of: PassphraseRow | None = None,
    ) -> None:
        self.field = PassphraseField()
        super().__init__(theme, text, self.field, hint=hint or (_LEAST if is_new else ""))
        self.field.setObjectName(name)
        self.field.setMaximumWidth(theme.pixels(_WIDEST))
        self._is_stale = False
        self.field.textEdited.connect(lambda _: self._mark_stale())
        self.field.abandoned.connect(self._remove_stale_problem)
        self._texts = (_SHOW, _HIDE) if again_of is None else (_SHOW_BOTH, _HIDE_BOTH)
        self._show_button: QPushButton | None = None
        self._fields = (again_of.field, self.field) if again_of is not None else (self.field,)
        if is_new:
            self.field.textChanged.connect(self._show_strength)
        else:
            self._show_button = button(self._texts[0], "link")
            self._show_button.setObjectName("show-passphrase")
            self._show_button.clicked.connect(lambda: self._show_text(is_shown=self._is_hidden()))
            self._place_beside(theme, self._show_button)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Hide the passphrase again: the person leaves the page, or the form has been sent."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._show_text(is_shown=False)

    @override
    def ask_again(self, problem: str) -> None:
        """Show the problem of the passphrase, and give its field the keyboard, with all of it selected."""
        self.show_problem(problem)
        self.field.setFocus()
        self.field.selectAll()

    @override
    def show_problem(self, problem: str, *, is_news: bool = True) -> None:
        """Show the problem, which is about what is typed now. Its line keeps its room when it is removed."""
        self._is_stale = False
        super().show_problem(problem, is_news=is_news)
        if self._problem is not None:
            _keep_room(self._problem)

    def _mark_stale(self) -> None:
        self._is_stale = True

    def _remove_stale_problem(self) -> None:
        if self._is_stale:
            self.show_problem("")

    def _place_beside(self, theme: Theme, show: QPushButton) -> None:
        """Put the button beside the field."""
        row = QHBoxLayout()
        row.setSpacing(theme.pixels(12))
        self._layout.removeWidget(self.field)
        row.addWidget(self.field, 1)
        row.addWidget(show, 0, Qt.AlignmentFlag.AlignVCenter)  # without this, the field is as low as the button allows
        row.addStretch()
        self._layout.addLayout(row)

    def _is_hidden(self) -> bool:
        return self.field.echoMode() is QLineEdit.EchoMode.Password

    def _show_text(self, *, is_shown: bool) -> None:
        if self._show_button is None or is_shown is not self._is_hidden():
            return
        for field in self._fields:
            field.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)
        self._show_button.setText(self._texts[is_shown])
        if self.isVisible():
            announce(self, "Your passphrase is shown" if is_shown else "Your passphrase is hidden")

    def _show_strength(self, typed: str) -> None:
        """Show it where the hint is, in no less room: no field moves while somebody types."""
        if self._hint_label is not None:
            words = strength_words(typed)
            self._hint_label.setMinimumHeight(self._hint_label.height() if words else 0)
            self._hint_label.setText(words or self._hint)

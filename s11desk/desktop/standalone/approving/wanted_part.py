"""Below an answer, and at the head and foot of the page: what an approver asks to change there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.fields import TextField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.half_typed import Foldable
from s11desk.desktop.parts.layout.layouts import column, show_at_once
from s11desk.desktop.parts.layout.scroll_area import keep_still
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label, show_words
from s11desk.desktop.standalone.approving.ask_changes import AskedChanges
from s11desk.domain.returns.wanted_words import WHOLE
from s11desk.override import override

LINK = "Ask for a change here…"
_YOU_ASK = "You ask for this change:"
_WHERE = "The button that sends your changes is at the top and at the foot of the page."
_NOT_SENT = f"Not sent yet. Read on, and ask for more if you want. {_WHERE}"
_HINT = "For example: Please add the date of the last training."
_HINT_WHOLE = (
    "To ask about one question, choose “Ask for a change here…” below its answer. You can ask at as many questions as "
    "you like: all of it is sent at once."
)
_KEPT = f"Kept. You ask for {{count}}. Nothing is sent yet. {_WHERE}"
_REMOVED = "Removed"
_SURE = "Remove these words?"
_LOST = "What you typed here is deleted. The return stays as it is."


class WantedPart(Foldable):
    """One of three: a link, the form that it opens, or what is asked for. ``place``: a question's id, or ``WHOLE``.

    The part of the whole return has no link of its own: the buttons above it open its form.
    """

    def __init__(self, services: Services, changes: AskedChanges, place: str) -> None:
        super().__init__()
        self._services = services
        self._changes = changes
        self._place = place
        self._number = changes.topic.number_of(place) if place != WHOLE else ""
        self._layout = column(self, services.theme, spacing=6)
        self.link = button(LINK, "link", name=f"Ask for a change to question {self._number}")
        self.link.clicked.connect(self.open_form)
        self._layout.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        self._form: QWidget | None = None
        self._asked: Card | None = None
        changes.changed.connect(self._look_again)
        self._show_state()

    @override
    def unfold(self) -> None:
        self._form_widget().show()
        self._show_state()

    def open_form(self) -> None:
        """Show the form with what is asked for so far, and give it the keyboard."""
        self.unfold()
        self.words.show_value(self._changes.words(self._place))
        self.words.moveCursor(QTextCursor.MoveOperation.End)
        self.words.setFocus()

    def target(self) -> QWidget:
        """The part that takes the keyboard when a person comes here from a list."""
        if self._is_open:
            return self.words
        return self.change if self._asked is not None and not self._asked.isHidden() else self.link

    @property
    def _is_open(self) -> bool:
        return self._form is not None and not self._form.isHidden()

    def _form_widget(self) -> QWidget:
        """Make the form when it is wanted: a page has hundreds of questions."""
        if self._form is None:
            self._form = QWidget()
            layout = column(self._form, self._services.theme, spacing=8)
            self.words = TextField(self._services.theme, 3)
            self.words.typed.connect(lambda: self._change(self.words.value()))
            where = f"in question {self._number}" if self._number else "before you approve"
            hint = _HINT if self._number else _HINT_WHOLE
            row = FormRow(self._services.theme, f"What has to change {where}?", self.words, hint=hint)
            row.setProperty("seen", "")
            self._form.setProperty("seen", "together")  # with its button, which would be below the window
            layout.addWidget(row)
            self.done = button("Done", name=f"Done: what has to change {where}")
            self.done.clicked.connect(self._end)
            layout.addWidget(self.done, 0, Qt.AlignmentFlag.AlignLeft)
            self._layout.addWidget(self._form)
            show_at_once(self._form)
        return self._form

    def _asked_card(self) -> Card:
        if self._asked is None:
            theme, about = self._services.theme, f"question {self._number}" if self._number else "the whole return"
            self._asked = Card(theme, "panel", _YOU_ASK, edges=(12, 10), spacing=4)
            self._shown = label("")
            self._asked.column.addWidget(self._shown)
            self._asked.column.addWidget(label(_NOT_SENT, Kind.SMALL))
            row = WrappingRow(theme.pixels(12))
            self.change = button("Change", "link", name=f"Change what you ask for: {about}")
            self.change.clicked.connect(self.open_form)
            self.remove = button("Remove", "link", name=f"Remove what you ask for: {about}")
            self.remove.clicked.connect(self._remove)
            for one in (self.change, self.remove):
                row.addWidget(one)
            self._asked.column.addLayout(row)
            self._layout.addWidget(self._asked)
        return self._asked

    def _change(self, words: str) -> None:
        """Ask for ``words`` here. The list of all that is asked for, at the head of the page, grows or shrinks."""
        keep_still(self)
        self._changes.change(self._place, words)

    def _look_again(self, place: str) -> None:
        if place == self._place and not (self._is_open and self.words.hasFocus()):
            if self._is_open:
                self.words.show_value(self._changes.words(place))
            self._show_state()

    def _show_state(self) -> None:
        words = self._changes.words(self._place)
        self.link.setVisible(bool(self._number) and not self._is_open and not words)
        if words and not self._is_open:
            card = self._asked_card()
            show_words(self._shown, f"“{words}”")
            show_at_once(card)
        elif self._asked is not None:
            self._asked.hide()

    def _end(self) -> None:
        """Put the form away. What is asked for stays shown in its place, where the form began."""
        keep_still(self)
        self._form_widget().hide()
        self._changes.keep_typed()
        self._show_state()
        place = self.target()
        if not place.isHidden():
            place.setFocus()
        if self._changes.words(self._place):
            announce(self, _KEPT.format(count=self._changes.count))

    def _remove(self) -> None:
        if self._services.dialogs.confirm(_SURE, _LOST, yes="Remove", no="Keep them"):
            self._change("")
            self._changes.keep_typed()
            announce(self, _REMOVED)
            if not self.link.isHidden():
                self.link.setFocus()

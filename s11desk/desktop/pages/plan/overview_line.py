"""One action in the overview of the plan: its words, a button that opens its editor, and the place of the editor."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from s11desk.desktop.messages.plan_words import action_line, due_words, lead_and_status_words
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.reading.reader_parts import ListPart, fold_button
from s11desk.desktop.parts.text.text_parts import Kind, frame, label
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.audits.action_plan import DueState, due_state
from s11desk.domain.audits.audit import Action
from s11desk.domain.topics.topic import Topic
from s11desk.wording.plain_text import short_line


class OverviewLine(ListPart):
    """The line of one action. ``edit_wanted`` is emitted with whether the person wants its editor to be open.

    ``place``: the layout for the editor, under the words.
    """

    edit_wanted = Signal(bool)

    def __init__(self, theme: Theme, topic: Topic, action: Action, number: str, today: dt.date) -> None:
        super().__init__()
        self._topic = topic
        self._today = today
        self._shown: tuple[Action, str] | None = None
        self._is_open = False
        outer = column(self, theme, spacing=0)
        row = QHBoxLayout()
        row.setContentsMargins(0, theme.pixels(8), 0, theme.pixels(8))
        row.setSpacing(theme.pixels(12))
        self._what, self._standing = label("", Kind.STRONG), label("", Kind.SMALL)
        self._due: QLabel | None = None
        self._words = QVBoxLayout()
        self._words.setSpacing(theme.pixels(2))
        self._words.addWidget(self._what)
        self._words.addWidget(self._standing)
        row.addLayout(self._words, 1)
        self._edit = fold_button("Edit", name="Edit")
        self._edit.setObjectName("change")
        self._edit.clicked.connect(lambda: self.edit_wanted.emit(not self._is_open))
        row.addWidget(self._edit, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(row)
        self.place = QVBoxLayout()
        outer.addLayout(self.place)
        self._gap = QWidget()
        self._gap.setFixedHeight(theme.pixels(12))
        self._gap.hide()
        outer.addWidget(self._gap)
        outer.addWidget(frame("rule"))
        self.show_action(action, number)

    def show_action(self, action: Action, number: str) -> None:
        """Show the saved ``action``. ``number``: as people see it, or empty if the plan does not need it any more."""
        if (action, number) == self._shown:
            return
        self._shown = action, number
        what = action_line(self._topic, action, number)
        self._what.setText(what)
        self.setAccessibleName(what)
        self._standing.setText(lead_and_status_words(action))
        self._show_due(due_words(action, self._today), due_state(action, self._today))
        self._name_button()

    def show_open(self, *, is_open: bool) -> None:
        """Name the button for what it does now."""
        self._is_open = is_open
        self._gap.setVisible(is_open)
        self._edit.setText("Close" if is_open else "Edit")
        self._name_button()
        self._edit.show_expanded(is_expanded=is_open)

    def _name_button(self) -> None:
        """Say with the button which action it opens: nobody who hears the page has passed its words before."""
        number = self._shown[1] if self._shown is not None else ""
        self._edit.setAccessibleName(f"{self._edit.text()} action {number}".rstrip())
        lines = (self._what, self._standing, self._due)
        words = spoken(*(short_line(one.text()) for one in lines if one is not None))
        self._edit.setAccessibleDescription("The editor is shown below" if self._is_open else words)

    def _show_due(self, words: str, state: DueState) -> None:
        if self._due is not None:
            self._words.removeWidget(self._due)
            self._due.hide()
            self._due.deleteLater()
            self._due = None
        if words:
            self._due = label(words, Kind.ERROR if state is DueState.OVERDUE else Kind.SMALL)
            self._words.addWidget(self._due)

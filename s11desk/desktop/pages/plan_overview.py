"""The action plan at a glance: a line for each action, with words for actions that are overdue or due soon."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from s11desk.desktop.inputs.form_rows import column
from s11desk.desktop.messages.plan_words import due_words, plan_words, standing_words
from s11desk.desktop.parts.layouts import empty
from s11desk.desktop.parts.text_parts import Kind, button, frame, label
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.action_plan import DueState, due_state
from s11desk.domain.audit import Action
from s11desk.domain.topic import Topic


class PlanOverview(QWidget):
    """One line for each action. ``edit_wanted`` is emitted with the id of the action that the person wants to edit."""

    edit_wanted = Signal(str)

    def __init__(self, theme: Theme, topic: Topic, today: dt.date) -> None:
        super().__init__()
        self._theme = theme
        self._topic = topic
        self._today = today
        self._shown: tuple[Action, ...] = ()
        self._layout = column(self, theme, spacing=0)
        self.hide()

    def show_actions(self, actions: tuple[Action, ...]) -> None:
        """Show ``actions``, and hide the overview if there are none."""
        if actions == self._shown:
            return
        self._shown = actions
        empty(self._layout)
        self._layout.addWidget(label(plan_words(actions, self._today), Kind.STRONG))
        for action in actions:
            self._layout.addWidget(self._line(action))
        self.setVisible(bool(actions))

    def _line(self, action: Action) -> QWidget:
        whole = QWidget()
        outer = column(whole, self._theme, spacing=0)
        row = QHBoxLayout()
        row.setContentsMargins(0, self._theme.pixels(8), 0, self._theme.pixels(8))
        row.setSpacing(self._theme.pixels(12))
        row.addLayout(self._words(action), 1)
        edit = button("Edit", "link", name=f"Edit action {action.id}")
        edit.setObjectName("change")
        edit.clicked.connect(lambda: self.edit_wanted.emit(action.id))
        row.addWidget(edit, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(row)
        outer.addWidget(frame("rule"))
        return whole

    def _words(self, action: Action) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(self._theme.pixels(2))
        question = self._topic.question(action.question)
        where = f"question {self._topic.number_of(question.id)}" if question is not None else "of its own"
        what = action.action or action.area or "Nothing written yet"
        words.addWidget(label(f"{action.id}, {where}: {what}", Kind.STRONG))
        words.addWidget(label(standing_words(action), Kind.SMALL))
        due = due_words(action, self._today)
        if due:
            words.addWidget(
                label(due, Kind.ERROR if due_state(action, self._today) is DueState.OVERDUE else Kind.SMALL)
            )
        return words

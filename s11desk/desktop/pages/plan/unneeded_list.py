"""The actions that the answers no longer need, on the page "Action plan": one click removes each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from s11desk.desktop.messages.plan_words import action_line
from s11desk.desktop.parts.layout.layouts import column, empty
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.audits.audit import Action
from s11desk.domain.topics.topic import Topic

_ABOUT = "The answers have changed. These actions are left out of the return."


class UnneededList(QWidget):
    """A line and a link for each action. ``removed`` is emitted with the id of the action."""

    removed = Signal(str)

    def __init__(self, theme: Theme, topic: Topic) -> None:
        super().__init__()
        self._theme = theme
        self._topic = topic
        self._shown: tuple[Action, ...] = ()
        self._layout = column(self, theme, spacing=8)
        self.hide()

    def show_actions(self, actions: tuple[Action, ...]) -> None:
        """Show ``actions``. Without any, the list is hidden."""
        if actions != self._shown:
            self._shown = actions
            empty(self._layout)
            for part in (label("No longer needed", Kind.HEADING), label(_ABOUT, Kind.QUIET)):
                self._layout.addWidget(part)
                part.show()
            for action in actions:
                self._add_line(action)
        self.setVisible(bool(actions))

    def _add_line(self, action: Action) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.pixels(12))
        row.addWidget(label(action_line(self._topic, action, "")), 1)
        remove = button("Remove", "link", name=f"Remove, no longer needed: {action_line(self._topic, action, '')}")
        remove.clicked.connect(lambda: self.removed.emit(action.id))
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addWidget(line)
        line.show()

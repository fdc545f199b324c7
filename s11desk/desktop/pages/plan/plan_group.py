"""The actions of one section in the overview of the plan. Their lines are made when the person opens the group."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from s11desk.desktop.messages.plan_words import plan_words
from s11desk.desktop.pages.plan.overview_line import OverviewLine
from s11desk.desktop.parts.fold import Fold
from s11desk.desktop.parts.layout.gradual_fill import Maker
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.reading.reader_parts import ListOfParts
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.audits.audit import Action
from s11desk.domain.topics.topic import Topic


class PlanGroup(QWidget):
    """The lines of some actions, under a heading that folds them. Without ``title`` they are always shown.

    ``edit_wanted`` is that of :class:`PlanOverview`. ``lines``: those made so far, by the id of the action.
    """

    edit_wanted = Signal(str, bool)

    def __init__(self, theme: Theme, topic: Topic, today: dt.date, title: str) -> None:
        super().__init__()
        self._theme = theme
        self._topic = topic
        self._today = today
        self._actions: tuple[Action, ...] = ()
        self._numbers: Mapping[str, str] = {}
        self.lines: dict[str, OverviewLine] = {}
        outer = column(self, theme, spacing=0)
        self.fold = Fold(theme, title, "", self._make_inside) if title else None
        self._inside = ListOfParts()
        self._inside.setAccessibleName(f"Actions: {title}" if title else "Actions")
        self._lines_layout = column(self._inside, theme, spacing=0)
        outer.addWidget(self.fold or self._inside)
        self._is_made = self.fold is None

    def show_actions(self, actions: tuple[Action, ...], numbers: Mapping[str, str]) -> None:
        """Show ``actions``. The line of an action stays, with its editor, as long as the action.

        ``numbers``: those of the plan, by the ids of the actions.
        """
        self._actions, self._numbers = actions, numbers
        if self.fold is not None:
            self.fold.show_words(plan_words(actions, self._today))
        if self._is_made:
            self._show_lines()
        self.setVisible(bool(actions))

    def place_for(self, action_id: str) -> QVBoxLayout | None:
        """Return the place of the editor of this action, and unfold the group."""
        if self.fold is not None:
            self.fold.set_open(is_open=True)
        line = self.lines.get(action_id)
        return line.place if line is not None else None

    def _make_inside(self) -> list[Maker]:
        """Make the lines, for the fold that shows them."""
        self._is_made = True
        self._show_lines()
        return [lambda: self._inside]

    def _show_lines(self) -> None:
        wanted = {action.id for action in self._actions}
        for gone in [action_id for action_id in self.lines if action_id not in wanted]:
            line = self.lines.pop(gone)
            self._lines_layout.removeWidget(line)
            line.hide()
            line.deleteLater()
        for action in self._actions:
            known = self.lines.get(action.id)
            if known is not None:
                known.show_action(action, self._numbers.get(action.id, ""))
            else:
                self._add(action)

    def _add(self, action: Action) -> None:
        line = OverviewLine(self._theme, self._topic, action, self._numbers.get(action.id, ""), self._today)
        line.edit_wanted.connect(lambda is_open: self.edit_wanted.emit(action.id, is_open))
        self.lines[action.id] = line
        self._lines_layout.addWidget(line)
        line.show()

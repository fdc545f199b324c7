"""The action plan at a glance: a line for each action, with words for actions that are overdue or due soon."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from s11desk.desktop.messages.plan_words import plan_words
from s11desk.desktop.pages.plan.plan_group import PlanGroup
from s11desk.desktop.pages.question_groups import question_groups
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.text.text_parts import Kind, label
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.audits.audit import Action
from s11desk.domain.topics.topic import Topic

_GROUPED_ABOVE = 20
"""A plan with more actions than this begins with a list of sections, each of which a person opens."""
_OWN = "Actions of your own"


class PlanOverview(QWidget):
    """The lines of all actions, under the sections of their questions if they are many.

    ``edit_wanted`` is emitted with the id of an action, and whether the person wants its editor to be open.
    """

    edit_wanted = Signal(str, bool)

    def __init__(self, theme: Theme, topic: Topic, today: dt.date) -> None:
        super().__init__()
        self._theme = theme
        self._topic = topic
        self._today = today
        self._shown: tuple[Action, ...] = ()
        self._numbers: Mapping[str, str] = {}
        self._titles: Mapping[str, str] | None = None
        self.groups: dict[str, PlanGroup] = {}
        layout = column(self, theme, spacing=0)
        self._count = label("", Kind.STRONG)
        layout.addWidget(self._count)
        layout.addSpacing(theme.pixels(8))
        self._body = QVBoxLayout()
        self._body.setSpacing(0)
        layout.addLayout(self._body)
        self.hide()

    @property
    def words(self) -> str:
        """How many actions there are, and how they stand; empty if there are none."""
        return self._count.text() if self._shown else ""

    def show_actions(self, actions: tuple[Action, ...], numbers: Mapping[str, str]) -> None:
        """Show ``actions``, and hide the overview if there are none. A line stays as long as its action.

        ``numbers``: those of the plan, by the ids of the actions.
        """
        if (actions, numbers) == (self._shown, self._numbers):
            return
        self._shown, self._numbers = actions, numbers
        self._count.setText(plan_words(actions, self._today))
        if self._titles is None and actions:
            self._titles = self._titles_by_question() if len(actions) > _GROUPED_ABOVE else {}
        members_by_title: dict[str, list[Action]] = {title: [] for title in self.groups}
        for action in actions:
            members_by_title.setdefault(self._title_of(action), []).append(action)
        for title, members in members_by_title.items():
            self._group(title).show_actions(tuple(members), numbers)
        self.setVisible(bool(actions))

    def place_for(self, action_id: str) -> QVBoxLayout | None:
        """Return the place of the editor of this action, and unfold its group. None if there is no such action."""
        action = next((action for action in self._shown if action.id == action_id), None)
        return self._group(self._title_of(action)).place_for(action_id) if action is not None else None

    def show_open(self, action_id: str, *, is_open: bool) -> None:
        """Show on its line whether the editor of this action is open."""
        for group in self.groups.values():
            if action_id in group.lines:
                group.lines[action_id].show_open(is_open=is_open)

    def _titles_by_question(self) -> Mapping[str, str]:
        groups = question_groups(self._topic, self._topic.questions)
        return {question.id: group.title for group in groups for question in group.questions}

    def _title_of(self, action: Action) -> str:
        return self._titles.get(action.question, _OWN) if self._titles else ""

    def _group(self, title: str) -> PlanGroup:
        group = self.groups.get(title)
        if group is None:
            group = PlanGroup(self._theme, self._topic, self._today, title)
            group.edit_wanted.connect(self.edit_wanted)
            self.groups[title] = group
            self._body.insertWidget(self._row_of(title), group)
        return group

    def _row_of(self, title: str) -> int:
        """The place of a new group among the groups, in the order of the topic."""
        order = [*dict.fromkeys((self._titles or {}).values()), _OWN]
        ranks = {name: rank for rank, name in enumerate(order)}
        return sum(ranks.get(other, 0) < ranks.get(title, 0) for other in self.groups)

"""The whole action plan: every action, and how to save the plan as a file."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.desktop.messages.state_words import BOXES, origin_text
from s11desk.desktop.pages.action_edits import ActionEdits
from s11desk.desktop.pages.page import Page
from s11desk.desktop.pages.plan_file_buttons import PlanFileButtons
from s11desk.desktop.pages.plan_overview import PlanOverview
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, button, label
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.audit import Action
from s11desk.domain.flow import ACTION_PLAN
from s11desk.override import override

if TYPE_CHECKING:
    from s11desk.app.audits.drafts import Draft


class ActionPlanPage(Page):
    """The step "Action plan": an overview, an editor for each action, and a button that adds one."""

    def __init__(self, services: Services, open_draft: OpenDraft, today: dt.date) -> None:
        super().__init__(services, open_draft, ACTION_PLAN, "Action plan")
        about = "When an answer shows a gap, an action is added here. You can also add your own."
        self.layout_.addWidget(label(about, Kind.QUIET))
        self._none = label("There are no actions yet.")
        self.layout_.addWidget(self._none)
        self.overview = PlanOverview(self.theme, open_draft.draft.topic, today)
        self.overview.edit_wanted.connect(self._edit)
        self.layout_.addWidget(self.overview)
        self.plan = ActionEdits(services, open_draft)
        self.layout_.addWidget(self.plan)
        self.add = button("&Add an action")
        self.theme.icon_beside(self.add, "plus", size=16)
        self.add.clicked.connect(self._add)
        self.layout_.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.files = PlanFileButtons(services, open_draft)
        self.layout_.addWidget(self.files)
        topic = open_draft.draft.topic
        if topic.action_plan is not None:
            self.layout_.addWidget(label(origin_text(topic, topic.action_plan.origin, BOXES), Kind.SMALL))

    @override
    def show_draft(self) -> None:
        actions = self.open_draft.draft.audit.actions
        self._none.setVisible(not actions)
        self.overview.show_actions(actions)
        self.files.setVisible(bool(actions))
        self.plan.show_actions(actions)

    @override
    def first_field(self) -> QWidget | None:
        editors = list(self.plan.editors.values())
        return editors[0].first_field() if editors else self.add

    def _edit(self, action_id: str) -> None:
        editor = self.plan.editors.get(action_id)
        first = editor.first_field() if editor is not None else None
        if first is not None:
            first.setFocus()

    def _add(self) -> None:
        before = set(self.plan.editors)

        def added(_draft: Draft) -> None:
            new = next((editor for name, editor in self.plan.editors.items() if name not in before), None)
            first = new.first_field() if new is not None else None
            if first is not None:
                first.setFocus()

        audit_id = self.open_draft.draft.audit.id
        self.open_draft.perform(
            lambda workspace, _: app.save_action(workspace, audit_id, Action()), on_ok=added, listener=self
        )

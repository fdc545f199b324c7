"""The whole action plan: every action, and how to save the plan as a file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from s11desk import app
from s11desk.app.returns.since_return import numbers_in_last_return
from s11desk.desktop.messages.plan_words import action_name
from s11desk.desktop.pages.page import Page
from s11desk.desktop.pages.plan.action_edits import ActionEdits
from s11desk.desktop.pages.plan.plan_file_buttons import PlanFileButtons
from s11desk.desktop.pages.plan.plan_overview import PlanOverview
from s11desk.desktop.pages.plan.unneeded_list import UnneededList
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.saving.edits import Key
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.audits.audit import Action
from s11desk.domain.audits.flow import ACTION_PLAN
from s11desk.domain.audits.visibility import action_numbers, unneeded_actions
from s11desk.domain.topics.topic import Topic
from s11desk.override import override
from s11desk.wording.amounts import listed
from s11desk.wording.returns.return_change_words import numbers_with_former

if TYPE_CHECKING:
    from s11desk.app.audits.drafts import Draft

_MAX_NAMED = 4
_FIELD_OF_ACTION = re.compile(r"action-([^-]+)-")


class ActionPlanPage(Page):
    """The step "Action plan": an overview with editors made when opened, a button that adds, and those that save it."""

    def __init__(self, services: Services, open_draft: OpenDraft, today: dt.date) -> None:
        super().__init__(services, open_draft, ACTION_PLAN, "Action plan")
        about = f"{_when_added(open_draft.draft.topic)}, an action is added here. You can also add your own."
        self.layout_.addWidget(label(about, Kind.QUIET))
        self._none = label("There are no actions yet.")
        self.layout_.addWidget(self._none)
        self.files = PlanFileButtons(services, open_draft)
        self.overview = PlanOverview(self.theme, open_draft.draft.topic, today)
        self.overview.edit_wanted.connect(lambda action_id, is_open: self._edit(action_id, is_open=is_open))
        self.layout_.addWidget(self.overview)
        self.plan = ActionEdits(services, open_draft, place=self.overview.place_for)
        self.layout_.addWidget(self.plan)
        self.add = button("&Add an action")
        self.theme.icon_beside(self.add, "plus", size=16)
        self.add.clicked.connect(self._add)
        self.layout_.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.unneeded = UnneededList(self.theme, open_draft.draft.topic)
        self.unneeded.removed.connect(self._remove)
        self.layout_.addWidget(self.unneeded)
        self.layout_.addWidget(self.files)
        self._former: Mapping[str, str] = {}  # the numbers in the last return, once a worker has found them
        self._find_former()

    def _find_former(self) -> None:
        audit = self.open_draft.draft.audit
        if audit.exports and not self.services.is_preview:
            self.services.jobs.look_up(
                self,
                lambda workspace, _: numbers_in_last_return(workspace, audit.id),
                self._show_former,
                lambda _: None,
            )

    def _show_former(self, former: Mapping[str, str]) -> None:
        self._former = former
        self.show_draft()

    def _numbers(self) -> Mapping[str, str]:
        """The number of each action, and the one that it has in the last return, if that is another one."""
        topic, audit = self.open_draft.draft.topic, self.open_draft.draft.audit
        numbers = action_numbers(topic, audit)
        return numbers_with_former(numbers, self._former, audit.exports[-1].number) if self._former else numbers

    @override
    def show_draft(self) -> None:
        actions = self._with_unsaved(self.open_draft.draft.audit.actions)
        topic, audit = self.open_draft.draft.topic, self.open_draft.draft.audit
        unneeded = self._settled(unneeded_actions(topic, audit))
        listed = tuple(action for action in actions if action not in unneeded)
        self._none.setVisible(not actions)
        self.files.setVisible(bool(listed))
        self.overview.show_actions(listed, self._numbers())
        self.unneeded.show_actions(unneeded)
        self._keep_open(action.id for action in listed if Key(Action, action.id) in self.open_draft.unparsed)
        self.plan.show_actions(tuple(action for action in listed if self._is_open(action.id)))
        for action_id, editor in self.plan.editors.items():
            self.overview.show_open(action_id, is_open=not editor.isHidden())

    @override
    def next_button_text(self) -> str:
        """Actions are typed here, so the button has the words and the key that it has at a question."""
        return self.keeping.go_on

    @override
    def notices(self) -> tuple[str, ...]:
        return (self.overview.words or self._none.text(),)

    @override
    def first_field(self) -> QWidget | None:
        editors = list(self.plan.editors.values())
        names = ("change", "fold")
        buttons = (self.overview.findChild(QPushButton, name) for name in names)
        return editors[0].first_field() if editors else next((one for one in buttons if one is not None), self.add)

    @override
    def reveal(self, field: str) -> None:
        """Open the editor that has this field, as a gap or the place where a person left off names it."""
        found = _FIELD_OF_ACTION.match(field)
        if found is not None:
            self._open(found.group(1))
            self.plan.reveal(field)

    def _settled(self, actions: tuple[Action, ...]) -> tuple[Action, ...]:
        """Leave out actions that are being typed in: their lines stay, with their editors, until that is saved."""
        return tuple(action for action in actions if not self.open_draft.is_pending(Key(Action, action.id)))

    def _with_unsaved(self, actions: tuple[Action, ...]) -> tuple[Action, ...]:
        """Add actions that another window removed while something typed here waits to be saved."""
        known = {action.id for action in actions}
        gone = (
            name for name in self.plan.editors if name not in known and self.open_draft.is_pending(Key(Action, name))
        )
        return (*actions, *(action for action in map(self.open_draft.action, gone) if action is not None))

    def _open(self, action_id: str) -> QWidget | None:
        """Show the editor of an action, and return its first field. None if there is no such action."""
        self.open_draft.unfolded.add(_unfolded_key(action_id))
        self.show_draft()
        editor = self.plan.editors.get(action_id)
        if editor is None:
            return None
        editor.show()
        self.overview.show_open(action_id, is_open=True)
        return editor.first_field()

    def _keep_open(self, wrong: Iterable[str]) -> None:
        """Open the editor with a date that cannot be read, once. It stays when the date is put right."""
        for action_id in wrong:
            if action_id not in self.plan.editors:
                self.open_draft.unfolded.add(_unfolded_key(action_id))

    def _is_open(self, action_id: str) -> bool:
        """An editor stays open when the person comes back, until the person closes it."""
        return _unfolded_key(action_id) in self.open_draft.unfolded

    def _edit(self, action_id: str, *, is_open: bool) -> None:
        if is_open:
            first = self._open(action_id)
            if first is not None:
                first.setFocus()
        elif action_id in self.plan.editors:
            self.plan.editors[action_id].hide()
            self.open_draft.unfolded.discard(_unfolded_key(action_id))
            self.overview.show_open(action_id, is_open=False)

    def _remove(self, action_id: str) -> None:
        self.open_draft.forget(Key(Action, action_id))
        audit_id = self.open_draft.draft.audit.id
        self.open_draft.perform(lambda workspace, _: app.remove_action(workspace, audit_id, action_id))

    def _add(self) -> None:
        before = {action.id for action in self.open_draft.draft.audit.actions}

        def added(draft: Draft) -> None:
            new = next((action.id for action in draft.audit.actions if action.id not in before), "")
            if new:
                self._edit(new, is_open=True)
                announce(self, f"{action_name(action_numbers(draft.topic, draft.audit), new)} added")

        audit_id = self.open_draft.draft.audit.id
        self.open_draft.perform(
            lambda workspace, _: app.save_action(workspace, audit_id, Action()), on_ok=added, listener=self
        )


def _unfolded_key(action_id: str) -> str:
    return f"{ACTION_PLAN.kind} {action_id}"


def _when_added(topic: Topic) -> str:
    """Name the answers that call for an action, if they are few enough for one sentence."""
    asked = [scale for scale in map(topic.scale_of, topic.questions) if scale is not None]
    weak = dict.fromkeys(option.label for scale in asked for option in scale.options if option.needs_action)
    return f"When you answer {listed(weak)}" if 0 < len(weak) <= _MAX_NAMED else "When an answer calls for it"

"""Editors for lines of the action plan: beside a weak answer, and all together on the page "Action plan"."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from s11desk import app
from s11desk.desktop.inputs.actions.action_editor import ActionEditor
from s11desk.desktop.messages.plan_words import action_name
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, label
from s11desk.desktop.saving.edits import Key
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.audits.action_plan import is_only_needed_action
from s11desk.domain.audits.audit import Action
from s11desk.domain.audits.completeness import Gap
from s11desk.domain.audits.people_named import people_named
from s11desk.domain.audits.visibility import action_numbers, unneeded_actions

if TYPE_CHECKING:
    from s11desk.app.audits.drafts import Draft

_STAYS = (
    "Your answer needs an action, so an empty one stays here. What you wrote in it is removed. “Undo the last change” "
    "in the Edit menu brings it back."
)
_GOES = "What you wrote in it is removed too. “Undo the last change” in the Edit menu brings it back."
_KEPT = "is no longer needed. What you wrote in it is kept in your audit, and left out of the return"
_MOST_SPARE = 2
"""Most questions have one action, and few have more than two."""

Place = Callable[[str], QVBoxLayout | None]


class ActionEdits(QWidget):
    """One editor for each action shown. An editor stays as long as its action, so that nobody's
    typing is interrupted. ``place`` gives the layout for the editor of an action; without it, all are here.
    """

    def __init__(
        self, services: Services, open_draft: OpenDraft, *, heading: str = "", place: Place | None = None
    ) -> None:
        super().__init__()
        self._place = place
        self._services = services
        self._open_draft = open_draft
        self._was_shown = False
        self._removed = ""
        self.editors: dict[str, ActionEditor] = {}
        self._spare: list[ActionEditor] = []
        self._layout = column(self, services.theme)
        self._heading = label(heading, Kind.HEADING)
        if heading:
            self._layout.addWidget(self._heading)
        self.hide()

    def start_over(self) -> None:
        """Show the actions of another question next. The editors of the former one will serve them."""
        for editor in self.editors.values():
            editor.start_over()
        self._spare += self.editors.values()
        self._was_shown = False
        self.editors = {}

    def show_actions(self, actions: tuple[Action, ...]) -> None:
        """Show ``actions``. An editor with text that is not saved yet keeps its text."""
        wanted = [action.id for action in actions]
        draft, known = self._open_draft.draft, set(self.editors) if self._was_shown else set()
        unneeded = {action.id for action in unneeded_actions(draft.topic, draft.audit)}
        for gone in [action_id for action_id in self.editors if action_id not in wanted]:
            if not self._open_draft.is_pending(Key(Action, gone)):
                self._say_gone(self.editors[gone])
                self._drop(gone)
        self._say_new(actions)
        for action in actions:
            editor = self.editors.get(action.id) or self._add(action)
            if not self._open_draft.is_pending(Key(Action, action.id)):
                editor.show_action(action)
            title = action_title(draft, action)
            if action.id in known:
                self._say_needed(editor, title, needed=action.id not in unneeded)
            editor.show_title(title)
            editor.show_needed(needed=action.id not in unneeded)
        self._put_spare_away()
        self.setVisible(bool(self.editors))

    def _say_new(self, actions: tuple[Action, ...]) -> None:
        """Announce an action that an answer has just called for, below what the person is reading."""
        new = [action for action in actions if action.id not in self.editors]
        if self._was_shown and self._heading.text():
            for action in new:
                announce(self, f"{action_title(self._open_draft.draft, action)}, was added below")
        self._was_shown = True

    def _say_gone(self, editor: ActionEditor) -> None:
        """Announce that an action is gone: the person removed it, or it was empty and the answer needs none."""
        if self._was_shown and (self._heading.text() or editor.action_id == self._removed):
            announce(self, f"{editor.title}, was taken away")

    def _say_needed(self, editor: ActionEditor, title: str, *, needed: bool) -> None:
        """Announce that an answer has just made an action needless, or needed again."""
        if not self._heading.text() or editor.is_needed is needed:
            return
        if needed:
            announce(self, f"{title}, is needed again")
        else:
            announce(self, f"{editor.title}, {_KEPT}")  # it is about to lose its number

    def field_for(self, gap: Gap) -> QWidget | None:
        """Find the field that fills ``gap``. None if no editor shown here has it."""
        editor = self.editors.get(gap.action)
        return editor.entry(gap.detail) if editor is not None else None

    def reveal(self, field: str) -> None:
        """Show the optional box with the object name ``field``, if an editor here has it."""
        for editor in self.editors.values():
            editor.reveal(field)

    def _add(self, action: Action) -> ActionEditor:
        draft = self._open_draft.draft
        title = action_title(draft, action)
        typed = self._open_draft.action(action.id) or action
        editor = self._editor_for(typed, title)
        self.editors[action.id] = editor
        editor.show_unparsed(self._open_draft.unparsed.get(Key(Action, action.id), ""))
        layout = self._place(action.id) if self._place is not None else None
        (layout or self._layout).addWidget(editor)
        editor.show()
        return editor

    def _put_spare_away(self) -> None:
        """Keep a few editors that are not needed now, for the next question."""
        for spare in self._spare:
            spare.hide()
        for further in self._spare[_MOST_SPARE:]:
            further.deleteLater()
        del self._spare[_MOST_SPARE:]

    def _editor_for(self, action: Action, title: str) -> ActionEditor:
        if self._spare:
            spare = self._spare.pop(0)
            self._layout.removeWidget(spare)
            spare.show_other(action, title=title)
            return spare
        editor = ActionEditor(
            self._services.theme, self._open_draft.draft.topic, action, title=title, names=self._names_for
        )
        editor.typed.connect(lambda: self._on_typed(editor))
        editor.removed.connect(lambda: self._remove(editor))
        return editor

    def _names_for(self, action_id: str) -> tuple[str, ...]:
        return people_named(self._open_draft.draft.audit, except_action=action_id)

    def _drop(self, action_id: str) -> None:
        editor = self.editors.pop(action_id)
        editor.hide()
        editor.deleteLater()

    def _on_typed(self, editor: ActionEditor) -> None:
        action = self._open_draft.action(editor.action_id)
        if action is not None:
            self._open_draft.keep_unparsed(Key(Action, editor.action_id), editor.unparsed())
            self._open_draft.edit(editor.apply_to(action))

    def _remove(self, editor: ActionEditor) -> None:
        """Remove an action that is no longer needed with one click. "Undo" brings it back."""
        action_id = self._removed = editor.action_id
        if not editor.is_needed or self._agrees(editor, editor.title):
            self._open_draft.forget(Key(Action, action_id))
            audit_id = self._open_draft.draft.audit.id
            self._open_draft.perform(lambda workspace, _: app.remove_action(workspace, audit_id, action_id))

    def _agrees(self, editor: ActionEditor, title: str) -> bool:
        """Say beforehand if an empty action takes its place, because the answer needs one."""
        confirm = self._services.dialogs.confirm
        if is_only_needed_action(self._open_draft.draft.topic, self._open_draft.draft.audit, editor.action_id):
            return confirm(f"Empty {title}?", _STAYS, yes="Empty it", no="Keep it")
        return confirm(f"Remove {title}?", _GOES, yes="Remove", no="Keep it")


def action_title(draft: Draft, action: Action) -> str:
    """Name an action by its number, and by the question that it grew from."""
    question = draft.topic.question(action.question)
    name = action_name(action_numbers(draft.topic, draft.audit), action.id)
    return name if question is None else f"{name}, question {draft.topic.number_of(question.id)}"

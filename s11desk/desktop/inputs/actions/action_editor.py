"""The editor of one action, with a field for each column of the topic's action plan."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from s11desk.desktop.inputs.actions.name_field import NameField
from s11desk.desktop.inputs.actions.optional_rows import OptionalRows
from s11desk.desktop.inputs.fields import DateField, LineField, ListField, TextField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.text.text_parts import Kind, button, label, show_words
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.audits.action_area import has_own_area, with_area
from s11desk.domain.audits.audit import Action, ActionStatus
from s11desk.domain.topics.topic import ActionColumn, ActionField, Topic
from s11desk.wording.field_words import STATUSES

InputField = LineField | TextField | DateField | ListField

_LONG = {ActionField.AREA, ActionField.ACTION, ActionField.RESOURCES, ActionField.MEASURE, ActionField.PROGRESS}
_ALWAYS_SHOWN = {ActionField.ACTION, ActionField.LEAD, ActionField.DUE, ActionField.STATUS}
"""Fields that the overview shows for every action, so they are never folded, even where a topic makes them optional."""
_KEPT = "What you typed stays here, but is not in the plan yet"
_UNNEEDED = "No longer needed: the answer has changed. It is left out of the return."


class ActionEditor(QWidget):
    """The editor of one action. The optional boxes that hold no text are behind the button "More detail".

    ``names`` gives the names to offer for the lead of the action with this id.

    ``typed``: the action changed. ``removed``: the person wants to remove it.
    """

    typed = Signal()
    removed = Signal()

    def __init__(
        self, theme: Theme, topic: Topic, action: Action, *, title: str, names: Callable[[str], tuple[str, ...]]
    ) -> None:
        super().__init__()
        self.action_id = self.title = ""
        self.is_needed = True
        self._theme = theme
        self._topic = topic
        self._names = names
        self.entries: dict[ActionField, InputField] = {}
        self._rows: dict[ActionField, FormRow] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = Card(theme, "panel", spacing=12)
        outer.addWidget(card)
        layout = card.column
        self._title, self._unneeded = label("", Kind.HEADING), label(_UNNEEDED, Kind.SMALL)
        self._unneeded.hide()
        for part in (self._title, self._unneeded):
            layout.addWidget(part)
        self.optional = OptionalRows(theme)
        for column in topic.plan_columns:
            if column.required or column.field in _ALWAYS_SHOWN:
                layout.addWidget(self._row(column))
            elif column.field is not ActionField.QUESTION:
                self.optional.add(self._row(column))
        layout.addWidget(self.optional)
        self.optional.setVisible(not self.optional.is_empty())
        layout.addWidget(self._remove_button(), 0, Qt.AlignmentFlag.AlignLeft)
        self.show_other(action, title=title)

    def show_other(self, action: Action, *, title: str) -> None:
        """Edit another action, exactly as a new editor for it would."""
        self.start_over()
        self.action_id = action.id
        for field, entry in self.entries.items():
            entry.setObjectName(f"action-{action.id}-{field}")
        self._name(title)
        self.optional.start_over(title)
        self.show_needed(needed=True)
        self.show_action(action)

    def show_title(self, title: str) -> None:
        """Show another title, for instance because the number of the action is another one now."""
        if title != self.title:
            self._name(title)
            self.optional.show_title(title)

    def _name(self, title: str) -> None:
        self.title = title
        show_words(self._title, title)
        self._remove.setAccessibleName(f"Remove this action: {title}")
        for row in self._rows.values():
            row.tell_whose(title)
        self.setAccessibleName(title)

    def start_over(self) -> None:
        """Edit no action, and hold no text of the former one."""
        self.action_id = ""
        for field, row in self._rows.items():
            row.start_over()
            self.entries[field].setObjectName("")

    def show_action(self, action: Action) -> None:
        """Show the saved ``action``. An optional area is blank until a person writes one of their own."""
        for field, entry in self.entries.items():
            if isinstance(entry, DateField):
                entry.show_value(action.due)
            elif field is ActionField.AREA and self._is_optional(field) and not has_own_area(self._topic, action):
                entry.show_value("")
            else:
                value = getattr(action, field.value)
                entry.show_value(value.value if isinstance(value, ActionStatus) else value)
        self.optional.show_filled()

    def show_needed(self, *, needed: bool) -> None:
        """Say that the action is no longer needed, or stop saying so."""
        self.is_needed = needed
        self._unneeded.setVisible(not needed)

    def apply_to(self, action: Action) -> Action:
        """Return ``action`` with the values that the fields show now."""
        values: dict[str, object] = {field.value: _value(entry) for field, entry in self.entries.items()}
        changed = msgspec.structs.replace(action, **values)
        return with_area(self._topic, changed, changed.area) if self._is_optional(ActionField.AREA) else changed

    def _is_optional(self, field: ActionField) -> bool:
        return any(column.field is field and not column.required for column in self._topic.plan_columns)

    def first_field(self) -> QWidget | None:
        """Return the field where typing begins."""
        return self.entries.get(ActionField.ACTION) or next(iter(self.entries.values()), None)

    def problem(self) -> str:
        """Return the reason why the due date is not valid. Empty if it is valid."""
        due = self.entries.get(ActionField.DUE)
        if not isinstance(due, DateField):
            return ""
        return due.doubt() if due.is_understood() else f"{due.problem()}. {_KEPT}"

    def unparsed(self) -> str:
        """Return the text of the due date if it is not a date."""
        due = self.entries.get(ActionField.DUE)
        return due.unparsed() if isinstance(due, DateField) else ""

    def show_unparsed(self, typed: str) -> None:
        """Show ``typed`` in the field of the due date, with its problem."""
        due = self.entries.get(ActionField.DUE)
        if typed and isinstance(due, DateField):
            due.show_unparsed(typed)
            self._rows[ActionField.DUE].show_problem(self.problem(), is_news=False)

    def entry(self, column_label: str) -> QWidget | None:
        """Find the field of the column with this label, which a gap gives, and show it."""
        found = next((row.entry for row in self._rows.values() if row.property("column") == column_label), None)
        if found is not None:
            self.optional.open_for(found)
        return found

    def reveal(self, field: str) -> None:
        """Show the box with the object name ``field``, if it is one of the optional boxes."""
        for entry in self.entries.values():
            if entry.objectName() == field:
                self.optional.open_for(entry)

    def _remove_button(self) -> QPushButton:
        """Stands after the fields: who comes by Tab to an action has come to fill it in."""
        self._remove = button("Remove this action", "link")
        self._remove.clicked.connect(self.removed)
        return self._remove

    def _row(self, column: ActionColumn) -> FormRow:
        entry = self._entry(column)
        entry.typed.connect(self.typed)
        row = FormRow(self._theme, column.label, entry, optional=not column.required)
        row.setProperty("column", column.label)
        self.entries[column.field] = entry
        self._rows[column.field] = row
        if isinstance(entry, DateField):
            entry.typed.connect(lambda: row.show_problem(""))
            entry.line.editingFinished.connect(lambda: row.show_problem(self.problem()))
        return row

    def _entry(self, column: ActionColumn) -> InputField:
        if column.field is ActionField.DUE:
            return DateField(self._theme)
        if column.field is ActionField.LEAD:
            return NameField(lambda: self._names(self.action_id))
        if column.field is ActionField.STATUS:
            status = ListField({status.value: words for status, words in STATUSES.items()})
            status.setMaximumWidth(self._theme.pixels(260))
            return status
        return TextField(self._theme, lines=2) if column.field in _LONG else LineField()


def _value(entry: InputField) -> object:
    if isinstance(entry, LineField):
        return entry.text()
    if isinstance(entry, ListField):
        return ActionStatus(entry.value())
    return entry.value()

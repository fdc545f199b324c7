"""Take in answers that were collected with ODK or Kobo: for which topic, and of which organisation."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from s11desk.desktop.inputs.fields import LineField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.inputs.option_cards import CardOption, RadioCard, say_places
from s11desk.desktop.messages.errors.error_messages import message
from s11desk.desktop.parts.busy_button import begin_work, end_work
from s11desk.desktop.parts.focus.tab_order import order_as_laid_out
from s11desk.desktop.parts.group import Group
from s11desk.desktop.parts.layout.layouts import column, empty
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.text.blank_text import is_blank_text
from s11desk.errors import S11Error
from s11desk.override import override
from s11desk.wording.amounts import counted
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.audits.collected_answers import CollectedForm

_ABOUT = "Each form that was filled in becomes an audit in your list. Answers count when you have confirmed them there."
_NAMES = "Leave a name empty to leave that one out."
_NO_NAME = "Enter at least one organisation's name."
_MOST = 50
"""Submissions for which the page asks for a name."""
_TOO_MANY = "The file has {}. The page takes the first {}: export the others as a file of their own."


class CollectedPage(StandalonePage):
    """The page for an export. ``forms``: the topics that it fits, the best first.

    ``taking_wanted``: with a form and a name for each of its submissions; an empty name leaves one out.
    """

    taking_wanted = Signal(object, object)

    def __init__(self, services: Services, path: Path, forms: tuple[CollectedForm, ...]) -> None:
        super().__init__(services, "Answers from ODK or Kobo", short_line(path.name))
        self._form = forms[0]
        self.names: list[LineField] = []
        self.layout_.addWidget(label(_ABOUT))
        self._add_topics(forms)
        self._box = QWidget()
        self._rows = column(self._box, self.theme)
        self.layout_.addWidget(self._box)
        self.problem = label("", Kind.ERROR)
        self.problem.hide()
        self.layout_.addWidget(self.problem)
        self.take = button("&Take them in", "primary")
        self.take.clicked.connect(self._take)
        self.layout_.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_form(forms[0])

    @override
    def first_field(self) -> QWidget:
        return self.names[0] if self.names else self.take

    def refuse(self, error: S11Error) -> None:
        """Show why nothing was taken in."""
        end_work(self.take)
        self._show_problem(message(error).whole)

    def _add_topics(self, forms: tuple[CollectedForm, ...]) -> None:
        self.layout_.addWidget(label("Which questions were answered?", Kind.HEADING))
        group = Group("Which questions were answered?")
        cards = column(group, self.theme, spacing=8)
        self._topics = QButtonGroup(self)
        made: list[RadioCard] = []
        for form in forms:
            topic = form.topic
            fits = (
                f"{counted(form.fitting, 'answer fits', 'answers fit')}. {topic.partnership.short_name}, {topic.year}"
            )
            card = RadioCard(self.theme, CardOption(topic.id, short_line(topic.title), fits))
            card.setChecked(form is forms[0])
            card.clicked.connect(partial(self._choose, form))
            self._topics.addButton(card)
            cards.addWidget(card)
            made.append(card)
        say_places(made)
        self.layout_.addWidget(group)

    def _choose(self, form: CollectedForm, _checked: bool) -> None:  # noqa: FBT001 - Qt's click
        self._show_form(form)

    def _show_form(self, form: CollectedForm) -> None:
        """Ask for a name for each submission of ``form``. Names that were typed stay."""
        typed = [field.text() for field in self.names]
        self._form = form
        empty(self._rows)
        self.names = []
        found = len(form.submissions)
        self._add_line(label("Whose answers are they?", Kind.HEADING))
        if found > 1:
            self._add_line(label(_NAMES, Kind.QUIET))
        if found > _MOST:
            self._add_line(label(_TOO_MANY.format(counted(found, "filled-in form"), _MOST), Kind.STRONG))
        for number in range(min(found, _MOST)):
            self._add_name(number, typed[number] if number < len(typed) else "")
        order_as_laid_out(self)

    def _add_name(self, number: int, typed: str) -> None:
        submission = self._form.submissions[number]
        field = LineField()
        field.setText(typed)
        field.setObjectName(f"agency-{number}")
        field.returnPressed.connect(self._take)
        several = len(self._form.submissions) > 1
        name = f"Organisation of form {number + 1}" if several else "Name of the organisation or club"
        hint = f"{counted(len(submission.values), 'answer')}. {short_line(submission.id)}".strip()
        self.names.append(field)
        self._add_line(FormRow(self.theme, name, field, hint=hint))

    def _add_line(self, part: QWidget) -> None:
        self._rows.addWidget(part)
        part.show()

    def _take(self) -> None:
        if not self.take.isEnabled():
            return
        names = tuple(field.text() for field in self.names)
        if all(map(is_blank_text, names)):
            self._show_problem(_NO_NAME)
            self.names[0].setFocus()
            return
        self._show_problem("")
        begin_work(self.take)
        self.taking_wanted.emit(self._form, names)

    def _show_problem(self, problem: str) -> None:
        if shiboken6.isValid(self):
            self.problem.setText(problem)
            self.problem.setVisible(bool(problem))
            if problem:
                announce(self, problem, at_once=True)

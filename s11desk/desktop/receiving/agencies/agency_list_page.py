"""A list of agencies before it is taken in: its columns, what is wrong with it, and what it will change."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.fields import ListField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.layout.first_few import add_first_few
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.receiving.expected_agencies import ListProblemKind
from s11desk.override import override
from s11desk.wording.amounts import counted
from s11desk.wording.desk.agency_words import added_line, changed_line, plan_sentence, problem_lines, unused_sentence
from s11desk.wording.plain_text import one_line, short_line

if TYPE_CHECKING:
    from s11desk.app.receiving.agencies.agency_lists import ListLook

_ABOUT = (
    "We guessed what each column is. Check it, and choose another column where we are wrong. Nothing is taken in until "
    "you say so, and no agency is ever removed."
)
_COLUMNS: dict[str, tuple[str, str]] = {
    "agency": ("Name of the agency", "The only column that must be there."),
    "other names": ("Other names", "With a semicolon between them."),
    "type": ("Type", "For example School."),
    "contact": ("Contact", "Who reminders speak to."),
    "email": ("E-mail", "Where reminders go."),
    "topics": ("Audits it is asked", "Empty in the list means all."),
    "last day": ("Its own last day", "If it has more time than the others."),
}
_TO_CORRECT = "Nothing was taken in. Correct the list in Excel, save it, and read it again."
_NONE = "Not in this list"
_LONGEST_CHOICE = 38
"""Letters of a heading with its example that a field has room for."""
_LEAST_EXAMPLE = 8
_FIELD = 350
"""Pixels at 100 %."""
_WIDEST_FIELD = 600
"""Pixels of this screen: what a small one with large text has room for."""


class AgencyListPage(StandalonePage):
    """``heading_chosen`` carries a column and the heading that the person chose for it; empty for none.

    ``taking_wanted``: take the list in. ``reading_wanted``: the file was corrected, so read it again. ``changed``: the
    column that the person chose last; it has the keyboard again.
    """

    heading_chosen = Signal(str, str)
    taking_wanted = Signal()
    reading_wanted = Signal()

    def __init__(self, services: Services, look: ListLook, titles: Mapping[str, str], changed: str = "") -> None:
        super().__init__(services, "Check your list of agencies", short_line(look.path.name))
        self._look, self._titles, self._changed = look, titles, changed
        self.layout_.addWidget(label(_ABOUT))
        self.columns: dict[str, ListField] = {}
        if look.problems:
            self._add_problems()
        else:
            self._add_summary()
        if look.read.all_headings:
            self._add_columns()
        if not look.problems:
            self._add_plan()

    @override
    def first_field(self) -> QWidget:
        return self.columns.get(self._changed) or next(iter(self.columns.values()), self.again)

    def _add_columns(self) -> None:
        read = self._look.read
        taken = {one.column.value: one.heading for one in read.headings}
        choices = {"": _NONE}
        for heading, example in zip(read.all_headings, read.examples or ("",) * len(read.all_headings), strict=True):
            choices.setdefault(heading, _choice(short_line(heading), short_line(example)))
        row = WrappingRow(self.theme.pixels(16))
        self.card(heading="What each column is").addLayout(row)
        for column, (name, hint) in _COLUMNS.items():
            field = ListField(choices)
            field.show_value(taken.get(column, ""))
            field.currentIndexChanged.connect(partial(self._choose, column))
            self.columns[column] = field
            field.setFixedWidth(min(self.theme.pixels(_FIELD), _WIDEST_FIELD))
            row.addWidget(FormRow(self.theme, name, field, hint=hint))

    def _choose(self, column: str, _: int) -> None:
        self.heading_chosen.emit(column, self.columns[column].value())

    def _add_problems(self) -> None:
        problems = problem_lines(self._look.problems)
        words = f"{counted(len(problems), 'thing is', 'things are')} wrong with the list"
        card = self.card("problem", words)
        add_first_few(card, [partial(label, one) for one in problems], "problems")
        known = tuple(self._titles.values())
        if known and any(one.kind is ListProblemKind.TOPIC_UNKNOWN for one in self._look.problems):
            card.addWidget(label(one_line(f"Audits of this desk: {'; '.join(map(short_line, known))}."), Kind.QUIET))
        card.addWidget(label(_TO_CORRECT, Kind.QUIET))
        self._add_buttons(may_take=False)

    def _add_summary(self) -> None:
        plan = self._look.plan
        self.summary = label(plan_sentence(plan), Kind.STRONG)
        self.layout_.addWidget(self.summary)
        taken = {one.heading for one in self._look.read.headings}
        self.unused = label(unused_sentence([one for one in self._look.read.all_headings if one not in taken]))
        self.unused.setVisible(bool(self.unused.text()))
        self.layout_.addWidget(self.unused)
        self._add_buttons(may_take=bool(plan.added or plan.changed))

    def _add_plan(self) -> None:
        plan = self._look.plan
        self._add_lines("Will be added", [added_line(one) for one in plan.added])
        self._add_lines("Will be changed", [changed_line(one, self._titles) for one in plan.changed])
        self._add_lines("Not on this list, and will stay", [short_line(one) for one in plan.unlisted])

    def _add_buttons(self, *, may_take: bool) -> None:
        row = WrappingRow(self.theme.pixels(12))
        if may_take:
            self.take = button("&Take this list in", "primary")
            self.take.clicked.connect(self.taking_wanted)
            row.addWidget(self.take)
        self.again = button("&Read the file again")
        self.again.clicked.connect(self.reading_wanted)
        row.addWidget(self.again)
        self.layout_.addLayout(row)

    def _add_lines(self, heading: str, lines: list[str]) -> None:
        if lines:
            card = self.card(heading=f"{heading}: {len(lines)}")
            add_first_few(card, [partial(label, one) for one in lines], "agencies")


def _choice(heading: str, example: str) -> str:
    """A column in a list to choose from: its heading, and the beginning of the first cell below it."""
    name = f"{heading[:1].upper()}{heading[1:]}"
    room = max(_LONGEST_CHOICE - len(name) - len(" (such as )"), _LEAST_EXAMPLE)
    cut = example if len(example) <= room else f"{example[:room]}…"
    return f"{name} (such as {cut})" if cut else name

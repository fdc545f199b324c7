"""What reminders say that the questions do not have: the last day, and the address to send to. It is asked once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.enter_key import enter_presses
from s11desk.desktop.inputs.fields import DateField, LineField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.text.text_parts import button, label
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.receiving.reminders import ReminderWords
from s11desk.domain.topics.topic import Detail, Topic
from s11desk.wording.desk.reminder_words import CHOOSE_AUDIT, DAY_HINT, known_words, missing_words
from s11desk.wording.returns.contact_words import detail_problem


class ReminderFacts(Card):
    """``words``: what is kept or was typed; ``kept``: what is kept. ``topics``: of the reminders.

    ``typed``: something on the card is another. ``kept``: the person wants to keep it.

    ``topics_wanted``: the person wants to say which audit the reminders are about.
    """

    typed = Signal()
    kept = Signal()
    topics_wanted = Signal()

    def __init__(self, theme: Theme, words: ReminderWords, topics: Sequence[Topic], kept: ReminderWords) -> None:
        super().__init__(theme, "panel", edges=(16, 12), spacing=8)
        self._words = words
        self.asks_day = any(one.deadline is None for one in topics)
        self.asks_address = not all(one.return_to.email for one in topics)
        self.is_missing = False
        if not self.is_needed:
            return
        lacks_day, lacks_address = self.asks_day and kept.last_day is None, self.asks_address and not kept.address
        self._lacks_day, self.is_missing = lacks_day, lacks_day or lacks_address
        known = known_words(last_day=self.asks_day, address=self.asks_address)
        missing = missing_words(last_day=lacks_day, address=lacks_address) if self.is_missing else known
        self.column.addWidget(label(missing))
        self.day, self.address = DateField(theme), LineField()
        self.day.line.setObjectName("reminder-day")
        self.day.show_value(words.last_day)
        self.address.setObjectName("reminder-address")
        self.address.setText(words.address)
        self._day_row = FormRow(theme, "Last day", self.day, hint=DAY_HINT)
        self._address_row = FormRow(theme, "Address to send to", self.address, hint="Fills in [address].")
        for row, is_asked in ((self._day_row, self.asks_day), (self._address_row, self.asks_address)):
            self.column.addWidget(row)  # before it is shown or hidden: shown alone it would be a window
            row.setVisible(is_asked)
        for field in (self.day, self.address):
            field.typed.connect(self.typed)
        self._add_ways(theme)

    def _add_ways(self, theme: Theme) -> None:
        ways = WrappingRow(theme.pixels(12))
        self.keep = button("Keep this", name="Keep this for all reminders")
        self.keep.clicked.connect(self.kept)
        enter_presses(self.keep, self.day, self.address)
        ways.addWidget(self.keep)
        self.choose = button(CHOOSE_AUDIT, "link")
        self.choose.clicked.connect(self.topics_wanted)
        ways.addWidget(self.choose)
        self.column.addLayout(ways)

    @property
    def first_missing(self) -> QWidget:
        """The field to begin with."""
        return self.day.line if self._lacks_day else self.address

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to ask."""
        return self.asks_day or self.asks_address

    def words(self, text: str) -> ReminderWords:
        """What the reminders are to say with this text."""
        if not self.is_needed:
            return ReminderWords(text, self._words.last_day, self._words.address)
        return ReminderWords(text, self.day.value(), self.address.text().strip())

    def is_understood(self) -> bool:
        """Whether the day that was typed is one."""
        return not self.is_needed or self.day.is_understood()

    def is_right(self) -> bool:
        """Whether what was typed can be kept. If not, the card says so."""
        if not self.is_needed:
            return True
        address = self.address.text().strip()
        problems = (
            (self._day_row, self.day, self.day.mistake()),
            (self._address_row, self.address, detail_problem(Detail.EMAIL, address) if address else ""),
        )
        for row, _, problem in problems:
            row.show_problem(problem)
        wrong = next((field for _, field, problem in problems if problem), None)
        if wrong is not None:
            wrong.setFocus()
        return wrong is None

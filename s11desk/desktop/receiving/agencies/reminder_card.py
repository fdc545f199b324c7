"""One agency to remind: the ways to do it, what is recorded of it, and the way to take that back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.england_time import england_day
from s11desk.wording.desk.reminder_words import HAVE_REMINDED, NOT_REMINDED, reminder_record_words
from s11desk.wording.plain_text import one_line, short_line

if TYPE_CHECKING:
    from s11desk.app.receiving.agencies.remind import AgencyReminder
    from s11desk.domain.receiving.reminders import Reminder

_NO_ADDRESS = "no e-mail address that we can use"


@dataclass(frozen=True, slots=True)
class ReminderWays:
    """What the buttons do, each with the reminder of the card."""

    mail: Callable[[AgencyReminder], None]
    copy: Callable[[AgencyReminder], None]
    record: Callable[[AgencyReminder], None]
    take_back: Callable[[AgencyReminder], None]


class ReminderCard(Card):
    """One agency and one audit. ``title``: of the audit."""

    def __init__(self, theme: Theme, one: AgencyReminder, title: str, ways: ReminderWays) -> None:
        name = one.standing.agency.name
        super().__init__(theme, heading=short_line(name), edges=(12, 10), spacing=4)
        expected = one.standing.agency.expected
        facts = (short_line(title), expected.contact, expected.email, "" if one.address else _NO_ADDRESS)
        self.column.addWidget(label(one_line(", ".join(filter(None, facts))), Kind.SMALL))
        self.recorded = label("", Kind.SMALL)
        self.column.addWidget(self.recorded)
        self.done = label("", Kind.GOOD)
        self.column.addWidget(self.done)
        self.done.hide()
        row = WrappingRow(theme.pixels(12))
        whom = one_line(name)
        self._act: QPushButton
        if one.address:
            self.mail = self._act = button("E-mail", name=f"E-mail the reminder to {whom}")
            self.mail.clicked.connect(partial(ways.mail, one))
            row.addWidget(self.mail)
        else:
            self.record = self._act = button(HAVE_REMINDED, name=f"Record that you have reminded {whom}")
            self.record.clicked.connect(partial(ways.record, one))
            row.addWidget(self.record)
        self.copy = button("Copy the text", "link", name=f"Copy the reminder for {whom}")
        self.copy.clicked.connect(partial(ways.copy, one))
        row.addWidget(self.copy)
        self.back = button(NOT_REMINDED, "link", name=f"Record that you have not reminded {whom} after all")
        self.back.clicked.connect(partial(ways.take_back, one))
        row.addWidget(self.back)
        self.column.addLayout(row)

    def show_record(self, last: Reminder | None, times: int, *, is_today: bool) -> None:
        """Show when the agency was reminded last. ``times``: on how many days. ``is_today``: nothing more is to do."""
        self.recorded.setText(reminder_record_words(england_day(last.at), times) if last is not None else "")
        self.recorded.setVisible(last is not None)
        had_keyboard = self._act.hasFocus() or self.back.hasFocus()
        self.back.setVisible(last is not None)
        if had_keyboard:
            (self.back if is_today else self._act).setFocus()
        self._act.setVisible(not is_today)

    def show_done(self, words: str) -> None:
        """Show what was done just now."""
        self.done.setText(words)
        self.done.show()

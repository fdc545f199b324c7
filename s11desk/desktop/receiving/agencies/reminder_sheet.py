"""The sheet of reminders that was written just now: where it is, and the button that records that it was sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.text.text_parts import breakable, button, label
from s11desk.desktop.receiving.agencies.agencies_state import agencies_of, no_address
from s11desk.desktop.theme.theme import Theme
from s11desk.wording.desk.reminder_words import record_button, record_words, written_words
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.receiving.agencies.remind import AgencyReminder

_WORD = "In Word, choose it as the list for a mail merge."


class ReminderSheet(Card):
    """``open_wanted``: the person wants to see the sheet. ``record_wanted``: its e-mails are sent.

    ``record``: there only if an e-mail reaches somebody in the sheet.
    """

    open_wanted = Signal()
    record_wanted = Signal()

    def __init__(self, theme: Theme, sheet: Path, reminders: tuple[AgencyReminder, ...]) -> None:
        super().__init__(theme, "panel", f"The sheet is written: {short_line(sheet.name)}", spacing=6)
        self.column.addWidget(label(breakable(f"It is in the folder {sheet.parent}. {_WORD}")))
        due = agencies_of(reminders)
        reached = due - len(no_address(reminders))
        self.column.addWidget(label(" ".join(filter(None, (written_words(due), record_words(reached))))))
        self.open = button("Open the sheet")
        self.open.clicked.connect(self.open_wanted)
        row = WrappingRow(theme.pixels(12))
        row.addWidget(self.open)
        if reached:
            self.record = button(record_button(reached, due), "primary")
            self.record.clicked.connect(self.record_wanted)
            row.addWidget(self.record)
        self.column.addLayout(row)

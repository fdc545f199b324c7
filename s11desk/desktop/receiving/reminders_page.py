"""Remind the agencies that have not returned: one text for all, then an e-mail or a copy for each, or one sheet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QLabel, QWidget

from s11desk.desktop.inputs.fields import TextField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.announcing import announce
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.first_few import add_first_few
from s11desk.desktop.parts.layouts import column
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, button, label
from s11desk.desktop.parts.wrapping import WrappingRow
from s11desk.desktop.receiving.agencies_state import RemindersState
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.text_limits import MESSAGE_LIMIT
from s11desk.override import override
from s11desk.wording.agency_words import not_reminded_line, reminded_words
from s11desk.wording.amounts import counted
from s11desk.wording.plain_text import one_line, short_line, shown_text
from s11desk.wording.reminder_words import HINT, unknown_words, unknown_words_problem

if TYPE_CHECKING:
    from s11desk.app.receiving.remind import AgencyReminder

_ABOUT = (
    "Nobody who sent you anything is reminded. Each reminder that you e-mail, copy or write into the sheet is recorded "
    "with its day."
)
_NO_AUDIT = (
    "No return has come yet, and you have not said which audit you ask. Choose it here. Then the reminders are on this "
    "page."
)
_WHICH_AUDIT = "Which audit do you ask?"
_NOBODY = "Nobody is to be reminded now."
_NO_ADDRESS = "No e-mail address that we can use"


class RemindersPage(StandalonePage):
    """``text_kept`` carries the text for all. ``mail_wanted`` and ``copy_wanted`` carry a reminder.

    ``sheet_wanted``: all reminders in one workbook. ``topics_wanted``: the person wants to say what the desk asks.
    """

    text_kept = Signal(str)
    mail_wanted = Signal(object)
    copy_wanted = Signal(object)
    sheet_wanted = Signal()
    topics_wanted = Signal()

    def __init__(self, services: Services, state: RemindersState) -> None:
        caption = f"Receiving desk of {short_line(state.found.seen.partnership)}"
        super().__init__(services, "Remind agencies", caption)
        self._state = state
        self.layout_.addWidget(label(_ABOUT))
        self.status = label(state.status, Kind.GOOD)
        self.layout_.addWidget(self.status)
        if not state.status:
            self.status.hide()
        self.done: dict[tuple[str, str], QLabel] = {}
        self._add_text()
        self._add_due()
        self._add_left_out()

    @override
    def first_field(self) -> QWidget:
        return self._first

    @override
    def spoken_state(self) -> str:
        return spoken(self._state.status, self._heading)

    def _add_text(self) -> None:
        self.text = TextField(self.theme, 6, MESSAGE_LIMIT)
        self.text.setObjectName("reminder-text")
        self._first: QWidget = self.text
        self.text.show_value(self._state.found.text if self._state.text is None else self._state.text)
        self.text.typed.connect(self._note_text)
        self._text_row = FormRow(self.theme, "Text for all of them", self.text, hint=HINT)
        self.layout_.addWidget(self._text_row)
        row = WrappingRow(self.theme.pixels(12))
        self.keep = button("&Keep this text")
        self.keep.clicked.connect(self._keep)
        row.addWidget(self.keep)
        self.usual = button("Go back to the &usual text", "link")
        self.usual.clicked.connect(lambda: self.text_kept.emit(""))
        row.addWidget(self.usual)
        self.layout_.addLayout(row)

    def _note_text(self) -> None:
        self._state.text = self.text.value()

    def _keep(self) -> None:
        if self._is_text_right():
            self.text_kept.emit(self.text.value())

    def _is_text_right(self) -> bool:
        unknown = unknown_words(self.text.value())
        self._text_row.show_problem(unknown_words_problem(unknown) if unknown else "")
        if unknown:
            self.text.setFocus()
        return not unknown

    def _write_sheet(self) -> None:
        if self._is_text_kept():
            self.sheet_wanted.emit()

    def _pass_on(self, wish: SignalInstance, one: AgencyReminder) -> None:
        if self._is_text_kept():
            wish.emit(one)

    def _is_text_kept(self) -> bool:
        """Whether the text on the page is the one that the reminders have. If it is not, say so."""
        if self.text.value().strip() == self._state.found.text.strip():
            return True
        self._text_row.show_problem("You changed this text. Press “Keep this text” first")
        self.text.setFocus()
        return False

    def _add_due(self) -> None:
        due = self._state.due
        if not self._state.found.seen.topics:
            self._heading = _WHICH_AUDIT
            self._add_no_audit()
            return
        self._heading = f"To remind: {len(due)}" if due else _NOBODY
        self.layout_.addWidget(label(self._heading, Kind.HEADING))
        if not due:
            return
        self.sheet = button(f"&Write one sheet for all {len(due)}…" if len(due) > 1 else "&Write it into a sheet…")
        self._first = self.sheet
        self.sheet.setAccessibleDescription("An Excel workbook for a mail merge")
        self.sheet.clicked.connect(self._write_sheet)
        row = WrappingRow(self.theme.pixels(12))
        row.addWidget(self.sheet)
        self.layout_.addLayout(row)
        card = self.card(heading=f"This is how it reads for {short_line(due[0].standing.agency.name)}")
        card.addWidget(label(shown_text(due[0].text)))
        owner = QWidget()
        self.layout_.addWidget(owner)
        add_first_few(column(owner, self.theme, 8), owner, [partial(self._reminder, one) for one in due], "agencies")

    def _add_no_audit(self) -> None:
        self.layout_.addWidget(label(_WHICH_AUDIT, Kind.HEADING))
        self.layout_.addWidget(label(_NO_AUDIT))
        self.choose = button("Choose the &questions…", "primary")
        self._first = self.choose
        self.choose.clicked.connect(self.topics_wanted)
        row = WrappingRow(self.theme.pixels(12))
        row.addWidget(self.choose)
        self.layout_.addLayout(row)

    def _reminder(self, one: AgencyReminder) -> QWidget:
        agency = one.standing.agency
        whole = Card(self.theme, heading=short_line(agency.name), edges=(12, 10), spacing=4)
        last = self._state.found.seen.last_reminder(agency.id, one.standing.topic)
        often = f", {counted(one.before, 'time')} in all" if one.before > 1 else ""
        title = short_line(self._state.found.seen.title(one.standing.topic))
        facts = (title, agency.expected.contact, agency.expected.email or _NO_ADDRESS)
        whole.column.addWidget(label(one_line(", ".join(filter(None, facts))), Kind.SMALL))
        if last is not None:
            whole.column.addWidget(label(f"Reminded on {reminded_words(last)}{often}.", Kind.SMALL))
        done = self.done[agency.id, one.standing.topic] = label("", Kind.GOOD)
        whole.column.addWidget(done)
        done.hide()
        row = WrappingRow(self.theme.pixels(12))
        mail = button("E-mail", name=f"E-mail the reminder to {one_line(agency.name)}")
        mail.clicked.connect(partial(self._pass_on, self.mail_wanted, one))
        copy = button("Copy the text", "link", name=f"Copy the reminder for {one_line(agency.name)}")
        copy.clicked.connect(partial(self._pass_on, self.copy_wanted, one))
        for each in (mail, copy):
            row.addWidget(each)
        whole.column.addLayout(row)
        return whole

    def _add_left_out(self) -> None:
        lines = [not_reminded_line(one) for one in self._state.left_out]
        if lines:
            card = self.card(heading=f"Not returned, and not reminded: {len(lines)}")
            owner = card.parentWidget()
            assert owner is not None  # noqa: S101 - a card has its layout
            add_first_few(card, owner, [partial(label, one) for one in lines], "agencies")

    def note_done(self, agency: str, topic: str, text: str) -> None:
        """Show beside an agency what was done for it, and have it read out. The person stays where they are."""
        done = self.done.get((agency, topic))
        if done is not None:
            done.setText(f"{text} It is recorded as reminded today.")
            done.show()
        announce(self, text)

"""Remind the agencies that have not returned: one text for all, then an e-mail or a copy for each, or one sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.fields import ListField, TextField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.fold import Fold
from s11desk.desktop.parts.layout.first_few import add_first_few
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.receiving.agencies.agencies_state import RemindersPart, RemindersState, agencies_of
from s11desk.desktop.receiving.agencies.none_reminded import NoneReminded
from s11desk.desktop.receiving.agencies.reminder_card import ReminderCard, ReminderWays
from s11desk.desktop.receiving.agencies.reminder_facts import ReminderFacts
from s11desk.desktop.receiving.agencies.reminder_sheet import ReminderSheet
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.desk_tabs import DeskTabs
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.receiving.desk_audits import audit_title
from s11desk.domain.receiving.reminders import ReminderWords
from s11desk.domain.text.text_limits import MESSAGE_LIMIT
from s11desk.override import override
from s11desk.wording.desk.agency_words import not_reminded_line
from s11desk.wording.desk.reminder_words import (
    DONE_ABOUT,
    HINT,
    WHICH_AUDIT,
    audits_sentence,
    done_heading,
    fill_reminder,
    heading_words,
    not_recorded_words,
    sheet_words,
    unknown_words,
    unknown_words_problem,
)
from s11desk.wording.plain_text import short_line, shown_text

if TYPE_CHECKING:
    from s11desk.app.receiving.agencies.remind import AgencyReminder

_ABOUT = (
    "An agency that has returned an audit is not reminded of it. If you e-mail or copy a reminder here, its day is "
    "recorded. If you write a sheet, you send the e-mails with Word or Outlook. Then press the button here to record "
    "them."
)
_NO_AUDIT = "No return has come yet, and you have not said which audit you ask. Say it here, and you see the reminders."
_WHICH_AUDIT = "Which audit do you ask?"
_LINES = 8
"""Of the text box: what most people write fits without moving what is below it."""


class RemindersPage(StandalonePage):
    """``text_kept`` carries the :class:`ReminderWords` for all. ``mail_wanted``, ``copy_wanted``, ``reminded`` (the
    person did it themselves) and ``not_reminded`` carry a reminder.

    ``sheet_wanted`` carries the reminders that are wanted in one workbook; ``record_wanted``: its e-mails are sent;
    ``open_wanted``: the person wants to see it. ``topics_wanted``: the person wants to say what the desk asks.
    ``audit_chosen``: they want to see the reminders about this audit alone; empty for all.
    """

    IS_AT_LEFT = True
    text_kept = Signal(object)
    mail_wanted = Signal(object)
    copy_wanted = Signal(object)
    reminded = Signal(object)
    not_reminded = Signal(object)
    sheet_wanted = Signal(object)
    record_wanted = Signal()
    open_wanted = Signal()
    topics_wanted = Signal()
    audit_chosen = Signal(str)
    none_reminded = Signal(object)

    def __init__(self, services: Services, state: RemindersState) -> None:
        caption = f"Receiving desk of {short_line(state.found.seen.partnership)}"
        super().__init__(services, "Remind agencies", caption)
        self._state = state
        self.tabs = DeskTabs(self.theme, DeskTab.AGENCIES, is_behind=True)
        self.layout_.addWidget(self.tabs)
        self.layout_.addWidget(label(_ABOUT))
        if state.due:
            titles = tuple(dict.fromkeys(audit_title(one.topic) for one in state.due))
            self.layout_.addWidget(label(audits_sentence(titles), Kind.STRONG))
        self._add_audits()
        self.status = label(state.status, Kind.GOOD)
        self._add_status(RemindersPart.TOP)
        self.cards: dict[tuple[str, str], ReminderCard] = {}
        self.written: ReminderSheet | None = None
        self._add_text()
        self._add_due()
        self._add_left_out()

    @override
    def begin(self) -> None:
        """Begin once where something was kept or written just now, so that the person sees what came of it."""
        part, self._state.begins_at = self._state.begins_at, RemindersPart.TOP
        if part is RemindersPart.SHEET and self.written is not None:
            self.begin_at(self.written, then=self.written.open)
        elif part is RemindersPart.FACTS and self.facts.is_needed:
            self.begin_where(self._state.scrolled, self.facts.keep, self.status)
        elif part is RemindersPart.TEXT:
            self.begin_where(self._state.scrolled, self.keep, self.status)
        else:
            super().begin()

    def _add_status(self, part: RemindersPart) -> None:
        """Say what was done last where the person did it."""
        if self._state.status_at is part:
            self.layout_.addWidget(self.status)
            self.status.setVisible(bool(self._state.status))

    @override
    def first_field(self) -> QWidget:
        return self._first

    @override
    def spoken_state(self) -> str:
        sheet = self._state.sheet
        written = f"The sheet is written: {short_line(sheet.name)}" if sheet is not None else ""
        return spoken(self._state.status, written, self._heading)

    def _add_text(self) -> None:
        words = self._state.found.words if self._state.typed is None else self._state.typed
        self.text = TextField(self.theme, _LINES, MESSAGE_LIMIT)
        self.text.setObjectName("reminder-text")
        self._first: QWidget = self.text
        self.text.show_value(words.text)
        self.text.typed.connect(self._note_words)
        self._text_row = FormRow(self.theme, "Text for all of them", self.text, hint=HINT)
        topics = [one.topic for one in self._state.due]
        self.facts = ReminderFacts(self.theme, words, topics, self._state.found.words)
        self.facts.typed.connect(self._note_words)
        self.facts.topics_wanted.connect(self.topics_wanted)
        self.facts.kept.connect(partial(self._keep, RemindersPart.FACTS))
        is_first = self.facts.is_missing or self._state.asked_facts_first  # what was filled in here stays in its place
        self._asks_facts_first = self._state.asked_facts_first = is_first and bool(self._state.found.seen.topics)
        if self._asks_facts_first:
            self._add_facts()
        self.layout_.addWidget(self._text_row)
        row = WrappingRow(self.theme.pixels(12))
        self.keep = button("&Keep this text")
        self.keep.clicked.connect(partial(self._keep, RemindersPart.TEXT))
        row.addWidget(self.keep)
        self.usual = button("Go back to the &usual text", "link")
        self.usual.clicked.connect(self._go_back_to_usual)
        row.addWidget(self.usual)
        self.layout_.addLayout(row)
        self._add_status(RemindersPart.TEXT)

    def _add_facts(self) -> None:
        """What the questions lack: first on the page as long as it is missing."""
        self.layout_.addWidget(self.facts)
        self.facts.setVisible(self.facts.is_needed)
        self._add_status(RemindersPart.FACTS)

    def _words(self) -> ReminderWords:
        """What is on the page now."""
        return self.facts.words(self.text.value())

    def _note_words(self) -> None:
        self._state.typed = self._words()
        self._show_sample()
        if self.is_text_kept():
            return
        self._state.status = ""
        self.status.hide()
        if self.written is not None:
            self._state.sheet = None
            self.written.hide()
            self._first = self.sheet

    def _keep(self, part: RemindersPart, *_: bool) -> None:
        if self._is_text_right() and self.facts.is_right():
            self._note_place(part)
            self.text_kept.emit(self._words())

    def _note_place(self, part: RemindersPart) -> None:
        """Note what is kept, and how far the page is scrolled: it is built again, and stays where it is."""
        self._state.status_at, self._state.scrolled = part, self.verticalScrollBar().value()

    def _go_back_to_usual(self) -> None:
        self._note_place(RemindersPart.TEXT)
        self.text_kept.emit(replace(self._state.found.words, text=""))

    def _is_text_right(self) -> bool:
        unknown = unknown_words(self.text.value())
        self._text_row.show_problem(unknown_words_problem(unknown) if unknown else "")
        if unknown:
            self.text.setFocus()
        return not unknown

    def _write_sheet(self) -> None:
        if self._require_kept():
            self.sheet_wanted.emit(self._state.to_remind or self._state.due)

    def _write_for_all(self) -> None:
        if self._require_kept():
            self.sheet_wanted.emit(self._state.due)

    def _pass_on(self, wish: SignalInstance, one: AgencyReminder) -> None:
        if self._require_kept():
            wish.emit(one)

    def is_text_kept(self) -> bool:
        """Whether what is on the page is what the reminders have."""
        kept, now = self._state.found.words, self._words()
        is_same = replace(now, text=now.text.strip()) == replace(kept, text=kept.text.strip())
        return is_same and self.facts.is_understood()

    def _require_kept(self) -> bool:
        """As :meth:`is_text_kept`. If it is not, say so."""
        if self.is_text_kept():
            return True
        self._text_row.ask_again("You changed this text. Press “Keep this text” first")
        return False

    def _add_due(self) -> None:
        due = self._state.due
        if not self._state.found.seen.topics:
            self._heading = _WHICH_AUDIT
            self._add_no_audit()
            return
        self._heading = self._count_reminders() if due else "There is nobody to remind now."
        self._heading_label = label(self._heading, Kind.HEADING)
        self.layout_.addWidget(self._heading_label)
        if not due:
            return
        if not self._asks_facts_first:
            self._add_facts()
        self._add_sheet()
        card = self.card(heading=f"This is how it reads for {short_line(due[0].standing.agency.name)}")
        self.sample = label("")
        card.addWidget(self.sample)
        self._show_sample()
        self.layout_.addWidget(self._cards(self._state.to_remind))
        self._add_done()

    def _add_audits(self) -> None:
        """The choice of one audit, where agencies are asked several."""
        state = self._state
        titles = {one: short_line(state.found.seen.title(one)) for one in state.audits}
        self.audit = ListField({"": "All audits", **titles})
        self.audit.show_value(state.audit)
        self.audit.currentIndexChanged.connect(lambda _: self.audit_chosen.emit(self.audit.value()))
        row = FormRow(self.theme, "Remind about", self.audit)
        self.layout_.addWidget(row)
        row.setVisible(len(state.audits) > 1)

    def _count_reminders(self) -> str:
        left = self._state.to_remind
        return heading_words(len(left), self._state.reminded_today, agencies_of(left))

    def _add_done(self) -> None:
        """The agencies that were reminded today, folded: there is nothing to do about them."""
        done = self._state.done_today
        self.done: Fold | None = None
        if done:
            makers = [*([partial(self._none)] if len(done) > 1 else []), partial(self._cards, done)]
            self.done = Fold(self.theme, done_heading(len(done)), DONE_ABOUT, lambda: makers)
            self.layout_.addWidget(self.done)

    def _none(self) -> QWidget:
        self.none = NoneReminded(self.theme, lambda: self.none_reminded.emit(self._state.done_today))
        return self.none

    def _cards(self, reminders: Sequence[AgencyReminder]) -> QWidget:
        owner = QWidget()
        makers = [partial(self._reminder, one) for one in reminders]
        add_first_few(column(owner, self.theme, 8), makers, "agencies")
        return owner

    def _show_sample(self) -> None:
        """Show how the text on the page reads for the first agency."""
        if self._state.due and self._state.found.seen.topics:
            first, seen = self._state.due[0], self._state.found.seen
            words, agency = self._words(), first.standing.agency
            is_kept = first.topic.deadline is not None or words.last_day == self._state.found.words.last_day
            kept = seen.overview.audits.last_day(first.topic.id) if is_kept else None
            filled = fill_reminder(words, first.topic, agency, seen.partnership, kept)
            self.sample.setText(shown_text(filled))

    def _add_sheet(self) -> None:
        self.sheet, self.sheet_for_all = button(""), button("", "link")
        self._first = self.facts.first_missing if self.facts.is_missing else self.sheet
        for way, write in ((self.sheet, self._write_sheet), (self.sheet_for_all, self._write_for_all)):
            way.setAccessibleDescription("An Excel workbook for a mail merge")
            way.clicked.connect(write)
        self.no_address = label("")
        self.layout_.addWidget(self.no_address)
        self._name_without_address()
        row = WrappingRow(self.theme.pixels(12))
        row.addWidget(self.sheet)
        row.addWidget(self.sheet_for_all)
        self.layout_.addLayout(row)
        self._name_sheets()
        if self._state.sheet is not None:
            self._add_written(self._state.sheet)

    def _name_without_address(self) -> None:
        """Say which agencies still to remind no e-mail reaches."""
        words = not_recorded_words(self._state.without_address)
        self.no_address.setText(words)
        self.no_address.setVisible(bool(words))

    def _name_sheets(self) -> None:
        """Say on the buttons for whom a sheet is."""
        left, due = self._state.to_remind, self._state.due
        meant, for_all = sheet_words(agencies_of(left), agencies_of(due), is_all=len(left) == len(due))
        self.sheet.setText(meant)
        self.sheet_for_all.setText(for_all)
        self.sheet_for_all.setVisible(bool(for_all))

    def _add_written(self, sheet: Path) -> None:
        """The sheet that was written just now. The person records its reminders once they are sent."""
        self.written = ReminderSheet(self.theme, sheet, self._state.in_sheet)
        self.written.open_wanted.connect(self.open_wanted)
        self.written.record_wanted.connect(self.record_wanted)
        self.layout_.addWidget(self.written)
        self._first = self.written.open

    def _add_no_audit(self) -> None:
        self.layout_.addWidget(label(_WHICH_AUDIT, Kind.HEADING))
        self.layout_.addWidget(label(_NO_AUDIT))
        self.choose = button(f"{WHICH_AUDIT}…", "primary")
        self._first = self.choose
        self.choose.clicked.connect(self.topics_wanted)
        row = WrappingRow(self.theme.pixels(12))
        row.addWidget(self.choose)
        self.layout_.addLayout(row)

    def _reminder(self, one: AgencyReminder) -> QWidget:
        key = (one.standing.agency.id, one.standing.topic)
        ways = ReminderWays(
            partial(self._pass_on, self.mail_wanted),
            partial(self._pass_on, self.copy_wanted),
            self.reminded.emit,
            self.not_reminded.emit,
        )
        seen = self._state.found.seen
        card = self.cards[key] = ReminderCard(self.theme, one, seen.title(one.standing.topic), ways)
        card.show_record(seen.last_reminder(*key), one.before, is_today=self._state.is_reminded_today(one))
        return card

    def _add_left_out(self) -> None:
        lines = [not_reminded_line(one) for one in self._state.left_out]
        if lines:
            card = self.card(heading=f"Not returned, and not reminded: {len(lines)}")
            add_first_few(card, [partial(label, one) for one in lines], "agencies")

    def note_done(self, agency: str, topic: str, text: str) -> None:
        """Show beside an agency what was done for it, and have it read out. The person stays where they are.

        Every number and every card is shown as it is now.
        """
        known = {(one.standing.agency.id, one.standing.topic): one for one in self._state.due}
        last = self._state.found.seen.last_reminder
        for key, card in self.cards.items():
            if key in known:
                is_today = self._state.is_reminded_today(known[key])
                card.show_record(last(*key), known[key].before, is_today=is_today)
        if self._state.due:
            self._heading = self._count_reminders()
            self._heading_label.setText(self._heading)
            self._name_sheets()
            self._name_without_address()
        done = self.cards.get((agency, topic))
        if done is not None:
            done.show_done(text)
        announce(self, text)

"""Remind the agencies that have not returned: a text for each, and one workbook for a mail merge. Each is recorded."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from s11desk.app.home.paths import Home
from s11desk.app.home.work_folder import work_folder
from s11desk.app.receiving.agencies.agency_register import DeskOverview, overview_on
from s11desk.app.receiving.agencies.round_days import set_last_day
from s11desk.app.receiving.desk.desk_pack import pack_address
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.returns.mailing.mail import Letter, plain_address
from s11desk.app.returns.mailing.mail_headers import header_text
from s11desk.app.saved_names import free_path
from s11desk.collation.collated_tables import Column, ColumnType, Table, TableRow
from s11desk.collation.collated_workbook import write_workbook
from s11desk.collation.write_tables import write_table
from s11desk.domain.england_time import england_day
from s11desk.domain.receiving.desk_agencies import AgencyStanding, to_remind
from s11desk.domain.receiving.desk_audits import DeskAudits, audit_title
from s11desk.domain.receiving.reminders import Reminder, ReminderWords, reminders_that_hold
from s11desk.domain.text.text_limits import LINE_LIMIT, MESSAGE_LIMIT, LimitedText, require_kept_length
from s11desk.domain.text.typed_text import typed_line, typed_text
from s11desk.domain.topics.topic import Topic
from s11desk.files.durable import make_folder, naming
from s11desk.register.agency_rows import add_reminder, all_reminders
from s11desk.wording.desk.desk_words import REMINDER_NOTES
from s11desk.wording.desk.reminder_words import USUAL_TEXT, fill_reminder, subject_of

REMINDERS = Table(
    "Reminders",
    "The agencies to remind, one in a row, with the text of an e-mail.",
    (
        Column("Agency", "The agency's name on the list."),
        Column("Type", "Its type, as the list has it."),
        Column("Contact", "Its contact, as the list has it."),
        Column("E-mail", "Its e-mail address, as the list has it."),
        Column("Audit", "The title and the year of the topic."),
        Column("Last day", "By when it should have returned; its own, if it was given one.", ColumnType.DATE),
        Column("Reminded before", "How often it was reminded before.", ColumnType.INTEGER),
        Column("Text", "The text of the e-mail."),
    ),
)


@dataclass(frozen=True, slots=True)
class AgencyReminder:
    """One reminder. ``before``: how often this agency was reminded of this topic: at most once a day."""

    standing: AgencyStanding
    topic: Topic
    text: str
    last_day: dt.date | None
    before: int

    @property
    def address(self) -> str:
        """Where an e-mail can go; empty if the list has no address that every mail program understands."""
        return "".join(plain_address(self.standing.agency.expected.email))


def reminders_due(desk: ReceivingDesk, overview: DeskOverview | None = None) -> tuple[AgencyReminder, ...]:
    """The reminders for those that have not returned. Nobody who sent anything is among them.

    An agency of which a return without an agency has a name like theirs is left out too: look at that return first.
    """
    seen = overview or overview_on(desk)
    before: dict[tuple[str, str], int] = {}
    for agency, reminder in reminders_that_hold(all_reminders(desk.register)):
        before[agency, reminder.topic] = before.get((agency, reminder.topic), 0) + 1
    words, partnership = reminder_words(desk, seen.audits), desk.facts.partnership
    words = dataclasses.replace(words, last_day=desk.facts.reminder_day)  # never the day of another audit
    return tuple(
        _reminder(one, seen.audits, words, partnership, before.get((one.agency.id, one.topic), 0))
        for one in to_remind(seen.standings, seen.matches.values())
        if one.topic in seen.audits.topics
    )


def _reminder(
    standing: AgencyStanding, audits: DeskAudits, words: ReminderWords, partnership: str, before: int
) -> AgencyReminder:
    topic, asked = audits.topics[standing.topic], audits.last_day(standing.topic) or words.last_day
    last_day = standing.agency.last_day(asked)
    filled = fill_reminder(words, topic, standing.agency, partnership, asked)
    return AgencyReminder(standing, topic, filled, last_day, before)


def reminder_words(desk: ReceivingDesk, audits: DeskAudits) -> ReminderWords:
    """What the desk's reminders say. ``audits``: those that it asks.

    The last day is the one that the officer set for questions without one, or what a reminder said before days were
    set; None as long as one of these audits has none.
    """
    facts = desk.facts
    days = [audits.last_day(one.id) or facts.reminder_day for one in audits.without_day()] or [facts.reminder_day]
    last_day = None if None in days else days[0]
    return ReminderWords(facts.reminder or USUAL_TEXT, last_day, address_of_desk(desk))


def address_of_desk(desk: ReceivingDesk) -> str:
    """Where returns go whose questions have no address: as the officer wrote it, or else that of a key of this home."""
    return desk.facts.reminder_address or pack_address(desk.officer.home).email


def keep_reminder_words(desk: ReceivingDesk, words: ReminderWords) -> None:
    """Keep what the desk's reminders say; an empty text, or the usual one, for the program's own.

    Another last day becomes that of every audit whose questions have none; one that was typed before days were set, of
    those without a day. Raises ``TextTooLong`` and what writing raises.
    """
    text, address = typed_text(words.text).strip(), typed_line(words.address)
    require_kept_length([LimitedText(text, MESSAGE_LIMIT), LimitedText(address, LINE_LIMIT)])
    wanted, audits = "" if text == USUAL_TEXT else text, overview_on(desk).audits
    is_other_day = words.last_day != reminder_words(desk, audits).last_day
    asked = [one for one in audits.without_day() if is_other_day or audits.last_day(one.id) is None]
    earlier = desk.facts.reminder_day
    with desk.register.changing():
        desk.register.change_facts(
            lambda facts: msgspec.structs.replace(facts, reminder=wanted, reminder_address=address)
        )
        if is_other_day or (earlier is not None and asked):
            desk.register.change_facts(lambda facts: msgspec.structs.replace(facts, reminder_day=None))
            set_last_day(desk, asked, words.last_day if is_other_day else earlier)


def record_reminder(desk: ReceivingDesk, agency: str, topic: str) -> None:
    """Record that an agency is reminded of a topic now. ``agency``: its id. Raises what writing raises.

    It takes the place of another reminder of the same day.
    """
    with desk.register.changing() as connection:
        add_reminder(connection, agency, Reminder(topic, desk.who, desk.now()))


def record_reminders(desk: ReceivingDesk, reminders: Sequence[AgencyReminder]) -> None:
    """Record that each of these agencies that an e-mail can reach is reminded now.

    Raises what writing raises; then nothing is recorded.
    """
    with desk.register.changing() as connection:
        for agency, one in _reached(desk, reminders):
            add_reminder(connection, agency, one)


def take_back_reminders(desk: ReceivingDesk, agency: str, topic: str = "") -> int:
    """Record that an agency was not reminded after all on the last day on which it was. Returns of how many audits.

    ``agency``: its id. ``topic``: empty for every audit. Raises what reading and writing raise.
    """
    with desk.register.changing() as connection:
        records = reminders_that_hold(all_reminders(desk.register))
        mine = [one for whose, one in records if whose == agency and topic in {"", one.topic}]
        last = max((england_day(one.at) for one in mine), default=None)
        on_it = [one for one in mine if england_day(one.at) == last]
        for one in on_it:
            add_reminder(connection, agency, Reminder(one.topic, desk.who, desk.now(), is_taken_back=True))
    return len(on_it)


def take_all_back(desk: ReceivingDesk, reminders: Sequence[AgencyReminder]) -> None:
    """Record of each of these, which are recorded as sent, that it was not sent after all.

    Raises what writing raises; then nothing is recorded.
    """
    now = desk.now()
    with desk.register.changing() as connection:
        for one in reminders:
            taken_back = Reminder(one.standing.topic, desk.who, now, is_taken_back=True)
            add_reminder(connection, one.standing.agency.id, taken_back)


def _reached(desk: ReceivingDesk, reminders: Sequence[AgencyReminder]) -> Iterator[tuple[str, Reminder]]:
    """What to record. An e-mail cannot have reached those without an address, so nothing is recorded of them."""
    now = desk.now()
    for one in reminders:
        if one.address:
            yield one.standing.agency.id, Reminder(one.standing.topic, desk.who, now)


def reminder_letter(reminder: AgencyReminder) -> Letter:
    """The reminder as an e-mail that a person checks and sends. It has no address if the list has no usable one."""
    subject = header_text(subject_of(reminder.topic))
    return Letter((reminder.address,) if reminder.address else (), subject, reminder.text)


def sheet_name(day: dt.date) -> str:
    """The name of a new workbook with reminders."""
    return f"reminders-{day.isoformat()}.xlsx"


def save_reminders(desk: ReceivingDesk, reminders: Sequence[AgencyReminder], out: Path) -> Path:
    """Write one new workbook ``out`` with all reminders. Nothing is recorded: nobody is reminded yet. Returns ``out``.

    Raises ``FileExists`` and what writing raises.
    """
    with _sheet(desk, reminders) as made, naming(out, private=True, fresh=True) as file:
        file.stream.write(made.read_bytes())
        file.finish()
        file.name()
    return out


@contextmanager
def _sheet(desk: ReceivingDesk, reminders: Sequence[AgencyReminder]) -> Iterator[Path]:
    """The workbook in a private folder, which goes afterwards."""
    with work_folder(Home(desk.folder.folder), desk.now()) as work:
        written = write_table(work, REMINDERS, map(_row, reminders))
        write_workbook(work / "reminders.xlsx", work, REMINDER_NOTES, (written,))
        yield work / "reminders.xlsx"


def write_reminders(desk: ReceivingDesk, reminders: Sequence[AgencyReminder]) -> Path:
    """Write one workbook with all reminders into ``outgoing``, and record that each agency with an address is reminded.

    Raises what writing raises; then nothing is recorded.
    """
    make_folder(desk.folder.outgoing, private=True)
    out = free_path(desk.folder.outgoing, sheet_name(england_day(desk.now())))
    with _sheet(desk, reminders) as made, naming(out, private=True, fresh=True) as file:
        file.stream.write(made.read_bytes())
        file.finish()
        with desk.register.changing() as connection:
            for agency, one in _reached(desk, reminders):
                add_reminder(connection, agency, one)
            file.name()
    return out


def _row(one: AgencyReminder) -> TableRow:
    expected = one.standing.agency.expected
    last_day = one.last_day.isoformat() if one.last_day is not None else None
    return (
        expected.name,
        expected.type,
        expected.contact,
        expected.email,
        audit_title(one.topic),
        last_day,
        one.before,
        one.text,
    )

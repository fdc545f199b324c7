"""Remind the agencies that have not returned: a text for each, and one workbook for a mail merge. Each is recorded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from s11desk.app.home.paths import Home
from s11desk.app.home.work_folder import work_folder
from s11desk.app.receiving.agency_register import DeskOverview, overview_on
from s11desk.app.receiving.receiving_desk import ReceivingDesk
from s11desk.app.returns.mail import Letter, plain_address
from s11desk.app.returns.mail_headers import header_text
from s11desk.app.saved_names import free_path
from s11desk.collation.collated_tables import Column, ColumnType, Table, TableRow
from s11desk.collation.collated_workbook import write_workbook
from s11desk.collation.write_tables import write_table
from s11desk.domain.desk_agencies import AgencyStanding, Reminder, to_remind
from s11desk.domain.desk_audits import audit_title
from s11desk.domain.england_time import england_day
from s11desk.domain.text_limits import MESSAGE_LIMIT, LimitedText, require_kept_length
from s11desk.domain.topic import Topic
from s11desk.domain.typed_text import typed_text
from s11desk.durable import make_folder, naming
from s11desk.register.agency_rows import add_reminder, all_reminders
from s11desk.wording.desk_words import REMINDER_NOTES
from s11desk.wording.reminder_words import USUAL_TEXT, fill_reminder, subject_of

REMINDERS = Table(
    "reminders",
    "The agencies to remind, one in a row, with the text of an e-mail.",
    (
        Column("agency", "The agency's name on the list."),
        Column("type", "Its type, as the list has it."),
        Column("contact", "Its contact, as the list has it."),
        Column("email", "Its e-mail address, as the list has it."),
        Column("topic", "The id of the topic."),
        Column("last_day", "By when it should have returned; its own, if it was given one.", ColumnType.DATE),
        Column("reminded_before", "How often it was reminded before.", ColumnType.INTEGER),
        Column("text", "The text of the e-mail."),
        Column("audit", "The title and the year of the topic."),
    ),
)


@dataclass(frozen=True, slots=True)
class AgencyReminder:
    """One reminder. ``before``: how often this agency was reminded of this topic."""

    standing: AgencyStanding
    topic: Topic
    text: str
    last_day: dt.date | None
    before: int


def reminders_due(desk: ReceivingDesk, overview: DeskOverview | None = None) -> tuple[AgencyReminder, ...]:
    """The reminders for those that have not returned. Nobody who sent anything is among them.

    An agency of which a return without an agency has a name like theirs is left out too: look at that return first.
    """
    seen = overview or overview_on(desk)
    topics = seen.audits.topics
    before: dict[tuple[str, str], int] = {}
    for agency, reminder in all_reminders(desk.register):
        before[agency, reminder.topic] = before.get((agency, reminder.topic), 0) + 1
    text, partnership = desk.facts.reminder or USUAL_TEXT, desk.facts.partnership
    return tuple(
        _reminder(one, topics[one.topic], text, partnership, before.get((one.agency.id, one.topic), 0))
        for one in to_remind(seen.standings, seen.matches.values())
        if one.topic in topics
    )


def _reminder(standing: AgencyStanding, topic: Topic, text: str, partnership: str, before: int) -> AgencyReminder:
    last_day = standing.agency.last_day(topic.deadline)
    filled = fill_reminder(text, topic, standing.agency.expected, last_day, partnership)
    return AgencyReminder(standing, topic, filled, last_day, before)


def keep_reminder_text(desk: ReceivingDesk, text: str) -> None:
    """Keep the text of the desk's reminders; empty, or the usual one, for the program's own.

    Raises ``TextTooLong`` and what writing raises.
    """
    kept = typed_text(text).strip()
    require_kept_length([LimitedText(kept, MESSAGE_LIMIT)])
    wanted = "" if kept == USUAL_TEXT else kept
    desk.register.change_facts(lambda facts: msgspec.structs.replace(facts, reminder=wanted))


def record_reminder(desk: ReceivingDesk, agency: str, topic: str) -> None:
    """Record that an agency is reminded of a topic now. ``agency``: its id. Raises what writing raises."""
    with desk.register.changing() as connection:
        add_reminder(connection, agency, Reminder(topic, desk.who, desk.now()))


def record_reminders(desk: ReceivingDesk, reminders: Sequence[AgencyReminder]) -> None:
    """Record that each of these agencies is reminded now. Raises what writing raises; then nothing is recorded."""
    now = desk.now()
    with desk.register.changing() as connection:
        for one in reminders:
            add_reminder(connection, one.standing.agency.id, Reminder(one.standing.topic, desk.who, now))


def reminder_letter(reminder: AgencyReminder) -> Letter:
    """The reminder as an e-mail that a person checks and sends. It has no address if the list has no usable one."""
    subject = header_text(subject_of(reminder.topic))
    return Letter(plain_address(reminder.standing.agency.expected.email), subject, reminder.text)


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
    """Write one workbook with all reminders into ``outgoing``, and record that each agency is reminded.

    Raises what writing raises; then nothing is recorded.
    """
    now = desk.now()
    make_folder(desk.folder.outgoing, private=True)
    out = free_path(desk.folder.outgoing, sheet_name(england_day(now)))
    with _sheet(desk, reminders) as made, naming(out, private=True, fresh=True) as file:
        file.stream.write(made.read_bytes())
        file.finish()
        with desk.register.changing() as connection:
            for one in reminders:
                add_reminder(connection, one.standing.agency.id, Reminder(one.standing.topic, desk.who, now))
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
        one.standing.topic,
        last_day,
        one.before,
        one.text,
        audit_title(one.topic),
    )

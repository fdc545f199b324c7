"""The last day: an agency's own, or else the officer's for this round, or else that of the questions, everywhere."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sqlite3
from itertools import count, product
from pathlib import Path

import msgspec
import openpyxl
import pytest

from s11desk.app.receiving.agencies.agency_register import chart_of, extend_agency, overview_on, take_in_agencies
from s11desk.app.receiving.agencies.remind import keep_reminder_words
from s11desk.app.receiving.agencies.reminders_seen import look_at_reminders
from s11desk.app.receiving.agencies.round_days import find_asked, set_last_day
from s11desk.app.receiving.arrivals.record_file import result_of
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk, ask_only, ask_topics
from s11desk.app.receiving.figures.desk_figures import look_at_figures
from s11desk.app.receiving.figures.overview_files import save_overview
from s11desk.collation.desk_tables import desk_agency_row
from s11desk.domain.receiving.desk_agencies import DeskAgency
from s11desk.domain.receiving.expected_agencies import ExpectedAgency
from s11desk.domain.receiving.last_days import LastDaySet, last_day_asked
from s11desk.domain.receiving.reminders import ReminderWords
from s11desk.domain.topics.topic import Topic
from s11desk.errors.desk_errors import DeskAuditUnknown
from s11desk.register import register as register_module
from s11desk.register.register_rows import replace_row
from tests.desk.made_rows import keep_rows, made_row
from tests.samples import NOON, small_topic

TODAY = NOON.date()
OF_QUESTIONS, EARLIER, LATER = (TODAY - dt.timedelta(days=days) for days in (10, 20, 2))
TOPIC = msgspec.structs.replace(small_topic(), deadline=OF_QUESTIONS)
MADE = TODAY - dt.timedelta(days=5)


def word(day: dt.date | None, topic: Topic = TOPIC) -> LastDaySet:
    return LastDaySet(topic.id, topic.year, "Kim", NOON, day)


def test_an_agencys_own_day_goes_before_the_officers_and_that_before_the_questions() -> None:
    elsewhere = (word(LATER, msgspec.structs.replace(TOPIC, id="other")), word(LATER, small_topic_of("2027")))
    for asked, words, own in product(
        (None, OF_QUESTIONS), ((), (EARLIER,), (EARLIER, LATER), (LATER, None)), (None, TODAY)
    ):
        topic = msgspec.structs.replace(TOPIC, deadline=asked)
        said = [elsewhere[0], *map(word, words), elsewhere[1]]
        by_officer = words[-1] if words else None
        wanted = own or by_officer or asked
        agency = DeskAgency("1", ExpectedAgency("Quay"), extended=own)
        assert agency.last_day(last_day_asked(topic, said)) == wanted


def small_topic_of(year: str) -> Topic:
    return msgspec.structs.replace(TOPIC, year=year)


@pytest.fixture
def asking(desk: ReceivingDesk) -> ReceivingDesk:
    """Riverside returned five days ago; Hilltop did not. The questions asked for it ten days ago."""
    ask_topics(desk, (TOPIC,))
    take_in_agencies(desk, (ExpectedAgency("Riverside Trust"), ExpectedAgency("Hilltop Club", email="a@hill.example")))
    keep_rows(desk, made_row("Riverside Trust", dt.datetime.combine(MADE, dt.time(12), dt.UTC), TOPIC))
    return desk


def days_everywhere(desk: ReceivingDesk, out: Path) -> set[dt.date | None]:
    """The last day of Hilltop, or of the audit, wherever one is written."""
    seen, reminders = overview_on(desk), look_at_reminders(desk)
    (hilltop,) = (one for one in seen.standings if one.agency.name == "Hilltop Club")
    chart = chart_of(desk, TOPIC.id, None)
    assert chart is not None
    save_overview(look_at_figures(desk), out, desk.now())
    headings, *rows = openpyxl.load_workbook(out)["Not returned yet"].values
    saved = rows[0][headings.index("Last day")]
    assert isinstance(saved, dt.datetime)
    row = desk_agency_row(hilltop, 0, "")
    exported = next(dt.date.fromisoformat(str(cell)) for cell in row if str(cell).startswith("2026-"))
    (reminder,) = reminders.due
    return {chart.last_day, saved.date(), exported, reminder.last_day, seen.audits.last_day(TOPIC.id)}


def how_late(desk: ReceivingDesk) -> tuple[int, int, bool]:
    """The days that Riverside's return is late, how many are late in the rate, and whether it is said at intake."""
    seen = overview_on(desk)
    (came,) = (one for one in seen.standings if one.received is not None)
    (rate,) = (one for one in seen.rates if not one.type)
    assert came.received is not None
    remarks = result_of(desk, came.received, "return.zip", desk.asked_topics()).remarks
    return came.days_late, rate.late, any("late" in one for one in remarks)


def test_the_officers_day_holds_in_lists_figures_charts_exports_and_reminders(
    asking: ReceivingDesk, tmp_path: Path
) -> None:
    assert (days_everywhere(asking, tmp_path / "1.xlsx"), how_late(asking)) == ({OF_QUESTIONS}, (5, 1, True))
    set_last_day(asking, find_asked(asking, "Sample topic"), LATER)
    assert (days_everywhere(asking, tmp_path / "2.xlsx"), how_late(asking)) == ({LATER}, (0, 0, False))
    assert "by 28 February 2026." in look_at_reminders(asking).due[0].text
    set_last_day(asking, find_asked(asking, ""), EARLIER)
    assert how_late(asking) == (15, 1, True)
    extend_agency(asking, "Riverside Trust", MADE)
    assert how_late(asking) == (0, 0, False), "its own later day"
    extend_agency(asking, "Riverside Trust", None)
    for _ in range(2):  # the second time nothing changes
        set_last_day(asking, (TOPIC,), None)
    assert (days_everywhere(asking, tmp_path / "3.xlsx"), how_late(asking)) == ({OF_QUESTIONS}, (5, 1, True))
    said = [(one.who, one.day) for one in asking.facts.last_days]
    assert said == [("Kim", LATER), ("Kim", EARLIER), ("Kim", None)]
    with pytest.raises(DeskAuditUnknown):
        find_asked(asking, "Another topic")


def test_a_day_that_is_typed_for_reminders_is_the_last_day_of_questions_without_one(
    asking: ReceivingDesk, tmp_path: Path
) -> None:
    ask_topics(asking, (msgspec.structs.replace(TOPIC, deadline=None, version=2),))
    words = dataclasses.replace(look_at_reminders(asking).words, last_day=EARLIER)
    keep_reminder_words(asking, words)
    assert (days_everywhere(asking, tmp_path / "1.xlsx"), how_late(asking)) == ({EARLIER}, (15, 1, True))
    keep_reminder_words(asking, dataclasses.replace(words, text="Please send it by [last day]."))
    assert len(asking.facts.last_days) == 1, "the same day is not set again"


def test_a_desk_of_before_such_days_opens_and_its_reminders_keep_their_day(asking: ReceivingDesk) -> None:
    before = msgspec.json.encode(asking.facts)
    assert b"last_days" not in before, "an earlier version finds what it knows"
    ask_topics(asking, (msgspec.structs.replace(TOPIC, deadline=None, version=2),))
    asking.register.change_facts(lambda facts: msgspec.structs.replace(facts, reminder_day=EARLIER))
    found = look_at_reminders(asking)
    assert (found.words.last_day, found.due[0].last_day) == (EARLIER, EARLIER)
    assert how_late(asking) == (0, 0, False), "it was said in reminders only"
    keep_reminder_words(asking, found.words)
    assert (asking.facts.reminder_day, how_late(asking)) == (None, (15, 1, True)), "kept under a hint that says so"
    keep_reminder_words(asking, ReminderWords("", LATER))
    assert (asking.facts.reminder_day, look_at_reminders(asking).due[0].last_day) == (None, LATER)


def test_a_reminder_never_says_the_day_of_another_audit(asking: ReceivingDesk) -> None:
    one, other = (msgspec.structs.replace(TOPIC, id=name, title=name, deadline=None, version=2) for name in ("a", "b"))
    ask_only(asking, (one, other))
    set_last_day(asking, (one,), LATER)
    found = look_at_reminders(asking)
    assert {due.topic.id: due.last_day for due in found.due} == {"a": LATER, "b": None}
    assert found.words.last_day is None, "the page asks for it"
    keep_reminder_words(asking, dataclasses.replace(found.words, text="Please send it."))
    assert [word.topic for word in asking.facts.last_days] == ["a"]


def test_an_earlier_program_refuses_a_desk_whose_days_it_would_lose(asking: ReceivingDesk) -> None:
    def version() -> int:
        return int(asking.register.connection.execute("PRAGMA user_version").fetchone()[0])

    assert version() == 2, "it writes the desk as it finds it"
    set_last_day(asking, (TOPIC,), LATER)
    assert version() == 4
    with ReceivingDesk(asking.folder.folder, asking.officer) as again:
        assert (again.facts, version()) == (asking.facts, 4)
    connection, without = asking.register.connection, msgspec.structs.replace(asking.facts, last_days=())
    with pytest.raises(sqlite3.IntegrityError, match="last days that only a newer"):  # it had the desk open before
        replace_row(connection, "desk", 1, asking.register.desk_id, msgspec.json.encode(without).decode())
    assert [one.day for one in asking.facts.last_days] == [LATER]
    connection.executescript("DROP TRIGGER keep_last_days; PRAGMA user_version = 3;")  # as it was made at first
    with ReceivingDesk(asking.folder.folder, asking.officer) as again:
        assert (again.facts, version()) == (asking.facts, 4)


_OF_VERSION = {
    1: """
        CREATE VIRTUAL TABLE words USING fts5 (
            received UNINDEXED, question UNINDEXED, text, tokenize = "unicode61 remove_diacritics 2"
        );
        DROP TABLE found_words;
        DELETE FROM _sqlite_migrations WHERE name = '0002_marked_words';
        PRAGMA user_version = 1;
    """,
    2: "",
    3: "DROP TRIGGER keep_last_days; PRAGMA user_version = 3;",
}


@pytest.mark.parametrize("earlier", _OF_VERSION)
@pytest.mark.parametrize("moment", range(1, 8))
def test_a_desk_opens_while_another_program_sets_a_last_day_at_any_moment(
    asking: ReceivingDesk, monkeypatch: pytest.MonkeyPatch, earlier: int, moment: int
) -> None:
    if earlier == 3:
        set_last_day(asking, (TOPIC,), EARLIER)
    asking.register.connection.executescript(_OF_VERSION[earlier])
    real, times = register_module._version, count(1)

    def version(connection: sqlite3.Connection) -> int:
        """Outside a transaction, what was read may be old by the time it is used."""
        found = real(connection)
        if not connection.in_transaction and next(times) == moment:
            with ReceivingDesk(asking.folder.folder, asking.officer) as other:
                set_last_day(other, (TOPIC,), LATER)
        return found

    monkeypatch.setattr(register_module, "_version", version)
    with ReceivingDesk(asking.folder.folder, asking.officer) as opened:
        assert real(opened.register.connection) in {2, 4}
    with ReceivingDesk(asking.folder.folder, asking.officer) as again:
        set_last_day(again, (TOPIC,), LATER)
        assert (real(again.register.connection), again.facts.last_days[-1].day) == (4, LATER)

"""Reminders: one text with words that are filled in, nobody who returned, each one recorded and counted."""

from __future__ import annotations

import datetime as dt

import msgspec
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from s11desk.app.receiving.agencies.agency_register import extend_agency, find_agency, take_in_agencies
from s11desk.app.receiving.agencies.remind import (
    keep_reminder_words,
    record_reminder,
    record_reminders,
    reminder_letter,
    take_back_reminders,
    write_reminders,
)
from s11desk.app.receiving.agencies.reminders_seen import look_at_reminders
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk, ask_topics
from s11desk.app.returns.mailing.mail import mailto_link
from s11desk.domain.receiving.arrange_agencies import AgencyArrangement, arrange_agencies
from s11desk.domain.receiving.desk_agencies import DeskAgency
from s11desk.domain.receiving.expected_agencies import ExpectedAgency
from s11desk.domain.receiving.reminders import Reminder, ReminderWords, reminders_that_hold
from s11desk.domain.topics.topic import ReturnAddress
from s11desk.errors.answer_errors import TextTooLong
from s11desk.register.register_rows import write_row
from s11desk.topics.pack import encode_topic, topic_digest
from s11desk.wording.desk.reminder_words import USUAL_TEXT, fill_reminder, unknown_words
from tests.desk.made_rows import keep_rows, made_row
from tests.samples import NOON, small_topic

TODAY = NOON.date()
TOPIC = msgspec.structs.replace(small_topic(), deadline=TODAY - dt.timedelta(days=10))
JO = ExpectedAgency("Quayside Nursery", "Nursery", "Jo", "jo@quayside.example")


@pytest.fixture
def waiting(desk: ReceivingDesk) -> ReceivingDesk:
    ask_topics(desk, (TOPIC,))
    take_in_agencies(
        desk,
        (
            ExpectedAgency("Riverside Trust", email="sam@riverside.example"),
            JO,
            ExpectedAgency("Hilltop Club", email="not an address"),
            ExpectedAgency("Harbour School"),
        ),
    )
    keep_rows(desk, made_row("Riverside Trust", NOON, TOPIC), made_row("Harbour Schools", NOON, TOPIC))
    extend_agency(desk, "Hilltop Club", dt.date(2100, 1, 1))
    return desk


def test_only_those_who_sent_nothing_and_have_no_time_left_are_reminded(waiting: ReceivingDesk) -> None:
    found = look_at_reminders(waiting)
    assert [one.standing.agency.name for one in found.due] == ["Quayside Nursery"]
    assert [one.agency.name for one in found.left_out] == ["Harbour School", "Hilltop Club"]


def test_the_text_is_changed_once_for_all_and_kept(waiting: ReceivingDesk) -> None:
    assert look_at_reminders(waiting).words.text == USUAL_TEXT
    extend_agency(waiting, "Hilltop Club", None)
    keep_reminder_words(
        waiting, ReminderWords("Dear [contact], [agency] owes “[audit]” since [last day]. [partnership]")
    )
    texts = {one.standing.agency.name: one.text for one in look_at_reminders(waiting).due}
    assert texts == {
        "Hilltop Club": "Dear colleague, Hilltop Club owes “Sample topic, 2026” since 20 February 2026. "
        "Sample Partnership",
        "Quayside Nursery": "Dear Jo, Quayside Nursery owes “Sample topic, 2026” since 20 February 2026. "
        "Sample Partnership",
    }
    with pytest.raises(TextTooLong):
        keep_reminder_words(waiting, ReminderWords("x" * 2001))
    keep_reminder_words(waiting, ReminderWords(""))
    assert look_at_reminders(waiting).words.text == USUAL_TEXT


def test_each_way_of_reminding_is_recorded_once_a_day(waiting: ReceivingDesk) -> None:
    due = look_at_reminders(waiting).due
    out = write_reminders(waiting, due)
    (headings, row) = openpyxl.load_workbook(out)["Reminders"].values
    assert row[0] == "Quayside Nursery"
    assert str(row[7]).startswith("Dear Jo,")
    assert headings == ("Agency", "Type", "Contact", "E-mail", "Audit", "Last day", "Reminded before", "Text")
    assert row[4] == "Sample topic, 2026", "the title of the audit, not its id"
    agency = find_agency(waiting, "Quayside Nursery")
    record_reminder(waiting, agency.id, "sample")
    found = look_at_reminders(waiting)
    assert found.due[0].before == 1, "a second one on the same day takes the place of the first"
    last = found.seen.last_reminder(agency.id, "sample")
    assert last is not None
    assert (last.who, last.at.date()) == ("Kim", TODAY)


def test_a_reminder_that_was_not_sent_after_all_is_taken_back(waiting: ReceivingDesk) -> None:
    extend_agency(waiting, "Hilltop Club", None)
    due = look_at_reminders(waiting).due
    record_reminders(waiting, due)
    agencies = {one.standing.agency.name: one.standing.agency.id for one in due}
    assert [whose for whose, _ in look_at_reminders(waiting).seen.reminders] == [agencies["Quayside Nursery"]]
    record_reminder(waiting, agencies["Hilltop Club"], "sample")
    assert take_back_reminders(waiting, agencies["Quayside Nursery"]) == 1
    seen = look_at_reminders(waiting).seen
    assert [whose for whose, _ in seen.reminders] == [agencies["Hilltop Club"]]
    assert len(seen.reminder_records) == 3, "nothing is removed"
    assert take_back_reminders(waiting, agencies["Quayside Nursery"], "sample") == 0


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.integers(0, 3), st.booleans()),
        max_size=12,
    )
)
def test_an_agency_has_one_reminder_a_day_at_most_whatever_is_recorded(steps: list[tuple[str, int, bool]]) -> None:
    model: dict[str, set[int]] = {"a": set(), "b": set()}
    records = []
    for agency, day, is_back in steps:
        records.append((agency, Reminder("sample", "Kim", NOON + dt.timedelta(days=day), is_back)))
        if is_back:
            model[agency] -= {max(model[agency], default=0)}
        else:
            model[agency].add(day)
    held = [(agency, (one.at - NOON).days) for agency, one in reminders_that_hold(records)]
    assert sorted(held) == sorted((agency, day) for agency, days in model.items() for day in days)


def test_a_reminder_is_an_e_mail_to_the_address_of_the_list(waiting: ReceivingDesk) -> None:
    extend_agency(waiting, "Hilltop Club", None)
    hilltop, quayside = (reminder_letter(one) for one in look_at_reminders(waiting).due)
    assert hilltop.to == (), "what is no plain address is no address"
    assert quayside.to == ("jo@quayside.example",)
    assert quayside.subject == "Reminder: Sample topic, 2026"
    assert mailto_link(quayside).startswith("mailto:jo@quayside.example?subject=Reminder%3A%20Sample")


def filled(text: str, last_day: dt.date | None = None, address: str = "") -> str:
    words = ReminderWords(text, last_day, address)
    open_ended = msgspec.structs.replace(TOPIC, deadline=None)
    return fill_reminder(words, open_ended, DeskAgency("1", JO), "Sample Partnership")


def test_what_the_questions_have_goes_before_what_was_typed_and_an_extension_before_both() -> None:
    words = ReminderWords("[last day] [address]", TODAY, "typed@p.example")
    own = msgspec.structs.replace(TOPIC, return_to=ReturnAddress(email="own@p.example"))
    assert fill_reminder(words, own, DeskAgency("1", JO), "P") == "20 February 2026 own@p.example"
    later = DeskAgency("1", JO, extended=dt.date(2026, 4, 1))
    assert fill_reminder(words, TOPIC, later, "P") == "1 April 2026 typed@p.example"


def test_a_sentence_without_its_word_is_left_out() -> None:
    text = "Dear [contact],\n\nSend it. It was due by [last day]. Write to [Address].\nThanks!\n[partnership]"
    assert filled(text) == "Dear Jo,\n\nSend it. \nThanks!\nSample Partnership"
    assert "It was due by 2 March 2026. Write to us@p.example.\n" in filled(text, TODAY, "us@p.example")


def test_what_an_agency_is_called_is_not_filled_in_again() -> None:
    agency = ExpectedAgency("[partnership] [contact]", contact="[agency]")
    words, listed = ReminderWords("[agency], [contact]"), DeskAgency("1", agency)
    assert fill_reminder(words, TOPIC, listed, "P") == "[partnership] [contact], [agency]"


@pytest.mark.parametrize(
    "text",
    [
        "Please send it to ann.porter@wscp.example by 4 December.",
        "See www.wscp.example/audit?topic=2. Ring 0151.496.0000 before 3.30 p.m. (or 4.15)!",
        "Well ... it is late.\n\n  Two lines,\n- a point.  \nNo point at the end",
        "What?!Nothing. .hidden ..",
        ".",
    ],
)
def test_no_character_of_the_officers_own_words_is_lost(text: str) -> None:
    assert filled(text) == text.strip()
    asked = f"{text}\nWe asked for it by [last day]. Thank you."
    assert filled(asked) == f"{text}\nThank you."


def test_words_that_cannot_be_filled_in_are_named() -> None:
    assert unknown_words(USUAL_TEXT) == ()
    assert unknown_words("Dear [Contact], by [deadline] or [date], [deadline]") == ("deadline", "date")


def test_a_desk_that_chose_no_audit_asks_what_most_agencies_answered(desk: ReceivingDesk) -> None:
    stray = msgspec.structs.replace(TOPIC, id="stray", title="Stray audit")
    take_in_agencies(desk, (JO, ExpectedAgency("Hilltop Club"), ExpectedAgency("Harbour School")))
    assert look_at_reminders(desk).due == ()
    rows = [made_row(name, NOON, TOPIC) for name in ("Hilltop Club", "Harbour School", "Riverside Trust")]
    keep_rows(desk, *rows, made_row("Hilltop Club", NOON, stray, audit="stray"))
    with desk.register.changing() as connection:
        write_row(connection, "topic", topic_digest(TOPIC), 0, encode_topic(TOPIC))
    found = look_at_reminders(desk)
    assert [(one.standing.agency.name, one.topic.id) for one in found.due] == [("Quayside Nursery", "sample")]
    overview = found.seen.overview
    assert {one.topic for one in overview.standings} == {one.topic for one in overview.rates} == {"sample"}
    assert found.seen.title("stray") == "Stray audit, 2026"
    ask_topics(desk, (stray,))
    assert {one.topic for one in look_at_reminders(desk).seen.overview.standings} == {"stray"}
    ask_topics(desk, (TOPIC,))
    standings = look_at_reminders(desk).seen.overview.standings
    assert len(arrange_agencies(standings, AgencyArrangement(topic="stray"))) == 3

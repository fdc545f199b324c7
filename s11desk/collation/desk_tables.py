"""The tables that only a receiving desk has: agencies with their own days, and every decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from s11desk.collation.collated_tables import Column, ColumnType, Table, TableRow
from s11desk.collation.rows import utc_text
from s11desk.domain.receiving.desk_agencies import AgencyStanding
from s11desk.domain.receiving.desk_values import ReceivedReturn, Review

DESK_AGENCIES = Table(
    "desk_agencies",
    "Every agency that the desk expects, for each topic, on the day of the tables.",
    (
        Column("agency", "The agency's name on the list."),
        Column("type", "Its type, as the list has it."),
        Column("contact", "Its contact, as the list has it."),
        Column("email", "Its e-mail address, as the list has it."),
        Column("topic", "The id of the topic."),
        Column("state", "returned, returned-late, correction-asked, outstanding, extended or closed."),
        Column("reference", "The reference of its return that counts."),
        Column("made", "When that return was made.", ColumnType.MOMENT),
        Column("last_day", "By when it should have returned, or have corrected its return.", ColumnType.DATE),
        Column("days_late", "Days after the last day: of the return, or until now.", ColumnType.INTEGER),
        Column("sent_something", "yes if something of it was taken in, even if that does not count."),
        Column("closed_because", "Why it is not expected any more."),
        Column("reminders", "How often it was reminded.", ColumnType.INTEGER),
        Column("approved_by", "Who approved that return; empty if nobody did."),
    ),
)
REVIEWS = Table(
    "reviews",
    "Every decision on a return, in order. The last one of a return has effect.",
    (
        Column("reference", "The reference of the return."),
        Column("agency", "The agency's name, as it is in the return."),
        Column("state", "received (a decision taken back), accepted, sent-back or not-counted."),
        Column("decided", "When.", ColumnType.MOMENT),
        Column("by", "By whom."),
        Column("question_id", "The id of the question that a reason is about; empty for the return as a whole."),
        Column("reason", "The reason; one row for each."),
        Column("due", "Of a return that was sent back: by when the next one is asked for.", ColumnType.DATE),
    ),
)


def desk_agency_row(standing: AgencyStanding, reminders: int, approved_by: str) -> TableRow:
    """The row of ``desk_agencies``. ``approved_by``: who approved the return that counts; empty if nobody did."""
    expected, received = standing.agency.expected, standing.received
    return (
        expected.name,
        expected.type,
        expected.contact,
        expected.email,
        standing.topic,
        standing.progress.value,
        received.facts.reference if received is not None else "",
        utc_text(received.facts.made) if received is not None else None,
        standing.last_day.isoformat() if standing.last_day is not None else None,
        standing.days_late if standing.last_day is not None else None,
        "yes" if standing.has_sent else "no",
        standing.agency.closed_why,
        reminders,
        approved_by,
    )


def review_rows(received: ReceivedReturn, reviews: Iterable[Review]) -> Iterator[TableRow]:
    """The rows of ``reviews`` for one return."""
    for one in reviews:
        start = (received.facts.reference, received.agency, one.state.value, utc_text(one.at), one.who)
        due = one.due.isoformat() if one.due is not None else None
        yield from ((*start, reason.question, reason.text, due) for reason in one.reasons)
        if not one.reasons:
            yield (*start, "", "", due)

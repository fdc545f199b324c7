"""Words for the agencies of a desk: their states, what came, what was done, what a list changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence

from s11desk.domain.england_time import england_day
from s11desk.domain.receiving.agency_list_plan import ChangedAgency, ListedAgency, ListPlan
from s11desk.domain.receiving.arrange_agencies import AgencyOrder
from s11desk.domain.receiving.desk_agencies import (
    AgencyEvent,
    AgencyEventKind,
    AgencyProgress,
    AgencyStanding,
    DeskAgency,
)
from s11desk.domain.receiving.desk_values import ReviewState
from s11desk.domain.receiving.expected_agencies import ListProblem
from s11desk.domain.receiving.reminders import Reminder
from s11desk.wording.amounts import counted
from s11desk.wording.dates import day, short_day
from s11desk.wording.desk.collation_words import LIST_ADVICE, list_problem_lines
from s11desk.wording.one_word_states import PROGRESSES, REVIEWS, TO_SEND_BACK
from s11desk.wording.plain_text import aside, one_line, short_line

MATCHED = "It is the return of this agency now"
LISTED = "The agency is on your list, and the return is theirs"
CHOICE_UNDONE = "Your choice is undone"
"""Said once a person has chosen whose return it is, or has undone that choice."""

ORDER_NAMES: dict[AgencyOrder, str] = {
    AgencyOrder.NAME: "By name",
    AgencyOrder.STATE: "By state, missing first",
    AgencyOrder.TYPE: "By type",
    AgencyOrder.CAME: "By the day of the return",
}
EXPECTED = "All that are expected"
NOT_ASKED = "This agency is not asked this audit."
OTHER_COUNTS = "Another return of this agency counts."
_NOT_COUNTED = "Something came that does not count"
_DECISIONS = {one: f", {REVIEWS[one]}" for one in (ReviewState.ACCEPTED, ReviewState.NOT_COUNTED)}
"""Of what was sent back the state of the agency says it."""


def state_words(progress: AgencyProgress, *, is_told: bool = True) -> str:
    """A state as a whole cell or choice. ``is_told``: the agency knows that a return is sent back."""
    return _name_of(progress, is_told=is_told).capitalize()


def _name_of(progress: AgencyProgress, *, is_told: bool) -> str:
    return TO_SEND_BACK if progress is AgencyProgress.CORRECTING and not is_told else PROGRESSES[progress]


def name_and_type(agency: DeskAgency) -> str:
    """An agency in a list, with its type in brackets."""
    return f"{short_line(agency.name)}{aside(short_line(agency.expected.type))}"


def made_after(on: dt.date) -> str:
    """Why a return is not in figures as at the end of a day."""
    return f"It was made after {day(on)}."


def nobodys(*, is_said: bool) -> str:
    """Why a return that counts is no agency's. ``is_said``: by the officer."""
    return "You said that no agency on your list sent it." if is_said else "No agency on your list has this name."


def came_words(standing: AgencyStanding, looks: Collection[str] = ()) -> str:
    """What came of an agency, and when. Empty if nothing did.

    It names what counts, or else what was decided on, and how many more need a look. ``looks``: the SHA-256 of each of
    its returns that needs one.
    """
    shown = standing.shown
    if shown is None:
        nothing = _NOT_COUNTED if standing.has_sent else ""
        return f"{counted(len(looks), 'return needs', 'returns need')} a look" if looks else nothing
    late = f", {counted(standing.days_late, 'day')} late" if shown.counts and standing.days_late else ""
    look = ", needs a look" if shown.received.sha256 in looks else ""
    made = short_day(england_day(shown.received.facts.made))
    approved = ", approved" if shown.received.facts.signatures > 1 else ""
    words = f"{shown.received.facts.reference}, made {made}{approved}{late}{_DECISIONS.get(shown.review, '')}{look}"
    more = len(looks) - bool(look)
    return f"{words}, and {more} more {'needs' if more == 1 else 'need'} a look" if more else words


def last_day_words(standing: AgencyStanding, asked_by: dt.date | None) -> str:
    """By when it should return. Empty if there is no last day.

    ``asked_by``: what reminders say if the questions have none.
    """
    last = standing.last_day or (asked_by if standing.progress is AgencyProgress.OUTSTANDING else None)
    return short_day(last) if last is not None else ""


def reminded_words(reminder: Reminder | None) -> str:
    """The day on which an agency was reminded last; empty if it was not."""
    return short_day(england_day(reminder.at)) if reminder is not None else ""


def reminder_event(record: Reminder, title: str) -> str:
    """What was recorded of a reminder. ``title``: of the audit."""
    about = short_line(title)
    return f"Not reminded after all about {about}" if record.is_taken_back else f"Reminded about {about}"


def not_reminded_line(standing: AgencyStanding) -> str:
    """An agency that has not returned and is not reminded, and why."""
    agency = standing.agency
    if standing.has_sent:
        why = "something from it is here that does not count. Look at that first"
    elif standing.progress is AgencyProgress.EXTENDED and agency.extended is not None:
        why = f"it has until {day(agency.extended)}"
    else:
        why = "a return that may be theirs is here. Say whose it is first"
    return f"{short_line(agency.name)}: {why}."


def contact_of(agency: DeskAgency) -> str:
    """Whom to ask, with the e-mail address."""
    return ", ".join(filter(None, (agency.expected.contact, agency.expected.email)))


def standing_sentence(
    standing: AgencyStanding, topic: str, *, is_told: bool = True, looks: Collection[str] = ()
) -> str:
    """Where an agency is, in a sentence. ``topic``: its title; empty to leave it out. The others are as above."""
    begin = f"{short_line(topic)}: " if topic else ""
    state = _name_of(standing.progress, is_told=is_told)
    parts = [f"{begin}{state if begin else state.capitalize()}"]
    if came_words(standing, looks):
        parts.append(came_words(standing, looks))
    elif standing.days_late:
        parts.append(f"{counted(standing.days_late, 'day')} past the last day")
    agency = standing.agency
    if standing.progress is AgencyProgress.EXTENDED and agency.extended is not None:
        parts.append(f"until {day(agency.extended)}")
    if standing.progress is AgencyProgress.CORRECTING and standing.last_day is not None:
        parts.append(f"to be corrected by {day(standing.last_day)}")
    if standing.progress is AgencyProgress.CLOSED and agency.closed is not None:
        parts.append(f"since {day(agency.closed)}")
    why = f" {short_line(agency.closed_why).rstrip('.')}." if standing.progress is AgencyProgress.CLOSED else ""
    return f"{', '.join(parts).rstrip('.')}.{why if len(why) > len(' .') else ''}"


_EVENTS: dict[AgencyEventKind, str] = {
    AgencyEventKind.LISTED: "Added from a list",
    AgencyEventKind.CHANGED: "Changed by a list",
    AgencyEventKind.EXTENDED: "Given more time",
    AgencyEventKind.EXTENSION_ENDED: "The extra time was taken back",
    AgencyEventKind.CLOSED: "Not expected any more",
    AgencyEventKind.OPENED: "Expected again",
    AgencyEventKind.CONTACT_CHANGED: "Contact and e-mail changed",
}
_FROM = {AgencyEventKind.CLOSED: "from"}


def event_words(event: AgencyEvent) -> str:
    """What was changed about an agency."""
    until = f", {_FROM.get(event.kind, 'until')} {day(event.day)}" if event.day is not None else ""
    why = f". {short_line(event.why)}" if event.why else ""
    return f"{_EVENTS[event.kind]}{until}{why}"


def problem_lines(problems: Sequence[ListProblem]) -> tuple[str, ...]:
    """The problems of a list, each with what to do about it."""
    return tuple(f"{line} {LIST_ADVICE[kind]}" for kind, line in list_problem_lines(problems))


def unused_sentence(headings: Sequence[str]) -> str:
    """Which columns of a list nothing is taken from. Empty if there are none."""
    if not headings:
        return ""
    names = ", ".join(short_line(one[:1].upper() + one[1:]) for one in headings)
    count = counted(len(headings), "column of your list is", "columns of your list are")
    them, one = ("it", "it") if len(headings) == 1 else ("them", "one of them")
    return one_line(
        f"{count} not used: {names}. The desk does not need {them}. If you want {one} in a box below, choose it there."
    )


def plan_sentence(plan: ListPlan) -> str:
    """What taking a list in will do."""
    new, changed = len(plan.added), len(plan.changed)
    stay = f" {counted(len(plan.unlisted), 'agency', 'agencies')} not on this list will stay." if plan.unlisted else ""
    same = f" {plan.same} will stay as they are." if plan.same else ""
    return f"{counted(new, 'agency', 'agencies')} will be added, {changed} changed.{same}{stay}"


def list_taken_sentence(plan: ListPlan) -> str:
    """What taking the list in did."""
    new, changed = len(plan.added), len(plan.changed)
    return f"Your list is taken in: {counted(new, 'agency', 'agencies')} added, {changed} changed."


def added_line(listed: ListedAgency) -> str:
    """A new agency in one line."""
    expected = listed.expected
    return ", ".join(filter(None, map(short_line, (expected.name, expected.type, expected.contact, expected.email))))


def changed_line(changed: ChangedAgency, titles: Mapping[str, str]) -> str:
    """What a list changes about one agency. ``titles``: of the topics, by id."""
    before, after = changed.before, changed.after
    return f"{short_line(before.name)}: {'; '.join(_differences(before, after, titles))}"


def _differences(before: DeskAgency, after: DeskAgency, titles: Mapping[str, str]) -> Iterator[str]:
    was, now = before.expected, after.expected
    pairs = (
        ("name", was.name, now.name),
        ("type", was.type, now.type),
        ("contact", was.contact, now.contact),
        ("e-mail", was.email, now.email),
        ("other names", "; ".join(was.other_names), "; ".join(now.other_names)),
        ("audits", _titles(before.topics, titles), _titles(after.topics, titles)),
        ("last day", _day(before.extended), _day(after.extended)),
    )
    for name, old, new in pairs:
        if old != new:
            yield f"{name} from {_quoted(old)} to {_quoted(new)}"


def _titles(topics: Sequence[str], titles: Mapping[str, str]) -> str:
    return "; ".join(titles.get(one, one) for one in topics) or "all"


def _day(date: dt.date | None) -> str:
    return day(date) if date is not None else ""


def _quoted(text: str) -> str:
    return f"“{short_line(text)}”" if text else "nothing"

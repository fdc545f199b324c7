"""Words for the receiving desk, which the window and the terminal share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from s11desk.domain.receiving.desk_agencies import AgencyMatch, AgencyProgress, AgencyStanding, MatchBasis
from s11desk.domain.receiving.desk_values import CountingRule, IntakeResult, ReceivedReturn, ReviewState, TakeOutcome
from s11desk.wording.amounts import counted
from s11desk.wording.dates import day
from s11desk.wording.one_word_states import COUNTS, DOES_NOT_COUNT, OUTCOMES, PROGRESSES, REVIEWS
from s11desk.wording.plain_text import short_line

NOT_OUR_QUESTIONS = "These are not the questions that this desk asks. Accept it if it should still count."
OTHER_VERSION = "It answers another version of the questions that this desk asks."
PAGES_LATER = "Its pages are not compared with its answers yet."
NOT_LISTED = "It is from no agency on your list, so no table of agencies has it."
SAME_FILE = "You have this file already."
SAME_RETURN = "You have this return already, from another file."
OLDER = "A later return of the same audit is here. That one counts."
REPLACING = "It takes the place of an earlier return of the same audit."
FORKED = "Two copies of one draft made returns. Ask the agency which one it means."
APART = "Another copy of this return was signed by somebody else. Ask the agency for one file with all signatures."
MORE_SIGNATURES = "A copy of this return with more signatures is here. That one counts."

_SAID_BY_REMARKS = {TakeOutcome.AGAIN, TakeOutcome.OLDER, TakeOutcome.FORKED}
"""Outcomes whose first remark says it all."""


def outcome_sentences(taken: IntakeResult) -> str:
    """What became of a file that was taken in, each thing once."""
    if taken.remarks and taken.outcome in _SAID_BY_REMARKS:
        return " ".join(taken.remarks)
    remarks = (one for one in taken.remarks if one != REPLACING)  # the name of that outcome says it
    return " ".join((f"{OUTCOMES[taken.outcome].capitalize()}.", *remarks))


def wrong_year(year: str, years: Sequence[str]) -> str:
    """Why a return of another year is held. ``years``: those that the desk asks about."""
    wanted = " and ".join(map(short_line, years))
    return f"It is about {short_line(year)}. This desk asks about {wanted}. Accept it if it should still count."


def late_sentence(days: int) -> str:
    """For a return that was made after its day."""
    return f"It was made {counted(days, 'day')} late."


DELETED_WHERE = (
    "It is removed from the list, the search, the stored files and the backups. That cannot be undone. We keep a "
    "record that it was deleted, and nothing that was in it. If somebody copied the folder of this desk, the copy "
    "still has it: delete it there too."
)
NO_RETURN = "No return could be read in it."
"""Why a file is deleted, as the record says it."""


def erased_sentence(on: dt.date) -> str:
    """Why a file that was deleted here is not taken in."""
    return f"It was deleted here on {day(on)}, and is not taken in again unless you ask for that."


def progress_line(done: int, total: int, to_look_at: int) -> str:
    """For example ``12 of 300, 3 need a look``."""
    look = "" if not to_look_at else f", {to_look_at} need a look" if to_look_at > 1 else ", 1 needs a look"
    return f"{done} of {total}{look}"


NOT_READABLE_AGAIN = (
    "The stored file is gone or damaged. The answers are still here. Check the desk, and take the file in again."
)
NOT_ACCEPTED_YET = "It has not been accepted yet."
LEFT_OUT: dict[ReviewState | None, str] = {
    ReviewState.SENT_BACK: "It does not count until the agency has corrected it.",
    ReviewState.NOT_COUNTED: "It was decided that it does not count.",
}
"""Why a return that could count does not, by the decision on it."""


class _Listed(Protocol):
    @property
    def reference(self) -> str: ...
    @property
    def agency(self) -> str: ...
    @property
    def review(self) -> ReviewState: ...
    @property
    def counts(self) -> bool: ...
    @property
    def why(self) -> str: ...


def return_line(one: _Listed) -> str:
    """A return in one line of the list."""
    state = COUNTS if one.counts else DOES_NOT_COUNT
    return f"{one.reference}  {short_line(one.agency)}: {REVIEWS[one.review]}, {state}. {one.why}".rstrip()


REMINDER_NOTES = (
    "Reminders",
    "One row for each agency and each audit that it has not returned. An agency that is asked two audits can have two "
    "rows. A row is left out if the return of that audit is here.",
    "For a mail merge, choose the sheet “Reminders” as the list. The column “Text” is the whole e-mail.",
)


def standing_line(standing: AgencyStanding, *, with_topic: bool) -> str:
    """Where an agency is, in one line."""
    topic = f" ({short_line(standing.topic)})" if with_topic and standing.topic else ""
    parts = [f"{short_line(standing.agency.name)}{topic}: {PROGRESSES[standing.progress]}"]
    if standing.received is not None:
        parts.append(standing.received.facts.reference)
    if standing.days_late:
        parts.append(f"{counted(standing.days_late, 'day')} late")
    if standing.progress is AgencyProgress.EXTENDED and standing.agency.extended is not None:
        parts.append(f"until {day(standing.agency.extended)}")
    if standing.progress is AgencyProgress.CORRECTING and standing.last_day is not None:
        parts.append(f"to be corrected by {day(standing.last_day)}")
    if standing.received is None and standing.has_sent and standing.progress is not AgencyProgress.CORRECTING:
        parts.append("something was sent that does not count")
    return ", ".join(parts)


def unmatched_line(received: ReceivedReturn, match: AgencyMatch) -> str:
    """A return that is nobody's on the list."""
    who = f"{received.facts.reference} of “{short_line(received.agency)}”"
    if match.basis is MatchBasis.UNCLEAR:
        return f"Whose is {who}? Its signature and its name say different things."
    if match.nearest:
        return f"Whose is {who}? Perhaps of {short_line(match.nearest)}."
    return f"Whose is {who}? No agency on the list has this name."


_NOT_IN_TABLES = "The sheet “Not in the tables” lists every other file that came, with the reason."
RULE_NOTES: dict[CountingRule, str] = {
    CountingRule.OPEN: (
        f"It has the returns that are new or accepted, the same as the table side by side. {_NOT_IN_TABLES}"
    ),
    CountingRule.ACCEPTED: (
        "It has only the returns that are accepted. The table side by side has the new ones too, so the numbers there "
        "can be higher."
    ),
    CountingRule.CAME: (
        f"It also has returns that were sent back and are not corrected yet. The table side by side leaves those out, "
        f"so the numbers there can be lower. {_NOT_IN_TABLES}"
    ),
}


class _Checked(Protocol):
    @property
    def files(self) -> int: ...
    @property
    def missing(self) -> tuple[str, ...]: ...
    @property
    def altered(self) -> tuple[str, ...]: ...
    @property
    def unnamed(self) -> tuple[str, ...]: ...
    @property
    def strange(self) -> tuple[str, ...]: ...
    @property
    def damaged_rows(self) -> int: ...
    @property
    def is_whole(self) -> bool: ...


_STRANGE_FILE = (
    "A program that syncs folders may have made it. Deleting a return does not delete it here: look at the file, then "
    "delete it by hand."
)


def check_lines(found: _Checked) -> list[str]:
    """What a check of a desk found."""
    lines = [f"{counted(found.files, 'stored file')} on the list."]
    lines += [f"Missing: {sha256}. Take the file in again, or restore a backup." for sha256 in found.missing]
    lines += [f"Changed: {sha256}. Take the file in again, or restore a backup." for sha256 in found.altered]
    lines += [f"Not recorded: {sha256}. Take the file in again." for sha256 in found.unnamed]
    lines += [f"Not from this program: {name}. {_STRANGE_FILE}" for name in found.strange]
    if found.damaged_rows or not found.is_whole:
        lines.append("The list of returns is damaged. The returns are safe. Bring back a backup.")
    return lines if len(lines) > 1 else [*lines, "Everything is there and unchanged."]


def comparing_line(done: int, total: int) -> str:
    """For example ``Comparing pages with answers: 12 of 300``."""
    return f"Comparing pages with answers: {done} of {total}"

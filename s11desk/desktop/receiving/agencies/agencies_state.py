"""What a person has chosen on the page "Agencies" and on the pages behind it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from s11desk.desktop.receiving.open_desk import OpenDesk
from s11desk.domain.england_time import england_day
from s11desk.domain.receiving.arrange_agencies import AgencyArrangement, arrange_agencies
from s11desk.domain.receiving.desk_values import CountingRule

if TYPE_CHECKING:
    from s11desk.app.receiving.agencies.agencies_seen import AgenciesSeen
    from s11desk.app.receiving.agencies.remind import AgencyReminder
    from s11desk.app.receiving.agencies.reminders_seen import RemindersSeen
    from s11desk.app.receiving.figures.desk_figures import FiguresSeen
    from s11desk.domain.receiving.desk_agencies import AgencyStanding
    from s11desk.domain.receiving.reminders import ReminderWords


@dataclass(slots=True)
class FiguresState:
    """The figures as they were read last: as at the end of which day, by which rule.

    ``changes``: how many changes of the desk it has seen. ``day``: the one that the person chose; None for today.
    """

    figures: FiguresSeen
    rule: CountingRule = CountingRule.OPEN
    changes: int = 0
    day: dt.date | None = None


class RemindersPart(Enum):
    """A part of the page of reminders."""

    TOP = "top"
    TEXT = "text"
    FACTS = "facts"
    SHEET = "sheet"


@dataclass(slots=True)
class RemindersState:
    """Whom to remind, as it was read last. ``status``: what was done last. ``sheet``: the workbook that was written and
    of which nobody has said yet that its reminders were sent; ``in_sheet``: these reminders.

    ``status_at``: the part of the page that says ``status``. ``begins_at``: the part at which the page begins once.
    ``scrolled``: how far the page was scrolled when something was kept. ``asked_facts_first``: what the questions lack
    was asked above the text, and stays there.

    ``typed``: the words as they are typed; None if they are as the desk keeps them. ``was_typed_before``: they were
    typed when the page was open before. ``only``: the id of the one agency
    that the page is about; empty for all. ``audit``: the id of the one audit; empty for all. ``changes``: how many
    changes of the desk it has seen.
    """

    found: RemindersSeen
    changes: int
    status: str = ""
    typed: ReminderWords | None = None
    only: str = ""
    sheet: Path | None = None
    in_sheet: tuple[AgencyReminder, ...] = ()
    status_at: RemindersPart = RemindersPart.TOP
    begins_at: RemindersPart = RemindersPart.TOP
    scrolled: int = 0
    asked_facts_first: bool = False
    audit: str = ""
    was_typed_before: bool = False

    @property
    def without_address(self) -> tuple[str, ...]:
        """The agencies still to remind to which no e-mail can be sent."""
        return no_address(self.to_remind)

    def drop_old_sheet(self) -> None:
        """Forget the sheet if its reminders have become others since it was written."""
        which = {(one.standing.agency.id, one.standing.topic) for one in self.in_sheet}
        now = tuple(one for one in self.due if (one.standing.agency.id, one.standing.topic) in which)
        if sheet_lines(self.in_sheet) != sheet_lines(now):
            self.sheet = None

    @property
    def reminded_today(self) -> int:
        """How many of the reminders that the page shows are recorded as sent today."""
        return len(self.done_today)

    @property
    def to_remind(self) -> tuple[AgencyReminder, ...]:
        """Those that the page shows and that are not recorded as sent today."""
        return tuple(one for one in self.due if not self.is_reminded_today(one))

    @property
    def done_today(self) -> tuple[AgencyReminder, ...]:
        """Those that the page shows and that are recorded as sent today."""
        return tuple(filter(self.is_reminded_today, self.due))

    def is_reminded_today(self, one: AgencyReminder) -> bool:
        """Whether it is recorded as sent today."""
        seen = self.found.seen
        last = seen.last_reminder(one.standing.agency.id, one.standing.topic)
        return last is not None and england_day(last.at) == seen.today

    @property
    def due(self) -> tuple[AgencyReminder, ...]:
        """The reminders that the page shows."""
        return tuple(one for one in self.found.due if self._is_about(one.standing))

    @property
    def left_out(self) -> tuple[AgencyStanding, ...]:
        """Who has not returned and is not reminded, of those that the page is about."""
        return tuple(one for one in self.found.left_out if self._is_about(one))

    @property
    def audits(self) -> tuple[str, ...]:
        """The ids of all audits of which somebody can be reminded."""
        return tuple(dict.fromkeys(one.standing.topic for one in self.found.due))

    def _is_about(self, standing: AgencyStanding) -> bool:
        is_audit = self.audit in {"", standing.topic} or self.audit not in self.audits
        return is_audit and self.only in {"", standing.agency.id}


def no_address(reminders: tuple[AgencyReminder, ...]) -> tuple[str, ...]:
    """The agencies of these reminders to which no e-mail can be sent, each once."""
    without = {one.standing.agency.id: one.standing.agency.name for one in reminders if not one.address}
    return tuple(without.values())


def agencies_of(reminders: tuple[AgencyReminder, ...]) -> int:
    """To how many agencies these reminders go: one that is asked two audits may have two."""
    return len({one.standing.agency.id for one in reminders})


def sheet_lines(reminders: tuple[AgencyReminder, ...]) -> list[tuple[str, str, str, str]]:
    """What a sheet says of reminders: for each the agency's id, its address, the audit and the text."""
    agencies = [(one, one.standing.agency) for one in reminders]
    return [(agency.id, agency.expected.email, one.standing.topic, one.text) for one, agency in agencies]


@dataclass(slots=True)
class AgenciesState:
    """It stays while the person is on these pages. ``seen``: as it was read last.

    ``current``: the id of the agency and of the topic in the line of the table that has the keyboard. ``changes``: how
    many changes of the desk it has seen. ``list_taken``: what came of the list that was taken in last, until something
    else is done.
    """

    desk: OpenDesk
    seen: AgenciesSeen
    current: tuple[str, str] = ("", "")
    changes: int = 0
    list_taken: str = ""

    @property
    def arrangement(self) -> AgencyArrangement:
        """What the table shows, and in which order. It stays while the desk is open."""
        return self.desk.arranged

    @arrangement.setter
    def arrangement(self, chosen: AgencyArrangement) -> None:
        self.desk.arranged = chosen

    def shown(self) -> tuple[AgencyStanding, ...]:
        """The lines of the table, in their order."""
        return arrange_agencies(self.seen.overview.standings, self.arrangement)

    def title(self, topic: str) -> str:
        """The title of a topic; its id if the desk does not ask it."""
        return self.seen.title(topic)

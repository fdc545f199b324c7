"""What the page of reminders shows: whom to remind with which text, and who is not reminded, and why."""

from __future__ import annotations

from dataclasses import dataclass

from s11desk.app.receiving.agencies.agencies_seen import AgenciesSeen, look_at_agencies
from s11desk.app.receiving.agencies.remind import AgencyReminder, reminder_words, reminders_due
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.domain.receiving.desk_agencies import AgencyProgress, AgencyStanding
from s11desk.domain.receiving.reminders import ReminderWords


@dataclass(frozen=True, slots=True)
class RemindersSeen:
    """``words``: what the reminders say. ``due``: whom to remind.

    ``left_out``: who has not returned and is not reminded.
    """

    seen: AgenciesSeen
    words: ReminderWords
    due: tuple[AgencyReminder, ...]
    left_out: tuple[AgencyStanding, ...]


def look_at_reminders(desk: ReceivingDesk) -> RemindersSeen:
    """Read whom to remind now. Raises what reading the register raises."""
    seen = look_at_agencies(desk)
    due = reminders_due(desk, seen.overview)
    reminded = {(one.standing.agency.id, one.standing.topic) for one in due}
    waiting = (AgencyProgress.OUTSTANDING, AgencyProgress.EXTENDED)
    missing = [one for one in seen.overview.standings if one.progress in waiting and one.topic in seen.topics]
    left_out = tuple(one for one in missing if (one.agency.id, one.topic) not in reminded)
    return RemindersSeen(seen, reminder_words(desk, seen.overview.audits), due, left_out)

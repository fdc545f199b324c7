"""Set the last day of this round at a desk: for all agencies, whatever the questions say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from s11desk.app.receiving.agencies.agency_register import overview_on
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.domain.receiving.desk_values import DeskFacts
from s11desk.domain.receiving.last_days import LastDaySet, last_day_set
from s11desk.domain.text.same_name import comparable_name
from s11desk.domain.topics.topic import Topic
from s11desk.errors.desk_errors import DeskAuditUnknown


def set_last_day(desk: ReceivingDesk, topics: Iterable[Topic], day: dt.date | None) -> None:
    """Record by when agencies are asked to return these audits; None: the days in the questions hold again.

    What is recorded already is not recorded again. Without a day in the questions, a day that reminders said before
    days were set is taken back, too. Raises what writing raises.
    """
    who, now, chosen = desk.who, desk.now(), tuple(topics)

    def with_days(facts: DeskFacts) -> DeskFacts:
        days = list(facts.last_days)
        for topic in chosen:
            entry = last_day_set(topic, days)
            if (entry.day if entry is not None else None) != day:
                days.append(LastDaySet(topic.id, topic.year, who, now, day))
        is_ended = day is None and any(topic.deadline is None for topic in chosen)
        said = None if is_ended else facts.reminder_day
        return msgspec.structs.replace(facts, last_days=tuple(days), reminder_day=said)

    desk.register.change_facts(with_days)


def find_asked(desk: ReceivingDesk, which: str) -> tuple[Topic, ...]:
    """The audit that the desk asks with this id or title; every one if ``which`` is empty.

    Raises ``DeskAuditUnknown``.
    """
    audits = overview_on(desk).audits
    names = audits.expected if not which else filter(None, (audits.by_name().get(comparable_name(which)),))
    found = tuple(audits.topics[name] for name in names if name in audits.topics)
    if not found:
        raise DeskAuditUnknown(name=which)
    return found

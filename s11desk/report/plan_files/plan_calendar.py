"""The due dates of the action plan for a calendar (RFC 5545).

It writes all-day events, not to-dos: Outlook and the calendars of telephones read no VTODO from a file. An event does
not make its day busy (TRANSP), and has no attendees and no alarm. When a person imports a later file, its events
replace the earlier ones: the UID stays the same, and SEQUENCE grows with the draft.
"""

from __future__ import annotations

import datetime as dt
from typing import BinaryIO

from icalendar import Calendar, Event, vText

from s11desk.domain.audits.audit import Action, ActionStatus
from s11desk.domain.audits.visibility import number_at
from s11desk.domain.text.clean_text import clean_line, clean_text
from s11desk.domain.topics.topic import ActionField, Topic
from s11desk.errors.answer_errors import PlanUndated
from s11desk.override import override
from s11desk.report.kinds.documents import DraftCopy
from s11desk.report.plan_files.plan_columns import PlanLine, fields, heads, lines

_MAX_SUMMARY_LENGTH = 120


def write_plan_calendar(out: BinaryIO, document: DraftCopy) -> None:
    """An event on the due date of each action that is not done. Raises ``PlanUndated`` if there is none.

    The actions of ``document`` have the ids of the draft, for the UIDs; the summary has the number that people see.
    """
    plan = enumerate(lines(document.topic, document.audit.actions), start=1)
    waiting = [
        (number_at(place), one, one.action.due)
        for place, one in plan
        if one.action.due and one.action.status is not ActionStatus.DONE
    ]
    if not waiting:
        raise PlanUndated()
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//s11desk//action plan//EN")
    calendar.add("CALSCALE", "GREGORIAN")
    for number, one, due in waiting:
        calendar.add_component(_event(document, number, one, due))
    out.write(calendar.to_ical(sorted=False))


def _event(document: DraftCopy, number: str, one: PlanLine, due: dt.date) -> Event:
    audit, action = document.audit, one.action
    event = Event()
    event.add("UID", f"{audit.id}-{action.id}@s11desk".lower())
    event.add("DTSTAMP", document.made_at)
    event.add("LAST-MODIFIED", audit.changed)
    event.add("SEQUENCE", audit.revision)
    event.add("DTSTART", due)
    event.add("DURATION", dt.timedelta(days=1))
    event.add("SUMMARY", _TypedText(_summary(document.topic, number, action)))
    event.add("DESCRIPTION", _TypedText(_description(document.topic, one)))
    event.add("TRANSP", "TRANSPARENT")
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", "FREE")
    return event


class _TypedText(vText):
    r"""A text that a person typed. icalendar would take the ``\N`` in ``C:\Notes`` for a line break."""

    @override
    def to_ical(self) -> bytes:
        return rb"\\N".join(vText(piece).to_ical() for piece in self.split(r"\N"))


def _summary(topic: Topic, number: str, action: Action) -> str:
    form, question = topic.form_name or "Section 11", topic.question(action.question)
    what = clean_line(action.action or action.area or (question.text if question is not None else ""))
    shown = what if len(what) <= _MAX_SUMMARY_LENGTH else f"{what[:_MAX_SUMMARY_LENGTH].rstrip()}\u2026"
    return f"{form} action {number} due: {shown}" if shown else f"{form} action {number} due"


def _description(topic: Topic, one: PlanLine) -> str:
    """Every column in words; the summary shows only the beginning of one."""
    named = zip(heads(topic)[1:], one.cells[1:], fields(topic), strict=True)
    written = [f"{head}: {cell}" for head, cell, field in named if cell and field is not ActionField.DUE]
    return "\n".join([clean_text(topic.title), *written])

"""The due dates of the action plan for a calendar (RFC 5545).

All-day events and not to-dos: Outlook and the calendars of telephones read no VTODO from a file. An event takes no
time from anybody's day (TRANSP), names nobody as attending, and rings no bell. Read in again, a later file replaces the
events of an earlier one: the UID stays, SEQUENCE grows with the draft.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import BinaryIO

from s11desk.domain.audit import Action, ActionStatus
from s11desk.domain.clean_text import clean_line, clean_text
from s11desk.domain.topic import ActionField, Topic
from s11desk.errors import Code, UserError
from s11desk.report.documents import DraftCopy
from s11desk.report.plan_files.plan_columns import PlanLine, fields, heads, lines

_LINE_END = "\r\n"
_LONGEST_LINE = 75
"""Octets, without the line's end (RFC 5545, 3.1)."""

_LONGEST_SUMMARY = 120


def write_plan_calendar(out: BinaryIO, document: DraftCopy) -> None:
    """An event on the due date of each action that is not done. Raises ``PLAN_UNDATED`` where there is none."""
    plan = lines(document.topic, document.audit.actions)
    waiting = [(one, one.action.due) for one in plan if one.action.due and one.action.status is not ActionStatus.DONE]
    if not waiting:
        raise UserError(Code.PLAN_UNDATED)
    content = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//s11desk//action plan//EN", "CALSCALE:GREGORIAN"]
    content += [line for one, due in waiting for line in _event(document, one, due)]
    out.write("".join(f"{_folded(line)}{_LINE_END}" for line in [*content, "END:VCALENDAR"]).encode())


def _event(document: DraftCopy, one: PlanLine, due: dt.date) -> Iterator[str]:
    audit, action = document.audit, one.action
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(f'{audit.id}-{action.id}'.lower())}@s11desk"
    yield f"DTSTAMP:{_moment(document.made)}"
    yield f"LAST-MODIFIED:{_moment(audit.changed)}"
    yield f"SEQUENCE:{audit.revision}"
    yield f"DTSTART;VALUE=DATE:{due.isoformat().replace('-', '')}"
    yield "DURATION:P1D"
    yield f"SUMMARY:{_escaped(_summary(action))}"
    yield f"DESCRIPTION:{_escaped(_description(document.topic, one))}"
    yield "TRANSP:TRANSPARENT"
    yield "X-MICROSOFT-CDO-BUSYSTATUS:FREE"
    yield "END:VEVENT"


def _summary(action: Action) -> str:
    what = clean_line(action.action or action.area)
    shown = what if len(what) <= _LONGEST_SUMMARY else f"{what[:_LONGEST_SUMMARY].rstrip()}\u2026"
    return f"Section 11 action {action.id} due: {shown}" if shown else f"Section 11 action {action.id} due"


def _description(topic: Topic, one: PlanLine) -> str:
    """Every column in words; the summary shows only the beginning of one."""
    named = zip(heads(topic)[1:], one.cells[1:], fields(topic), strict=True)
    said = [f"{head}: {cell}" for head, cell, field in named if cell and field is not ActionField.DUE]
    return "\n".join([clean_text(topic.title), *said])


def _moment(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """As a TEXT value (RFC 5545, 3.3.11)."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def _folded(line: str) -> str:
    """``line`` over as many lines as it needs. None ends inside a character, though the standard would allow it."""
    pieces = [""]
    octets = 0
    for character in line:
        size = len(character.encode())
        if octets + size > _LONGEST_LINE:
            pieces.append("")
            octets = 1  # the space that begins a line which goes on
        pieces[-1] += character
        octets += size
    return f"{_LINE_END} ".join(pieces)

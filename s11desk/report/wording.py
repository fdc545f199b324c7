"""How dates, sizes and states read in print. The documents' own words stand where they are used."""

from __future__ import annotations

import datetime as dt
import re

from reportlab.lib.colors import Color, HexColor

from s11desk.domain.audit import Action, ActionStatus, Evidence
from s11desk.domain.completeness import action_value
from s11desk.domain.topic import ActionField, Detail, Option, OriginKind, Topic
from s11desk.report.design import NEUTRAL

STATUS = {
    ActionStatus.NOT_STARTED: "Not started",
    ActionStatus.IN_PROGRESS: "In progress",
    ActionStatus.DONE: "Done",
}

DETAIL = {
    Detail.NAME: "Name",
    Detail.JOB_TITLE: "Job title",
    Detail.EMAIL: "E-mail",
    Detail.TELEPHONE: "Telephone",
}

HOW = {
    OriginKind.QUOTED: "Quoted word for word",
    OriginKind.CARRIED_OVER: "Carried over from an earlier year",
    OriginKind.WRITTEN: "Written for this topic pack",
    OriginKind.PROJECT_CHOICE: "Chosen for this program, not by the partnership",
}

_KB = 1024
_NO_BREAK = "\u00a0"

# Not the system's names: those are in whatever language the computer speaks.
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def date_words(day: dt.date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_date_words(day: dt.date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def time_words(moment: dt.datetime) -> str:
    """Date, time and the distance from UTC, so that nobody has to guess the zone."""
    return f"{date_words(moment.date())}, {moment:%H:%M} ({zone_words(moment)})"


def zone_words(moment: dt.datetime) -> str:
    offset = moment.strftime("%z")
    return "UTC" if offset in {"", "+0000"} else f"UTC{offset[:3]}:{offset[3:5]}"


def size_words(size: int) -> str:
    if size < _KB:
        return f"{size} bytes"
    if round(size / _KB) < _KB:
        return f"{round(size / _KB)} KB"
    return f"{size / _KB / _KB:.1f} MB"


def number_words(number: float) -> str:
    return f"{number:.0f}" if float(number).is_integer() else repr(number)


def evidence_cells(item: Evidence) -> tuple[str, str, str, str]:
    name = f"{item.name}\n{item.caption}" if item.caption else item.name
    return (name, item.type, size_words(item.size), item.sha256)


def action_cell(topic: Topic, action: Action, field: ActionField) -> str:
    """What stands in one column of the action plan."""
    if field is ActionField.QUESTION:
        known = topic.question(action.question) is not None
        return str(topic.number_of(action.question)) if known else ""
    if field is ActionField.DUE:
        return short_date_words(action.due).replace(" ", _NO_BREAK) if action.due else ""
    if field is ActionField.STATUS:
        return STATUS[action.status]
    return action_value(action, field)


def option_colour(option: Option) -> Color:
    """The pack's colour for an option; grey where it names none that can be read."""
    return HexColor(option.colour) if re.fullmatch(r"#[0-9A-Fa-f]{6}", option.colour) else NEUTRAL

"""The contents of the cells in the documents' tables."""

from __future__ import annotations

import re

from reportlab.lib.colors import Color, HexColor

from s11desk.domain.audits.audit import Action, Evidence
from s11desk.domain.audits.completeness import action_value
from s11desk.domain.topics.topic import ActionField, Option, OriginKind, Topic
from s11desk.report.page.design import NEUTRAL
from s11desk.wording.amounts import file_size
from s11desk.wording.dates import short_day
from s11desk.wording.field_words import STATUSES

ORIGIN_LABELS = {
    OriginKind.QUOTED: "Quoted word for word",
    OriginKind.CARRIED_OVER: "Carried over from an earlier year",
    OriginKind.WRITTEN: "Written for this topic pack",
    OriginKind.PROJECT_CHOICE: "Chosen for this program, not by the partnership",
}

_NO_BREAK = "\u00a0"


def evidence_cells(item: Evidence) -> tuple[str, str, str, str]:
    """The name with its caption, the type, the size and the SHA-256."""
    name = f"{item.name}\n{item.caption}" if item.caption else item.name
    return (name, item.type, file_size(item.size), item.sha256)


def action_cell(topic: Topic, action: Action, field: ActionField) -> str:
    """The text of one column of the action plan; empty if nothing was entered."""
    if field is ActionField.QUESTION:
        known = topic.question(action.question) is not None
        return str(topic.number_of(action.question)) if known else ""
    if field is ActionField.DUE:
        return short_day(action.due).replace(" ", _NO_BREAK) if action.due else ""
    if field is ActionField.STATUS:
        return STATUSES[action.status]
    return action_value(action, field)


def option_colour(option: Option) -> Color:
    """The pack's colour for an option; grey if the pack has no valid one."""
    return colour_of(option.colour)


def colour_of(text: str) -> Color:
    """A colour as packs write it; grey if it is none."""
    return HexColor(text) if re.fullmatch(r"#[0-9A-Fa-f]{6}", text) else NEUTRAL

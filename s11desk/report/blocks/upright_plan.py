"""The action plan of a record, on upright pages: each action is a group of rows, one for each box that is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from s11desk.domain.audits.audit import Action
from s11desk.domain.topics.topic import Topic
from s11desk.report.blocks.table_cells import action_cell
from s11desk.report.page import design
from s11desk.report.page.composer import Composer, Story, keep_with_next
from s11desk.report.page.flowing_rows import FlowingTable, Layout, Row
from s11desk.report.page.structure_tree import Scope, Tag

_LAYOUT = Layout((38, 118, design.COLUMN - 156), padding=2.6)
_SMALL_ACTION = 150.0


def compose_upright_plan(composer: Composer, topic: Topic, actions: Sequence[Action]) -> Story:
    """The heading and the actions, or a sentence if there are none; empty if the form asks for none."""
    if not topic.plan_columns and not actions:
        return []
    heading = composer.text(composer.say("Action plan"), design.SECTION, Tag.HEADING)
    if not topic.plan_columns or not actions:
        words = "No actions are planned." if topic.plan_columns else "This form asks for no action plan."
        return [*keep_with_next([heading]), composer.text(composer.say(words), design.ABSENT)]
    with composer.inside(Tag.TABLE):
        rows = [row for action in actions for row in _rows(composer, topic, action)]
    table = FlowingTable(rows, _LAYOUT)
    begun = FlowingTable(rows[:3], _LAYOUT).wrap(design.COLUMN, 0)[1]
    return [*keep_with_next([heading], more=min(begun, _SMALL_ACTION)), table]


def _rows(composer: Composer, topic: Topic, action: Action) -> list[Row]:
    """The rows of one action. Its number is the header of all of them; each box has its label."""
    boxes = [(column.label, action_cell(topic, action, column.field)) for column in topic.plan_columns]
    written = [(label, text) for label, text in boxes if text] or [("", "")]
    rows = [_row(composer, action.id if not number else "", box, len(written)) for number, box in enumerate(written)]
    return [*(replace(row, continues=True) for row in rows[:-1]), rows[-1]]


def _row(composer: Composer, name: str, box: tuple[str, str], rows: int) -> Row:
    with composer.inside(Tag.ROW):
        first = composer.text_without_node("", design.CELL)
        if name:
            first = composer.cell(name, design.CELL_STRONG, Scope.ROW, rows)
        label = composer.cell(box[0], design.CELL_LABEL)
        return Row((first, label, composer.cell(box[1], design.CELL)))

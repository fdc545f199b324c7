"""The table of the action plan, with the columns of the topic pack."""

from __future__ import annotations

from s11desk.domain.audits.audit import Action
from s11desk.domain.topics.topic import ActionColumn, ActionField, Topic
from s11desk.report.blocks.table_cells import action_cell
from s11desk.report.page import design
from s11desk.report.page.composer import Composer, Story
from s11desk.report.page.flowing_rows import GUTTER, FlowingTable, Layout
from s11desk.report.page.structure_tree import Tag

_SHARES = {
    ActionField.QUESTION: 5.0,
    ActionField.AREA: 15,
    ActionField.ACTION: 17,
    ActionField.LEAD: 9,
    ActionField.JOB_ROLE: 9,
    ActionField.RESOURCES: 11,
    ActionField.DUE: 8,
    ActionField.MEASURE: 14,
    ActionField.PROGRESS: 12,
    ActionField.STATUS: 7,
}
_ID_SHARE = 4.0
_LONG_WORD = 62.0
_MEASURED_CHARACTERS = 2000
"""The number of characters of a cell that are measured; more would only take time."""

Cells = tuple[str, ...]


def compose_plan(composer: Composer, topic: Topic, actions: tuple[Action, ...], heading: Tag = Tag.HEADING) -> Story:
    """The heading and the table, or a sentence if there are no actions. ``heading``: the heading's level."""
    style = design.SECTION if heading is Tag.HEADING else design.WIDE_TITLE
    story: Story = [composer.text(composer.say("Action plan"), style, heading)]
    if not topic.plan_columns:
        return [*story, composer.text(composer.say("This form asks for no action plan."), design.ABSENT)]
    if not actions:
        return [*story, composer.text(composer.say("No actions are planned."), design.ABSENT)]
    return [*story, plan_table(composer, topic.plan_columns, plan_rows(topic, actions), 6.0)]


def plan_table(
    composer: Composer, columns: tuple[ActionColumn, ...], rows: list[Cells], padding: float, *, to_fill: bool = False
) -> FlowingTable:
    """The table of ``rows``. ``to_fill``: with rules between the columns, to fill in with a pen."""
    header = plan_heads(columns)
    styles = (design.PLAN_STRONG, *(design.PLAN_CELL for _ in columns))
    layout = Layout(plan_widths(composer, columns, rows), padding, upright_rules=to_fill)
    if to_fill:
        return composer.grid(header, rows, layout)
    return composer.table(header, rows, layout, styles, names_rows=True)


def plan_heads(columns: tuple[ActionColumn, ...]) -> Cells:
    """The headings of all columns, the number's first."""
    return ("No.", *(column.label for column in columns))


def plan_rows(topic: Topic, actions: tuple[Action, ...]) -> list[Cells]:
    """A row of texts for each action, with its number first."""
    columns = topic.plan_columns
    return [(action.id, *(action_cell(topic, action, column.field) for column in columns)) for action in actions]


def plan_widths(composer: Composer, columns: tuple[ActionColumn, ...], rows: list[Cells]) -> tuple[float, ...]:
    """The widths of the columns in points; together they fill a wide page."""
    columns_of_cells = zip(plan_heads(columns), *rows, strict=True)
    least = [_least(composer, label, cells) for label, *cells in columns_of_cells]
    return _widths(least, _wanted_widths(columns, rows))


def _wanted_widths(columns: tuple[ActionColumn, ...], rows: list[Cells]) -> list[float]:
    """Each column's share of the width: half by its usual share, half by the amount of text in it."""
    usual = [_ID_SHARE, *(_SHARES[column.field] for column in columns)]
    lengths = [0.0, *(float(sum(len(row[column]) for row in rows)) for column in range(1, len(usual)))]
    total = sum(lengths) or 1.0
    return [share + length / total * sum(usual) for share, length in zip(usual, lengths, strict=True)]


def _least(composer: Composer, label: str, cells: list[str]) -> float:
    """The width at which no word of the heading breaks, nor any word of ordinary length below it."""
    below = max((composer.widest_word(cell[:_MEASURED_CHARACTERS], design.PLAN_CELL) for cell in cells), default=0.0)
    return max(composer.widest_word(label, design.COLUMN_HEAD), min(below, _LONG_WORD)) + GUTTER + 1


def _widths(least: list[float], wanted: list[float]) -> tuple[float, ...]:
    """Widths that fill the page. No column is narrower than its ``least`` width, as long as all of them fit."""
    spare = max(design.WIDE_COLUMN - sum(least), 0.0)
    scale = design.WIDE_COLUMN / sum(wanted)
    lacking = [max(share * scale - width, 0.0) for share, width in zip(wanted, least, strict=True)]
    total = sum(lacking) or 1.0
    widths = [width + spare * lack / total for width, lack in zip(least, lacking, strict=True)]
    return tuple(width * design.WIDE_COLUMN / sum(widths) for width in widths)

"""The overview of a desk's agencies on wide pages: notes, rates, those that have not returned, all, and the chart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from s11desk.domain.receiving.return_chart import ReturnChart
from s11desk.report.blocks.chart_figure import chart_figure
from s11desk.report.page import design
from s11desk.report.page.composer import Composer, Story, keep_with_next
from s11desk.report.page.flowing_rows import FlowingTable, Layout
from s11desk.report.page.margins import WIDE, DocumentDetails
from s11desk.report.page.pages import load_assets, write_pages
from s11desk.report.page.structure_tree import Tag
from s11desk.wording.dates import local_day, short_day
from s11desk.wording.desk.figure_words import chart_title
from s11desk.wording.desk.published_matrix import PublishedCell, PublishedMatrix, PublishedTable
from s11desk.wording.plain_text import one_line

_PADDING = 3.0
_MOST = 160
"""Characters of a cell; the workbook has more."""
_SHARES: dict[str, tuple[float, ...]] = {
    "rates": (0.25, 0.15, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1),
    "not_returned": (0.18, 0.09, 0.14, 0.11, 0.08, 0.06, 0.08, 0.11, 0.15),
    "agencies": (0.13, 0.06, 0.1, 0.09, 0.098, 0.074, 0.05, 0.074, 0.07, 0.074, 0.08, 0.1),
    "days": (0.2, 0.5, 0.15, 0.15),
    "not_counted": (0.3, 0.7),
}
"""How wide the columns are, as shares of the page. A date needs 0.074."""
_COUNTED = {"not_returned", "agencies", "not_counted"}
"""The tables whose rows are counted in their heading."""
_NOTHING = "None."


def write_overview(
    out: BinaryIO,
    published: PublishedMatrix,
    charts: Mapping[str, ReturnChart],
    fonts: Path,
    made_at: dt.datetime,
) -> None:
    """Write the PDF into ``out``. ``charts``: by the title of the topic. An OSError passes through."""
    title = published.title
    details = DocumentDetails(
        title,
        title,
        "s11desk",
        published.notes[1].partition(",")[0],
        f"Made {local_day(made_at)}",
        made_at,
        first=WIDE,
        zone=made_at.tzinfo or dt.UTC,
        begins_with_title=True,
    )

    write_pages(out, details, load_assets(fonts), lambda composer: _compose(composer, published, charts))


def _compose(composer: Composer, published: PublishedMatrix, charts: Mapping[str, ReturnChart]) -> Story:
    story: Story = [composer.text(one_line(published.title), design.WIDE_TITLE, Tag.TITLE)]
    story += [composer.text(line) for line in published.notes[1:]]
    for table in published.tables:
        if table.name == "days":
            for name, chart in charts.items():
                heading = composer.text(chart_title(name), design.SECTION, Tag.HEADING)
                story += keep_with_next([heading, chart_figure(composer, chart)], width=design.WIDE_COLUMN)
        story += _compose_table(composer, table)
    return story


def _compose_table(composer: Composer, table: PublishedTable) -> Story:
    words = f"{table.title}: {len(table.rows)}" if table.name in _COUNTED else table.title
    heading = composer.text(words, design.SECTION, Tag.HEADING)
    if not table.rows:
        return [heading, composer.text(_NOTHING)]
    shown = _table(composer, table)
    return [*keep_with_next([heading], width=design.WIDE_COLUMN, more=shown.first_height()), shown]


def _table(composer: Composer, table: PublishedTable) -> FlowingTable:
    widths = tuple(share * design.WIDE_COLUMN for share in _SHARES[table.name])
    styles = [design.PLAN_STRONG, *(_style(table, at) for at in range(1, len(table.headings)))]
    rows = [[_words(cell) for cell in row] for row in table.rows]
    return composer.table(table.headings, rows, Layout(widths, _PADDING), styles, names_rows=True)


def _style(table: PublishedTable, column: int) -> design.TextStyle:
    values = [row[column].value for row in table.rows if row[column].value not in {None, ""}]
    is_number = bool(values) and all(isinstance(value, int) for value in values)
    return replace(design.PLAN_CELL, right=True) if is_number else design.PLAN_CELL


def _words(cell: PublishedCell) -> str:
    if isinstance(cell.value, dt.date):
        return short_day(cell.value)
    text = "" if cell.value is None else one_line(str(cell.value))
    return text if len(text) <= _MOST else text[: _MOST - 1] + "…"

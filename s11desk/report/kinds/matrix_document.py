"""The table of agencies and questions on wide pages: notes, the answers, a few questions at a time, then totals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby, pairwise
from pathlib import Path
from typing import BinaryIO

from s11desk.progress import Cancel, never_cancelled
from s11desk.report.blocks.table_cells import colour_of
from s11desk.report.page import design
from s11desk.report.page.composer import Composer, Story, keep_with_next
from s11desk.report.page.flowing_rows import FlowingTable, Layout
from s11desk.report.page.margins import WIDE, DocumentDetails
from s11desk.report.page.pages import count_pages, load_assets, write_pages
from s11desk.report.page.structure_tree import Tag
from s11desk.wording.dates import local_day
from s11desk.wording.desk.published_matrix import PublishedCell, PublishedMatrix, PublishedTable
from s11desk.wording.plain_text import one_line

_MOST_COLUMNS, _FEWEST_COLUMNS = 7, 4
"""Questions beside each other, so that their words fit; with fewer than the second, a part of the page stays empty."""
_LEADS = {1: (150.0,), 2: (190.0, 130.0)}
"""How wide the columns are that say whose row it is, in points, by how many they are."""
_HOW = "How the numbers are counted"
_PADDINGS = (3.0, 1.5)
"""Points above and below the words of a row: as usual, and where that saves a last page with only a few lines."""
_SHORT = 12
"""Pages. Of more than these, nobody minds a last one with a few lines."""
_TOTALS = "totals"
"""The table with several rows for a question, which stay together."""
_SHARES: dict[tuple[str, ...], tuple[float, ...]] = {
    ("Number", "Section", "Question"): (0.08, 0.25, 0.67),
    ("Number", "Question"): (0.08, 0.92),
    ("File", "State", "Reason", "About this topic"): (0.3, 0.16, 0.42, 0.12),
}
"""How wide the columns of the other tables are, by their headings, as shares of the page."""
_MOST_BEGUN = 300.0
"""Points of a table that may move to the next page with its headings."""
_WORDS, _SHORT_WORDS = 300, 90
"""Characters of one cell, and of one where many stand beside each other; the workbook has more."""


def write_matrix(
    out: BinaryIO, published: PublishedMatrix, fonts: Path, made_at: dt.datetime, cancel: Cancel = never_cancelled
) -> None:
    """Write the PDF into ``out``. Raises Cancelled. An OSError passes through."""
    title, for_whom = published.notes[0], published.notes[1].split(".")[0]
    details = DocumentDetails(
        title,
        published.title,
        "s11desk",
        for_whom.partition(" and without")[0],
        f"Made {local_day(made_at)}",
        made_at,
        first=WIDE,
        cancel=cancel,
        zone=made_at.tzinfo or dt.UTC,
        begins_with_title=True,
    )

    assets, (padding, tight) = load_assets(fonts), _PADDINGS
    pages = count_pages(details, assets, partial(_compose, published, padding))
    if 1 < pages <= _SHORT and (fewer := count_pages(details, assets, partial(_compose, published, tight))) < pages:
        padding, pages = tight, fewer
    write_pages(out, replace(details, likely_pages=pages), assets, partial(_compose, published, padding))


def _compose(published: PublishedMatrix, padding: float, composer: Composer) -> Story:
    story: Story = [composer.text(published.notes[0], design.WIDE_TITLE, Tag.TITLE)]
    story += [composer.text(line) for line in published.notes[1:]]
    for table in published.tables:
        story += _compose_table(composer, table, padding)
        if table.name == _TOTALS:
            story += _explain(composer, published.explained)
    return story


def _explain(composer: Composer, lines: Sequence[str]) -> Story:
    """How the numbers are counted, below them."""
    lead = composer.text(_HOW, design.PROSE_HEADING, Tag.SUBHEADING)
    return [*keep_with_next([lead], width=design.WIDE_COLUMN), *(composer.text(line) for line in lines)]


def _compose_table(composer: Composer, table: PublishedTable, padding: float) -> Story:
    lead = [composer.text(table.title, design.SECTION, Tag.HEADING)]
    if not table.groups:
        widths = tuple(share * design.WIDE_COLUMN for share in _SHARES[table.headings])
        return _begun(lead, _table(composer, table, range(len(table.headings)), Layout(widths, padding)))
    story: Story = []
    whose = _LEADS[table.repeated]
    blocks = tuple(_blocks(table))
    most = max(_FEWEST_COLUMNS, *(len(columns) for _, columns in blocks))
    each = (design.WIDE_COLUMN - sum(whose)) / most
    for name, columns in blocks:
        if name:
            lead.append(composer.text(name, design.PROSE_HEADING, Tag.SUBHEADING))
        layout = Layout((*whose, *(each for _ in columns)), padding)
        shown = _table(composer, table, (*range(len(whose)), *columns), layout)
        story += _begun(lead, shown)
        lead = []
    return story


def _begun(lead: Story, table: FlowingTable) -> Story:
    """The table below its headings, which stay with its first rows."""
    return [*keep_with_next(lead, width=design.WIDE_COLUMN, more=min(table.first_height(), _MOST_BEGUN)), table]


def _blocks(table: PublishedTable) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The columns that stand beside each other, with the name of their section. The lead columns are in none.

    The columns of a long section are shared out evenly, so that none is alone.
    """
    for name, found in groupby(enumerate(table.groups, table.lead), key=lambda one: one[1]):
        columns = [at for at, _ in found]
        blocks = -(-len(columns) // _MOST_COLUMNS)
        edges = [len(columns) * block // blocks for block in range(blocks + 1)]
        for start, end in pairwise(edges):
            yield name, tuple(columns[start:end])


def _table(composer: Composer, table: PublishedTable, columns: Sequence[int], layout: Layout) -> FlowingTable:
    most = _SHORT_WORDS if table.groups else _WORDS
    styles = [design.PLAN_STRONG, *(_style(table, at) for at in columns[1:])]
    rows = [[_words(row[at], most) for at in columns] for row in table.rows]
    made = composer.table([one_line(table.headings[at]) for at in columns], rows, layout, styles, names_rows=True)
    before: tuple[PublishedCell, ...] = ()
    drawn_rows = []
    for drawn, row in zip(made.rows, table.rows, strict=True):
        bars = tuple(colour_of(row[at].colour) if row[at].colour else None for at in columns)
        drawn_rows.append(replace(drawn, bars=bars, joined=table.name == _TOTALS and row[:1] == before[:1]))
        before = row
    made.rows = tuple(drawn_rows)
    return made


def _style(table: PublishedTable, column: int) -> design.TextStyle:
    is_number = all(isinstance(row[column].value, int | None) for row in table.rows)
    return replace(design.PLAN_CELL, right=True) if is_number and table.name == _TOTALS else design.PLAN_CELL


def _words(cell: PublishedCell, most: int) -> str:
    text = "" if cell.value is None else one_line(str(cell.value))
    return text if len(text) <= most else text[: most - 1] + "…"

"""A table with more rows than a sheet of Excel can hold, as several sheets: one for each audit, or more than one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from s11desk.collation.csv_tables import WrittenTable, read_rows

MAX_SHEET_ROWS = 1_048_576
"""With the header (Microsoft, "Excel specifications and limits")."""
MAX_SHEET_COLUMNS = 16_384


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet. ``name``: of the sheet and its table. ``topic``: the id of the audit that its rows are about.

    ``topic`` is empty for a table that is not split by audit. ``rows``: how many it has, without the header.
    """

    name: str
    topic: str
    rows: int


def fits_workbook(written: WrittenTable) -> bool:
    """Whether one or more sheets can hold the table."""
    return len(written.table.columns) <= MAX_SHEET_COLUMNS


def fits_sheet(written: WrittenTable) -> bool:
    """Whether one sheet can hold the table."""
    return fits_workbook(written) and written.rows < MAX_SHEET_ROWS


def sheets_of(written: WrittenTable) -> tuple[SheetPart, ...]:
    """The sheets of a table: one with its name, or for one with too many rows several with numbers at the end.

    None of these has the table's own name, so that a saved query never reads a part for the whole. An OSError passes
    through.
    """
    if written.rows < MAX_SHEET_ROWS:
        return (SheetPart(written.table.name, "", written.rows),)
    most, at = MAX_SHEET_ROWS - 1, topic_column(written)
    counts = Counter(str(row[at]) for row in read_rows(written)) if at is not None else {"": written.rows}
    whole = [
        (topic, min(most, rows - begin)) for topic, rows in sorted(counts.items()) for begin in range(0, rows, most)
    ]
    return tuple(SheetPart(f"{written.table.name}_{n}", topic, rows) for n, (topic, rows) in enumerate(whole, start=1))


def topic_column(written: WrittenTable) -> int | None:
    """Which column has the id of the audit; None if none has."""
    names = written.table.column_names
    return names.index("topic") if "topic" in names else None

"""Writes the tables of the workbook for people to disk, where they wait for the workbook. Each return is read once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from s11desk.bundle.audit_file import AuditFile
from s11desk.collation.collated_tables import Table, TableRow
from s11desk.collation.csv_tables import CsvTable
from s11desk.collation.question_counts import count_rows
from s11desk.collation.reading_rows import (
    AgencyRow,
    ShownReturn,
    action_sheet_rows,
    answer_sheet_rows,
    cell_sheet_rows,
    count_sheet_row,
    evidence_sheet_rows,
    topic_row,
)
from s11desk.collation.reading_tables import (
    ACTIONS_SHEET,
    ANSWERS_SHEET,
    CELLS_SHEET,
    CELLS_TITLE,
    COUNTS_SHEET,
    DECISIONS_SHEET,
    EVIDENCE_SHEET,
    NOT_COUNTED_SHEET,
    ReadingSheet,
    agencies_sheet,
    topic_sheet,
)
from s11desk.domain.topics.topic import Topic

_LONG = (
    (ANSWERS_SHEET, "Answers", answer_sheet_rows),
    (ACTIONS_SHEET, "Actions", action_sheet_rows),
    (EVIDENCE_SHEET, "Attached files", evidence_sheet_rows),
    (CELLS_SHEET, CELLS_TITLE, cell_sheet_rows),
)
"""The sheets with several rows for a return: what each is called, and what makes its rows."""
_ABOUT_AGENCIES = "Every agency on your list, for each audit, and where it is."
_ABOUT_MISSING = "The agencies that have not returned, and those whose return was sent back, with who to ask."


class ReadingSheets:
    """Collects the rows. Use it as a context manager; then :meth:`sheets` names what is on disk.

    Every method lets an OSError pass through.
    """

    def __init__(self, folder: Path) -> None:
        """``folder``: empty and private. The rows wait there as CSV files."""
        self._folder = folder
        self._stack = ExitStack()
        self._long = [(self._begin(table), title, rows) for table, title, rows in _LONG]
        self._counts = self._begin(COUNTS_SHEET)
        self._topics: list[ReadingSheet] = []
        self._others: list[ReadingSheet] = []

    def __enter__(self) -> ReadingSheets:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stack.__exit__(kind, error, at)

    def add_topic(self, topic: Topic, digest: str, returns: Iterable[ShownReturn]) -> None:
        """Write the rows of all returns that answer ``topic``, whose SHA-256 is ``digest``."""
        table = topic_sheet(len(self._topics) + 1, topic)
        with CsvTable(self._folder, table) as out:
            counts = count_rows(topic, digest, self._written(out, returns))
            self._counts.add(count_sheet_row(topic, row) for row in counts)
        self._topics.append(ReadingSheet(topic.title, out.written, topic.year))

    def add_agencies(self, rows: Sequence[AgencyRow]) -> None:
        """Write where each agency is, and those that have not returned."""
        self._add("Agencies", agencies_sheet("agencies", _ABOUT_AGENCIES), (one.row for one in rows))
        missing = (one.row for one in rows if one.is_missing)
        self._add("Not returned", agencies_sheet("not_returned", _ABOUT_MISSING), missing)

    def add_not_counted(self, rows: Iterable[TableRow]) -> None:
        """Write which files and returns are not in the workbook, and why."""
        self._add("Not in the tables", NOT_COUNTED_SHEET, rows)

    def add_decisions(self, rows: Iterable[TableRow]) -> None:
        """Write what the officer decided."""
        self._add("Decisions", DECISIONS_SHEET, rows)

    def sheets(self) -> tuple[ReadingSheet, ...]:
        """All tables with a row, in the order of the workbook."""
        long = [ReadingSheet(title, out.written) for out, title, _ in self._long]
        counts = ReadingSheet("How often chosen", self._counts.written)
        found = (*self._topics, *long, counts, *self._others)
        return tuple(one for one in found if one.written.rows)

    def _written(self, wide: CsvTable, returns: Iterable[ShownReturn]) -> Iterator[AuditFile]:
        for one in returns:
            wide.add([topic_row(one)])
            for out, _, rows in self._long:
                out.add(rows(one))
            yield one.audit_file

    def _begin(self, table: Table) -> CsvTable:
        return self._stack.enter_context(CsvTable(self._folder, table))

    def _add(self, title: str, table: Table, rows: Iterable[TableRow]) -> None:
        with CsvTable(self._folder, table) as out:
            out.add(rows)
        self._others.append(ReadingSheet(title, out.written))

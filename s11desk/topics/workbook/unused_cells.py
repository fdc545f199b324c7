"""Cells of a row that begins or ends a section and that mean nothing there: what is written in them would be lost."""

from __future__ import annotations

from s11desk.domain.pack_problems import ProblemCode
from s11desk.topics.workbook.read_workbook import SheetRow
from s11desk.topics.workbook.value_builder import ValueBuilder

_OF_QUESTIONS = {
    *("constraint", "kind", "people", "rows", "least_rows", "most_rows", "unit", "guidance", "guidance_hint"),
    *("references", "evidence_types", "evidence_max_mb", "evidence_max_files"),
}
UNUSED_IN_GROUP = frozenset({*_OF_QUESTIONS, "number"})
"""Columns that mean nothing where a section begins."""
UNUSED_AT_END = frozenset({*_OF_QUESTIONS, "number", "hint", "relevant"})
"""Columns that mean nothing where a section ends."""


def name_unused_cells(builder: ValueBuilder, row: SheetRow, unused: frozenset[str]) -> None:
    """Add a problem for each cell of ``row`` in one of these columns."""
    for header, cell in row.cells:
        if header in unused and cell.text.strip():
            builder.problem(ProblemCode.CELL_UNUSED, row.location(header), cell.text)

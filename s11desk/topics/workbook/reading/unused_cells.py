"""Cells of survey that mean nothing on their row: what is written in them would be lost."""

from __future__ import annotations

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.topics.workbook.reading.read_workbook import SheetRow
from s11desk.topics.workbook.reading.value_builder import ValueBuilder
from s11desk.topics.workbook.sheet_columns import DESCRIPTOR_PREFIX

_OF_TABLES = {"rows", "least_rows", "most_rows"}
_OF_QUESTIONS = {
    *("constraint", "kind", "people", "unit", "guidance", "guidance_hint", "references", "short", "number"),
    *("evidence_types", "evidence_max_mb", "evidence_max_files", "evidence_origin", "help_origin", *_OF_TABLES),
}
UNUSED_IN_GROUP = frozenset(_OF_QUESTIONS)
"""Columns that mean nothing where a section begins."""
UNUSED_AT_END = frozenset({*_OF_QUESTIONS, "hint", "relevant", "part"})
"""Columns that mean nothing where a section or a table ends."""
UNUSED_IN_COLUMN = frozenset({*_OF_QUESTIONS, "hint", "relevant", "part", "origin"} - {"constraint", "unit"})
"""Columns that mean nothing for a column of a table."""
UNUSED_IN_TABLE = frozenset({"constraint", "people", "unit", "part", "kind"})
"""Columns that mean nothing where a table begins."""
_UNUSED_IN_QUESTION = frozenset({*_OF_TABLES, "part", "people"})


def unused_in_question(kind: str) -> frozenset[str]:
    """The columns that mean nothing for a question of this kind."""
    return _UNUSED_IN_QUESTION - ({"people"} if kind == "people" else set())


def name_unused_cells(builder: ValueBuilder, row: SheetRow, unused: frozenset[str]) -> None:
    """Add a problem for each cell of ``row`` in one of these columns.

    What an option means is no question's own where none of the row's values is an option.
    """
    has_options = unused <= _UNUSED_IN_QUESTION
    for header, cell in row.cells:
        is_descriptor = header.startswith(DESCRIPTOR_PREFIX) and not has_options
        if (header in unused or is_descriptor) and cell.text.strip():
            builder.problem(ProblemCode.CELL_UNUSED, row.location(header), cell.text)

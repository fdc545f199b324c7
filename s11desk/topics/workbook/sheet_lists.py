"""The lists of the sheet ``choices``, and which of them are scales."""

from __future__ import annotations

from dataclasses import dataclass

from s11desk.topics.workbook.read_workbook import SheetRow, SheetTable
from s11desk.topics.workbook.xlsform_names import id_from_name

SCALE_COLUMNS = (
    *("descriptor", "score", "colour", "needs_action", "needs_reason", "needs_evidence", "needs_reason_or_file"),
    *("left_out", "asks", "moderated"),
)
"""A list with anything in one of these columns is a scale."""


@dataclass(frozen=True, slots=True)
class SheetList:
    """One list. ``entries``: codes and labels. ``is_scale``: its choices are points of a scale."""

    name: str
    rows: tuple[SheetRow, ...]
    entries: tuple[tuple[str, str], ...]
    is_scale: bool

    @property
    def is_yes_no(self) -> bool:
        """Whether the codes are yes and no."""
        return {code for code, _ in self.entries} == {"yes", "no"}


def read_sheet_lists(sheet: SheetTable) -> dict[str, SheetList]:
    """Group the rows of the sheet ``choices`` into its lists, by name, in the order of their first rows."""
    rows: dict[str, list[SheetRow]] = {}
    for row in sheet.rows:
        if name := row.text("list_name") or row.text("list name"):
            rows.setdefault(name, []).append(row)
    return {name: _sheet_list(name, tuple(own)) for name, own in rows.items()}


def _sheet_list(name: str, rows: tuple[SheetRow, ...]) -> SheetList:
    entries = tuple((id_from_name(row.text("name")), row.text("label")) for row in rows)
    return SheetList(name, rows, entries, any(row.text(column) for row in rows for column in SCALE_COLUMNS))

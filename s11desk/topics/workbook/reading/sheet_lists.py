"""The lists of the sheet ``choices``, and which of them are scales."""

from __future__ import annotations

from dataclasses import dataclass

from s11desk.topics.workbook.reading.read_workbook import CellLocation, SheetRow, SheetTable
from s11desk.topics.workbook.xlsform_names import id_from_name

SCALE_COLUMNS = (
    *("descriptor", "score", "colour", "needs_action", "needs_reason", "needs_evidence", "needs_reason_or_file"),
    *("left_out", "asks", "moderated"),
)
"""A list with anything in one of these columns is a scale."""


@dataclass(frozen=True, slots=True)
class SheetList:
    """One list. ``entries``: codes and labels. ``is_scale``: its choices are points of a scale.

    ``has_own_words``: it is one of yes and no with other labels than the program's.
    """

    name: str
    rows: tuple[SheetRow, ...]
    entries: tuple[tuple[str, str], ...]
    is_scale: bool
    has_own_words: bool = False

    @property
    def is_yes_no(self) -> bool:
        """Whether a question with this list is one of yes or no."""
        is_usual = self.is_scale or not self.has_own_words
        return is_usual and {code for code, _ in self.entries} == {"yes", "no"}

    @property
    def scale_cell(self) -> CellLocation:
        """A cell for which the list is a scale."""
        found = ((row, column) for row in self.rows for column in SCALE_COLUMNS if row.text(column))
        row, column = next(found, (self.rows[0], "name"))
        return row.location(column)


def read_sheet_lists(sheet: SheetTable, own_words: frozenset[str]) -> dict[str, SheetList]:
    """Group the rows of the sheet ``choices`` into its lists, by name, in the order of their first rows.

    ``own_words``: the names of lists of yes and no whose labels are others than the program's.
    """
    rows: dict[str, list[SheetRow]] = {}
    for row in sheet.rows:
        if name := row.text("list_name") or row.text("list name"):
            rows.setdefault(name, []).append(row)
    return {name: _sheet_list(name, tuple(own), has_own_words=name in own_words) for name, own in rows.items()}


def _sheet_list(name: str, rows: tuple[SheetRow, ...], *, has_own_words: bool) -> SheetList:
    entries = tuple((id_from_name(row.text("name")), row.text("label")) for row in rows)
    is_scale = any(row.text(column) for row in rows for column in SCALE_COLUMNS)
    return SheetList(name, rows, entries, is_scale, has_own_words)

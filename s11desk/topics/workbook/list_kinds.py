"""The lists of the sheet ``choices``, and which of them are scales."""

from __future__ import annotations

from dataclasses import dataclass

from s11desk.topics.workbook.names import id_of
from s11desk.topics.workbook.sheets import SheetRow, SheetTable

SCALE_COLUMNS = (
    *("descriptor", "score", "colour", "needs_action", "needs_reason", "needs_evidence", "needs_reason_or_file"),
    *("left_out", "asks", "moderated"),
)
"""A list with anything in one of these columns is a scale."""


@dataclass(frozen=True, slots=True)
class ListKind:
    """One list. ``entries``: codes and labels. ``is_scale``: its choices are points of a scale."""

    name: str
    rows: tuple[SheetRow, ...]
    entries: tuple[tuple[str, str], ...]
    is_scale: bool

    @property
    def is_yes_no(self) -> bool:
        """Whether the codes are yes and no."""
        return {code for code, _ in self.entries} == {"yes", "no"}


def lists_of(sheet: SheetTable) -> dict[str, ListKind]:
    """The lists by their names, in the order of their first rows."""
    rows: dict[str, list[SheetRow]] = {}
    for row in sheet.rows:
        if name := row.text("list_name") or row.text("list name"):
            rows.setdefault(name, []).append(row)
    return {name: _list(name, tuple(own)) for name, own in rows.items()}


def _list(name: str, rows: tuple[SheetRow, ...]) -> ListKind:
    entries = tuple((id_of(row.text("name")), row.text("label")) for row in rows)
    return ListKind(name, rows, entries, any(row.text(column) for row in rows for column in SCALE_COLUMNS))

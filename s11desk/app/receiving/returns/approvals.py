"""Who approved a return that the desk has, by the row that was recorded of it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from s11desk.collation.collated_tables import FILES, CellValue
from s11desk.domain.receiving.desk_values import ReceivedReturn
from s11desk.wording.amounts import listed

_NAMES = tuple(FILES.column_names.index(name) for name in ("approved_by", "second_approved_by"))


def approved_by(received: ReceivedReturn | None) -> str:
    """The names of those who approved it; empty if nobody did, or without a return. Few rows have to be read for it."""
    if received is None or received.facts.signatures < len(_NAMES):
        return ""
    return approvers_in(msgspec.json.decode(received.row, type=list[str | int | float | None]))


def approvers_in(row: Sequence[CellValue]) -> str:
    """The same, of a row of the table ``files``. An earlier version wrote rows without the second name."""
    return listed([str(row[at]) for at in _NAMES if at < len(row) and row[at]], "and")

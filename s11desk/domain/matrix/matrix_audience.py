"""For whom the table of agencies and questions is written down, and what each of them may see.

A board sees everything with names. What is published has no names, nothing that an agency typed, and no question whose
answer says who somebody is; its rows have no order from which a reader could tell whose they are. A meeting sees the
same rows under numbers, even of few agencies, because its members may know them; the file warns of that.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from s11desk.domain.matrix.answer_matrix import MatrixQuestion, MatrixRow

FEWEST_ROWS = 10
"""With fewer returns, a row of answers tells a reader who knows one of them whose all the others are."""
FEWEST_OF_TYPE = 5
"""With fewer agencies of a type, the type tells a reader whose a row is."""
OTHER_TYPES = "Other types"


class Audience(StrEnum):
    """BOARD: the members of the partnership. MEETING: they too, without names. PUBLIC: everybody."""

    BOARD = "board"
    MEETING = "meeting"
    PUBLIC = "public"


def columns_for(audience: Audience, questions: Sequence[MatrixQuestion], columns: Sequence[int]) -> tuple[int, ...]:
    """Those of ``columns`` whose totals the audience may see."""
    return tuple(at for at in columns if audience is Audience.BOARD or not questions[at].names_agencies)


def answer_columns_for(
    audience: Audience, questions: Sequence[MatrixQuestion], columns: Sequence[int]
) -> tuple[int, ...]:
    """Those of ``columns`` whose answers the audience may see, one in a cell."""
    allowed = columns_for(audience, questions, columns)
    return tuple(at for at in allowed if audience is Audience.BOARD or questions[at].options)


def rows_for(audience: Audience, rows: Sequence[MatrixRow], seed: str, fewest: int = 0) -> tuple[MatrixRow, ...]:
    """The rows whose answers the audience may see.

    ``seed``: a secret that gives rows without names another order each time. ``fewest``: with fewer rows a meeting sees
    none, for example because all are of one type.
    """
    if audience is Audience.BOARD:
        return tuple(rows)
    returned = [row for row in rows if row.has_return]
    if len(returned) < (FEWEST_ROWS if audience is Audience.PUBLIC else fewest):
        return ()
    return tuple(sorted(returned, key=lambda row: _ticket(row, seed)))


def types_without_names(rows: Sequence[MatrixRow]) -> tuple[str, ...]:
    """The type of each row, where enough rows have it to tell nobody whose it is. Empty if no type can be shown.

    Types of few rows are shown as ``OTHER_TYPES``; if those are few as well, no type is, because the rest would tell.
    """
    many = {name for name, count in Counter(row.type for row in rows).items() if count >= FEWEST_OF_TYPE}
    shown = tuple(row.type if row.type in many else OTHER_TYPES for row in rows)
    others = shown.count(OTHER_TYPES)
    return shown if many and (others == 0 or others >= FEWEST_OF_TYPE) else ()


def _ticket(row: MatrixRow, seed: str) -> str:
    return hashlib.sha256(f"{seed},{row.reference},{row.key}".encode()).hexdigest()

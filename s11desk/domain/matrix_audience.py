"""For whom the table of agencies and questions is written down, and what each of them may see.

A board sees everything with names. What is published has no names, nothing that an agency typed, and no question whose
answer says who somebody is; its rows have no order from which a reader could tell whose they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from enum import StrEnum

from s11desk.domain.answer_matrix import MatrixQuestion, MatrixRow

FEWEST_ROWS = 10
"""With fewer returns, a row of answers tells a reader who knows one of them whose all the others are."""


class Audience(StrEnum):
    """BOARD: the members of the partnership. PUBLIC: everybody."""

    BOARD = "board"
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


def rows_for(audience: Audience, rows: Sequence[MatrixRow], seed: str) -> tuple[MatrixRow, ...]:
    """The rows whose answers the audience may see. ``seed``: gives the public rows another order each time."""
    if audience is Audience.BOARD:
        return tuple(rows)
    returned = [row for row in rows if row.has_return]
    if len(returned) < FEWEST_ROWS:
        return ()
    return tuple(sorted(returned, key=lambda row: _ticket(row, seed)))


def _ticket(row: MatrixRow, seed: str) -> str:
    return hashlib.sha256(f"{seed},{row.reference},{row.key}".encode()).hexdigest()

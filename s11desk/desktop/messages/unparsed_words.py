"""Why a text is no date or no number: the same words beside its box, below the next page and before signing."""

from __future__ import annotations

import datetime as dt

from s11desk.wording.dates import no_such_day
from s11desk.wording.plain_text import short_line

NO_NUMBER = "Enter a number in figures, like 12 or 12.5"
_NO_DATE = "Enter a full date, like 31 January 2027"


def no_date_words(typed: str) -> str:
    """For example: There is no 31 February 2027."""
    return no_such_day(typed, dt.datetime.now().astimezone().date()) or _NO_DATE


def unparsed_words(typed: str, kind: str) -> str:
    """Say that a text cannot be read, and why, such as: There is no 31 February 2027.

    ``kind``: "date", "number", or both for the cell of a table, beside which the reason is.
    """
    why = {"date": no_date_words(typed), "number": NO_NUMBER}.get(kind, "")
    said = f"“{short_line(typed)}” cannot be read as a {kind} yet"
    return f"{said}. {why}" if why else said

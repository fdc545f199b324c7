"""The first sheet of the workbook: what the tables are, what is counted, and what to beware of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

import s11desk
from s11desk.collation.csv_tables import WrittenTable
from s11desk.collation.split_tables import fits_workbook, sheets_of
from s11desk.domain.receiving.expected_agencies import ReturnRate
from s11desk.wording.amounts import counted, listed
from s11desk.wording.dates import local_moment
from s11desk.wording.desk.collation_words import as_at_moment, rate_lines
from s11desk.wording.one_word_states import COUNTS, as_cell

TITLE = "Returns of many agencies as tables"


def notes(made_at: dt.datetime, states: Mapping[str, int], rates: Sequence[ReturnRate]) -> tuple[str, ...]:
    """The first lines of the sheet. ``states``: how many files are in each, in words."""
    returns = counted(states.get(COUNTS, 0), "return")
    return (
        TITLE,
        f"Made {local_moment(made_at)} by s11desk {s11desk.__version__}.",
        f"{counted(sum(states.values()), 'file')} found. {returns} counted.",
        *(f"{as_cell(state)}: {number}" for state, number in states.items() if number),
        *rate_lines(rates, as_at_moment(made_at)),
        "The table “files” says of each file whether it counts, and why. The other tables have only what counts.",
        "The column “reference” links the tables. The table “columns” says what each column means.",
        "Every text is what the agencies wrote. “Not applicable” and “not answered” are never counted as an answer.",
    )


def table_notes(written: tuple[WrittenTable, ...]) -> Iterator[str]:
    """The lines about the tables, with what a sheet cannot hold. An OSError passes through."""
    for each in written:
        yield f"{each.table.name}: {each.table.meaning} {counted(each.rows, 'row')}."
    for each in written:
        if not fits_workbook(each):
            yield f"The table {each.table.name} is too large for a spreadsheet. Use its CSV file."
        elif len(parts := sheets_of(each)) > 1:
            sheets = listed((f"{one.name} ({one.topic})" if one.topic else one.name for one in parts), "and")
            yield (
                f"The table {each.table.name} has more rows than a sheet can hold, so it is on several: {sheets}. Its "
                "CSV file is whole."
            )
    if any(each.formula_columns for each in written):
        yield (
            "Some texts begin with a character that a spreadsheet takes for a formula. In this workbook they are text. "
            "Do not open the CSV files in a spreadsheet."
        )

"""Write everything that is made of the tables: CSV files with their descriptions, a workbook, a database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from s11desk.collation.collated_database import datasette_metadata, write_database
from s11desk.collation.collated_tables import COLUMNS, Table, TableRow
from s11desk.collation.collated_workbook import write_workbook
from s11desk.collation.csv_tables import CsvTable, WrittenTable
from s11desk.collation.notes import TITLE, table_notes
from s11desk.collation.rows import utc_text
from s11desk.collation.table_descriptions import csv_metadata, data_package

WORKBOOK = "returns.xlsx"
DATABASE = "returns.db"


def write_table(folder: Path, table: Table, rows: Iterable[TableRow]) -> WrittenTable:
    """Write one table as a CSV file into ``folder``. An OSError passes through."""
    with CsvTable(folder, table) as out:
        out.add(rows)
    return out.written


def write_descriptions(
    folder: Path, work: Path, made_at: dt.datetime, first_notes: tuple[str, ...], tables: tuple[WrittenTable, ...]
) -> None:
    """Write the other files about the CSV tables in ``folder``. ``work``: a private folder. An OSError passes through.

    ``first_notes``: the lines that the workbook's first sheet begins with.
    """
    described = write_table(folder, COLUMNS, (row for each in tables for row in _column_rows(each.table)))
    tables = (*tables, described)
    for written in tables:
        _write_text(folder / f"{written.path.name}-metadata.json", csv_metadata(written))
    _write_text(folder / "datapackage.json", data_package(TITLE, utc_text(made_at), tables))
    _write_text(folder / "datasette.json", datasette_metadata(TITLE, tables))
    write_workbook(folder / WORKBOOK, work, (*first_notes, *table_notes(tables)), tables)
    write_database(folder / DATABASE, tables)


def _column_rows(table: Table) -> Iterable[TableRow]:
    return ((table.name, column.name, column.type.value, column.meaning) for column in table.columns)


def _write_text(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8", newline="\n") as stream:
        stream.write(text + "\n")

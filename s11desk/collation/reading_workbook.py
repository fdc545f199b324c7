"""The workbook for people: a sheet of contents, one row for each agency, then the rest, all in plain words.

It follows the Government Analysis Function ("Releasing statistics in spreadsheets"): one header row, no merged cells,
no blank rows, every table named, no empty sheet. Text is text, even if it begins with "=".
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink

from s11desk.collation.csv_tables import CsvTable
from s11desk.collation.reading_cells import write_reading_sheet
from s11desk.collation.reading_tables import COLUMNS_SHEET, ReadingSheet
from s11desk.collation.sheet_names import unique_sheet_names
from s11desk.collation.sheet_parts import add_notes, heading_cell, name_table, set_up_printing, text_cell, wrapped
from s11desk.collation.split_tables import fits_sheet
from s11desk.office.workbook_memory import save_workbook, write_rows_in_memory

CONTENTS = "Contents"
NOTES = "Notes"
_COLUMNS = "Columns"
_OURS = (CONTENTS, NOTES, _COLUMNS)
_HEADINGS = ("Sheet", "What is on it", "Rows")
_WIDTHS, _WIDTH_OF_NOTES = (34, 90, 12), 110
"""Characters."""
_TOO_LARGE = "It is too large for Excel. Its rows are in the files for a data analyst."
_ABOUT_NOTES = "What is counted, and what to know before you use the numbers."


@dataclass(frozen=True, slots=True)
class WorkbookWords:
    """``title``: at the top of the contents. ``lead``: the lines below it. ``notes``: of the sheet of notes."""

    title: str
    lead: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the contents. ``rows``: as it is shown."""

    sheet: str
    about: str
    rows: int
    is_there: bool = True


def write_reading_workbook(out: BinaryIO, work: Path, words: WorkbookWords, sheets: Sequence[ReadingSheet]) -> None:
    """Write the workbook into ``out``, which must be empty. ``work``: an empty private folder for parts of the file.

    A table that no sheet can hold is in the contents only. An OSError passes through.
    """
    names = unique_sheet_names(((one.title, one.end) for one in sheets), _OURS)
    named = [(name, one) for name, one in zip(names, sheets, strict=True) if fits_sheet(one.written)]
    with CsvTable(work, COLUMNS_SHEET) as columns:
        columns.add(row for name, one in named for row in _column_rows(name, one))
    workbook = Workbook(write_only=True)
    entries = [_entry(name, one) for name, one in zip(names, sheets, strict=True)]
    entries.append(_Entry(NOTES, _ABOUT_NOTES, len(words.notes)))
    if named:
        entries.append(_Entry(_COLUMNS, COLUMNS_SHEET.meaning, columns.written.rows))
    _write_contents(workbook, words, entries)
    for number, (name, one) in enumerate(named):
        write_reading_sheet(workbook.create_sheet(name), work / f"{number}.xml", one.written)
    _write_notes(workbook, words.notes)
    if named:
        write_reading_sheet(workbook.create_sheet(_COLUMNS), work / "columns.xml", columns.written)
    workbook.properties.creator = "s11desk"
    workbook.properties.title = words.title
    save_workbook(workbook, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED))


def _entry(name: str, one: ReadingSheet) -> _Entry:
    is_there = fits_sheet(one.written)
    return _Entry(name, one.written.table.meaning, one.written.rows, is_there)


def _column_rows(name: str, one: ReadingSheet) -> Iterator[tuple[str, ...]]:
    for column, is_filled in zip(one.written.table.columns, one.written.filled, strict=True):
        if is_filled:
            yield name, column.name, column.meaning, column.origin


def _write_contents(workbook: Workbook, words: WorkbookWords, entries: Sequence[_Entry]) -> None:
    sheet = workbook.create_sheet(CONTENTS)
    for letter, width in zip("ABC", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    set_up_printing(sheet, _WIDTHS, has_headings=False)
    write_rows_in_memory(sheet)
    first = len(words.lead) + 2
    name_table(sheet, "contents", _HEADINGS, len(entries), first)
    add_notes(sheet, (words.title, *words.lead), is_wrapped=False)
    sheet.append([heading_cell(sheet, heading) for heading in _HEADINGS])
    for one in entries:
        about = one.about if one.is_there else f"{one.about} {_TOO_LARGE}"
        link = text_cell(sheet, one.sheet)
        if one.is_there:
            place = one.sheet.replace("'", "''")
            link.hyperlink = Hyperlink(ref="", location=f"'{place}'!A1")
            link.style = "Hyperlink"
        sheet.append([link, wrapped(text_cell(sheet, about)), one.rows])


def _write_notes(workbook: Workbook, notes: Sequence[str]) -> None:
    sheet = workbook.create_sheet(NOTES)
    sheet.column_dimensions["A"].width = _WIDTH_OF_NOTES
    set_up_printing(sheet, (_WIDTH_OF_NOTES,), has_headings=False)
    write_rows_in_memory(sheet)
    add_notes(sheet, notes)

"""An empty list of agencies as a workbook, with the headings that the program reads and a sheet that explains them."""

from __future__ import annotations

import zipfile
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from s11desk.collation.sheet_parts import add_notes, heading_cell, name_table
from s11desk.office.workbook_memory import save_workbook, write_rows_in_memory

HEADINGS = ("Agency", "Other names", "Type", "Contact", "E-mail", "Topics", "Last day")
_WIDTHS = (40, 36, 20, 28, 34, 24, 18)
"""Characters."""
_NOTES = (
    "How to fill in the list",
    "Write one agency in each row of the sheet “agencies”. Only the name is needed.",
    "Other names: names under which its return may come, with a semicolon between them.",
    "Type: for example School, Charity or Club. The figures are shown for each type.",
    "Contact and E-mail: who reminders go to.",
    "Topics: leave it empty if the agency is asked everything. Otherwise write the names of the audits, with a "
    "semicolon between them.",
    "Last day: only for an agency that has more time than the others. Write a full date, such as 31 January 2027.",
    "Then choose this file on the page “Agencies” of your desk. You see what it changes before anything is taken in.",
)


def write_list_template(out: BinaryIO) -> None:
    """Write the workbook into ``out``, which must be empty. An OSError passes through."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("agencies")
    sheet.freeze_panes = "B2"
    for number, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    write_rows_in_memory(sheet)
    name_table(sheet, "agencies", HEADINGS, 0)
    sheet.append([heading_cell(sheet, heading) for heading in HEADINGS])
    sheet.append([None] * len(HEADINGS))
    notes = workbook.create_sheet("Notes")
    notes.column_dimensions["A"].width = 110
    write_rows_in_memory(notes)
    add_notes(notes, _NOTES)
    workbook.properties.creator = "s11desk"
    workbook.properties.title = "List of agencies"
    save_workbook(workbook, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED))

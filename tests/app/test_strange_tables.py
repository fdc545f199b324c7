"""Tables of texts that a spreadsheet would run, cut or refuse: workbooks and CSV file say the same, and open."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from pathlib import Path
from typing import TypeAlias

import msgspec
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from s11desk.bundle.audit_file import AuditFile, ReturnFacts, TopicNamed
from s11desk.collation.collated_tables import CellValue, Column, ColumnType, Table
from s11desk.collation.collated_workbook import write_workbook
from s11desk.collation.csv_tables import CsvTable, WrittenTable
from s11desk.collation.reading_rows import ShownReturn
from s11desk.collation.reading_sheets import ReadingSheets
from s11desk.collation.reading_tables import ReadingSheet
from s11desk.collation.reading_workbook import WorkbookWords, write_reading_workbook
from s11desk.collation.sheet_names import MOST_IN_SHEET, unique_headings, unique_sheet_names, units
from s11desk.collation.sheet_parts import fitting_text
from s11desk.office.cells import MAX_CELL_LENGTH, cell_text
from s11desk.wording.plain_text import shown_text
from tests.samples import NOON, small_topic

Rows: TypeAlias = list[list[CellValue]]
WORDS = WorkbookWords("Answers", ("Made today.",), ("Notes",))
STARTS = ("=", "+", "-", "@", "\t", "\n", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20", "'", " =", "_x003D_", "%", "|")
"""With these a cell begins that a spreadsheet may run, or read as something else. The last are of full width."""
TEXTS = tuple(f'{start}HYPERLINK("http://example.org","click")' for start in STARTS)
NAMES = (
    *("[a]:*?/\\b", "'quoted'", "History", "Contents", "notes", "", "   ", "\U0001f600" * 40, "Caf\u00e9" * 20),
    *("A" * 31, "a" * 31, "A" * 40, "A" * 40, "x" * 29 + "\U0001f600", "\u202eevil", "=1+1", "Sheet", "Sheet (2)"),
)


def book_of(work: Path, *sheets: ReadingSheet) -> openpyxl.Workbook:
    out = io.BytesIO()
    write_reading_workbook(out, work, WORDS, sheets)
    return openpyxl.load_workbook(io.BytesIO(out.getvalue()))


def table_with(folder: Path, table: Table, rows: Rows) -> WrittenTable:
    with CsvTable(folder, table) as out:
        out.add(tuple(row) for row in rows)
    return out.written


def cells_of(sheet: Worksheet) -> Rows:
    (named,) = sheet.tables.values()
    return [[cell.value for cell in row] for row in sheet[named.ref]]


def test_a_text_of_any_beginning_is_the_same_text_in_both_workbooks_and_the_csv_file(tmp_path: Path) -> None:
    table = Table("strange", "Texts.", (Column("Agency", "A name."), Column("Comment", "Words.")))
    rows: Rows = [[text, f"{text} again"] for text in TEXTS]
    written = table_with(tmp_path, table, rows)
    with written.path.open(encoding="utf-8", newline="") as stream:
        assert list(csv.reader(stream))[1:] == rows
    write_workbook(tmp_path / "programs.xlsx", tmp_path, ("Notes",), (written,))
    for_programs = openpyxl.load_workbook(tmp_path / "programs.xlsx")["strange"]
    for_people = book_of(tmp_path, ReadingSheet("Strange", written))["Strange"]
    shown = [[shown_text(str(text)) for text in row] for row in rows]
    for sheet in (for_programs, for_people):
        assert [[str(one).replace("_x005F_", "_") for one in row] for row in cells_of(sheet)[1:]] == shown
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
    assert all(cell.quotePrefix for row in for_people.iter_rows(min_row=2) for cell in row)


@pytest.mark.parametrize("sign", ["a", "\u00e9", "\U0001f600", "_x0041_", "\a", "\n"])
def test_a_cell_never_has_more_than_excel_takes(sign: str) -> None:
    fitting = MAX_CELL_LENGTH // units(cell_text(shown_text(sign)))
    for count in (fitting, fitting + 1, fitting + 9):
        text = sign * count
        shown = fitting_text(text, " (cut)")
        assert units(cell_text(shown)) <= MAX_CELL_LENGTH
        is_whole = shown == shown_text(text)
        assert is_whole or (shown.endswith(" (cut)") and units(cell_text(shown)) > MAX_CELL_LENGTH - 40)
        assert is_whole == (units(cell_text(shown_text(text))) <= MAX_CELL_LENGTH)


def test_sheets_have_names_that_excel_takes_and_no_two_are_the_same() -> None:
    ends = ("", "2025/26", *NAMES)
    names = unique_sheet_names([(name, end) for name in NAMES for end in ends], ("Contents", "Notes"))
    assert len({name.casefold() for name in (*names, "Contents", "Notes")}) == len(names) + 2
    for name in names:
        assert 0 < units(name) <= MOST_IN_SHEET
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name
        assert name.isprintable()
        assert name.casefold() != "history"
    assert all(" 2025-26" in name for name in names[1 :: len(ends)]), "the year is kept"


def test_headings_are_lines_of_which_no_two_are_the_same() -> None:
    headings = unique_headings(["Agency", "agency", "AGENCY", "", "", "a\nb", "a b", "\U0001f600" * 300, "x" * 600] * 2)
    assert len({heading.casefold() for heading in headings}) == len(headings) == 18
    assert all(units(heading) <= 255 and heading.isprintable() for heading in headings)


@pytest.mark.parametrize("seed", range(12))
def test_tables_of_any_layout_are_the_same_in_workbooks_and_csv_file(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same layouts in every run
    kinds = [chance.choice(list(ColumnType)) for _ in range(chance.randint(1, 9))]
    headings = unique_headings(chance.choice([*NAMES, *TEXTS]) for _ in kinds)
    table = Table("any", "Anything.", tuple(Column(name, "", kind) for name, kind in zip(headings, kinds, strict=True)))
    rows: Rows = [[_value(chance, kind) for kind in kinds] for _ in range(chance.randint(1, 12))]
    rows[0] = [_value(chance, kind, is_filled=True) for kind in kinds]
    written = table_with(tmp_path, table, rows)
    write_workbook(tmp_path / "programs.xlsx", tmp_path, ("Notes",), (written,))
    for_programs = openpyxl.load_workbook(tmp_path / "programs.xlsx")["any"]
    for_people = book_of(tmp_path, ReadingSheet("Any", written))["Any"]
    with written.path.open(encoding="utf-8", newline="") as stream:
        in_csv = list(csv.reader(stream))[1:]
    expected = [[_plain(shown_text(text)) for text in row] for row in in_csv]
    for sheet in (for_programs, for_people):
        assert [[_plain(one) for one in row] for row in cells_of(sheet)[1:]] == expected


def _value(chance: random.Random, kind: ColumnType, *, is_filled: bool = False) -> CellValue:
    if not is_filled and chance.random() < 0.3:
        return "" if kind is ColumnType.TEXT else None
    match kind:
        case ColumnType.INTEGER:
            return chance.randint(-9, 10**9)
        case ColumnType.NUMBER:
            return chance.choice((0.5, -2.25, 12.0, 1e9))
        case ColumnType.DATE:
            return chance.choice(("2026-02-01", "1900-02-28", "0001-01-01", "9999-12-31"))
        case ColumnType.MOMENT:
            return "2026-02-01T09:00:00Z"
        case _:
            return chance.choice([*TEXTS, "Yes", "a\nb"])


def _plain(value: object) -> str:
    """A cell as text, the same from both files."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if value is None:
        return ""
    text = str(value).replace("_x005F_", "_")
    try:
        return repr(float(text))
    except ValueError:
        return text


def test_two_hundred_audits_of_one_title_have_two_hundred_names() -> None:
    names = unique_sheet_names([("The audit of every kind of place: [all]", "2026")] * 200)
    assert len({name.casefold() for name in names}) == 200
    assert names[0] == "The audit of every kind of 2026"
    assert names[199] == "The audit of every 2026 (200)"


def test_a_sheet_has_whole_words_and_its_year_once() -> None:
    titles = (("Section 11 2025/26: Topic 2 - Early Help", "2025/26"), ("Early Help & Prevention Harrogate", "2023"))
    assert unique_sheet_names(titles) == ("Section 11 Topic 2 2025-26", "Early Help & Prevention 2023")


def test_audits_of_one_title_have_a_sheet_each(tmp_path: Path) -> None:
    topic = msgspec.structs.replace(small_topic(), title=f"The audit of {'every ' * 8}kind: [all]", year="2025/26")
    facts = ReturnFacts("REF-1", 1, NOON, "s11desk")
    named = TopicNamed(topic.id, topic.version, "digest", topic.title, topic.year, "Partnership")
    data = AuditFile(1, facts, named, "k7m3-9qxd", "=Agency", NOON, NOON, (), (), (), ())
    with ReadingSheets(tmp_path) as sheets:
        for number in range(12):
            sheets.add_topic(topic, str(number), [ShownReturn(topic, data, f"=Agency {number}")])
    book = book_of(tmp_path, *sheets.sheets())
    found = [name for name in book.sheetnames if name.startswith("The audit")]
    assert len(found) == 12
    assert [row[0] for row in cells_of(book["Contents"])[1:13]] == found
    for number in (0, 9, 11):
        header, row = cells_of(book[found[number]])
        assert row[header.index("Agency")] == f"=Agency {number}"

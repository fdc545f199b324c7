"""Lists of agencies as partnerships keep them: headings of many kinds, Excel or CSV, and what is wrong in them."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from s11desk.app.receiving.tables.collate import read_expected_agencies
from s11desk.collation.agency_list_refused import AgencyListRefused
from s11desk.domain.receiving.expected_agencies import ExpectedAgency, ListProblem, ListProblemKind


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(tmp_path: Path, content: bytes, name: str = "agencies.xlsx") -> tuple[ExpectedAgency, ...]:
    (tmp_path / name).write_bytes(content)
    return read_expected_agencies(tmp_path / name)


def problems(tmp_path: Path, content: bytes, name: str = "agencies.xlsx") -> tuple[ListProblem, ...]:
    with pytest.raises(AgencyListRefused) as refused:
        read(tmp_path, content, name)
    return refused.value.problems


@pytest.mark.parametrize("heading", ["Agency", "ORGANISATION NAME", " School ", "Name of agency", "Setting"])
def test_usual_headings_are_understood(tmp_path: Path, heading: str) -> None:
    content = workbook((heading, "Sector", "DSL", "E-mail address"), ("A", "School", "Kim", "k@a.example"))
    assert read(tmp_path, content) == (ExpectedAgency("A", "School", "Kim", "k@a.example"),)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("Agency,Type,Also known as\r\nHäfen,Club,Port; Docks\r\n".encode("utf-8-sig"), id="Excel's UTF-8"),
        pytest.param('Agency;Type;Also known as\r\nHäfen;Club;"Port; Docks"\r\n'.encode("cp1252"), id="Windows"),
        pytest.param("Agency\tType\tAlso known as\nHäfen\tClub\tPort; Docks\n".encode(), id="tabs"),
    ],
)
def test_csv_files_of_other_programs_are_read(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content, "list.csv") == (ExpectedAgency("Häfen", "Club", other_names=("Port", "Docks")),)


def test_all_problems_are_named_with_their_rows(tmp_path: Path) -> None:
    content = workbook(("Agency", "Type"), ("A", ""), (None, "School"), ("a.", ""), ("B", ""), ("B", ""))
    assert problems(tmp_path, content) == (
        ListProblem(ListProblemKind.NAME_MISSING, 3),
        ListProblem(ListProblemKind.NAME_TWICE, 4, "a."),
        ListProblem(ListProblemKind.NAME_TWICE, 6, "B"),
    )


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_a_quotation_mark_that_is_never_closed_swallows_no_agency(tmp_path: Path, between: str) -> None:
    whole = [f"Agency{between}Type", f'"The ""Orchard""\r\nSchool"{between}School', f'B "b"{between}"Club"']
    assert len(read(tmp_path, "\r\n".join(whole).encode(), "list.csv")) == 2
    for row, opened in ((4, f'"C{between}Club'), (4, f'C{between}"Club')):
        content = "\r\n".join([*whole, opened, f"D{between}Club", ""]).encode()
        assert problems(tmp_path, content, "list.csv") == (ListProblem(ListProblemKind.QUOTE_OPEN, row),)


@pytest.mark.parametrize(
    ("cell", "read_as"),
    [
        ("Hilltop\N{RIGHT-TO-LEFT OVERRIDE}bulC", "HilltopbulC"),
        ("Hilltop\N{FIRST STRONG ISOLATE} Club", "Hilltop Club"),
        ("\N{ZERO WIDTH NO-BREAK SPACE}Hilltop\N{SOFT HYPHEN} Club\N{ZERO WIDTH SPACE}", "Hilltop Club"),
        ("Hilltop\nBcc: all@x.example", "Hilltop Bcc: all@x.example"),
    ],
)
@pytest.mark.parametrize("is_workbook", [True, False])
def test_a_cell_is_read_as_a_person_sees_it_and_turns_no_text_after_it_round(
    tmp_path: Path, cell: str, read_as: str, is_workbook: bool
) -> None:
    rows = (
        ("Agency", "Type", "Contact", "E-mail", "Also known as"),
        (cell, cell, cell, f"{cell}@x.example", f"B;B{cell}"),
    )
    plain = "\n".join(",".join(f'"{text}"' for text in row) for row in rows).encode()
    (agency,) = read(tmp_path, workbook(*rows)) if is_workbook else read(tmp_path, plain, "list.csv")
    assert agency == ExpectedAgency(read_as, read_as, read_as, f"{read_as}@x.example", ("B", f"B{read_as}"))


def test_texts_that_ran_together_are_named_and_not_taken_in(tmp_path: Path) -> None:
    long, longer = "A" * 201, "b" * 1001
    content = workbook(
        ("Agency", "Contact", "Also known as"), ("C", longer, ""), ("D", long, f"E;{long}"), (long, "", "")
    )
    found = problems(tmp_path, content)
    assert [(one.kind, one.row) for one in found if one.kind is not ListProblemKind.NAME_TWICE] == [
        (ListProblemKind.TEXT_TOO_LONG, row) for row in (2, 3, 4)
    ]


def test_headings_that_come_again_are_no_agency(tmp_path: Path) -> None:
    content = workbook(
        ("Agency", "E-mail"), ("Agency", "E-mail"), ("A", "a@x.example"), ("Agency name", "email"), ("Club", "")
    )
    assert [one.name for one in read(tmp_path, content)] == ["A", "Club"]


@pytest.mark.parametrize("name", ["Agency list", "=A1"])
def test_a_sheet_that_a_person_sees_comes_before_a_hidden_one(tmp_path: Path, name: str) -> None:
    made = Workbook()
    for state, agency in (("veryHidden", "Of last year"), ("hidden", "Of a list"), ("visible", name)):
        sheet = made.create_sheet(f"{state} 2026")
        sheet.append(["Agency"])
        sheet.append([agency])
        sheet.sheet_state = state
    made.remove(made.worksheets[0])
    out = io.BytesIO()
    made.save(out)
    if name.startswith("="):
        assert problems(tmp_path, out.getvalue()) == (ListProblem(ListProblemKind.NAME_MISSING, 2),)
    else:
        assert [one.name for one in read(tmp_path, out.getvalue())] == [name]


def test_a_list_without_the_heading_says_what_it_has(tmp_path: Path) -> None:
    content = workbook(("Ref", "Head"), ("1", "Kim"))
    assert problems(tmp_path, content) == (ListProblem(ListProblemKind.NO_HEADING, 1, "ref, head"),)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK\x03\x04 no workbook", ListProblemKind.UNREADABLE),
        (b"\x00\x01\x02", ListProblemKind.UNREADABLE),
        (b"", ListProblemKind.NO_HEADING),
        (b"Agency\r\n", ListProblemKind.EMPTY),
        (b"Agency\r\n" + b"".join(b"A%d\r\n" % number for number in range(5001)), ListProblemKind.TOO_LONG),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_the_reason(
    tmp_path: Path, content: bytes, kind: ListProblemKind
) -> None:
    assert problems(tmp_path, content, "list.csv")[0].kind is kind


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("\ufeffAgency;Type\r\nHäfen;Club\r\n".encode("utf-16-le"), id="UTF-16, little end first"),
        pytest.param("\ufeffAgency\tType\r\nHäfen\tClub\r\n".encode("utf-16-be"), id="UTF-16, big end first"),
        pytest.param("sep=;\r\nAgency;Type\r\nHäfen;Club\r\n".encode(), id="Excel's line about the separator"),
        pytest.param("Schools, 2026,\r\n,,\r\nAgency *,Type:\r\nHäfen,Club\r\n".encode(), id="a title above"),
        pytest.param("Name of setting,Type\rHäfen,Club\r".encode(), id="line ends of old Macs"),
    ],
)
def test_csv_files_with_more_than_the_table_are_read(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content, "list.csv") == (ExpectedAgency("Häfen", "Club"),)


def test_a_title_above_the_headings_is_no_agency(tmp_path: Path) -> None:
    content = workbook(("School",), (), ("Agency", "Type"), ("A", "School"), ("B", "GP"))
    assert read(tmp_path, content) == (ExpectedAgency("A", "School"), ExpectedAgency("B", "GP"))


def saved_with(formula: str, value: str) -> bytes:
    """A workbook as a spreadsheet saves it: the formula, and what it gave."""
    content, out = workbook(("Agency", "Type"), (formula, "School")), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert b"<v />" in part or b"<v></v>" in part or b"<v/>" in part
                part = re.sub(rb"<v ?/>|<v></v>", b"<v>" + value.encode() + b"</v>", part)
                part = part.replace(b'<c r="A2">', b'<c r="A2" t="str">')
            target.writestr(name, part)
    return out.getvalue()


def test_the_name_that_a_formula_gives_is_taken_and_never_the_formula(tmp_path: Path) -> None:
    assert read(tmp_path, saved_with("=D2&E2", "Riverside")) == (ExpectedAgency("Riverside", "School"),)


@pytest.mark.parametrize("row", [("=D2", "School"), ("=D2",), ("#N/A", "School")])
def test_a_name_that_excel_has_not_worked_out_is_named(tmp_path: Path, row: tuple[str, ...]) -> None:
    content = workbook(("Agency", "Type"), ("A", "Club"), row)
    assert problems(tmp_path, content) == (ListProblem(ListProblemKind.NAME_MISSING, 3),)


def test_what_excel_could_not_look_up_is_left_empty(tmp_path: Path) -> None:
    assert read(tmp_path, workbook(("Agency", "Type"), ("A", "#N/A"))) == (ExpectedAgency("A"),)

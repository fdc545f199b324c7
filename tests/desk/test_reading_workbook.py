"""The workbook of all answers that an officer opens: what its sheets are, and that they say what the returns say."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from s11desk.app.receiving.agencies.agency_register import take_in_agencies
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk, create_desk
from s11desk.app.receiving.returns.desk_attention import look_at_overview
from s11desk.app.receiving.returns.review_return import accept_return, send_return_back
from s11desk.app.receiving.tables.desk_workbook import write_desk_workbook
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.desk_values import CountingRule, ReviewReason, TakenFile
from s11desk.domain.receiving.expected_agencies import ExpectedAgency
from s11desk.errors.desk_errors import TablesInsideDesk
from s11desk.errors.file_errors import FileExists
from s11desk.register.received_rows import add_arrival, keep_file
from s11desk.wording.desk.attention_words import LOOK_GROUPS
from s11desk.wording.desk.collation_words import LOCKED, NO_RETURN_IN_MAIL
from tests.desk.conftest import APPROVER, Post, take, take_one


def table_of(sheet: Worksheet) -> list[dict[str, object]]:
    """The rows of the one named table of a sheet, by the headings."""
    (table,) = sheet.tables.values()
    header, *body = [[cell.value for cell in row] for row in sheet[table.ref]]
    assert [column.name for column in table.tableColumns] == header
    return [dict(zip(map(str, header), row, strict=True)) for row in body]


@pytest.fixture(scope="module")
def book(post: Post, officer: Officer, tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    base = tmp_path_factory.mktemp("reading")
    create_desk(base / "desk", officer, "Sample Partnership")
    with ReceivingDesk(base / "desk", officer) as desk:
        take(desk, post.base / "in")
        accept_return(desk, take_one(desk, post["harbour"]).reference)
        names = (("Riverside Trust", "Charity"), ("Hilltop Club", "Club"), ("Quayside Nursery", "Nursery"))
        take_in_agencies(desk, [ExpectedAgency(*name) for name in names])
        assert write_desk_workbook(desk, base / "all.xlsx") == 3
    return openpyxl.load_workbook(base / "all.xlsx")


def test_it_opens_on_contents_that_name_every_sheet_with_its_rows(book: openpyxl.Workbook) -> None:
    assert book.active is not None
    assert book.active.title == "Contents"
    rows = table_of(book["Contents"])
    assert [row["Sheet"] for row in rows] == book.sheetnames[1:]
    assert book.sheetnames[1] == "Sample topic 2026"
    for row in rows:
        sheet = book[str(row["Sheet"])]
        assert row["What is on it"]
        assert row["Rows"] == (sheet.max_row if sheet.title == "Notes" else len(table_of(sheet)))
    links = {cell.hyperlink.location for row in book["Contents"].iter_rows() for cell in row if cell.hyperlink}
    assert links == {f"'{name}'!A1" for name in book.sheetnames[1:]}


def test_every_sheet_is_a_table_without_formulas_merged_cells_or_empty_columns(book: openpyxl.Workbook) -> None:
    for sheet in book:
        assert not sheet.merged_cells.ranges
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
        if sheet.title in {"Contents", "Notes"}:
            continue
        assert sheet.freeze_panes == "B2"
        rows = table_of(sheet)
        assert rows
        for name in rows[0]:
            assert any(row[name] is not None for row in rows), (sheet.title, name)
            assert "_" not in name


def test_the_first_sheet_has_a_row_for_each_agency_with_questions_in_plain_words(
    book: openpyxl.Workbook, post: Post
) -> None:
    rows = {row["Agency"]: row for row in table_of(book["Sample topic 2026"])}
    assert rows.keys() == {"=Harbour School", "Riverside Trust", "Hilltop Club"}
    with zipfile.ZipFile(post["riverside"]) as archive:
        data = json.loads(archive.read("audit.json"))
    row = rows["Riverside Trust"]
    assert (row["Reference"], row["Type"]) == (data["return"]["reference"], "Charity")
    staff = next(name for name in row if "taff" in name)
    assert row[staff] == 12.5
    assert staff.split(". ")[0].isdecimal()
    assert rows["=Harbour School"]["State"] == "Accepted"
    assert (row["Approved by"], rows["Hilltop Club"]["Approved by"]) == (None, APPROVER.name)


def test_who_has_not_returned_has_a_sheet_of_its_own(book: openpyxl.Workbook) -> None:
    assert [row["Agency"] for row in table_of(book["Not returned"])] == ["Quayside Nursery"]
    assert {row["Agency"] for row in table_of(book["Agencies"])} >= {"Riverside Trust", "Quayside Nursery"}
    left = {row["File"]: row["Why"] for row in table_of(book["Not in the tables"])}
    assert "in/letter.txt" in left
    assert all(left.values())


def test_the_columns_say_where_a_program_finds_the_same(book: openpyxl.Workbook) -> None:
    found = {(row["Sheet"], row["Column"]): row["In the files for a data analyst"] for row in table_of(book["Columns"])}
    assert found["Answers", "Question"] == "answers.question"
    assert "q_policy" in found.values()


def test_it_is_never_inside_the_desk_nor_over_a_file(desk: ReceivingDesk, tmp_path: Path) -> None:
    with pytest.raises(TablesInsideDesk):
        write_desk_workbook(desk, desk.folder.outgoing / "all.xlsx")
    (tmp_path / "all.xlsx").write_bytes(b"mine")
    with pytest.raises(FileExists):
        write_desk_workbook(desk, tmp_path / "all.xlsx")
    assert (tmp_path / "all.xlsx").read_bytes() == b"mine"


def test_what_was_sent_back_is_in_the_tables_of_all_that_came(desk: ReceivingDesk, post: Post, tmp_path: Path) -> None:
    take(desk, post["riverside"], post["harbour"])
    take_in_agencies(desk, [ExpectedAgency("The Trust", other_names=("Riverside Trust",))])
    send_return_back(desk, take_one(desk, post["riverside"]).reference, [ReviewReason("Question 3, please.")])
    assert write_desk_workbook(desk, tmp_path / "count.xlsx") == 1
    assert write_desk_workbook(desk, tmp_path / "came.xlsx", CountingRule.CAME) == 2
    came, count = (openpyxl.load_workbook(tmp_path / f"{name}.xlsx") for name in ("came", "count"))
    states = {row["Agency"]: row["State"] for row in table_of(came["Sample topic 2026"])}
    assert states == {"The Trust": "To be sent back", "=Harbour School": "New"}
    assert "Not in the tables" not in came.sheetnames
    (left,) = table_of(count["Not in the tables"])
    assert (left["Agency"], left["State"]) == ("The Trust", "To be sent back")
    assert {row["Agency"] for row in table_of(came["Decisions"])} == {"The Trust"}, "one name everywhere"
    assert table_of(came["Agencies"]) == table_of(count["Agencies"]), "it is no return that counts"


def test_a_file_without_a_return_is_in_the_same_group_on_the_screen_and_in_the_tables(
    desk: ReceivingDesk, post: Post, tmp_path: Path
) -> None:
    take(desk, post["riverside"])  # without a return there are no tables
    reasons = {
        "closed.s11": (FileState.HELD, "It is encrypted to you."),
        "locked.s11lock": (FileState.HELD, LOCKED),
        "letter.eml": (FileState.REFUSED, NO_RETURN_IN_MAIL),
        "half.zip": (FileState.REFUSED, "It is damaged."),
    }
    with desk.register.changing() as connection:
        for number, (name, (state, reason)) in enumerate(reasons.items()):
            file = TakenFile(f"{number:064x}", 9, name, desk.now(), "Kim", state, reason)
            keep_file(connection, file, is_new=True)
            add_arrival(connection, file.sha256, name, "{}", is_file_new=True)
    groups = {one.name: LOOK_GROUPS[one.kind.value] for one in look_at_overview(desk).attention if one.is_file}
    write_desk_workbook(desk, tmp_path / "all.xlsx")
    sheets = openpyxl.load_workbook(tmp_path / "all.xlsx")
    listed = {row["File"]: row["State"] for row in table_of(sheets["Not in the tables"])}
    assert groups == listed
    assert sorted(map(str, listed.values())) == [
        "E-mail without a return",
        "No return read in it",
        "No return read in it",
        "Still closed",
    ]

"""What a workbook hides, merges, crosses out or has beside its cells is named with its place."""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Callable
from typing import Literal

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Font
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Picture

from s11desk.app.topic_packs import template_topic
from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.topics.check_pack import Examination
from s11desk.topics.workbook.reading.from_workbook import examine_workbook_bytes
from s11desk.topics.workbook.writing.to_workbook import topic_workbook
from tests.samples import NOON, small_topic

P = ProblemCode
NEW = {
    *(P.SHEET_HIDDEN, P.SHEET_REPEATED, P.ROW_HIDDEN, P.ROW_FILTERED, P.COLUMN_HIDDEN, P.CELLS_MERGED, P.CELLS_JOINED),
    *(P.TEXT_STRUCK, P.COMMENT_UNREAD, P.BOX_UNREAD, P.PICTURE_UNREAD, P.ROW_FAR, P.COLUMN_FAR, P.HEADER_REPEATED),
    *(P.HEADER_EMPTY, P.HEADINGS_LOW),
}
Change = Callable[[Workbook], None]


@functools.cache
def sample_workbook() -> bytes:
    return topic_workbook(small_topic(), NOON)


def saved(change: Change) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(sample_workbook()), rich_text=True)
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def found(content: bytes) -> list[Problem]:
    return [problem for problem in examine_workbook_bytes("form.xlsx", content).problems if problem.code in NEW]


def column_of(sheet: Worksheet, heading: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == heading and isinstance(cell.column, int))


def hide_sheet(state: Literal["hidden", "veryHidden"]) -> Change:
    def change(book: Workbook) -> None:
        book["choices"].sheet_state = state

    return change


def hide_rows(book: Workbook) -> None:
    for number in (3, 4, 6):
        book["survey"].row_dimensions[number].hidden = True


def filter_rows(book: Workbook) -> None:
    sheet = book["survey"]
    sheet.auto_filter.ref = "A1:C9"
    sheet.auto_filter.add_filter_column(0, ["text"])
    sheet.row_dimensions[3].hidden = True


def close_group(book: Workbook) -> None:
    book["survey"].row_dimensions.group(3, 5, outline_level=1, hidden=True)


def open_group(book: Workbook) -> None:
    book["survey"].row_dimensions.group(3, 5, outline_level=1, hidden=False)


def hide_column(book: Workbook) -> None:
    book["survey"].column_dimensions["B"].hidden = True


def merge(cells: str) -> Change:
    return lambda book: book["survey"].merge_cells(cells)


def strike(book: Workbook) -> None:
    book["survey"]["C3"].font = Font(strike=True)


def strike_part(book: Workbook) -> None:
    crossed = TextBlock(InlineFont(strike=True), "an old policy")
    book["survey"]["C3"].value = CellRichText("Have you ", crossed, "a policy?")


def comment(book: Workbook) -> None:
    book["survey"]["C3"].comment = Comment("Ask Jo if we still need this", "Jo")


def picture(book: Workbook) -> None:
    out = io.BytesIO()
    Picture.new("RGB", (4, 4)).save(out, "PNG")
    book["survey"].add_image(Image(out), "D4")


def far_row(book: Workbook) -> None:
    sheet = book["survey"]
    sheet.cell(sheet.max_row + 400, 1).value = "text"


def far_column(book: Workbook) -> None:
    book["survey"].cell(3, 260).value = "a note to myself"


def unnamed_column(book: Workbook) -> None:
    sheet = book["survey"]
    sheet.cell(3, sheet.max_column + 3).value = "a note to myself"


def second_sheet(book: Workbook) -> None:
    sheet = book.create_sheet("survey ")
    sheet.append(["type", "name", "label"])
    sheet.append(["text", "more", "More?"])


def repeated(heading: str) -> Change:
    def change(book: Workbook) -> None:
        sheet = book["survey"]
        sheet.cell(1, sheet.max_column + 1).value = heading
        sheet.cell(3, sheet.max_column).value = "Other words"

    return change


def list_name_twice(book: Workbook) -> None:
    sheet = book["choices"]
    sheet.cell(1, sheet.max_column + 1).value = "list name"
    sheet.cell(2, sheet.max_column).value = "agencies"


def lower_headings(book: Workbook) -> None:
    book["survey"].insert_rows(1, 2)
    book["survey"]["A1"].value = "Our form"


def blank_rows_above(book: Workbook) -> None:
    book["survey"].insert_rows(1, 3)


CASES: dict[str, tuple[Change, list[tuple[ProblemCode, str]]]] = {
    "a hidden sheet": (hide_sheet("hidden"), [(P.SHEET_HIDDEN, "choices")]),
    "a very hidden sheet": (hide_sheet("veryHidden"), [(P.SHEET_HIDDEN, "choices")]),
    "hidden rows": (hide_rows, [(P.ROW_HIDDEN, "survey, rows 3 to 4"), (P.ROW_HIDDEN, "survey, row 6")]),
    "filtered rows": (filter_rows, [(P.ROW_FILTERED, "survey, row 3")]),
    "a closed group": (close_group, [(P.ROW_HIDDEN, "survey, rows 3 to 5")]),
    "an open group": (open_group, []),
    "a hidden column": (hide_column, [(P.COLUMN_HIDDEN, "survey, name")]),
    "merged rows": (merge("A3:A5"), [(P.CELLS_MERGED, "survey, row 3, type")]),
    "merged headings": (merge("C1:D1"), [(P.CELLS_MERGED, "survey, row 1, label")]),
    "merged columns": (merge("C3:D3"), [(P.CELLS_JOINED, "survey, row 3, label")]),
    "struck text": (strike, [(P.TEXT_STRUCK, "survey, row 3, label")]),
    "struck text in part": (strike_part, [(P.TEXT_STRUCK, "survey, row 3, label")]),
    "a comment": (comment, [(P.COMMENT_UNREAD, "survey, row 3, label")]),
    "a picture": (picture, [(P.PICTURE_UNREAD, "survey")]),
    "a row far below": (far_row, [(P.ROW_FAR, "")]),
    "a column far away": (far_column, [(P.COLUMN_FAR, "survey, column IZ")]),
    "a column without a heading": (unnamed_column, [(P.HEADER_EMPTY, "")]),
    "a second sheet of the name": (second_sheet, [(P.SHEET_REPEATED, "survey")]),
    "a heading twice": (repeated("label"), [(P.HEADER_REPEATED, "survey, row 1, label")]),
    "a heading twice in capitals": (repeated(" LABEL "), [(P.HEADER_REPEATED, "survey, row 1, label")]),
    "a heading twice with a hard space": (repeated("label\u00a0"), [(P.HEADER_REPEATED, "survey, row 1, label")]),
    "list_name and list name": (list_name_twice, [(P.HEADER_REPEATED, "choices, row 1, list name")]),
    "a title above the headings": (lower_headings, [(P.HEADINGS_LOW, "survey, row 3")]),
    "blank rows above the headings": (blank_rows_above, []),
}


@pytest.mark.parametrize("case", CASES)
def test_what_a_sheet_hides_or_has_beside_its_cells_is_named_with_its_place(case: str) -> None:
    change, expected = CASES[case]
    problems = found(saved(change))
    assert [problem.code for problem in problems] == [code for code, _ in expected]
    for problem, (_, place) in zip(problems, expected, strict=True):
        assert not place or problem.place == place


def test_a_text_box_is_named_with_its_words() -> None:
    problems = found(_with_box(saved(picture), "Do not forget Part B"))
    assert (P.BOX_UNREAD, "survey", "Do not forget Part B") in [(one.code, one.place, one.found) for one in problems]


def _with_box(content: bytes, words: str) -> bytes:
    """The workbook with a text box in its drawing, as Excel writes one."""
    box = (
        '<xdr:sp xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:txBody><a:p><a:r>'
        f"<a:t>{words}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for part in before.namelist():
            text = before.read(part)
            if part == "xl/drawings/drawing1.xml":
                start = text.index(b">", text.index(b"wsDr")) + 1
                name = text[text.index(b"<") + 1 : text.index(b"wsDr")]
                own = box.replace("xdr:", name.decode()).encode()
                text = text[:start] + own + text[start:]
            after.writestr(part, text)
    return out.getvalue()


def _replaced(content: bytes, part: str, before: bytes, after: bytes) -> bytes:
    """The workbook with other bytes in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            assert name != part or before in text
            new.writestr(name, text.replace(before, after, 1) if name == part else text)
    return out.getvalue()


def test_a_row_without_height_is_hidden() -> None:
    content = _replaced(saved(lambda _: None), "xl/worksheets/sheet1.xml", b'<row r="3"', b'<row r="3" ht="0"')
    assert [problem.code for problem in found(content)] == [P.ROW_HIDDEN]


def test_a_part_that_declares_entities_is_not_read() -> None:
    content = _replaced(saved(hide_rows), "xl/worksheets/sheet1.xml", b"<worksheet", b"<!DOCTYPE x><worksheet")
    examined = examine_workbook_bytes("form.xlsx", content)
    assert [problem.code for problem in examined.problems] == [P.WORKBOOK_UNREADABLE]


@pytest.mark.parametrize("is_template", [False, True])
def test_a_workbook_that_this_program_wrote_hides_nothing(*, is_template: bool) -> None:
    topic = template_topic() if is_template else small_topic()
    examined: Examination = examine_workbook_bytes("form.xlsx", topic_workbook(topic, NOON, is_template=is_template))
    assert not [problem for problem in examined.problems if problem.code in NEW]

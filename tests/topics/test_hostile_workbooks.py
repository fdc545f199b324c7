"""A workbook that would cost much time or memory is refused before openpyxl reads it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.topics.files.workbook_file import sheet_list
from s11desk.topics.workbook.reading import read_workbook
from s11desk.topics.workbook.reading.read_workbook import TopicWorkbook, parse_workbook
from s11desk.topics.workbook.reading.workbook_bounds import MAX_PART_BYTES, MAX_READ_BYTES, MAX_SHEETS
from tests.evidence.samples import picture

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET = "xl/worksheets/sheet1.xml"
Parts = dict[str, bytes]


def parts_of(sheets: int = 1) -> Parts:
    """The parts of a workbook with a sheet ``survey`` of one row."""
    workbook = openpyxl.Workbook()
    first = workbook.worksheets[0]
    first.title = "survey"
    first.append(["type", "name", "label"])
    for number in range(1, sheets):
        workbook.create_sheet(f"more{number}")
    out = io.BytesIO()
    workbook.save(out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    return packed({**parts_of(), name: content})


def filled(tag: str, inside: bytes, size: int) -> bytes:
    """An XML part of somewhat more than ``size`` bytes."""
    start = "<sheetData>" if tag == "worksheet" else ""
    end = start.replace("<", "</")
    return f'<{tag} xmlns="{_MAIN}">{start}'.encode() + inside * (size // len(inside) + 1) + f"{end}</{tag}>".encode()


def one_sheet_many_times() -> bytes:
    """A list of sheets that all are the same large part."""
    sheets = parts_of(sheets=20)
    relations = sheets["xl/_rels/workbook.xml.rels"]
    for number in range(2, 21):
        relations = relations.replace(f"sheet{number}.xml".encode(), b"sheet1.xml")
    rows = filled("worksheet", b"<row/>", 1_000_000)
    return packed({**sheets, "xl/_rels/workbook.xml.rels": relations, _SHEET: rows})


HOSTILE: dict[str, Callable[[], bytes]] = {
    "many formats": lambda: with_part("xl/styles.xml", filled("styleSheet", b"<xf/>", 2_000_000)),
    "many names": lambda: with_part("xl/workbook.xml", filled("workbook", b'<definedName name="a"/>', 2_000_000)),
    "many types": lambda: with_part("[Content_Types].xml", filled("Types", b"<Default/>", 2_000_000)),
    "many relations": lambda: with_part("xl/_rels/workbook.xml.rels", filled("R", b"<R/>", 2_000_000)),
    "many shared texts": lambda: with_part("xl/sharedStrings.xml", filled("sst", b"<si/>", MAX_PART_BYTES)),
    "many rows": lambda: with_part(_SHEET, filled("worksheet", b"<row/>", MAX_PART_BYTES)),
    "a long text": lambda: with_part(_SHEET, filled("worksheet", b"a", MAX_PART_BYTES)),
    "another part": lambda: with_part("xl/media/image1.png", filled("styleSheet", b"<xf/>", 2_000_000)),
    "much together": lambda: packed(
        {**parts_of(), **{f"xl/worksheets/a{n}.xml": bytes(MAX_READ_BYTES // 9) for n in range(10)}}
    ),
    "many sheets": lambda: packed(parts_of(sheets=MAX_SHEETS + 1)),
    "one sheet many times": one_sheet_many_times,
    "many parts": lambda: packed({**parts_of(), **{f"a{n}": b"" for n in range(2000)}}),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_workbook_that_would_cost_much_is_refused(kind: str) -> None:
    found = parse_workbook("topic.xlsx", HOSTILE[kind]())
    assert isinstance(found, Problem)
    assert found.code is ProblemCode.WORKBOOK_TOO_LARGE


@pytest.mark.parametrize("kind", HOSTILE)
def test_it_is_refused_before_it_is_read(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(read_workbook, "load_workbook")
    assert isinstance(parse_workbook("topic.xlsx", HOSTILE[kind]()), Problem)


def test_rows_with_wide_gaps_between_are_read_only_to_a_last_one() -> None:
    rows = b"".join(b'<row r="%d"><c><v>1</v></c></row>' % number for number in range(1, 300_000, 190))
    found = parse_workbook("topic.xlsx", with_part(_SHEET, filled("worksheet", rows, 1)))
    assert isinstance(found, TopicWorkbook)
    assert found.sheets[0].is_cut
    assert len(found.sheets[0].rows) < 300


def test_a_large_picture_in_a_workbook_is_not_a_reason_to_refuse_it() -> None:
    content = with_part("xl/media/image1.png", picture("PNG") + bytes(3_000_000))
    assert isinstance(parse_workbook("topic.xlsx", content), TopicWorkbook)


def test_a_file_that_is_not_a_zip_has_no_list_of_sheets(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\3\4" + bytes(99))
    assert not sheet_list(tmp_path / "a.xlsx")
    assert not sheet_list(tmp_path / "none.xlsx")
    (tmp_path / "b.xlsx").write_bytes(packed(parts_of()))
    assert sheet_list(tmp_path / "b.xlsx")

"""The office and calendar files of the action plan: the pack's columns, real dates, and typed text that stays text."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO
from xml.etree import ElementTree

import docx
import msgspec
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from s11desk.domain.audits.audit import Action, ActionStatus
from s11desk.domain.text.blank_text import is_blank_text
from s11desk.domain.text.clean_text import clean_text
from s11desk.errors.answer_errors import PlanUndated
from s11desk.report.kinds.documents import DraftCopy, write_action_plan
from s11desk.report.plan_files import write_plan_calendar, write_plan_document, write_plan_workbook
from tests.report.long_sample import LONG_AUDIT, LONG_TOPIC
from tests.report.reading import bytes_of, page_texts, solid
from tests.report.sample import COLUMNS, MADE
from tests.report.structure import structure

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
GOLDEN_DOCUMENT = Path(__file__).parents[1] / "golden" / "action-plan-docx.txt"
HEADS = ["No.", *COLUMNS.values()]
HOSTILE = (
    '=HYPERLINK("http://x.example","press")',
    "+1|-1@SUM(A1:A9)\tand a tab",
    "-2+3|cmd|' /C calc'!A0",
    "'quoted at the start",
    "<para>&amp;</para> <b>not bold</b> {{field}} %s &P &N",
    "_x0041_ and _x000D_ and __x0041__",
    "first\nsecond\n\nfourth\\n;,:\\",
    "a\x00b\x07c\x1bd\ufffee\U0001f600f\u05d0\u202eg",
    "END:VEVENT\r\nEND:VCALENDAR\r\nBEGIN:VALARM",
    r"H:\Notes\New plan, \\Nas\n\\\N;",
)


def planned(*actions: Action, draft: DraftCopy) -> DraftCopy:
    return replace(draft, audit=msgspec.structs.replace(draft.audit, actions=actions))


def workbook_of(draft: DraftCopy) -> Worksheet:
    content = bytes_of(lambda out: write_plan_workbook(out, draft))
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def table_of(draft: DraftCopy) -> list[list[str]]:
    (table,) = docx.Document(io.BytesIO(document_bytes(draft))).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def document_bytes(draft: DraftCopy) -> bytes:
    return bytes_of(lambda out: write_plan_document(out, draft, FONTS))


def calendar_bytes(draft: DraftCopy) -> bytes:
    return bytes_of(lambda out: write_plan_calendar(out, draft))


def events(content: bytes) -> list[dict[str, str]]:
    """Unfolded and unescaped, as a calendar program reads them (RFC 5545, 3.1 and 3.3.11)."""
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    found: list[dict[str, str]] = []
    for line in lines[1:-2]:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and line != "END:VEVENT":
            assert name not in found[-1]
            found[-1][name] = re.sub(r"\\(.)", lambda escape: "\n" if escape[1] == "n" else escape[1], value)
    return found


def as_read(cell: str) -> str:
    """``cell`` as a spreadsheet program reads it (ECMA-376, 22.9.2.19)."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), cell)


def test_the_document_has_the_packs_columns_and_every_action(draft: DraftCopy) -> None:
    rows = table_of(draft)
    assert rows[0] == HEADS
    assert [row[0] for row in rows[1:]] == ["A1", "A2"]
    assert rows[1][3] == "Brief all contractors and make the briefing part of every contract"
    assert rows[1][7].replace("\u00a0", " ") == "30 Sep 2026"
    assert rows[1][-1] == "In progress"


def test_the_document_is_landscape_with_a_repeated_header_row_and_page_numbers(draft: DraftCopy) -> None:
    written = docx.Document(io.BytesIO(document_bytes(draft)))
    header, body = written.tables[0].rows[0], written.tables[0].rows[1]
    assert header._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert body._tr.find(f".//{qn('w:tblHeader')}") is None
    section = written.sections[0]
    assert section.orientation is WD_ORIENT.LANDSCAPE
    footer = section.footer._element.xml
    assert 'w:instr="PAGE"' in footer
    assert 'w:instr="NUMPAGES"' in footer
    assert "Riverside Homes" in section.header.paragraphs[0].text
    assert [paragraph.style.name for paragraph in written.paragraphs[:2] if paragraph.style] == ["Title", "Subtitle"]


def test_the_workbook_has_dates_and_numbers_and_everything_else_is_text(draft: DraftCopy) -> None:
    sheet = workbook_of(draft)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == HEADS
    assert [row[7] for row in rows[1:]] == [dt.datetime(2026, 9, 30), dt.datetime(2026, 7, 15)]  # noqa: DTZ001
    assert [row[1] for row in rows[1:]] == [4, 5]
    others = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.column not in {2, 8} and cell.value]
    assert all((cell.data_type, cell.number_format, cell.quotePrefix) == ("s", "@", True) for cell in others)
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", "A1:K3", "$1:$1")
    (offered,) = sheet.data_validations.dataValidation
    assert offered.formula1 == '"Not started,In progress,Done"'
    assert str(offered.sqref).startswith("K2:")


def test_a_date_before_1900_is_text_in_the_workbook(draft: DraftCopy) -> None:
    sheet = workbook_of(planned(Action("A1", due=dt.date(1850, 2, 3)), draft=draft))
    cell = sheet.cell(2, 8)
    assert (cell.data_type, str(cell.value).replace("\u00a0", " ")) == ("s", "3 Feb 1850")


def test_the_calendar_has_an_event_for_each_dated_action_that_is_not_done(draft: DraftCopy) -> None:
    audit = draft.audit
    done = msgspec.structs.replace(audit.actions[1], status=ActionStatus.DONE)
    undated = Action("A3", action="Some day")
    (event,) = events(calendar_bytes(planned(audit.actions[0], done, undated, draft=draft)))
    assert event["UID"] == "d7f3a2c1-a1@s11desk"
    assert (event["DTSTART;VALUE=DATE"], event["DURATION"], event["TRANSP"]) == ("20260930", "P1D", "TRANSPARENT")
    assert (event["DTSTAMP"], event["SEQUENCE"]) == ("20260603T130207Z", "41")
    assert event["SUMMARY"].startswith("Section 11 action A1 due: Brief all contractors")
    assert "Named lead: Tomasz Łukaszewicz\n" in event["DESCRIPTION"]
    assert "ATTENDEE" not in event


def test_writing_a_calendar_without_any_date_is_refused(draft: DraftCopy) -> None:
    with pytest.raises(PlanUndated):
        calendar_bytes(planned(Action("A1", action="Some day"), draft=draft))


def test_no_line_of_the_calendar_is_too_long_and_none_ends_inside_a_character() -> None:
    content = calendar_bytes(DraftCopy(LONG_TOPIC, LONG_AUDIT, MADE))
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert "".join(line.decode() for line in lines)
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert len(events(content)) == sum(
        a.due is not None and a.status is not ActionStatus.DONE for a in LONG_AUDIT.actions
    )


@pytest.mark.parametrize("typed", HOSTILE)
def test_typed_text_stays_text_in_every_file(draft: DraftCopy, typed: str) -> None:
    hostile = planned(Action("A1", "identify", typed, typed, due=dt.date(2026, 9, 1)), draft=draft)
    kept = clean_text(typed)
    assert table_of(hostile)[1][2:4] == [kept, kept]
    cell = workbook_of(hostile).cell(2, 3)
    assert (as_read(str(cell.value)), cell.data_type, cell.quotePrefix) == (kept, "s", True)
    (event,) = events(calendar_bytes(hostile))
    assert f"Action: {kept}\n" in event["DESCRIPTION"]
    printed = solid("".join(page_texts(bytes_of(lambda out: write_action_plan(out, hostile, FONTS)))))
    plain = "".join(character for character in solid(kept) if character.isascii())
    assert plain in "".join(
        character for character in re.sub(r"[\[\]]U\+[0-9A-F]+\]|\[grinningface\]", "", printed) if character.isascii()
    )


def test_a_text_of_100000_characters_without_a_space_is_kept_whole(draft: DraftCopy) -> None:
    typed = "".join(f"{number:05}" for number in range(20_000))
    long = planned(Action("A1", "identify", "short", typed, due=dt.date(2026, 9, 1)), draft=draft)
    assert table_of(long)[1][3] == typed
    rows = list(workbook_of(long).iter_rows(min_row=2, values_only=True))
    assert [row[:3] for row in rows] == [("A1", 4, "short")] * 4
    assert "".join(str(row[3]) for row in rows) == typed
    assert f"Action: {typed}\n" in events(calendar_bytes(long))[0]["DESCRIPTION"]
    printed = structure(bytes_of(lambda out: write_action_plan(out, long, FONTS)))
    assert typed in [solid(element.text) for element in printed]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=4, max_size=4))
def test_any_text_is_read_back_unchanged(texts: list[str]) -> None:
    action, lead, measure, progress = texts
    typed = Action("A1", "", "x", action, lead, measure=measure, progress=progress, due=dt.date(2026, 9, 1))
    draft = DraftCopy(LONG_TOPIC, msgspec.structs.replace(LONG_AUDIT, actions=(typed,)), MADE)
    wanted = ["" if is_blank_text(text) else clean_text(text.strip()) for text in texts]
    row = table_of(draft)[1]
    assert [row[3], row[4], row[8], row[9]] == wanted
    cells = next(workbook_of(draft).iter_rows(min_row=2, values_only=True))
    assert [as_read(str(cells[place] or "")) for place in (3, 4, 8, 9)] == wanted
    description = events(calendar_bytes(draft))[0]["DESCRIPTION"]
    assert all(text in description for text in wanted)


KINDS: dict[str, Callable[[BinaryIO, DraftCopy], None]] = {
    "docx": lambda out, draft: write_plan_document(out, draft, FONTS),
    "xlsx": write_plan_workbook,
    "ics": write_plan_calendar,
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_draft_and_time_give_the_same_bytes(draft: DraftCopy, kind: str) -> None:
    def write(made: dt.datetime) -> bytes:
        return bytes_of(lambda out: KINDS[kind](out, replace(draft, made_at=made)))

    assert write(MADE) == write(MADE)
    assert write(MADE) != write(MADE + dt.timedelta(minutes=1))


WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_as_xml(content: bytes) -> str:
    """The text document as its XML has it: a line for each paragraph, with its style, and for each table row."""
    with zipfile.ZipFile(io.BytesIO(content)) as office:
        read = [office.read(f"word/{name}.xml") for name in ("header1", "document", "footer1")]
    parts = [ElementTree.fromstring(part) for part in read]  # noqa: S314 - our own
    body = parts[1].find(f"{WORD}body")
    assert body is not None
    return "\n".join(line for part in (parts[0], body, parts[2]) for child in part for line in _lines_of(child)) + "\n"


def _lines_of(element: ElementTree.Element) -> list[str]:
    if element.tag == f"{WORD}tbl":
        return [_row(row) for row in element.iter(f"{WORD}tr")]
    style = element.find(f"{WORD}pPr/{WORD}pStyle")
    words = "".join(text.text or "" for text in element.iter(f"{WORD}t"))
    return [f"{'' if style is None else style.attrib[f'{WORD}val']}: {words}"] if words else []


def _row(row: ElementTree.Element) -> str:
    heading = "# " if row.find(f"{WORD}trPr/{WORD}tblHeader") is not None else "- "
    cells = (
        " / ".join("".join(text.text or "" for text in line.iter(f"{WORD}t")) for line in cell.iter(f"{WORD}p"))
        for cell in row.iter(f"{WORD}tc")
    )
    return heading + " | ".join(cells)


def test_the_document_equals_the_golden_text(draft: DraftCopy) -> None:
    """Compare all words, styles and the header row, with a reader that is independent of the writer."""
    read = read_as_xml(document_bytes(draft))
    assert read == GOLDEN_DOCUMENT.read_text("utf-8"), f"if the change is meant, put this into {GOLDEN_DOCUMENT.name}"


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_an_office_file_has_no_time_except_the_documents(draft: DraftCopy, kind: str) -> None:
    with zipfile.ZipFile(io.BytesIO(bytes_of(lambda out: KINDS[kind](out, draft)))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", properties)) == {"2026-06-03T13:02:07Z"}
    assert "Riverside Homes" in properties
    assert "python-docx" not in properties


def test_the_document_of_an_empty_plan_says_that_there_are_no_actions(draft: DraftCopy) -> None:
    written = docx.Document(io.BytesIO(document_bytes(planned(draft=draft))))
    assert written.tables == []
    assert "No actions are planned." in [paragraph.text for paragraph in written.paragraphs]
    assert workbook_of(planned(draft=draft)).max_row == 1

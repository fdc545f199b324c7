"""What format 2 of a topic adds to paper and workbook: sections, own numbers, tables, totals, names and scores."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

from openpyxl import load_workbook

from s11desk.bundle.answers_workbook import workbook_bytes
from s11desk.domain.audits.audit import Answer, AnswerRow, Audit, Cell
from s11desk.domain.topics.topic import Topic
from s11desk.report.kinds.documents import ReturnDocument, write_blank_form, write_return
from s11desk.topics.pack import load_pack
from tests.report.reading import bytes_of, page_texts, words
from tests.samples import NOON

PACK = Path(__file__).parents[1] / "topics" / "format2"


def topic() -> Topic:
    return load_pack(PACK)


def audit() -> Audit:
    rows = (
        AnswerRow((Cell("name", "Anna"), Cell("day", date=dt.date(2026, 3, 2)), Cell("hours", number=7.5))),
        AnswerRow((Cell("name", "Ben"), Cell("course", choice="lead"))),
    )
    answers = (
        Answer("agency", choice="school"),
        Answer("staff", number=12.0),
        Answer("trained", number=10.0),
        Answer("courses", rows=rows),
        Answer("quarters", rows=(AnswerRow((Cell("made", number=3.0),), row="q2"),)),
        Answer("lead", choice="Blue", reason="Every team has one."),
        Answer("policy", choice="no"),
    )
    return Audit("AB12", "Sample school", topic().id, 1, "x", NOON, NOON, 1, answers=answers)


def return_text(fonts: Path) -> str:
    document = ReturnDocument(topic(), audit(), "SSCP-1", 1, NOON)
    return words(" ".join(page_texts(bytes_of(lambda out: write_return(out, document, fonts)))))


def test_a_return_prints_sections_numbers_tables_and_totals(fonts: Path) -> None:
    text = return_text(fonts)
    for expected in (
        "Section 175 self-assessment return",
        "Part one Your staff",
        "1.1 How many staff have you? 12 staff",
        "Row 1 Anna 2 Mar 2026 7.5",
        "Row 2 Ben For leads",
        "July to September 3",
        "Every team has a lead.",
        "Give the example Every team has one.",
        "Answers to: Keeping children safe in education Part two, 84",
        "Score given by the partnership",
        "Standards 100%, 3 of 3 points (1 of 1 that apply is answered)",
        "Whole form Yes 0, No 1 (1 of 1 that apply is answered)",
    ):
        assert expected in text
    assert "Action plan" not in text


def test_a_blank_form_asks_what_each_option_asks_and_when_a_question_applies(fonts: Path) -> None:
    text = words(" ".join(page_texts(bytes_of(lambda out: write_blank_form(out, topic(), fonts, NOON)))))
    for expected in (
        "Answer this only if your answer to question 1.1 is 1 or more.",
        "Answer this only if your answer to question 2.1 is not “Red”, or if your answer to question 1.1 is 10 or more "
        "and 500 or less.",
        "Blue Every team has a lead. Needs a reason or evidence.",
        "Give the example",
        "April to June",
    ):
        assert expected in text


def test_the_workbook_has_cells_totals_and_the_columns_that_the_topic_needs() -> None:
    book = load_workbook(io.BytesIO(workbook_bytes(topic(), audit(), "SSCP-1", NOON)))
    assert book.sheetnames == ["Answers", "Action plan", "Tables", "Totals"]
    heads = [cell.value for cell in book["Answers"][1]]
    assert heads[-3:] == ["section", "references", "moderated_score"]
    cells = [[cell.value for cell in row] for row in book["Tables"].iter_rows(min_row=2)]
    assert ["SSCP-1", "Sample school", "courses", None, "Row 2", "course", "Course", "lead", "For leads", None] in cells
    assert ["SSCP-1", "Sample school", "quarters", "q2", "July to September", "made", "Made", None, "3", None] in cells
    totals = [[cell.value for cell in row] for row in book["Totals"].iter_rows(min_row=2)]
    assert totals[1][:10] == ["SSCP-1", "Sample school", "brag", None, "Whole form", "1", "1", "3", "3", "100"]


def test_the_workbook_of_a_topic_without_any_of_this_has_two_sheets_and_the_same_columns() -> None:
    plain = load_pack(PACK.parent / "sound")
    blank = Audit("AB12", "Sample school", plain.id, 1, "x", NOON, NOON, 1)
    book = load_workbook(io.BytesIO(workbook_bytes(plain, blank, "SSCP-1", NOON)))
    assert book.sheetnames == ["Answers", "Action plan"]
    assert [cell.value for cell in book["Answers"][1]][-1] == "actions"


def test_the_sign_off_says_who_signs_and_what_they_declare(fonts: Path) -> None:
    text = return_text(fonts)
    assert "Completed by: Headteacher These answers are true." in text
    assert "Approved by: Chair of governors" in text
    blank = words(" ".join(page_texts(bytes_of(lambda out: write_blank_form(out, topic(), fonts, NOON)))))
    assert "Completed by: Headteacher These answers are true." in blank

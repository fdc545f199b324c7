"""``answers.xlsx`` in a spreadsheet program: all lines of a long answer are visible without resizing a row."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

import pytest

from s11desk.bundle.answers_workbook import WIDE, workbook_bytes
from s11desk.domain.audits.audit import Action, Answer, Audit
from s11desk.domain.topics.topic import QuestionKind
from s11desk.office.cells import row_height
from tests.samples import NOON, audit_with, question, small_topic

SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TOPIC = small_topic(question("policy", QuestionKind.LONG_TEXT), question("training", QuestionKind.LONG_TEXT))
LINE = 15.0


def heights(sheet: int, audit: Audit) -> list[float]:
    """Return the heights of the rows in points. None may be a custom height: Excel would keep it at each edit."""
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(TOPIC, audit, "ABCD-1", NOON))) as office:
        root = ElementTree.fromstring(office.read(f"xl/worksheets/sheet{sheet}.xml"))  # noqa: S314 - our own
    rows = list(root.iter(f"{SPREADSHEET}row"))
    assert all("customHeight" not in row.attrib for row in rows)
    return [float(row.attrib["ht"]) for row in rows]


def test_a_row_is_as_tall_as_its_longest_answer() -> None:
    long = Answer("policy", text="word " * 100, comment="one\ntwo\nthree")
    _, first, second = heights(1, audit_with(long, Answer("training", text="Yes")))
    assert first >= LINE * len(long.text) / WIDE
    assert second == LINE


def test_line_breaks_count_as_lines() -> None:
    _, first, _ = heights(1, audit_with(Answer("policy", comment="a\nb\n\nd")))
    assert first == 4 * LINE


def test_the_rows_of_the_action_plan_have_heights() -> None:
    _, row = heights(2, audit_with(actions=(Action(id="A1", action="train " * 60),)))
    assert row >= LINE * 360 / WIDE


def test_no_row_is_taller_than_a_spreadsheet_allows() -> None:
    assert max(heights(1, audit_with(Answer("policy", text="x" * 40_000)))) == 409


@pytest.mark.parametrize(("text", "lines"), [("", 1), ("short", 1), ("x" * 47, 1), ("x" * 97, 3), ("a\n\nb", 3)])
def test_the_row_height_depends_on_text_and_column_width(text: str, lines: int) -> None:
    assert row_height([(text, 48), ("", 18)]) == lines * LINE

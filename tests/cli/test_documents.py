"""``s11desk report``: each document, the format for each ending, and refused options."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from tests.cli.conftest import Command

DEMO = Path(__file__).parents[2] / "resources" / "demo"


def text_of(path: Path) -> str:
    document = pdfium.PdfDocument(path.read_bytes())
    try:
        pages = (document[number].get_textpage().get_text_bounded() for number in range(len(document)))
        return " ".join(" ".join(pages).split())
    finally:
        document.close()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), "draft copy"),
        (("--blank",), "self-assessment form"),
        (("--summary",), "summary for the board"),
        (("--action-plan",), "Action plan"),
        (("--question", "family-hubs"), "one question"),
        (("--question", "1", "--no-pictures"), "Question 1 of"),
    ],
)
def test_each_option_writes_its_own_document(
    s11desk: Command, audit_id: str, tmp_path: Path, options: tuple[str, ...], expected: str
) -> None:
    path = tmp_path / "out.PDF"
    ran = s11desk("report", audit_id, path, *options)
    assert (ran.code, ran.out) == (0, f"{path}\n")
    assert expected in text_of(path)


def test_the_ending_chooses_the_format_of_the_action_plan(s11desk: Command, audit_id: str, tmp_path: Path) -> None:
    s11desk("answer", audit_id, DEMO / "answers.json")
    for ending, part in (("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml")):
        path = tmp_path / f"plan.{ending}"
        assert s11desk("report", audit_id, path, "--action-plan").code == 0
        with zipfile.ZipFile(path) as archive:
            assert part in archive.namelist()
    calendar = tmp_path / "plan.ics"
    assert s11desk("report", audit_id, calendar, "--action-plan").code == 0
    assert calendar.read_bytes().count(b"BEGIN:VEVENT") > 0


def test_a_calendar_without_a_due_date_is_refused(s11desk: Command, audit_id: str, tmp_path: Path) -> None:
    ran = s11desk("report", audit_id, tmp_path / "plan.ics", "--action-plan")
    assert (ran.code, "due date" in ran.err) == (2, True)
    assert not (tmp_path / "plan.ics").exists()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("plan.odt", "--action-plan"), "plan.odt must end in .pdf or .docx or .xlsx or .ics"),
        (("plan", "--action-plan"), "plan must end in"),
        (("draft.docx",), "draft.docx must end in .pdf."),
        (("out.pdf", "--blank", "--summary"), "each ask for another document"),
        (("out.pdf", "--question", "famly-hubs"), "Did you mean “family-hubs”?"),
    ],
)
def test_wrong_options_are_refused_and_no_file_is_written(
    s11desk: Command, audit_id: str, tmp_path: Path, arguments: tuple[str, ...], expected: str
) -> None:
    name, *options = arguments
    ran = s11desk("report", audit_id, tmp_path / "out" / name, *options)
    assert ran.code == 2
    assert expected in ran.err
    assert not (tmp_path / "out" / name).exists()

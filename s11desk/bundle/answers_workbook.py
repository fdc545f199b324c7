"""``answers.xlsx``: one row for each question, for people who work in a spreadsheet.

Column names never change, dates are ISO dates, no cells are merged. Every cell is text, so typed text is never a
formula. The same values give the same bytes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.dimensions import RowDimension

from s11desk.domain.audit import Answer, Audit, Cell
from s11desk.domain.questions import TableColumn
from s11desk.domain.tables import shown_rows
from s11desk.domain.topic import Question, Topic, label_of
from s11desk.domain.totals import scale_totals
from s11desk.domain.visibility import asked_questions
from s11desk.office_files import MAX_CELL_LENGTH, cell_text, row_height, with_fixed_time
from s11desk.wording.reference_words import reference_words
from s11desk.wording.table_words import choice_words
from s11desk.wording.total_words import total_name
from s11desk.workbook_memory import workbook_content, write_rows_in_memory

ANSWER_COLUMNS = (
    "reference", "agency", "topic", "topic_version", "number", "question_id", "question", "kind", "answer_code",
    "answer", "score", "left_out_of_totals", "other", "text", "people", "comment", "reason", "evidence", "actions",
)  # fmt: skip
ACTION_COLUMNS = (
    "reference", "agency", "action_id", "question_id", "area", "action", "lead", "job_role", "resources", "due",
    "measure", "progress", "status",
)  # fmt: skip

TABLE_COLUMNS = (
    "reference", "agency", "question_id", "row_id", "row", "column_id", "column", "value_code", "value", "unit",
)  # fmt: skip
TOTAL_COLUMNS = (
    "reference", "agency", "scale_id", "section_id", "section", "answered", "applicable", "points", "highest_points",
    "percent", "counts",
)  # fmt: skip

WIDE_COLUMNS = {"question", "text", "people", "comment", "reason", "evidence", "area", "action", "measure", "progress"}
WIDE, NARROW = 48, 18
"""Widths in characters."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of text. Each row has as many cells as there are column names."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def workbook_bytes(topic: Topic, audit: Audit, reference: str, made_at: dt.datetime) -> bytes:
    """Make the workbook of the return ``reference``. ``made_at``: the time that is written into the file."""
    extra = extra_columns(topic)
    answers = Sheet("Answers", (*ANSWER_COLUMNS, *extra), _answer_rows(topic, audit, reference, extra))
    actions = Sheet("Action plan", ACTION_COLUMNS, _action_rows(audit, reference))
    more = (_table_sheet(topic, audit, reference), _total_sheet(topic, audit, reference))
    return _write((answers, actions, *(sheet for sheet in more if sheet.rows)), made_at)


def extra_columns(topic: Topic) -> tuple[str, ...]:
    """The columns that only some topics need, so that the workbooks of all others stay as they are."""
    wanted = {
        "section": bool(topic.sections),
        "references": any(question.references for question in topic.questions),
        "moderated_score": any(topic.is_moderated(question) for question in topic.questions),
    }
    return tuple(name for name, is_wanted in wanted.items() if is_wanted)


def _answer_rows(topic: Topic, audit: Audit, reference: str, extra: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    rows = (
        (*_answer_row(topic, audit, reference, question), *(_extra_cell(topic, question, name) for name in extra))
        for question in asked_questions(topic, audit)
    )
    return tuple(part for row in rows for part in _split_long_cells(row))


def _answer_row(topic: Topic, audit: Audit, reference: str, question: Question) -> tuple[str, ...]:
    answer = audit.answer(question.id)
    option = topic.option_of(question, answer.choice)
    codes = tuple(code for code in (answer.choice, *answer.choices) if code)
    labels = (label_of(topic, question, code) for code in codes)
    return (
        reference,
        audit.agency,
        topic.id,
        str(topic.version),
        str(topic.number_of(question.id)),
        question.id,
        question.text,
        question.kind.value,
        "; ".join(codes),
        "; ".join(labels),
        "" if option is None or option.score is None else str(option.score),
        "yes" if option is not None and option.left_out_of_totals else "no",
        answer.other,
        _text_or_number(answer),
        _people(question, answer),
        answer.comment,
        answer.reason,
        "\n".join(item.name for item in audit.evidence_for(question.id)),
        "\n".join(action.id for action in audit.actions_for(question.id)),
    )


def _extra_cell(topic: Topic, question: Question, column: str) -> str:
    """The content of an extra column. The partnership fills in the moderated score."""
    section = topic.section_of(question)
    match column:
        case "section":
            return section.title if section is not None else ""
        case "references":
            return reference_words(topic, question)
        case _:
            return ""


def _table_sheet(topic: Topic, audit: Audit, reference: str) -> Sheet:
    """A row for each filled cell of each table."""
    rows = []
    for question in asked_questions(topic, audit):
        answer = audit.answer(question.id)
        for label, row in shown_rows(question, answer):
            for column in question.columns:
                cell = row.cell(column.id)
                if not cell.is_blank():
                    place = (reference, audit.agency, question.id, row.row, label, column.id, column.label)
                    rows.append((*place, cell.choice, _cell_value(topic, column, cell), column.unit))
    return Sheet("Tables", TABLE_COLUMNS, tuple(part for row in rows for part in _split_long_cells(row)))


def _cell_value(topic: Topic, column: TableColumn, cell: Cell) -> str:
    if cell.choice:
        return choice_words(topic, column, cell.choice)
    number = "" if cell.number is None else f"{cell.number:.15g}"
    return cell.text or number or (cell.date.isoformat() if cell.date else "")


def _total_sheet(topic: Topic, audit: Audit, reference: str) -> Sheet:
    """A row for each total, for each section and the whole form."""
    rows = tuple(
        (
            reference,
            audit.agency,
            total.scale.id,
            total.section.id if total.section is not None else "",
            total_name(total),
            str(total.answered),
            str(total.applicable),
            str(total.points),
            str(total.highest),
            "" if total.percent is None else str(total.percent),
            "; ".join(f"{count.option.code}={count.count}" for count in total.counts),
        )
        for total in scale_totals(topic, audit)
    )
    return Sheet("Totals", TOTAL_COLUMNS, rows)


def _text_or_number(answer: Answer) -> str:
    number = "" if answer.number is None else f"{answer.number:.15g}"
    return answer.text or number or (answer.date.isoformat() if answer.date else "")


def _people(question: Question, answer: Answer) -> str:
    lines = []
    for asked in question.people:
        person = answer.person(asked.id)
        if not person.is_blank():
            lines.append(f"{asked.label}: {', '.join(filter(None, person.details()))}")
    return "\n".join(lines)


def _action_rows(audit: Audit, reference: str) -> tuple[tuple[str, ...], ...]:
    rows = (
        (
            reference,
            audit.agency,
            action.id,
            action.question,
            action.area,
            action.action,
            action.lead,
            action.job_role,
            action.resources,
            action.due.isoformat() if action.due else "",
            action.measure,
            action.progress,
            action.status.value,
        )
        for action in audit.actions
    )
    return tuple(part for row in rows for part in _split_long_cells(row))


def _split_long_cells(row: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Split text that is too long for a cell over several rows; each row repeats the short cells."""
    count = max(1, *(-(-len(cell) // MAX_CELL_LENGTH) for cell in row))
    if count == 1:
        return (row,)
    return tuple(
        tuple(
            cell[n * MAX_CELL_LENGTH : (n + 1) * MAX_CELL_LENGTH] if len(cell) > MAX_CELL_LENGTH else cell
            for cell in row
        )
        for n in range(count)
    )


def _write(sheets: tuple[Sheet, ...], made_at: dt.datetime) -> bytes:
    workbook = Workbook(write_only=True)
    for sheet in sheets:
        _write_sheet(workbook, sheet)
    workbook.properties.creator = "s11desk"
    return with_fixed_time(workbook_content(workbook), made_at)


def _write_sheet(workbook: Workbook, sheet: Sheet) -> None:
    class Measured(RowDimension):
        customHeight = False  # noqa: N815 - openpyxl's name; Excel would keep a custom height and not adjust the row

    worksheet = workbook.create_sheet(sheet.title)
    worksheet.freeze_panes = "A2"
    widths = [WIDE if column in WIDE_COLUMNS else NARROW for column in sheet.columns]
    for number, width in enumerate(widths, start=1):
        worksheet.column_dimensions[get_column_letter(number)].width = width
    write_rows_in_memory(worksheet)
    for number, row in enumerate((sheet.columns, *sheet.rows), start=1):
        height = row_height(zip(row, widths, strict=True))
        worksheet.row_dimensions[number] = Measured(worksheet, number, ht=height)
        worksheet.append([_text_cell(worksheet, text, is_heading=number == 1) for text in row])


def _text_cell(worksheet: WriteOnlyWorksheet, text: str, *, is_heading: bool) -> ExcelCell:
    """Make a cell that is text, even if it begins with "=", and that stays text when someone edits it."""
    cell = WriteOnlyCell(worksheet, cell_text(text) or None)
    if not text:
        return cell
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = True
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_heading:
        cell.font = Font(bold=True)
    return cell

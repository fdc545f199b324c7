"""The rows of a table as text, the same in the window, in the terminal, on paper and in the workbook."""

from __future__ import annotations

from s11desk.domain.audits.audit import Answer, AnswerRow, Cell
from s11desk.domain.audits.tables import shown_rows
from s11desk.domain.topics.questions import Question, TableColumn
from s11desk.domain.topics.topic import OTHER, Topic
from s11desk.wording.amounts import number_text
from s11desk.wording.dates import short_day


def cell_words(topic: Topic, column: TableColumn, cell: Cell) -> str:
    """The content of one cell; empty if nothing was entered."""
    if cell.choice:
        return choice_words(topic, column, cell.choice)
    if cell.date is not None:
        return short_day(cell.date)
    return cell.text or number_text(cell.number)


def choice_words(topic: Topic, column: TableColumn, code: str) -> str:
    """The label of ``code`` in the column's choice list; the code itself if the list does not have it."""
    choices = next((one for one in topic.choice_lists if one.id == column.choices), None)
    label = next((choice.label for choice in choices.choices if choice.code == code), "") if choices else ""
    return label or ("Other" if code == OTHER else code)


def column_heads(question: Question) -> tuple[str, ...]:
    """The heading of each column, with its unit; the first is that of the rows' labels."""
    return ("", *(f"{column.label} ({column.unit})" if column.unit else column.label for column in question.columns))


def row_cells(topic: Topic, question: Question, row: AnswerRow) -> tuple[str, ...]:
    """The contents of a row's cells, in the order of the columns."""
    return tuple(cell_words(topic, column, row.cell(column.id)) for column in question.columns)


def row_lines(topic: Topic, question: Question, answer: Answer) -> tuple[str, ...]:
    """A line for each row that holds something: ``Row 1: Name Anna, Hours 3``."""
    lines = []
    for label, row in shown_rows(question, answer):
        cells = zip(question.columns, row_cells(topic, question, row), strict=True)
        filled = ", ".join(f"{column.label} {words}" for column, words in cells if words)
        if filled:
            lines.append(f"{label}: {filled}")
    return tuple(lines)

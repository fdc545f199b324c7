"""Words for the table of agencies and questions, which window, workbook and PDF share."""

from __future__ import annotations

from collections import Counter

from s11desk.domain.england_time import england_day
from s11desk.domain.matrix.answer_matrix import AnswerMatrix, AnswerState, MatrixCell, MatrixQuestion, MatrixRow
from s11desk.domain.receiving.desk_values import ReviewState
from s11desk.wording.amounts import counted
from s11desk.wording.dates import day
from s11desk.wording.one_word_states import CELLS, as_cell
from s11desk.wording.plain_text import short_line

NO_TYPE = "No type given"


def cell_words(cell: MatrixCell, *, with_typed: bool = True) -> str:
    """The words of a cell. ``with_typed``: also what the agency wrote itself, such as beside "Other"."""
    if cell.kind is AnswerState.WRITTEN:
        return cell.typed if with_typed and cell.typed else as_cell(CELLS[cell.kind])
    words = cell.words or as_cell(CELLS[cell.kind])
    return f"{words}: {cell.typed}" if with_typed and cell.typed else words


def question_heading(question: MatrixQuestion) -> str:
    """For example ``4. Policy``, for lists and headings."""
    return f"{question.number}. {question.name}"


def comparable_sentence(row: MatrixRow, questions: int) -> str:
    """How many of the questions of a return can be compared; empty if all can."""
    if not row.has_return or row.comparable == questions:
        return ""
    return f"{row.comparable} of {counted(questions, 'question')} comparable: the others had other words."


def earlier_sentence(matrix: AnswerMatrix) -> str:
    """What stands beside the answers; empty if nothing does."""
    if not matrix.earlier_name:
        return ""
    agencies = len({row.key for row in matrix.rows if row.has_return} & matrix.earlier_rows.keys())
    return (
        f"Beside: {short_line(matrix.earlier_name)}. {matrix.same_wording} of "
        f"{counted(len(matrix.questions), 'question')} comparable, because they had the same words then. "
        f"{counted(agencies, 'agency', 'agencies')} returned both."
    )


def uncounted_choice(matrix: AnswerMatrix) -> str:
    """For example ``Not counted: 2 returns, 11 files…``; short, for a button at any size of text.

    These are all files whose answers are in no number of this table. Returns about other questions have a table of
    their own.
    """
    returns = sum(one.is_of_topic for one in matrix.uncounted)
    files = len(matrix.uncounted) - returns
    parts = [counted(returns, "return")] if returns else []
    parts += [counted(files, "file")] if files else []
    return f"Not counted: {', '.join(parts)}…"


def as_at_sentence(matrix: AnswerMatrix, shown: int) -> str:
    """On which day, and how many returns the numbers are counted from. ``shown``: the returns in the shown rows."""
    returns = sum(row.has_return for row in matrix.rows)
    agencies = len({row.key for row in matrix.rows if row.has_return})
    correcting = sum(row.is_correcting for row in matrix.rows)
    outstanding = sum(not row.has_return for row in matrix.rows) - correcting
    uncounted = Counter(one.left_out for one in matrix.uncounted if one.is_of_topic)
    back = uncounted.pop(ReviewState.SENT_BACK, 0)
    of = "" if shown == returns else f" of {returns}"
    sent = counted(back, "more return was", "more returns were")
    asked = f" {sent} sent back: those answers are not here." if back else ""
    missing = f" {counted(outstanding, 'agency has', 'agencies have')} not returned." if outstanding else ""
    left_out, other = sum(uncounted.values()), "other " if back else ""
    rest = f" {counted(left_out, f'{other}return does', f'{other}returns do')} not count." if left_out else ""
    who = f"from {counted(agencies, 'agency', 'agencies')}" if agencies != returns else ""
    count = f"{shown}{of} {'return' if (shown if not of else returns) == 1 else 'returns'}"
    return f"As at {day(england_day(matrix.as_at))}: {' '.join(filter(None, (count, who)))}.{asked}{missing}{rest}"

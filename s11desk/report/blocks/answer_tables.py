"""A question's table on paper: filled in, or with empty rows for a pen."""

from __future__ import annotations

from s11desk.domain.audits.audit import Answer
from s11desk.domain.audits.tables import shown_rows
from s11desk.domain.topics.questions import ColumnKind, Question
from s11desk.domain.topics.topic import Topic
from s11desk.report.page import design
from s11desk.report.page.composer import Composer, Story
from s11desk.report.page.flowing_rows import FlowingTable, Layout
from s11desk.wording.audits.table_words import column_heads, row_cells

_WIDTH = design.COLUMN - design.HANG
_LABEL_WIDTH = 88.0
_ADDED_WIDTH = 40.0
_BLANK_ROWS = 6
_FILL_PADDING = 9.0
_SHARES = {ColumnKind.SHORT_TEXT: 2.0, ColumnKind.SINGLE_CHOICE: 1.6, ColumnKind.DATE: 1.1, ColumnKind.NUMBER: 1.0}
"""How much of the width a column takes beside the others."""


def filled_table(composer: Composer, topic: Topic, question: Question, answer: Answer) -> FlowingTable:
    """The rows of an answer, each with its label."""
    rows = [(label, *row_cells(topic, question, row)) for label, row in shown_rows(question, answer)]
    styles = [design.CELL_NUMBER if column.kind is ColumnKind.NUMBER else design.CELL for column in question.columns]
    return composer.table(column_heads(question), rows, _layout(question), [design.CELL_LABEL, *styles])


def blank_table(composer: Composer, question: Question) -> Story:
    """The fixed rows with empty cells, or empty rows."""
    number = min(question.most_rows, max(question.least_rows, _BLANK_ROWS))
    labels = [row.label for row in question.rows] or [str(row) for row in range(1, number + 1)]
    rows = [(label, *("" for _ in question.columns)) for label in labels]
    return [composer.grid(column_heads(question), rows, _layout(question, padding=_FILL_PADDING, upright=True))]


def _layout(question: Question, *, padding: float = 4.5, upright: bool = False) -> Layout:
    label_width = _LABEL_WIDTH if question.rows else _ADDED_WIDTH
    shares = [_SHARES[column.kind] for column in question.columns]
    unit = (_WIDTH - label_width) / sum(shares)
    return Layout((label_width, *(share * unit for share in shares)), padding=padding, upright_rules=upright)

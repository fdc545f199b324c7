"""The table of agencies and questions as it is written down: notes, and tables that workbook and PDF both have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from s11desk.domain.matrix.answer_matrix import AnswerMatrix, MatrixCell, MatrixRow
from s11desk.domain.matrix.arrange_matrix import MatrixArrangement, arranged_rows, shown_columns
from s11desk.domain.matrix.matrix_audience import (
    FEWEST_OF_TYPE,
    FEWEST_ROWS,
    Audience,
    answer_columns_for,
    columns_for,
    rows_for,
    types_without_names,
)
from s11desk.domain.matrix.matrix_behind import rows_by_name
from s11desk.wording.amounts import counted, listed
from s11desk.wording.dates import local_day, local_moment
from s11desk.wording.desk.hidden_contact import hide_contact
from s11desk.wording.desk.matrix_words import as_at_sentence, cell_words, earlier_sentence, question_heading
from s11desk.wording.desk.totals_rows import TOTALS_RULE, TOTALS_WRITTEN, totals_table
from s11desk.wording.one_word_states import uncounted_state

FOR_WHOM = {
    Audience.BOARD: "For the partnership's board, with the names of the agencies. Do not publish it.",
    Audience.MEETING: "For your own meeting, without names and without what agencies wrote. Do not publish it.",
    Audience.PUBLIC: "To publish: without names, and without anything that an agency wrote itself.",
}
_IN_NAME = {
    Audience.BOARD: "for the board",
    Audience.MEETING: "for our meeting, without names",
    Audience.PUBLIC: "without names",
}
_COUNTED = (
    TOTALS_RULE,
    TOTALS_WRITTEN,
    "Answers are compared only if the question and its possible answers had the same words. Elsewhere the table says "
    "“Other wording”. A column in which every number would be 0 is left out.",
)
_FEW = (
    "With few agencies, one answer more or less is several per cent. Look at the numbers before you speak of a change."
)
_NO_ROWS = (
    f"The single answers are left out, because fewer than {FEWEST_ROWS} returns are counted: a reader could tell whose "
    "they are."
)
_NUMBERED = (
    "Each agency has a number that says nothing about it. The workbook and the PDF that were saved together have the "
    "same numbers; if you save them again, the numbers change. Somebody who knows an agency well may still recognise "
    f"its row, most of all where few chose an answer. A type of agency is named only where {FEWEST_OF_TYPE} or more "
    "returned."
)
_TOO_FEW_CHOSEN = (
    f"The single answers are left out, because fewer than {FEWEST_OF_TYPE} of the agencies you chose have returned: a "
    "reader could tell whose they are."
)
_TELLING = (
    "Somebody who knows how an agency answered one question may find its row. Think of that before you publish the "
    "answers."
)
_NUMBERED_LEAD = ("Agency", "Type")
_ABOUT = {True: "yes", False: "unknown"}


@dataclass(frozen=True, slots=True)
class PublishedCell:
    """``value``: None if there is nothing. ``colour``: ``#rrggbb`` of the chosen option, or empty."""

    value: str | int | dt.date | None
    colour: str = ""


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """``name``: of the sheet and of the table. ``lead``: how many columns, from the first, say whose row it is.

    ``headings``: no two are the same. ``groups``: for each of the other columns the section it belongs to.
    ``repeated``: how many of the lead columns stand before each group, where not all columns fit on a page.
    """

    name: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[PublishedCell, ...], ...]
    lead: int = 1
    groups: tuple[str, ...] = ()
    repeated: int = 1


@dataclass(frozen=True, slots=True)
class PublishedMatrix:
    """Everything that is written down. ``notes``: a line each, the title first.

    ``explained``: the lines that say how the numbers are counted; a PDF has them after its tables.
    """

    title: str
    notes: tuple[str, ...]
    tables: tuple[PublishedTable, ...]
    made_at: dt.datetime
    explained: tuple[str, ...] = ()


def publish_matrix(
    matrix: AnswerMatrix, chosen: MatrixArrangement, audience: Audience, made_at: dt.datetime, seed: str
) -> PublishedMatrix:
    """What ``audience`` may see of the rows and questions that are shown. ``made_at``: now, with a time zone.

    ``seed``: a secret, another one for each saving; the order of rows without names comes from it.
    """
    rows, columns = arranged_rows(matrix, chosen), shown_columns(matrix.questions, chosen)
    fewest = FEWEST_OF_TYPE if chosen.type or chosen.state else 0
    answers = _answer_tables(matrix, audience, rows_for(audience, rows, seed, fewest), columns)
    judged = columns_for(Audience.PUBLIC, matrix.questions, columns)  # whose a return is, is counted nowhere
    tables = [*answers, _totals(matrix, rows, judged)]
    if audience is Audience.BOARD and matrix.uncounted:
        tables.append(_uncounted(matrix))
    tables.append(_questions(matrix, columns_for(audience, matrix.questions, columns)))
    notes = (
        *_notes(matrix, chosen, audience, rows, made_at),
        *_warning(audience, has_answers=bool(answers)),
        *(_totals_only(matrix, audience, judged) if answers else ()),
    )
    explained = tuple(_explained(matrix, rows))
    whole = PublishedMatrix(f"{matrix.title}, {matrix.year}", notes, tuple(tables), made_at, explained)
    return whole if audience is Audience.BOARD else without_contact(whole, matrix.contact)


def without_contact(published: PublishedMatrix, contact: Sequence[str]) -> PublishedMatrix:
    """The same without the person whom the form itself names. ``contact``: the name and the addresses of the person."""
    return replace(
        published,
        title=hide_contact(published.title, contact),
        notes=tuple(hide_contact(line, contact) for line in published.notes),
        tables=tuple(_table_without(table, contact) for table in published.tables),
    )


def _table_without(table: PublishedTable, contact: Sequence[str]) -> PublishedTable:
    rows = tuple(
        tuple(
            replace(cell, value=hide_contact(cell.value, contact)) if isinstance(cell.value, str) else cell
            for cell in row
        )
        for row in table.rows
    )
    headings = tuple(hide_contact(heading, contact) for heading in table.headings)
    groups = tuple(hide_contact(group, contact) for group in table.groups)
    return replace(table, headings=headings, rows=rows, groups=groups)


def matrix_file_name(matrix: AnswerMatrix, audience: Audience) -> str:
    """The name that is suggested for the file, without its ending. It is a stranger's: the title is the topic's."""
    return f"{matrix.title} {matrix.year} {_IN_NAME[audience]}"


def _notes(
    matrix: AnswerMatrix,
    chosen: MatrixArrangement,
    audience: Audience,
    rows: Sequence[MatrixRow],
    made_at: dt.datetime,
) -> Iterator[str]:
    returned = sum(row.has_return for row in rows)
    yield f"{matrix.title}, {matrix.year}: answers of the agencies"
    yield FOR_WHOM[audience]
    yield as_at_sentence(matrix, returned)
    yield f"Made {local_moment(made_at)}."
    for name, value in (("type", chosen.type), ("state", chosen.state), ("section", chosen.section)):
        if value:
            yield f"Only this {name}: {value}."


def _warning(audience: Audience, *, has_answers: bool) -> Iterator[str]:
    """What to think of before somebody else sees rows without names."""
    if audience is Audience.PUBLIC:
        yield _TELLING if has_answers else _NO_ROWS
    if audience is Audience.MEETING:
        yield _NUMBERED if has_answers else _TOO_FEW_CHOSEN


def _totals_only(matrix: AnswerMatrix, audience: Audience, judged: Sequence[int]) -> Iterator[str]:
    """Which questions have totals and no column of answers, and why."""
    shown = answer_columns_for(audience, matrix.questions, judged)
    left = [matrix.questions[at].number for at in judged if at not in shown]
    if left:
        one = len(left) == 1
        yield (
            f"{'Question' if one else 'Questions'} {listed(left, 'and')} {'is' if one else 'are'} answered in the "
            "agencies’ own words. Such words can tell whose they are, so only the totals count them."
        )


def _explained(matrix: AnswerMatrix, rows: Sequence[MatrixRow]) -> Iterator[str]:
    """How the numbers are counted."""
    returned = sum(row.has_return for row in rows)
    if matrix.earlier_name:
        yield earlier_sentence(matrix)
    yield from _COUNTED
    yield f"{counted(returned, 'return')} counted here. {_FEW}"


def _totals(matrix: AnswerMatrix, rows: Sequence[MatrixRow], columns: Sequence[int]) -> PublishedTable:
    table = totals_table(matrix, rows, columns)
    found = tuple(tuple(map(PublishedCell, (question_heading(row.question), *row.values))) for row in table.rows)
    groups = ("",) * (table.now - 1) + (matrix.earlier_name,) * (len(table.headings) - table.now)
    return PublishedTable("totals", "Totals", ("Question", *table.headings), found, 2, groups, repeated=2)


def _answer_tables(
    matrix: AnswerMatrix, audience: Audience, shown: Sequence[MatrixRow], columns: Sequence[int]
) -> list[PublishedTable]:
    seen = answer_columns_for(audience, matrix.questions, columns)
    if not shown or not seen:
        return []
    tables = [_answers("answers", "Answers", matrix, audience, shown, seen)]
    if matrix.earlier_name and audience is Audience.BOARD:
        keys = {row.key for row in shown}
        earlier = tuple(row for key, row in matrix.earlier_rows.items() if key in keys)
        name = f"Answers before: {matrix.earlier_name}"
        if earlier:
            tables.append(_answers("answers_before", name, matrix, audience, rows_by_name(earlier), seen))
    return tables


def _answers(
    name: str,
    title: str,
    matrix: AnswerMatrix,
    audience: Audience,
    rows: Sequence[MatrixRow],
    columns: Sequence[int],
) -> PublishedTable:
    asked = [matrix.questions[at] for at in columns]
    lead, whose = _whose(audience, rows)
    with_typed = audience is Audience.BOARD
    found = tuple(
        (*who, *(_cell(row.cells[at], with_typed=with_typed) for at in columns))
        for who, row in zip(whose, rows, strict=True)
    )
    headings, repeated = (*lead, *map(question_heading, asked)), 2 if lead == _NUMBERED_LEAD else 1
    groups = tuple(one.section for one in asked)
    return PublishedTable(name, title, headings, found, len(lead), groups, repeated)


def _whose(
    audience: Audience, rows: Sequence[MatrixRow]
) -> tuple[tuple[str, ...], Iterator[tuple[PublishedCell, ...]]]:
    """The headings of the columns that say whose a row is, and their cells for each row."""
    if audience is Audience.BOARD:
        return ("Agency", "Type", "State", "Reference", "Made", "Comparable questions"), map(_who, rows)
    numbers = range(1, len(rows) + 1)
    if audience is Audience.PUBLIC:
        return ("Return",), ((PublishedCell(number),) for number in numbers)
    named, types = [PublishedCell(f"Agency {number}") for number in numbers], types_without_names(rows)
    if not types:
        return ("Agency",), ((one,) for one in named)
    return _NUMBERED_LEAD, ((one, PublishedCell(kind)) for one, kind in zip(named, types, strict=True))


def _who(row: MatrixRow) -> tuple[PublishedCell, ...]:
    made = local_day(row.made) if row.made is not None else None
    values = (row.agency, row.type, row.state, row.reference or None, made, row.comparable if row.has_return else None)
    return tuple(map(PublishedCell, values))


def _cell(cell: MatrixCell, *, with_typed: bool) -> PublishedCell:
    return PublishedCell(cell_words(cell, with_typed=with_typed), cell.colour)


def _uncounted(matrix: AnswerMatrix) -> PublishedTable:
    found = tuple(
        tuple(map(PublishedCell, (one.file, uncounted_state(one), one.reason, _ABOUT[one.is_of_topic])))
        for one in matrix.uncounted
    )
    headings = ("File", "State", "Reason", "About this topic")
    return PublishedTable("not_counted", "Files that do not count", headings, found)


def _questions(matrix: AnswerMatrix, columns: Sequence[int]) -> PublishedTable:
    asked = [matrix.questions[at] for at in columns]
    if not any(one.section for one in asked):
        plain = tuple((PublishedCell(one.number), PublishedCell(one.text)) for one in asked)
        return PublishedTable("questions", "Questions", ("Number", "Question"), plain)
    found = tuple(
        (PublishedCell(one.number), PublishedCell(one.section or None), PublishedCell(one.text)) for one in asked
    )
    return PublishedTable("questions", "Questions", ("Number", "Section", "Question"), found)

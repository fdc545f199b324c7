"""The tables: their names, and of each column the name, the type and what it means.

A name never changes, and a new column comes last, because saved queries of other programs ask for them by name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from s11desk.bundle.return_tables import ACTION_COLUMNS, ANSWER_COLUMNS, TABLE_COLUMNS, TOTAL_COLUMNS
from s11desk.domain.topics.topic import Topic

CellValue: TypeAlias = str | int | float | None
TableRow: TypeAlias = tuple[CellValue, ...]


class ColumnType(StrEnum):
    """The type of every cell of a column. A date is an ISO date, a MOMENT an ISO time in UTC; both are text."""

    TEXT = "string"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "datetime"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``meaning``: a sentence for the person who reads the table.

    ``origin``: of a column of a workbook for people, the table and column that programs read the same in.
    """

    name: str
    meaning: str
    type: ColumnType = ColumnType.TEXT
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table. ``name`` names its CSV file, its sheet and its table in the database."""

    name: str
    meaning: str
    columns: tuple[Column, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        return tuple(column.name for column in self.columns)


_MEANINGS = {
    "reference": "The reference of the return. The same in every table.",
    "agency": "The agency's name, as it is in the return.",
    "topic": "The id of the topic.",
    "topic_version": "The version of the topic.",
    "number": "The number of the question in the topic.",
    "question_id": "The id of the question, which stays the same when its words change.",
    "question": "The words of the question.",
    "kind": "What kind of question it is.",
    "answer_code": "The codes of the options that were chosen, with semicolons between them.",
    "answer": "The words of the options that were chosen, with semicolons between them.",
    "score": "The score of the chosen option, if its scale has scores.",
    "left_out_of_totals": "Whether the chosen option counts as “not applicable”: yes or no.",
    "other": "What the agency wrote for “Other”.",
    "text": "A written answer, a number or a date.",
    "people": "The people who were named, one in a line.",
    "comment": "The agency's comment.",
    "reason": "The reason or example that the chosen option asks for.",
    "evidence": "The names of the attached files, one in a line.",
    "actions": "The ids of the actions for this question, one in a line.",
    "section": "The title of the section.",
    "references": "The standards that the question answers to.",
    "number_value": "The answer to a question for a number.",
    "date_value": "The answer to a question for a date.",
    "action_id": "The id of the action.",
    "area": "The area for improvement.",
    "action": "What is to be done.",
    "lead": "Who leads it.",
    "job_role": "Their job.",
    "resources": "What it needs.",
    "due": "When it is to be done.",
    "measure": "How it is known to be done.",
    "progress": "The progress so far.",
    "status": "Its state.",
    "row_id": "The id of a row that the topic gives; empty for a row that the agency added.",
    "row": "The label of the row.",
    "column_id": "The id of the column.",
    "column": "The label of the column.",
    "value_code": "The code of the option that was chosen.",
    "value": "The content of the cell.",
    "unit": "The unit of a number.",
    "scale_id": "The id of the scale.",
    "section_id": "The id of the section; empty for the whole form.",
    "answered": "How many questions were answered.",
    "applicable": "How many questions apply.",
    "points": "The sum of the scores.",
    "highest_points": "The highest possible sum.",
    "percent": "The points as a percentage of the highest.",
    "counts": "How often each option was chosen, as code=count.",
}
_TYPES = {
    "topic_version": ColumnType.INTEGER,
    "score": ColumnType.INTEGER,
    "number_value": ColumnType.NUMBER,
    "date_value": ColumnType.DATE,
    "due": ColumnType.DATE,
    "answered": ColumnType.INTEGER,
    "applicable": ColumnType.INTEGER,
    "points": ColumnType.INTEGER,
    "highest_points": ColumnType.INTEGER,
    "percent": ColumnType.INTEGER,
}


def _columns(names: tuple[str, ...]) -> tuple[Column, ...]:
    return tuple(Column(name, _MEANINGS[name], _TYPES.get(name, ColumnType.TEXT)) for name in names)


FILES = Table(
    "files",
    "Every file that was found, one in a row, and whether it counts.",
    (
        Column("file", "The path of the file inside the folder; an attachment comes after its e-mail."),
        Column("state", "counted, repeated, unapproved-copy, signed-apart, replaced, forked, held or refused."),
        Column("reason", "Why it does not count, or what to know about it."),
        Column("reference", "The reference of the return."),
        Column("return_number", "1 for an audit's first return, 2 for the one that replaces it.", ColumnType.INTEGER),
        Column("audit_id", "The audit; all returns of one audit have the same."),
        Column("agency", "The agency's name, as it is in the return."),
        Column("topic", "The id of the topic."),
        Column("topic_version", "The version of the topic.", ColumnType.INTEGER),
        Column("topic_title", "The title of the topic."),
        Column("topic_year", "The year of the topic."),
        Column("topic_sha256", "The SHA-256 of the topic: the same questions have the same."),
        Column("partnership", "The partnership that asks."),
        Column("made", "When the return was made.", ColumnType.MOMENT),
        Column("signed_by", "Who completed and signed it."),
        Column("signed_by_job", "Their job title."),
        Column("signed_by_organisation", "Their organisation."),
        Column("signed_by_key", "The fingerprint of their signing key."),
        Column("signer", "known, own, unknown or other-key: whether this computer's list of signers has them."),
        Column("approved_by", "Who approved it; empty if nobody did."),
        Column("approved_by_key", "The fingerprint of the approver's signing key."),
        Column("approver", "As signer, for the approver."),
        Column("questions_known", "here or unknown: whether these questions are on this computer."),
        Column("pages", "same, too-large or unknown-layout: whether pages and answers were compared."),
        Column(
            "forked", "yes if two copies of one draft made returns, or two of a return were signed: ask the agency."
        ),
        Column("size", "The size of the file in bytes.", ColumnType.INTEGER),
        Column("sha256", "The SHA-256 of the file."),
        Column("second_approved_by", "Who else approved it, where the topic asks for two approvers."),
        Column("second_approved_by_key", "The fingerprint of that approver's signing key."),
        Column("second_approver", "As signer, for that approver."),
        Column("to_sign", "Whose signature the topic asks for and is not there, with semicolons between them."),
        Column("decision", "At a desk the last decision on the return: received, accepted, sent-back or not-counted."),
    ),
)
ANSWERS = Table(
    "answers",
    "Every question of every return that counts, one in a row.",
    _columns((*ANSWER_COLUMNS, "section", "references", "number_value", "date_value")),
)
ACTIONS = Table("actions", "Every action of every return that counts.", _columns(ACTION_COLUMNS))
TABLE_CELLS = Table("table_cells", "Every filled cell of the tables in the answers.", _columns(TABLE_COLUMNS))
TOTALS = Table("totals", "The totals of every return that counts.", _columns(TOTAL_COLUMNS))

QUESTION_COUNTS = Table(
    "question_counts",
    "How often each option of each question was chosen. Counts, and no averages.",
    (
        Column("topic", "The id of the topic."),
        Column("topic_version", "The version of the topic.", ColumnType.INTEGER),
        Column("topic_sha256", "The SHA-256 of the topic. Only returns with the same questions are counted together."),
        Column("number", "The number of the question in the topic."),
        Column("question_id", "The id of the question."),
        Column("question", "The words of the question."),
        Column("answer_code", "The code of the option."),
        Column("answer", "The words of the option."),
        Column("returns", "How many returns chose it.", ColumnType.INTEGER),
        Column("base", "How many returns answered, without “not applicable”.", ColumnType.INTEGER),
        Column("percent", "returns as a percentage of base; a multiple choice adds up to more.", ColumnType.INTEGER),
        Column("not_applicable", "How many returns said that it does not apply.", ColumnType.INTEGER),
        Column("not_answered", "How many returns were asked and left it open.", ColumnType.INTEGER),
        Column("not_asked", "How many returns were not asked, by the rules of the topic.", ColumnType.INTEGER),
        Column("all_returns", "How many returns about this topic count.", ColumnType.INTEGER),
    ),
)
AGENCIES = Table(
    "agencies",
    "Every agency on the list, for each topic, and every agency that returned one and is not on the list.",
    (
        Column("agency", "The agency's name on the list; of one that is not on it, the name in its return."),
        Column("type", "Its type, as the list has it."),
        Column("contact", "Its contact, as the list has it."),
        Column("email", "Its e-mail address, as the list has it."),
        Column("topic", "The id of the topic."),
        Column("state", "returned, returned-late, outstanding or not-on-the-list."),
        Column("reference", "The reference of its return."),
        Column("made", "When the return was made.", ColumnType.MOMENT),
        Column("deadline", "The deadline of the topic.", ColumnType.DATE),
        Column("days_late", "How many days after the deadline it was made.", ColumnType.INTEGER),
        Column("name_in_return", "The agency's name, as it stands in the return."),
        Column("perhaps", "The outstanding agency with the most similar name, for one that is not on the list."),
        Column("reminder", "A text for an e-mail to an agency that is outstanding."),
    ),
)
RATES = Table(
    "return_rates",
    "How many of the agencies on the list have returned each topic, for each type and for all.",
    (
        Column("topic", "The id of the topic."),
        Column("type", "The type of agency; empty for all together."),
        Column("expected", "How many are on the list.", ColumnType.INTEGER),
        Column("returned", "How many of them have returned.", ColumnType.INTEGER),
        Column("returned_late", "How many of those were late.", ColumnType.INTEGER),
        Column("outstanding", "How many have not returned.", ColumnType.INTEGER),
        Column("percent", "returned as a percentage of expected.", ColumnType.INTEGER),
    ),
)
COLUMNS = Table(
    "columns",
    "What each column of each table means.",
    (
        Column("table", "The name of the table."),
        Column("column", "The name of the column."),
        Column("type", "string, integer, number, date or datetime."),
        Column("meaning", "What it holds."),
    ),
)

LONG_TABLES = (ANSWERS, ACTIONS, TABLE_CELLS, TOTALS)
"""The tables with several rows for a return that counts."""

_FEWEST_DIGITS, _MOST_DIGITS = 8, 26
"""A sheet's name has at most 31 characters."""
_WIDE_COLUMNS = (
    Column("return_reference", "The reference of the return."),
    Column("return_agency", "The agency's name, as it is in the return."),
    Column("return_made", "When the return was made.", ColumnType.MOMENT),
)


def short_digest(digest: str, others: Iterable[str]) -> str:
    """The first eight digits of ``digest``, or as many more as tell it from ``others``, which may have it too.

    Nobody can make two topics with one digest, but two whose first digits agree are made in seconds.
    """
    different = [other for other in others if other != digest]
    length = _FEWEST_DIGITS
    while length < _MOST_DIGITS and any(other.startswith(digest[:length]) for other in different):
        length += 1
    return digest[:length]


def wide_table(topic: Topic, short: str) -> Table:
    """The table with a row for each return that answers ``topic``, and a column for each question.

    ``short``: the topic's :func:`short_digest`. Returns with other questions under the same id are in another table.
    """
    names = {column.name for column in _WIDE_COLUMNS}
    columns = list(_WIDE_COLUMNS)
    for question in topic.questions:
        name = f"q_{question.id}"
        while name.casefold() in names:  # ids differ, but a database and a spreadsheet ignore capitals
            name += "_"
        names.add(name.casefold())
        columns.append(Column(name, f"{topic.number_of(question.id)}: {question.text}"))
    return Table(
        f"wide_{short}",
        f"A row for each return about “{topic.title}” ({topic.year}), version {topic.version}. An empty cell: not "
        "answered, or not asked.",
        tuple(columns),
    )

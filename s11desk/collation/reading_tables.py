"""The tables of the workbook for people: what each is, and the words at the head of each column.

The tables for programs keep their names for ever (:mod:`s11desk.collation.collated_tables`). Here headings are plain
words, and each column says in ``origin`` where a program finds the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from s11desk.collation.collated_tables import Column, ColumnType, Table
from s11desk.collation.csv_tables import WrittenTable
from s11desk.collation.sheet_names import unique_headings
from s11desk.domain.topics.questions import QuestionKind
from s11desk.domain.topics.topic import Question, Topic

CELLS_TITLE = "Tables in answers"
_AGENCY = "The agency's name: as your list has it, or as it is in the return."
_NUMBERS: dict[QuestionKind, ColumnType] = {
    QuestionKind.NUMBER: ColumnType.NUMBER,
    QuestionKind.DATE: ColumnType.DATE,
}


@dataclass(frozen=True, slots=True)
class ReadingSheet:
    """A table that is on disk and becomes a sheet. ``title``: what the sheet is called, as far as Excel takes it.

    ``end``: what the name has at its end even if it is cut, such as the year.
    """

    title: str
    written: WrittenTable
    end: str = ""


def _who(table: str) -> tuple[Column, ...]:
    return (
        Column("Agency", _AGENCY, origin=f"{table}.agency"),
        Column("Reference", "The reference of the return. The same on every sheet.", origin=f"{table}.reference"),
        Column("Audit", "The title and year of the audit.", origin=f"{table}.topic"),
    )


ANSWERS_SHEET = Table(
    "answers",
    "Every answer, one in a row, with comments, reasons and the names of attached files.",
    (
        *_who("answers"),
        Column("Number", "The number of the question.", origin="answers.number"),
        Column("Section", "The section of the audit.", origin="answers.section"),
        Column("Question", "The words of the question.", origin="answers.question"),
        Column("Answer", "What was chosen.", origin="answers.answer"),
        Column("Written answer", "What was written: words, a number or a date.", origin="answers.text"),
        Column("Other", "What was written for “Other”.", origin="answers.other"),
        Column("Comment", "The agency's comment.", origin="answers.comment"),
        Column("Reason or example", "What the chosen answer asks for.", origin="answers.reason"),
        Column("People", "The people who were named.", origin="answers.people"),
        Column("Attached files", "The names of the files that were attached.", origin="answers.evidence"),
        Column("Score", "The score of the chosen answer.", ColumnType.INTEGER, origin="answers.score"),
        Column("Does not apply", "yes if the answer means “not applicable”.", origin="answers.left_out_of_totals"),
    ),
)
ACTIONS_SHEET = Table(
    "actions",
    "Every action of the action plans, one in a row.",
    (
        *_who("actions"),
        Column("Question", "The question that the action is for.", origin="actions.question_id"),
        Column("What needs to get better", "The area for improvement.", origin="actions.area"),
        Column("Action", "What is to be done.", origin="actions.action"),
        Column("Who leads it", "Who leads it.", origin="actions.lead"),
        Column("Their job", "The job of who leads it.", origin="actions.job_role"),
        Column("What it needs", "Money, people and time.", origin="actions.resources"),
        Column("Due", "When it is to be done.", ColumnType.DATE, origin="actions.due"),
        Column("How they will know it worked", "How it is measured.", origin="actions.measure"),
        Column("Progress", "The progress so far.", origin="actions.progress"),
        Column("State of the action", "Not started, in progress or done.", origin="actions.status"),
    ),
)
EVIDENCE_SHEET = Table(
    "attached_files",
    "Every file that an agency attached as evidence, one row for each question it is for. Open the return to see it.",
    (
        *_who("answers"),
        Column("Question", "The question that the file is for.", origin="answers.question_id"),
        Column("File", "The name of the file.", origin="answers.evidence"),
        Column("What it shows", "What the agency says that it shows."),
        Column("Size in KB", "The size of the file, in thousands of bytes.", ColumnType.INTEGER),
    ),
)
CELLS_SHEET = Table(
    "answer_tables",
    "What agencies wrote into tables inside the audit, one cell in a row.",
    (
        *_who("table_cells"),
        Column("Question", "The question that has the table.", origin="table_cells.question_id"),
        Column("Row", "The row of that table.", origin="table_cells.row"),
        Column("Column", "The column of that table.", origin="table_cells.column"),
        Column("Written there", "What is in the cell.", origin="table_cells.value"),
        Column("Unit", "The unit of a number.", origin="table_cells.unit"),
    ),
)
COUNTS_SHEET = Table(
    "how_often",
    "How often each possible answer was chosen. Nothing is averaged.",
    (
        Column("Audit", "The title and year of the audit.", origin="question_counts.topic"),
        Column("Number", "The number of the question.", origin="question_counts.number"),
        Column("Question", "The words of the question.", origin="question_counts.question"),
        Column("Answer", "The possible answer.", origin="question_counts.answer"),
        Column("Chosen by", "How many returns chose it.", ColumnType.INTEGER, origin="question_counts.returns"),
        Column("Of", "How many answered, without “not applicable”.", ColumnType.INTEGER, origin="question_counts.base"),
        Column("Per cent", "Per cent of those.", ColumnType.INTEGER, origin="question_counts.percent"),
        Column(
            "Not applicable",
            "How many said that it does not apply.",
            ColumnType.INTEGER,
            origin="question_counts.not_applicable",
        ),
        Column("Not answered", "How many left it open.", ColumnType.INTEGER, origin="question_counts.not_answered"),
        Column("Not asked", "How many were not asked.", ColumnType.INTEGER, origin="question_counts.not_asked"),
        Column("All returns", "How many returns are here.", ColumnType.INTEGER, origin="question_counts.all_returns"),
    ),
)


def topic_sheet(number: int, topic: Topic) -> Table:
    """The table with a row for each return about ``topic``. ``number``: from 1, names the table."""
    columns = (
        Column("Agency", _AGENCY, origin="return_agency"),
        Column("Type", "The type of agency, as your list has it."),
        Column("State", "What was decided on the return."),
        Column("Reference", "The reference of the return. The same on every sheet.", origin="return_reference"),
        Column("Made", "The day on which the return was made.", ColumnType.DATE, origin="return_made"),
        Column("Approved by", "Who approved the return.", origin="files.approved_by"),
        *(_question_column(topic, question) for question in topic.questions),
    )
    names = unique_headings(column.name for column in columns)
    named = (Column(name, one.meaning, one.type, one.origin) for name, one in zip(names, columns, strict=True))
    meaning = f"One row for each agency: “{topic.title}”, {topic.year}. An empty cell: not answered, or not asked."
    return Table(f"audit_{number}", meaning, tuple(named))


def _question_column(topic: Topic, question: Question) -> Column:
    kind = _NUMBERS.get(question.kind, ColumnType.TEXT)
    return Column(question_words(topic, question.id), question.text, kind, f"q_{question.id}")


def question_words(topic: Topic, question_id: str) -> str:
    """A question as a heading: its number and its short text. Empty for no question of the topic."""
    question = topic.question(question_id) if question_id else None
    return f"{topic.number_of(question_id)}. {question.name}" if question is not None else ""


def agencies_sheet(name: str, meaning: str) -> Table:
    """The table of agencies, or of those that have not returned."""
    return Table(
        name,
        meaning,
        (
            Column("Agency", "Its name on your list; of one that is not on it, the name in its return."),
            Column("Type", "Its type, as your list has it."),
            Column("Audit", "The title and year of the audit."),
            Column("State", "Whether it has returned."),
            Column("Reference", "The reference of its return."),
            Column("Made", "The day on which that return was made.", ColumnType.DATE),
            Column("Last day", "By when it should have returned.", ColumnType.DATE),
            Column("Days late", "Days after the last day.", ColumnType.INTEGER),
            Column("Contact", "Its contact, as your list has it."),
            Column("E-mail", "Its e-mail address, as your list has it."),
            Column("Reminders", "How often it was reminded.", ColumnType.INTEGER),
            Column("What to know", "Anything else about it."),
        ),
    )


NOT_COUNTED_SHEET = Table(
    "not_in_the_tables",
    "Files and returns whose answers are not in this workbook, and why.",
    (
        Column("File", "The name of the file as it came.", origin="files.file"),
        Column("Agency", _AGENCY, origin="files.agency"),
        Column("Reference", "The reference of the return.", origin="files.reference"),
        Column("State", "What became of it.", origin="files.state"),
        Column("Why", "Why it is not in the tables.", origin="files.reason"),
    ),
)
DECISIONS_SHEET = Table(
    "decisions",
    "Every decision on a return, in order. The last one of a return has effect.",
    (
        Column("Agency", _AGENCY, origin="reviews.agency"),
        Column("Reference", "The reference of the return.", origin="reviews.reference"),
        Column("Decision", "Received again, accepted, sent back or not counted.", origin="reviews.state"),
        Column("Day", "When.", ColumnType.DATE, origin="reviews.decided"),
        Column("By", "By whom.", origin="reviews.by"),
        Column("Question", "The question that a reason is about.", origin="reviews.question_id"),
        Column("Reason", "The reason; one row for each.", origin="reviews.reason"),
        Column("Asked again by", "By when the next return is asked for.", ColumnType.DATE, origin="reviews.due"),
    ),
)
COLUMNS_SHEET = Table(
    "columns",
    "What each column means, and where a data analyst finds the same in the files for them.",
    (
        Column("Sheet", "The name of the sheet."),
        Column("Column", "The heading of the column."),
        Column("What it holds", "What it holds."),
        Column("In the files for a data analyst", "The table and column with the same content there."),
    ),
)

"""The tables of one return: its answers, its action plan, the cells of its tables, its totals.

``answers.xlsx`` in the return shows them, and the tables of many returns have the same columns. Column names never
change. Every cell is text, dates are ISO dates, and a text is as long as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from s11desk.domain.audits.audit import Answer, Audit, Cell
from s11desk.domain.audits.tables import shown_rows
from s11desk.domain.audits.totals import scale_totals
from s11desk.domain.audits.visibility import asked_questions
from s11desk.domain.topics.questions import TableColumn
from s11desk.domain.topics.topic import Question, Topic, label_of
from s11desk.wording.audits.table_words import choice_words
from s11desk.wording.audits.total_words import total_name
from s11desk.wording.topics.reference_words import reference_words

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

Row: TypeAlias = tuple[str, ...]


def extra_columns(topic: Topic) -> tuple[str, ...]:
    """The columns that only some topics need, so that the workbooks of all others stay as they are."""
    wanted = {
        "section": bool(topic.sections),
        "references": any(question.references for question in topic.questions),
        "moderated_score": any(topic.is_moderated(question) for question in topic.questions),
    }
    return tuple(name for name, is_wanted in wanted.items() if is_wanted)


def answer_rows(topic: Topic, audit: Audit, reference: str, extra: tuple[str, ...]) -> Iterator[Row]:
    """A row for each question that is asked: :data:`ANSWER_COLUMNS`, then ``extra``, some of :func:`extra_columns`."""
    for question in asked_questions(topic, audit):
        more = (_extra_cell(topic, question, name) for name in extra)
        yield (*_answer_row(topic, audit, reference, question), *more)


def _answer_row(topic: Topic, audit: Audit, reference: str, question: Question) -> Row:
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


def table_rows(topic: Topic, audit: Audit, reference: str) -> Iterator[Row]:
    """A row of :data:`TABLE_COLUMNS` for each filled cell of each table."""
    for question in asked_questions(topic, audit):
        answer = audit.answer(question.id)
        for label, row in shown_rows(question, answer):
            for column in question.columns:
                cell = row.cell(column.id)
                if not cell.is_blank():
                    place = (reference, audit.agency, question.id, row.row, label, column.id, column.label)
                    yield (*place, cell.choice, _cell_value(topic, column, cell), column.unit)


def _cell_value(topic: Topic, column: TableColumn, cell: Cell) -> str:
    if cell.choice:
        return choice_words(topic, column, cell.choice)
    number = "" if cell.number is None else f"{cell.number:.15g}"
    return cell.text or number or (cell.date.isoformat() if cell.date else "")


def total_rows(topic: Topic, audit: Audit, reference: str) -> Iterator[Row]:
    """A row of :data:`TOTAL_COLUMNS` for each total, for each section and the whole form."""
    for total in scale_totals(topic, audit):
        yield (
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


def action_rows(audit: Audit, reference: str) -> Iterator[Row]:
    """A row of :data:`ACTION_COLUMNS` for each line of the action plan."""
    for action in audit.actions:
        yield (
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

"""The rows of one return for each table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from s11desk.bundle.audit_file import AuditFile, audit_of
from s11desk.bundle.return_tables import Row, action_rows, answer_rows, table_rows, total_rows
from s11desk.collation.collated_tables import (
    ACTIONS,
    ANSWERS,
    TABLE_CELLS,
    TOTALS,
    CellValue,
    ColumnType,
    Table,
    TableRow,
)
from s11desk.domain.audits.audit import Answer, Audit
from s11desk.domain.audits.visibility import asked_questions
from s11desk.domain.receiving.expected_agencies import AgencyLine, AgencyState, ReturnRate
from s11desk.domain.topics.topic import Question, QuestionKind, Topic, label_of
from s11desk.wording.desk.collation_words import reminder_text


def long_rows(table: Table, topic: Topic, audit_file: AuditFile) -> Iterator[TableRow]:
    """The rows of the return for one of ``LONG_TABLES``."""
    audit, reference = audit_of(audit_file), audit_file.return_facts.reference
    if table is ANSWERS:
        texts = _answer_texts(topic, audit, reference)
    elif table is ACTIONS:
        texts = action_rows(audit, reference)
    elif table is TABLE_CELLS:
        texts = table_rows(topic, audit, reference)
    elif table is TOTALS:
        texts = total_rows(topic, audit, reference)
    else:
        raise ValueError(table.name)
    return (typed_row(table, row) for row in texts)


def wide_row(topic: Topic, audit_file: AuditFile) -> TableRow:
    """The row of the return for its :func:`s11desk.collation.collated_tables.wide_table`."""
    audit, facts = audit_of(audit_file), audit_file.return_facts
    asked = {question.id for question in asked_questions(topic, audit)}
    cells = (shown_answer(topic, audit, question) if question.id in asked else "" for question in topic.questions)
    return facts.reference, audit.agency, utc_text(facts.made), *cells


def agency_row(line: AgencyLine, topic: Topic | None, today: dt.date) -> TableRow:
    """The row of the table ``agencies``. ``topic``: None if no return came, so that nobody knows what was asked."""
    agency, received = line.agency, line.received
    deadline = topic.deadline if topic is not None else None
    is_missing = line.state is AgencyState.OUTSTANDING and agency is not None and topic is not None
    return (
        agency.name if agency is not None else received.agency if received is not None else "",
        agency.type if agency is not None else "",
        agency.contact if agency is not None else "",
        agency.email if agency is not None else "",
        line.topic,
        line.state.value,
        received.reference if received is not None else "",
        utc_text(received.made) if received is not None else None,
        deadline.isoformat() if deadline is not None else None,
        line.days_late if received is not None and deadline is not None else None,
        received.agency if received is not None else "",
        line.nearest,
        reminder_text(topic, agency, today) if is_missing and agency is not None and topic is not None else "",
    )


def rate_row(rate: ReturnRate) -> TableRow:
    """The row of the table ``return_rates``."""
    return rate.topic, rate.type, rate.expected, rate.returned, rate.late, rate.outstanding, rate.percent


def typed_row(table: Table, texts: Iterable[str]) -> TableRow:
    """The row with numbers in the columns that hold numbers. An empty text in another type is no value."""
    return tuple(_typed(column.type, text) for column, text in zip(table.columns, texts, strict=True))


def utc_text(moment: dt.datetime) -> str:
    """``moment`` as ISO 8601 in UTC, to the second. A time at the edge of the calendar stays in its own zone."""
    try:
        return moment.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    except OverflowError:
        return moment.isoformat(timespec="seconds")


def _answer_texts(topic: Topic, audit: Audit, reference: str) -> Iterator[Row]:
    questions = asked_questions(topic, audit)
    for question, row in zip(questions, answer_rows(topic, audit, reference, ("section", "references")), strict=True):
        answer = audit.answer(question.id)
        number = "" if answer.number is None else repr(answer.number)
        yield (*row, number, answer.date.isoformat() if answer.date else "")


def _typed(kind: ColumnType, text: str) -> CellValue:
    match kind:
        case ColumnType.INTEGER:
            return int(text) if text else None
        case ColumnType.NUMBER:
            return float(text) if text else None
        case ColumnType.DATE | ColumnType.MOMENT:
            return text or None
        case _:
            return text


def shown_answer(topic: Topic, audit: Audit, question: Question) -> str:
    """The answer as one text: what was chosen, or what was written, or the names of people or files."""
    answer = audit.answer(question.id)
    chosen = [label_of(topic, question, code) for code in (answer.choice, *answer.choices) if code]
    if chosen:
        return "; ".join(chosen) + (f": {answer.other}" if answer.other else "")
    if question.kind is QuestionKind.FILE:
        return "; ".join(item.name for item in audit.evidence_for(question.id))
    return _written(answer)


def _written(answer: Answer) -> str:
    number = "" if answer.number is None else f"{answer.number:.15g}"
    people = "; ".join(", ".join(filter(None, person.details())) for person in answer.people)
    rows = f"{len(answer.rows)} rows" if answer.rows else ""
    return answer.text or number or (answer.date.isoformat() if answer.date else "") or people or rows

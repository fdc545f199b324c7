"""The rows of the workbook for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from s11desk.bundle.audit_file import AuditFile, audit_of
from s11desk.bundle.return_tables import ANSWER_COLUMNS, TABLE_COLUMNS, answer_rows, table_rows
from s11desk.collation.collated_tables import CellValue, TableRow
from s11desk.collation.reading_tables import CELLS_TITLE, question_words
from s11desk.collation.rows import shown_answer
from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.visibility import asked_questions
from s11desk.domain.england_time import england_day
from s11desk.domain.receiving.desk_agencies import AgencyProgress, AgencyStanding
from s11desk.domain.receiving.desk_audits import audit_title
from s11desk.domain.receiving.desk_values import ReceivedReturn, Review
from s11desk.domain.receiving.expected_agencies import AgencyLine, AgencyState
from s11desk.domain.topics.questions import QuestionKind
from s11desk.domain.topics.topic import Question, Topic, answer_codes
from s11desk.wording.amounts import counted
from s11desk.wording.field_words import STATUSES
from s11desk.wording.one_word_states import AGENCIES, REVIEWS, as_cell

_AT = {name: at for at, name in enumerate(ANSWER_COLUMNS)}
_CELL_AT = {name: at for at, name in enumerate(TABLE_COLUMNS)}
_MISSING = {AgencyProgress.OUTSTANDING, AgencyProgress.EXTENDED, AgencyProgress.CORRECTING}
_SENT = "Something came that does not count."


@dataclass(frozen=True, slots=True)
class ShownReturn:
    """A return that is in the workbook. ``agency``: under which people know it. ``state``: in words, may be empty.

    ``approved_by``: who approved it; empty if nobody did.
    """

    topic: Topic
    audit_file: AuditFile
    agency: str
    type: str = ""
    state: str = ""
    approved_by: str = ""

    @property
    def who(self) -> tuple[str, str, str]:
        """Agency, reference and audit: the first cells of a row."""
        return self.agency, self.audit_file.return_facts.reference, audit_title(self.topic)


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """A row of the sheet “Agencies”. ``is_missing``: nothing that counts has come, and something is expected."""

    row: TableRow
    is_missing: bool


def topic_row(one: ShownReturn) -> TableRow:
    """The row of :func:`s11desk.collation.reading_tables.topic_sheet`."""
    audit, facts = audit_of(one.audit_file), one.audit_file.return_facts
    asked = {question.id for question in asked_questions(one.topic, audit)}
    cells = (_answer(one.topic, audit, each) if each.id in asked else None for each in one.topic.questions)
    return one.agency, one.type, one.state, facts.reference, _day(facts.made), one.approved_by, *cells


def answer_sheet_rows(one: ShownReturn) -> Iterator[TableRow]:
    """The rows of ``ANSWERS_SHEET``."""
    audit, who = audit_of(one.audit_file), one.who
    for row in answer_rows(one.topic, audit, who[1], ("section",)):
        score, is_left_out = row[_AT["score"]], row[_AT["left_out_of_totals"]] == "yes"
        names = ("question", "answer", "text", "other", "comment", "reason", "people", "evidence")
        texts = (row[_AT[name]] for name in names)
        number, section = row[_AT["number"]], row[-1]
        yield (*who, number, section, *texts, int(score) if score else None, "yes" if is_left_out else "")


def action_sheet_rows(one: ShownReturn) -> Iterator[TableRow]:
    """The rows of ``ACTIONS_SHEET``."""
    for action in audit_of(one.audit_file).actions:
        yield (
            *one.who,
            question_words(one.topic, action.question),
            action.area,
            action.action,
            action.lead,
            action.job_role,
            action.resources,
            action.due.isoformat() if action.due else None,
            action.measure,
            action.progress,
            STATUSES[action.status],
        )


def evidence_sheet_rows(one: ShownReturn) -> Iterator[TableRow]:
    """The rows of ``EVIDENCE_SHEET``."""
    for item in audit_of(one.audit_file).evidence:
        for question in item.questions:
            yield (*one.who, question_words(one.topic, question), item.name, item.caption, -(-item.size // 1000))


def cell_sheet_rows(one: ShownReturn) -> Iterator[TableRow]:
    """The rows of ``CELLS_SHEET``."""
    for row in table_rows(one.topic, audit_of(one.audit_file), one.who[1]):
        question = question_words(one.topic, row[_CELL_AT["question_id"]])
        yield (*one.who, question, *(row[_CELL_AT[name]] for name in ("row", "column", "value", "unit")))


def count_sheet_row(topic: Topic, row: TableRow) -> TableRow:
    """The row of ``COUNTS_SHEET`` for a row of ``question_counts``."""
    _, _, _, number, _, question, _, answer, *counts = row
    return audit_title(topic), number, question, answer, *counts


def desk_agency_sheet_row(standing: AgencyStanding, state: str, audit: str, reminders: int) -> AgencyRow:
    """The row of an agency of a desk. ``state``: in words. ``audit``: title and year."""
    expected, received = standing.agency.expected, standing.received
    last_day, progress = standing.last_day, standing.progress
    is_sent = received is None and standing.has_sent and progress is not AgencyProgress.CORRECTING
    row = (
        expected.name,
        expected.type,
        audit,
        state,
        received.facts.reference if received is not None else "",
        _day(received.facts.made) if received is not None else None,
        last_day.isoformat() if last_day is not None else None,
        standing.days_late or None if received is not None else None,
        expected.contact,
        expected.email,
        reminders,
        standing.agency.closed_why or (_SENT if is_sent else ""),
    )
    return AgencyRow(row, progress in _MISSING)


def line_sheet_row(line: AgencyLine, topic: Topic | None) -> AgencyRow:
    """The row of an agency of a list. ``topic``: None if no return came."""
    agency, received = line.agency, line.received
    deadline = topic.deadline if topic is not None else None
    name = agency.name if agency is not None else received.agency if received is not None else ""
    row = (
        name,
        agency.type if agency is not None else "",
        audit_title(topic) if topic is not None else "",
        as_cell(AGENCIES[line.state]),
        received.reference if received is not None else "",
        _day(received.made) if received is not None else None,
        deadline.isoformat() if deadline is not None else None,
        line.days_late or None,
        agency.contact if agency is not None else "",
        agency.email if agency is not None else "",
        None,
        f"Perhaps {line.nearest} on your list." if line.nearest else "",
    )
    return AgencyRow(row, line.state is AgencyState.OUTSTANDING)


def decision_sheet_rows(
    topic: Topic | None, received: ReceivedReturn, reviews: tuple[Review, ...], agency: str
) -> Iterator[TableRow]:
    """The rows of ``DECISIONS_SHEET`` for one return. ``agency``: under which people know it."""
    for one in reviews:
        start = (agency, received.facts.reference, as_cell(REVIEWS[one.state]), _day(one.at), one.who)
        due = one.due.isoformat() if one.due is not None else None
        for reason in one.reasons:
            yield (*start, question_words(topic, reason.question) if topic is not None else "", reason.text, due)
        if not one.reasons:
            yield (*start, "", "", due)


def _answer(topic: Topic, audit: Audit, question: Question) -> CellValue:
    answer = audit.answer(question.id)
    if question.kind is QuestionKind.NUMBER:
        return answer.number
    if question.kind is QuestionKind.DATE:
        return answer.date.isoformat() if answer.date is not None else None
    if question.kind is QuestionKind.TABLE:
        return f"{counted(len(answer.rows), 'row')}, on the sheet “{CELLS_TITLE}”" if answer.rows else ""
    shown = shown_answer(topic, audit, question)
    return shown if shown or answer_codes(topic, question) else answer.comment


def _day(moment: dt.datetime) -> str:
    return england_day(moment).isoformat()

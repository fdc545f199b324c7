"""Writes the answers of returns as ODK and Kobo export submissions: CSV as ODK Central does, JSON as Kobo's API."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

import msgspec

from s11desk.domain.audits.audit import Answer, AnswerRow, Audit, Cell
from s11desk.domain.topics.questions import Question, QuestionKind
from s11desk.domain.topics.topic import OTHER, Topic
from s11desk.topics.submissions.submission_answers import OTHER_ENDING
from s11desk.topics.workbook.xlsform_names import SECTION, unique_xlsform_name, xlsform_name

_FORMULA_STARTS = ("=", "+", "-", "@")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")
_NO_CELL = {QuestionKind.TABLE, QuestionKind.FILE}


def submissions_as_csv(topic: Topic, audits: Sequence[tuple[str, Audit]]) -> bytes:
    """A row for each audit, with its reference as KEY. A table has no place in it, as in ODK's own main file.

    A text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    questions = [question for question in topic.questions if question.kind not in _NO_CELL]
    headers = [header for question in questions for header in _headers(topic, question)]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*(header for header, _ in headers), "KEY"])
    for reference, audit in audits:
        texts = {name: text for question in questions for name, text in _texts(audit, question)}
        writer.writerow([*(_quoted(texts.get(name, "")) for _, name in headers), reference])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def submissions_as_json(topic: Topic, audits: Sequence[tuple[str, Audit]]) -> bytes:
    """An object for each audit under ``results``, with paths of groups and names as keys; a table is a list of rows."""
    results = [_json_of(topic, reference, audit) for reference, audit in audits]
    value = {"count": len(results), "next": None, "previous": None, "results": results}
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _json_of(topic: Topic, reference: str, audit: Audit) -> dict[str, object]:
    found: dict[str, object] = {"_uuid": reference, "agency_name": audit.agency}
    for question in topic.questions:
        group = _group(topic, question, "/")
        if question.kind is QuestionKind.TABLE:
            path = f"{group}{xlsform_name(question.id)}"
            rows = _rows(question, audit.answer(question.id))
            if rows:
                found[path] = [{f"{path}/{name}": text for name, text in _cells(row)} for row in rows]
        else:
            found |= {f"{group}{name}": text for name, text in _texts(audit, question)}
    return found


def _headers(topic: Topic, question: Question) -> list[tuple[str, str]]:
    """Each column's heading with its groups, and the name of its values."""
    group = _group(topic, question, "-")
    choices = topic.choices_of(question)
    names = [xlsform_name(question.id)]
    names += [names[0] + OTHER_ENDING] if choices is not None and choices.other else []
    return [(f"{group}{name}", name) for name in names]


def _group(topic: Topic, question: Question, mark: str) -> str:
    """The name of the question's section as the workbook has it, with ``mark`` after it; empty if it has none."""
    ids = {one.id for one in topic.questions}
    return f"{unique_xlsform_name(question.section, ids, SECTION)}{mark}" if question.section else ""


def _texts(audit: Audit, question: Question) -> list[tuple[str, str]]:
    answer, name = audit.answer(question.id), xlsform_name(question.id)
    text = _text(question, answer)
    found = [(name, text)] if text else []
    has_other = OTHER in {answer.choice, *answer.choices} and answer.other
    return [*found, (name + OTHER_ENDING, answer.other)] if has_other else found


def _text(question: Question, answer: Answer) -> str:
    match question.kind:
        case QuestionKind.NUMBER:
            return "" if answer.number is None else f"{answer.number:.15g}"
        case QuestionKind.DATE:
            return answer.date.isoformat() if answer.date else ""
        case QuestionKind.MULTIPLE_CHOICE:
            return " ".join(map(xlsform_name, answer.choices))
        case QuestionKind.PEOPLE:
            people = (", ".join(filter(None, person.details())) for person in answer.people)
            return "; ".join(filter(None, people))
        case _:
            return xlsform_name(answer.choice) if answer.choice else answer.text


def _rows(question: Question, answer: Answer) -> tuple[AnswerRow, ...]:
    """A fixed table has all its rows, so that their order says which is which."""
    return tuple(answer.row(row.id) for row in question.rows) if question.rows else answer.rows


def _cells(row: AnswerRow) -> list[tuple[str, str]]:
    return [(xlsform_name(cell.column), text) for cell in row.cells if (text := _cell_text(cell))]


def _cell_text(cell: Cell) -> str:
    if cell.number is not None:
        return f"{cell.number:.15g}"
    if cell.date is not None:
        return cell.date.isoformat()
    return xlsform_name(cell.choice) if cell.choice else cell.text


def _quoted(text: str) -> str:
    is_formula = text.startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(text)
    return f"'{text}" if is_formula else text

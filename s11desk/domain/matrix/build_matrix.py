"""Makes the table of agencies and questions from returns, wherever they come from: a folder or a desk's register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from s11desk.domain.audits.audit import Answer, Audit
from s11desk.domain.audits.visibility import asked_questions
from s11desk.domain.matrix.answer_matrix import (
    AnswerState,
    MatrixCell,
    MatrixOption,
    MatrixQuestion,
    MatrixReturn,
    MatrixRow,
)
from s11desk.domain.topics.question_wording import wording_digest
from s11desk.domain.topics.questions import Question, QuestionKind
from s11desk.domain.topics.topic import Topic, answer_codes, label_of

_MOST_TYPED = 160
"""Characters of a written answer that a cell keeps."""
_MISSING, _NOT_ASKED = MatrixCell(AnswerState.MISSING), MatrixCell(AnswerState.NOT_ASKED)
_NOT_COMPARABLE, _NO_RETURN = MatrixCell(AnswerState.NOT_COMPARABLE), MatrixCell(AnswerState.NO_RETURN)
_CORRECTING, _LEFT_EMPTY = MatrixCell(AnswerState.CORRECTING), MatrixCell(AnswerState.LEFT_EMPTY)


def matrix_questions(topic: Topic) -> tuple[MatrixQuestion, ...]:
    """The columns for ``topic``, in its order, which keeps the questions of a section together."""
    return tuple(_question(topic, question) for question in topic.questions)


def matrix_rows(questions: tuple[MatrixQuestion, ...], returns: Iterable[MatrixReturn]) -> tuple[MatrixRow, ...]:
    """A row for each of ``returns``, in their order."""
    columns: dict[str, tuple[_Column | None, ...]] = {}
    rows = []
    for each in returns:
        if each.topic is not None and each.digest not in columns:
            columns[each.digest] = _columns_of(questions, each.topic)
        rows.append(_row(each, len(questions), columns.get(each.digest, ())))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class _Column:
    """A question as one topic asks it in the same words, with a cell for each option, made once for all returns."""

    question: Question
    cells: Mapping[str, MatrixCell]


def _question(topic: Topic, question: Question) -> MatrixQuestion:
    section = topic.section_of(question)
    return MatrixQuestion(
        question.id,
        str(topic.number_of(question.id)),
        question.text,
        question.name,
        section.title if section is not None else "",
        question.kind,
        wording_digest(topic, question),
        _options(topic, question),
    )


def _options(topic: Topic, question: Question) -> tuple[MatrixOption, ...]:
    options = []
    for code in answer_codes(topic, question):
        option = topic.option_of(question, code)
        colour = option.colour if option is not None else ""
        is_left_out = option is not None and option.left_out_of_totals
        options.append(MatrixOption(code, label_of(topic, question, code), colour, is_left_out))
    return tuple(options)


def _columns_of(questions: tuple[MatrixQuestion, ...], topic: Topic) -> tuple[_Column | None, ...]:
    """For each of ``questions`` the same one in ``topic``; None if it has none in the same words."""
    return tuple(_column_of(wanted, topic) for wanted in questions)


def _column_of(wanted: MatrixQuestion, topic: Topic) -> _Column | None:
    question = topic.question(wanted.id)
    if question is None or wording_digest(topic, question) != wanted.digest:
        return None
    return _Column(question, {one.code: _option_cell(one) for one in wanted.options})


def _option_cell(option: MatrixOption) -> MatrixCell:
    kind = AnswerState.NOT_APPLICABLE if option.is_left_out else AnswerState.CHOSEN
    return MatrixCell(kind, (option.code,), option.label, option.colour)


def _row(each: MatrixReturn, width: int, columns: tuple[_Column | None, ...]) -> MatrixRow:
    cells: tuple[MatrixCell, ...] = (_CORRECTING if each.is_correcting else _NO_RETURN,) * width
    comparable = 0
    if each.topic is not None and each.audit is not None:
        audit, asked = each.audit, {question.id for question in asked_questions(each.topic, each.audit)}
        cells = tuple(_cell(audit, asked, column) for column in columns)
        comparable = sum(column is not None for column in columns)
    made = each.made if each.audit is not None else None
    who = (each.number, each.agency, each.key, each.type, each.state, each.reference)
    return MatrixRow(*who, made, each.remark, cells, comparable)


def _cell(audit: Audit, asked: set[str], column: _Column | None) -> MatrixCell:
    if column is None:
        return _NOT_COMPARABLE
    question = column.question
    if question.id not in asked:
        return _NOT_ASKED
    answer = audit.answer(question.id)
    codes = tuple(code for code in (answer.choice, *answer.choices) if code)
    if not column.cells:
        return _written_cell(audit, question, answer)
    if not codes:
        return _MISSING
    if len(codes) == 1 and not answer.other and codes[0] in column.cells:
        return column.cells[codes[0]]
    return _chosen_cell(column, codes, answer)


def _chosen_cell(column: _Column, codes: tuple[str, ...], answer: Answer) -> MatrixCell:
    """Several options, one with words beside it, or a code that only the return knows."""
    known = [column.cells.get(code, MatrixCell(AnswerState.CHOSEN, (code,), code)) for code in codes]
    is_left_out = all(one.kind is AnswerState.NOT_APPLICABLE for one in known)
    kind = AnswerState.NOT_APPLICABLE if is_left_out else AnswerState.CHOSEN
    colour = known[0].colour if len(known) == 1 else ""
    return MatrixCell(kind, codes, "; ".join(one.words for one in known), colour, _shortened(answer.other))


def _written_cell(audit: Audit, question: Question, answer: Answer) -> MatrixCell:
    if question.kind is QuestionKind.FILE:
        typed = "; ".join(item.name for item in audit.evidence_for(question.id))
    else:
        typed = _written(answer)
    typed = typed if typed.strip() else answer.comment  # some agencies write all they have to say beside the question
    return MatrixCell(AnswerState.WRITTEN, typed=_shortened(typed)) if typed.strip() else _LEFT_EMPTY


def _written(answer: Answer) -> str:
    number = "" if answer.number is None else f"{answer.number:.15g}"
    people = "; ".join(person.name for person in answer.people if person.name)
    rows = f"{len(answer.rows)} rows" if len(answer.rows) > 1 else "1 row" if answer.rows else ""
    return answer.text or number or (answer.date.isoformat() if answer.date else "") or people or rows


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_TYPED else line[: _MOST_TYPED - 1] + "…"

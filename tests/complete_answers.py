"""Makes a complete answer to every question of any topic, within its conditions and limits, from a seed."""

from __future__ import annotations

import datetime as dt
import random

import msgspec

from s11desk.domain.audits.audit import Action, Answer, AnswerRow, Cell, Person
from s11desk.domain.topics.questions import TODAY, ColumnKind, Question, QuestionKind, TableColumn
from s11desk.domain.topics.topic import OTHER, ActionField, Detail, Topic, answer_codes

_WORDS = (
    "Minutes of the board, 3 March: agreed & recorded.",
    "=SUM(A1) is typed as words; so is <b>bold</b>.",
    "Zoë O’Connor-Łukasiewicz leads this; see appendix 4 (page 12).",
    "One line.\nAnother line, after a break.",
    "A longer answer. " * 12,
)
_DETAILS = {
    Detail.NAME: "Amina Yusuf",
    Detail.JOB_TITLE: "Safeguarding lead",
    Detail.EMAIL: "amina@riverside.example",
    Detail.TELEPHONE: "0151 496 0000",
}
_NOT_TYPED = {ActionField.QUESTION, ActionField.DUE, ActionField.STATUS}
_MOST_ROWS = 6


class CompleteAnswers:
    """Answers to the questions of ``topic``. The same ``seed`` gives the same ones. ``today``: the day of the audit."""

    def __init__(self, topic: Topic, seed: int, today: dt.date) -> None:
        self._topic, self._today = topic, today
        self._random = random.Random(seed)  # noqa: S311 - answers for tests
        self._numbers: dict[str, float] = {}

    def answer(self, question: Question) -> Answer:
        """A complete answer. Ask for the questions in their order: a limit may lie in an earlier answer."""
        answer = Answer(question.id)
        match question.kind:
            case QuestionKind.PEOPLE:
                people = tuple(Person(one.id, **self._details()) for one in question.people)
                return msgspec.structs.replace(answer, people=people)
            case QuestionKind.NUMBER:
                self._numbers[question.id] = self._number(question)
                return msgspec.structs.replace(answer, number=self._numbers[question.id])
            case QuestionKind.DATE:
                return msgspec.structs.replace(answer, date=self._date(question))
            case QuestionKind.SHORT_TEXT:
                return msgspec.structs.replace(answer, text=self._line())
            case QuestionKind.LONG_TEXT:
                return msgspec.structs.replace(answer, text=self._random.choice(_WORDS))
            case QuestionKind.TABLE:
                return msgspec.structs.replace(answer, rows=self._rows(question))
            case QuestionKind.FILE:
                return answer
            case _:
                return self._chosen(question, answer)

    def action(self, action: Action) -> Action:
        """``action`` with every column filled in."""
        texts = {field.value: self._line() for field in ActionField if field not in _NOT_TYPED}
        return msgspec.structs.replace(action, id="", due=self._today + dt.timedelta(days=90), **texts)

    def _details(self) -> dict[str, str]:
        return {detail.value: text for detail, text in _DETAILS.items()}

    def _line(self) -> str:
        return self._random.choice(_WORDS).partition("\n")[0]

    def _number(self, question: Question) -> float:
        low, high = question.minimum, question.maximum
        if question.not_above in self._numbers:
            high = min(self._numbers[question.not_above], high if high is not None else float("inf"))
        return self._between(low, high, is_whole=question.whole)

    def _between(self, low: float | None, high: float | None, *, is_whole: bool) -> float:
        low = low if low is not None else min(0.0, high or 0.0)
        high = high if high is not None else low + 1_234_567
        return (
            float(self._random.randint(int(low), int(high))) if is_whole else round(self._random.uniform(low, high), 2)
        )

    def _date(self, question: Question) -> dt.date:
        latest = self._day(question.latest) or self._today
        earliest = self._day(question.earliest) or latest - dt.timedelta(days=900)
        return earliest + dt.timedelta(days=self._random.randint(0, max(0, (latest - earliest).days)))

    def _day(self, text: str) -> dt.date | None:
        if not text:
            return None
        return self._today if text == TODAY else dt.date.fromisoformat(text)

    def _rows(self, question: Question) -> tuple[AnswerRow, ...]:
        if question.rows:
            return tuple(AnswerRow(self._cells(question), row.id) for row in question.rows)
        most = min(question.most_rows, max(question.least_rows, _MOST_ROWS))
        count = self._random.randint(max(question.least_rows, 1), most)
        return tuple(AnswerRow(self._cells(question)) for _ in range(count))

    def _cells(self, question: Question) -> tuple[Cell, ...]:
        return tuple(self._cell(column) for column in question.columns)

    def _cell(self, column: TableColumn) -> Cell:
        match column.kind:
            case ColumnKind.NUMBER:
                number = self._between(column.minimum, column.maximum, is_whole=column.whole)
                return Cell(column.id, number=number)
            case ColumnKind.DATE:
                return Cell(column.id, date=self._today - dt.timedelta(days=self._random.randint(0, 700)))
            case ColumnKind.SINGLE_CHOICE:
                return Cell(column.id, choice=self._random.choice(self._topic.codes_of_list(column.choices)))
            case _:
                return Cell(column.id, text=self._line())

    def _chosen(self, question: Question, answer: Answer) -> Answer:
        codes = answer_codes(self._topic, question)
        if question.kind is QuestionKind.MULTIPLE_CHOICE:
            chosen = self._random.sample(codes, self._random.randint(1, len(codes)))
            answer = msgspec.structs.replace(answer, choices=tuple(code for code in codes if code in chosen))
        else:
            answer = msgspec.structs.replace(answer, choice=self._random.choice(codes))
        if OTHER in {answer.choice, *answer.choices} and question.choices:
            answer = msgspec.structs.replace(answer, other=self._line())
        option = self._topic.option_of(question, answer.choice)
        if option is not None and option.takes_reason:
            answer = msgspec.structs.replace(answer, reason=self._line())
        if question.kind is QuestionKind.JUDGEMENT:
            answer = msgspec.structs.replace(answer, comment=self._random.choice(_WORDS))
        return answer

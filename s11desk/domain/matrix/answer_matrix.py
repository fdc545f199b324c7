"""The answers of many agencies to the questions of one topic, as a table of agencies and questions.

Every cell is a value with words. Answers are counted and never averaged, and only answers to the same question, with
the same words and the same options, are in one column (:mod:`s11desk.domain.topics.question_wording`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from s11desk.domain.audits.audit import Audit
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.desk_values import ReviewState
from s11desk.domain.topics.questions import QuestionKind
from s11desk.domain.topics.topic import Topic


@dataclass(frozen=True, slots=True)
class MatrixReturn:
    """One return that counts, or an agency whose return has not come: then ``topic`` and ``audit`` are None.

    ``number``: by which the place that gave it finds it again. ``agency``: its name for people; ``key``: the same for
    all returns of one agency, in every year. ``type`` and ``state``: in the words that people see and filter by.
    ``digest``: the SHA-256 of the topic. ``remark``: what to know about the return; may be empty. ``is_correcting``:
    of an agency without a return that counts: one was sent back.
    """

    number: int
    agency: str
    key: str
    type: str = ""
    state: str = ""
    reference: str = ""
    made: dt.datetime | None = None
    topic: Topic | None = None
    digest: str = ""
    audit: Audit | None = None
    remark: str = ""
    is_correcting: bool = False


@dataclass(frozen=True, slots=True)
class UncountedReturn:
    """A file whose answers are in no cell, and why. ``is_of_topic``: False if nobody knows which topic it answers.

    ``left_out``: the officer's decision, if that alone keeps it out.
    """

    file: str
    state: FileState
    reason: str
    is_of_topic: bool = True
    left_out: ReviewState | None = None


class AnswerState(StrEnum):
    """What a cell says.

    CHOSEN: one or more options. WRITTEN: something else than options, such as a text, a number, names, files or only a
    comment. NOT_APPLICABLE: the chosen option is left out of totals. MISSING: it has options and none was chosen.
    LEFT_EMPTY: it has no options, and nothing was written. NOT_ASKED: the rules
    of the topic skip it for this agency. NOT_COMPARABLE: the return answers another wording, or has no such question.
    NO_RETURN: the agency has returned nothing. CORRECTING: its return was sent back, so its answers are not here.
    """

    CHOSEN = "chosen"
    WRITTEN = "written"
    NOT_APPLICABLE = "not-applicable"
    MISSING = "missing"
    LEFT_EMPTY = "left-empty"
    NOT_ASKED = "not-asked"
    NOT_COMPARABLE = "not-comparable"
    NO_RETURN = "no-return"
    CORRECTING = "correcting"


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """``words``: of the chosen options; empty for the kinds that have none. ``colour``: ``#rrggbb``, or empty.

    ``typed``: the beginning of what the agency wrote itself, so it may name people.
    """

    kind: AnswerState
    codes: tuple[str, ...] = ()
    words: str = ""
    colour: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class MatrixOption:
    """A possible answer. ``is_left_out``: it means "not applicable"."""

    code: str
    label: str
    colour: str = ""
    is_left_out: bool = False


@dataclass(frozen=True, slots=True)
class MatrixQuestion:
    """A column. ``digest``: of its wording. ``options``: empty if the answer is written."""

    id: str
    number: str
    text: str
    name: str
    section: str
    kind: QuestionKind
    digest: str
    options: tuple[MatrixOption, ...]

    @property
    def names_agencies(self) -> bool:
        """Whether its answers say who somebody is."""
        return self.kind in {QuestionKind.AGENCY, QuestionKind.PEOPLE}


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One return, or one agency without any (``made`` is None). ``cells``: one for each question, in their order.

    ``comparable``: to how many of the questions the return has an answer, or could have one. The other fields are as in
    :class:`MatrixReturn`.
    """

    number: int
    agency: str
    key: str
    type: str
    state: str
    reference: str
    made: dt.datetime | None
    remark: str
    cells: tuple[MatrixCell, ...]
    comparable: int

    @property
    def has_return(self) -> bool:
        """Whether the agency has returned the topic."""
        return self.made is not None

    @property
    def is_correcting(self) -> bool:
        """Whether the return was sent back to be corrected."""
        return any(cell.kind is AnswerState.CORRECTING for cell in self.cells[:1])


@dataclass(frozen=True)
class AnswerMatrix:
    """The whole table. ``digest``: the SHA-256 of the topic whose questions are the columns.

    ``as_at``: when it was made. ``earlier_name``: the title and year of what stands beside it; empty if nothing does.
    ``earlier``: its rows, with the same columns. ``contact``: name and addresses of the person whom the topic names.
    """

    title: str
    year: str
    digest: str
    as_at: dt.datetime
    questions: tuple[MatrixQuestion, ...]
    rows: tuple[MatrixRow, ...]
    uncounted: tuple[UncountedReturn, ...] = ()
    earlier_name: str = ""
    earlier: tuple[MatrixRow, ...] = ()
    contact: tuple[str, ...] = ()

    @cached_property
    def earlier_rows(self) -> Mapping[str, MatrixRow]:
        """By the key of the agency its newest earlier row."""
        ordered = sorted((one for one in self.earlier if one.made is not None), key=age_of_row)
        return {one.key: one for one in ordered}

    @property
    def same_wording(self) -> int:
        """How many of the questions were asked in the same words in an earlier return."""
        columns = range(len(self.questions))
        return sum(
            any(one.cells[column].kind is not AnswerState.NOT_COMPARABLE for one in self.earlier if one.has_return)
            for column in columns
        )


def age_of_row(row: MatrixRow) -> tuple[float, str]:
    """Sorts rows with a return by when it was made, the oldest first."""
    return (row.made.timestamp() if row.made is not None else 0.0, row.reference)

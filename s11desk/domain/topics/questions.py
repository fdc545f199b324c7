"""One question of a topic: what it asks for, when it is asked, and which files it takes."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from s11desk.domain.topics.scales import Option
from s11desk.domain.topics.topic_limits import (
    COLUMNS_LIMIT,
    CONDITIONS_LIMIT,
    DAY_PATTERN,
    EVIDENCE_BYTES_CEILING,
    EVIDENCE_FILES_CEILING,
    FILE_TYPE_PATTERN,
    LIST_LIMIT,
    NUMBER_PATTERN,
    ROWS_LIMIT,
    Id,
    MaybeId,
    MaybeShort,
    MaybeText,
    Text,
)
from s11desk.domain.topics.topic_texts import Origin

TODAY = "today"
"""As the earliest or latest day of a date: the day on which it is entered."""


class EvidenceRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The files that may be attached: types as lower-case extensions, bytes for each file, files for each question."""

    types: Annotated[tuple[Annotated[str, Meta(pattern=FILE_TYPE_PATTERN)], ...], Meta(min_length=1, max_length=50)]
    max_file_bytes: Annotated[int, Meta(ge=1, le=EVIDENCE_BYTES_CEILING)]
    max_files: Annotated[int, Meta(ge=1, le=EVIDENCE_FILES_CEILING)]
    origin: Origin


class Detail(StrEnum):
    """A detail that may be asked about a person. ``Person`` has a field of the same name."""

    NAME = "name"
    JOB_TITLE = "job_title"
    EMAIL = "email"
    TELEPHONE = "telephone"


class PersonAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A person a ``people`` question asks for; ``required`` names the details that must be given."""

    id: Id
    label: Text
    required: tuple[Detail, ...] = ()
    origin: Origin | None = None


class QuestionKind(StrEnum):
    """What a question asks for, which decides its input and the fields of its answer that are used."""

    AGENCY = "agency"
    PEOPLE = "people"
    JUDGEMENT = "judgement"
    LONG_TEXT = "long-text"
    SHORT_TEXT = "short-text"
    DATE = "date"
    NUMBER = "number"
    YES_NO = "yes-no"
    SINGLE_CHOICE = "single-choice"
    MULTIPLE_CHOICE = "multiple-choice"
    FILE = "file"
    TABLE = "table"


class Comparison(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Compares the answer to one earlier question. All that is given must hold.

    ``any_of``: the answer is, or includes, one of these codes. ``none_of``: it is given, and includes none of them.
    ``at_least`` and ``at_most``: bounds of a number that is given.
    """

    question: MaybeId = ""
    any_of: Annotated[tuple[Id, ...], Meta(max_length=LIST_LIMIT)] = ()
    none_of: Annotated[tuple[Id, ...], Meta(max_length=LIST_LIMIT)] = ()
    at_least: float | None = None
    at_most: float | None = None


class Condition(Comparison, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A comparison, or ``any``: then one of several comparisons must hold, and the other fields are not used."""

    any: Annotated[tuple[Comparison, ...], Meta(max_length=CONDITIONS_LIMIT)] = ()


class OptionDescriptor(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the option with this code of the question's scale means for this question."""

    code: Id
    text: Text


class Reference(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The place in a framework that a question answers to, such as ``1.2`` or ``Part two, paragraph 84``."""

    framework: Id
    reference: Text


class ColumnKind(StrEnum):
    """What the cells of a table's column hold."""

    SHORT_TEXT = "short-text"
    NUMBER = "number"
    DATE = "date"
    SINGLE_CHOICE = "single-choice"


class TableColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """One column of a table. ``choices``: the id of a choice list. ``required``: no cell of a row may be empty."""

    id: Id
    label: Text
    kind: ColumnKind
    required: bool = False
    choices: MaybeId = ""
    minimum: float | None = None
    maximum: float | None = None
    whole: bool = False
    unit: MaybeShort = ""


class TableRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A row that the pack fixes, such as a quarter."""

    id: Id
    label: Text


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One question. ``id`` never changes; wording and position may change from year to year.

    ``short``: its name in lists, written by the maker of the pack; lists show ``text`` if it is empty.
    ``show_when``: the question is asked only when every condition holds. ``evidence``: replaces the topic's rule for
    this question. ``section``: the id of its section. ``number``: the form's own number.

    ``whole``, ``unit`` and ``not_above`` (the id of another question) belong to a number. ``earliest`` and ``latest``
    belong to a date: a day as YYYY-MM-DD, or ``today``. ``rows`` are the fixed rows of a table; without them people
    add rows, ``least_rows`` to ``most_rows`` of them.
    """

    id: Id
    text: Text
    kind: QuestionKind
    origin: Origin
    short: MaybeShort = ""
    help: MaybeText = ""
    help_origin: Origin | None = None
    guidance: Annotated[tuple[Id, ...], Meta(max_length=LIST_LIMIT)] = ()
    required: bool = True
    scale: MaybeText = ""
    choices: MaybeText = ""
    people: Annotated[tuple[PersonAsked, ...], Meta(max_length=LIST_LIMIT)] = ()
    minimum: float | None = None
    maximum: float | None = None
    show_when: Annotated[tuple[Condition, ...], Meta(max_length=CONDITIONS_LIMIT)] = ()
    evidence: EvidenceRule | None = None
    section: MaybeId = ""
    number: Annotated[str, Meta(pattern=NUMBER_PATTERN)] = ""
    descriptors: Annotated[tuple[OptionDescriptor, ...], Meta(max_length=LIST_LIMIT)] = ()
    references: Annotated[tuple[Reference, ...], Meta(max_length=LIST_LIMIT)] = ()
    whole: bool = False
    unit: MaybeShort = ""
    not_above: MaybeId = ""
    earliest: Annotated[str, Meta(pattern=DAY_PATTERN)] = ""
    latest: Annotated[str, Meta(pattern=DAY_PATTERN)] = ""
    columns: Annotated[tuple[TableColumn, ...], Meta(max_length=COLUMNS_LIMIT)] = ()
    rows: Annotated[tuple[TableRow, ...], Meta(max_length=ROWS_LIMIT)] = ()
    least_rows: Annotated[int, Meta(ge=0, le=ROWS_LIMIT)] = 0
    most_rows: Annotated[int, Meta(ge=1, le=ROWS_LIMIT)] = ROWS_LIMIT

    @property
    def name(self) -> str:
        """The question's name in lists."""
        return self.short or self.text

    def descriptor(self, option: Option) -> str:
        """What ``option`` means for this question: its own words, else those of the scale; empty if there are none."""
        return self.own_descriptor(option) or option.descriptor

    def own_descriptor(self, option: Option) -> str:
        """What ``option`` means for this question alone; empty if only the scale says what it means."""
        return next((descriptor.text for descriptor in self.descriptors if descriptor.code == option.code), "")

"""A topic: one audit questionnaire, exactly as its topic pack states it.

These types *are* the format of ``topic.json`` (docs/topic-pack.md); ``resources/schemas/topic.schema.json`` is made
from them. Every text carries its :class:`Origin`, so that readers can see who wrote it. Some types allow a missing
origin (help, a person asked for, contact, return address), but ``topics check`` asks for one wherever there is a text.

History of the format: 1, the first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated

import msgspec
from msgspec import Meta

from s11desk.domain.topic_limits import (
    COLOUR_PATTERN,
    CONDITIONS_LIMIT,
    EVIDENCE_BYTES_CEILING,
    EVIDENCE_FILES_CEILING,
    FILE_TYPE_PATTERN,
    LIST_LIMIT,
    RECIPIENTS_LIMIT,
    Email,
    Id,
    MaybeShort,
    MaybeText,
    Text,
)

FORMAT = 1


class OriginKind(StrEnum):
    """How a text came into the pack."""

    QUOTED = "quoted"
    CARRIED_OVER = "carried-over"
    WRITTEN = "written-for-this-pack"
    PROJECT_CHOICE = "project-choice"


class Origin(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The origin of a text: ``source`` is the id of a :class:`Source` of the same topic."""

    source: Id
    how: OriginKind
    note: MaybeText = ""


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A document that texts of the pack are taken from or based on."""

    id: Id
    title: Text
    publisher: Text
    year: Text
    licence: Text


class Partnership(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The safeguarding children partnership that asks the questions. Lists use ``short_name``."""

    name: Text
    short_name: Text


class Contact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The person or team whom an agency lead asks. A field is empty if no source gives it."""

    name: Text
    email: Email = ""
    telephone: MaybeText = ""
    note: MaybeText = ""
    origin: Origin | None = None


class ReturnAddress(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The address for the return. ``email`` is empty if the pack's sources give none."""

    email: Email = ""
    instructions: MaybeText = ""
    origin: Origin | None = None


class Recipient(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Someone at the partnership to whom returns are encrypted: ``certificate`` is theirs, as PEM text."""

    name: Text
    certificate: Text
    origin: Origin


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One part of the introduction; ``body`` is prose (see :mod:`s11desk.domain.prose`)."""

    id: Id
    heading: Text
    body: Text
    origin: Origin


class Definition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A term that the questionnaire uses, and its meaning."""

    term: Text
    meaning: Text
    origin: Origin


class Guidance(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Advice shown beside questions; ``text`` is prose. In a pack's folder the text is ``guidance/ID.md`` instead."""

    id: Id
    title: Text
    rests_on: Annotated[tuple[Origin, ...], Meta(min_length=1, max_length=LIST_LIMIT)]
    text: MaybeText = ""


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One point of a scale, and what an answer must have when it is chosen.

    ``colour`` is ``#rrggbb``; the label always appears with it.
    """

    code: Id
    label: Text
    descriptor: MaybeText = ""
    colour: Annotated[str, Meta(pattern=COLOUR_PATTERN)] = ""
    score: int | None = None
    needs_reason: bool = False
    needs_evidence: bool = False
    needs_action: bool = False
    left_out_of_totals: bool = False


class Scale(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, dict=True):
    """A scale as data. ``moderated``: the partnership puts its own score beside the agency's."""

    id: Id
    title: Text
    options: Annotated[tuple[Option, ...], Meta(min_length=2, max_length=LIST_LIMIT)]
    origin: Origin
    moderated: bool = False

    def option(self, code: str) -> Option | None:
        """The option with this code; None if the scale has none."""
        return self._by_code.get(code)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes of all options, in the scale's order."""
        return tuple(option.code for option in self.options)

    @cached_property
    def _by_code(self) -> Mapping[str, Option]:
        return {option.code: option for option in reversed(self.options)}


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One entry of a choice list: people see the label, an answer holds the code."""

    code: Id
    label: Text


class ChoiceList(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A list to choose from. ``other``: people may also enter something that is not on the list."""

    id: Id
    choices: Annotated[tuple[Choice, ...], Meta(min_length=1, max_length=LIST_LIMIT)]
    origin: Origin
    other: bool = False


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


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Holds when the answer to an earlier ``question`` is, or includes, one of ``any_of``."""

    question: Id
    any_of: Annotated[tuple[Id, ...], Meta(min_length=1, max_length=LIST_LIMIT)]


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One question. ``id`` never changes; wording and position may change from year to year.

    ``short``: its name in lists, written by the maker of the pack; lists show ``text`` if it is empty.
    ``show_when``: the question is asked only when every condition holds. ``evidence``: replaces the topic's rule for
    this question.
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

    @property
    def name(self) -> str:
        """The question's name in lists."""
        return self.short or self.text


class ActionField(StrEnum):
    """The columns an action plan may have, taken from the plans and templates of English partnerships."""

    QUESTION = "question"
    AREA = "area"
    ACTION = "action"
    LEAD = "lead"
    JOB_ROLE = "job_role"
    RESOURCES = "resources"
    DUE = "due"
    MEASURE = "measure"
    PROGRESS = "progress"
    STATUS = "status"


class ActionColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One column of the action plan, under the partnership's own label."""

    field: ActionField
    label: Text
    required: bool = False


class ActionPlanForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The columns that the partnership wants in the action plan, in their order."""

    columns: Annotated[tuple[ActionColumn, ...], Meta(min_length=1, max_length=len(ActionField))]
    origin: Origin


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, dict=True):
    """A whole questionnaire. ``id`` never changes; ``version`` goes up with each change of the content."""

    format: Annotated[int, Meta(ge=1, le=FORMAT)]
    id: Id
    version: Annotated[int, Meta(ge=1, le=1_000_000)]
    title: Text
    year: Text
    partnership: Partnership
    contact: Contact
    sources: Annotated[tuple[Source, ...], Meta(min_length=1, max_length=LIST_LIMIT)]
    introduction: Annotated[tuple[Section, ...], Meta(min_length=1, max_length=LIST_LIMIT)]
    questions: Annotated[tuple[Question, ...], Meta(min_length=1, max_length=LIST_LIMIT)]
    evidence: EvidenceRule
    action_plan: ActionPlanForm
    deadline: dt.date | None = None
    return_to: ReturnAddress = ReturnAddress()
    definitions: Annotated[tuple[Definition, ...], Meta(max_length=LIST_LIMIT)] = ()
    guidance: Annotated[tuple[Guidance, ...], Meta(max_length=LIST_LIMIT)] = ()
    scales: Annotated[tuple[Scale, ...], Meta(max_length=LIST_LIMIT)] = ()
    choice_lists: Annotated[tuple[ChoiceList, ...], Meta(max_length=LIST_LIMIT)] = ()
    encrypt_to: Annotated[tuple[Recipient, ...], Meta(max_length=RECIPIENTS_LIMIT)] = ()

    def question(self, question_id: str) -> Question | None:
        """The question with this id; None if the topic has none."""
        return self._questions.get(question_id)

    def number_of(self, question_id: str) -> int:
        """The number that people see, from 1. Raises ``ValueError`` for a question that the topic does not have."""
        return [question.id for question in self.questions].index(question_id) + 1

    def scale_of(self, question: Question) -> Scale | None:
        """The scale of ``question``; None if it has none."""
        return self._scales.get(question.scale)

    def option_of(self, question: Question, code: str) -> Option | None:
        """The option with this code on the question's scale; None if there is none."""
        scale = self.scale_of(question) if question.scale and code else None
        return scale.option(code) if scale is not None else None

    def choices_of(self, question: Question) -> ChoiceList | None:
        """The choice list of ``question``; None if it has none."""
        return next((choices for choices in self.choice_lists if choices.id == question.choices), None)

    def guidance_of(self, question: Question) -> tuple[Guidance, ...]:
        """The guidance beside ``question``, in the question's order."""
        wanted = {piece.id: piece for piece in self.guidance}
        return tuple(wanted[name] for name in question.guidance if name in wanted)

    # Tables, not searches: a topic may be large, and every return is checked against it.
    @cached_property
    def _questions(self) -> Mapping[str, Question]:
        return {question.id: question for question in reversed(self.questions)}

    @cached_property
    def _scales(self) -> Mapping[str, Scale]:
        return {scale.id: scale for scale in reversed(self.scales)}

    def evidence_rule(self, question: Question) -> EvidenceRule | None:
        """The rule for files on ``question``; None if the question takes no files."""
        if question.evidence is not None:
            return question.evidence
        return self.evidence if question.kind in TAKES_EVIDENCE else None

    def source(self, source_id: str) -> Source | None:
        """The source with this id; None if the topic has none."""
        return next((source for source in self.sources if source.id == source_id), None)


TAKES_EVIDENCE = frozenset({QuestionKind.JUDGEMENT, QuestionKind.YES_NO, QuestionKind.FILE})
"""Kinds of question that take files by the topic's rule. Any other kind takes files only with a rule of its own."""

YES = "yes"
NO = "no"


def answer_codes(topic: Topic, question: Question) -> tuple[str, ...]:
    """The codes that may be chosen for ``question``, in the pack's order; empty if the answer is typed."""
    match question.kind:
        case QuestionKind.JUDGEMENT:
            scale = topic.scale_of(question)
            return scale.codes if scale else ()
        case QuestionKind.YES_NO:
            return (YES, NO)
        case QuestionKind.AGENCY | QuestionKind.SINGLE_CHOICE | QuestionKind.MULTIPLE_CHOICE:
            choices = topic.choices_of(question)
            codes = tuple(choice.code for choice in choices.choices) if choices else ()
            return (*codes, OTHER) if choices and choices.other else codes
        case _:
            return ()


OTHER = "other"
"""The code for "something that is not on the list"."""


def label_of(topic: Topic, question: Question, code: str) -> str:
    """The label that people see for ``code``; the code itself if the topic does not know it."""
    if question.kind is QuestionKind.YES_NO:
        return {YES: "Yes", NO: "No"}.get(code, code)
    scale = topic.scale_of(question)
    if scale is not None and (option := scale.option(code)) is not None:
        return option.label
    choices = topic.choices_of(question)
    found = next((c.label for c in choices.choices if c.code == code), None) if choices else None
    return found or ("Other" if code == OTHER else code)

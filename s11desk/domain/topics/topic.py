"""A topic: one audit questionnaire, exactly as its topic pack states it.

These types, with those of the modules that the parts come from, *are* the format of ``topic.json``
(docs/topic-pack.md); ``resources/schemas/topic.schema.json`` is made from them. Every text carries its
:class:`Origin`, so that readers can see who wrote it. Some types allow a missing origin (help, a person asked for,
contact, return address), but ``topics check`` asks for one wherever there is a text.

History of the format: 1, the first. 2: sections, own numbers, tables, totals and what else
``topics/checks/format_checks.py`` lists. 3: three roles that sign, and languages. 4: links. A pack of an
earlier format means the same in a later one, so reading it changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated

import msgspec
from msgspec import Meta

from s11desk.domain.topics.language_tags import find_language
from s11desk.domain.topics.question_numbers import numbers_of
from s11desk.domain.topics.questions import (
    ColumnKind,
    Comparison,
    Condition,
    Detail,
    EvidenceRule,
    OptionDescriptor,
    PersonAsked,
    Question,
    QuestionKind,
    Reference,
    TableColumn,
    TableRow,
)
from s11desk.domain.topics.scales import Choice, ChoiceList, Option, Scale, Total
from s11desk.domain.topics.signer_role import Role
from s11desk.domain.topics.topic_limits import (
    LINKS_LIMIT,
    LIST_LIMIT,
    RECIPIENTS_LIMIT,
    ROLES_LIMIT,
    TRANSLATIONS_LIMIT,
    Id,
    MaybeText,
    Text,
)
from s11desk.domain.topics.topic_links import Link
from s11desk.domain.topics.topic_texts import (
    Contact,
    Definition,
    Framework,
    Guidance,
    IntroductionSection,
    Origin,
    OriginKind,
    Partnership,
    Recipient,
    ReturnAddress,
    Section,
    SigningRole,
    Source,
)
from s11desk.domain.topics.translations import (
    OWN_LANGUAGE,
    LanguageTag,
    Translation,
    name_of_language,
    with_texts,
)

__all__ = [
    "FORMAT",
    "NO",
    "OTHER",
    "TAKES_EVIDENCE",
    "YES",
    "ActionColumn",
    "ActionField",
    "ActionPlanForm",
    "Choice",
    "ChoiceList",
    "ColumnKind",
    "Comparison",
    "Condition",
    "Contact",
    "Definition",
    "Detail",
    "EvidenceRule",
    "Framework",
    "Guidance",
    "IntroductionSection",
    "Link",
    "Option",
    "OptionDescriptor",
    "Origin",
    "OriginKind",
    "Partnership",
    "PersonAsked",
    "Question",
    "QuestionKind",
    "Recipient",
    "Reference",
    "ReturnAddress",
    "Scale",
    "Section",
    "SigningRole",
    "Source",
    "TableColumn",
    "TableRow",
    "Topic",
    "Total",
    "answer_codes",
    "label_of",
]

FORMAT = 4


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


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, dict=True, kw_only=True):
    """A whole questionnaire. ``id`` never changes; ``version`` goes up with each change of the content."""

    format: Annotated[int, Meta(ge=1, le=FORMAT)]
    id: Id
    version: Annotated[int, Meta(ge=1, le=1_000_000)]
    title: Text
    year: Text
    partnership: Partnership
    contact: Contact
    sources: Annotated[tuple[Source, ...], Meta(min_length=1, max_length=LIST_LIMIT)]
    introduction: Annotated[tuple[IntroductionSection, ...], Meta(max_length=LIST_LIMIT)] = ()
    questions: Annotated[tuple[Question, ...], Meta(min_length=1, max_length=LIST_LIMIT)]
    evidence: EvidenceRule | None = None
    action_plan: ActionPlanForm | None = None
    deadline: dt.date | None = None
    return_to: ReturnAddress = ReturnAddress()
    definitions: Annotated[tuple[Definition, ...], Meta(max_length=LIST_LIMIT)] = ()
    guidance: Annotated[tuple[Guidance, ...], Meta(max_length=LIST_LIMIT)] = ()
    scales: Annotated[tuple[Scale, ...], Meta(max_length=LIST_LIMIT)] = ()
    choice_lists: Annotated[tuple[ChoiceList, ...], Meta(max_length=LIST_LIMIT)] = ()
    encrypt_to: Annotated[tuple[Recipient, ...], Meta(max_length=RECIPIENTS_LIMIT)] = ()
    origin: Origin | None = None
    sections: Annotated[tuple[Section, ...], Meta(max_length=LIST_LIMIT)] = ()
    frameworks: Annotated[tuple[Framework, ...], Meta(max_length=LIST_LIMIT)] = ()
    sign_off: Annotated[tuple[SigningRole, ...], Meta(max_length=ROLES_LIMIT)] = ()
    form_name: MaybeText = ""
    language: LanguageTag = OWN_LANGUAGE
    translations: Annotated[tuple[Translation, ...], Meta(max_length=TRANSLATIONS_LIMIT)] = ()
    links: Annotated[tuple[Link, ...], Meta(max_length=LINKS_LIMIT)] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which it can be shown, its own first."""
        return (self.language, *(one.language for one in self.translations))

    def in_language(self, language: str) -> Topic:
        """The same topic with its texts in ``language``, where it has them. It is for showing, never for keeping.

        Its ``language`` is the one that is shown. The topic itself if it lacks that language, or it is its own. Tags
        are matched as in :mod:`s11desk.domain.topics.language_tags`.
        """
        found = find_language(language, self.languages)
        return self._in_languages.get(found, self) if found is not None else self

    def language_name(self, language: str) -> str:
        """What people see as the name of one of its languages."""
        names = {one.language: one.name for one in self.translations}
        return name_of_language(language, names.get(language, ""))

    def question(self, question_id: str) -> Question | None:
        """The question with this id; None if the topic has none."""
        return self._questions.get(question_id)

    def number_of(self, question_id: str) -> str:
        """The number that people see; no two questions share one. Raises ``KeyError`` for an unknown question.

        It is the form's own number. A form without any has running numbers from 1; where only some questions have a
        number, the others have letters.
        """
        return self._numbers[question_id]

    def signing_role(self, role: Role) -> SigningRole | None:
        """Who signs in this role, by the pack; None if it does not say."""
        return dict(zip(Role, self.sign_off, strict=False)).get(role)

    def roles_to_sign(self, signed: Iterable[Role]) -> tuple[Role, ...]:
        """The roles that the pack names and that are not in ``signed``, in the pack's order."""
        done = set(signed)
        return tuple(role for role, _ in zip(Role, self.sign_off, strict=False) if role not in done)

    def open_roles(self, signed: Iterable[Role]) -> tuple[Role, ...]:
        """The roles in which somebody can still sign. An approver may always sign, even if the pack names none."""
        done = {Role.COMPLETER, *signed}
        could = tuple(Role) if len(self.sign_off) > 2 else (Role.COMPLETER, Role.APPROVER)
        return tuple(role for role in could if role not in done)

    def is_moderated(self, question: Question) -> bool:
        """Whether the partnership puts its own score beside this answer. Format 1 had the word, but no room for it."""
        scale = self.scale_of(question)
        return self.format > 1 and scale is not None and scale.moderated

    def section_of(self, question: Question) -> Section | None:
        """The section of ``question``; None if it has none."""
        return self._sections.get(question.section)

    @property
    def plan_columns(self) -> tuple[ActionColumn, ...]:
        """The columns of the action plan; empty if the topic asks for no plan."""
        return self.action_plan.columns if self.action_plan is not None else ()

    @property
    def takes_files(self) -> bool:
        """Whether files can be attached to any question."""
        return any(self.evidence_rule(question) is not None for question in self.questions)

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

    def codes_of_list(self, list_id: str) -> tuple[str, ...]:
        """The codes that may be chosen from a choice list, with "other" if it takes that; empty if there is no list."""
        choices = next((choices for choices in self.choice_lists if choices.id == list_id), None)
        codes = tuple(choice.code for choice in choices.choices) if choices else ()
        return (*codes, OTHER) if choices and choices.other else codes

    def guidance_of(self, question: Question) -> tuple[Guidance, ...]:
        """The guidance beside ``question``, in the question's order."""
        wanted = {piece.id: piece for piece in self.guidance}
        return tuple(wanted[name] for name in question.guidance if name in wanted)

    @cached_property
    def _in_languages(self) -> Mapping[str, Topic]:
        return {one.language: self._translated(one) for one in self.translations}

    def _translated(self, translation: Translation) -> Topic:
        texts = {one.at: one.text for one in translation.texts}
        shown = with_texts(self, lambda at, text: texts.get(at, text) if text else text)
        return msgspec.structs.replace(shown, language=translation.language, translations=())

    # Tables, not searches: a topic may be large, and every return is checked against it.
    @cached_property
    def _questions(self) -> Mapping[str, Question]:
        return {question.id: question for question in reversed(self.questions)}

    @cached_property
    def _numbers(self) -> Mapping[str, str]:
        return numbers_of(self.questions)

    @cached_property
    def _sections(self) -> Mapping[str, Section]:
        return {section.id: section for section in reversed(self.sections)}

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
            scale = topic.scale_of(question)
            return scale.codes if scale else (YES, NO)
        case QuestionKind.AGENCY | QuestionKind.SINGLE_CHOICE | QuestionKind.MULTIPLE_CHOICE:
            return topic.codes_of_list(question.choices)
        case _:
            return ()


PROGRAM_LABELS: dict[str, dict[str, str]] = {
    "en": {"yes": "Yes", "no": "No", "other": "Other"},
    "cy": {"yes": "Ie", "no": "Na", "other": "Arall"},
}
"""The labels of the codes that every topic shares. A language that is not here has the English ones."""


def program_labels(language: str) -> dict[str, str]:
    """The labels of the codes that every topic shares, in the language with this tag, whatever its region."""
    return PROGRAM_LABELS[find_language(language, PROGRAM_LABELS) or "en"]


OTHER = "other"
"""The code for "something that is not on the list"."""


def label_of(topic: Topic, question: Question, code: str) -> str:
    """The label that people see for ``code``; the code itself if the topic does not know it."""
    if question.kind is QuestionKind.YES_NO and not question.scale:
        return program_labels(topic.language).get(code, code)
    scale = topic.scale_of(question)
    if scale is not None and (option := scale.option(code)) is not None:
        return option.label
    choices = topic.choices_of(question)
    found = next((c.label for c in choices.choices if c.code == code), None) if choices else None
    return found or program_labels(topic.language).get(code if code == OTHER else "", code)

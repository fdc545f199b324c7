"""Checks that each question has the properties that its kind needs and no others, and that their values fit."""

from __future__ import annotations

from collections.abc import Iterator

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.domain.topics.topic import NO, OTHER, YES, ActionField, EvidenceRule, Question, QuestionKind, Topic
from s11desk.domain.topics.topic_limits import EVIDENCE_TYPES
from s11desk.topics.checks.flaw import Flaw, JsonPath, cut_text
from s11desk.topics.checks.readable import Readable, parts

_LISTED = (QuestionKind.AGENCY, QuestionKind.SINGLE_CHOICE, QuestionKind.MULTIPLE_CHOICE)
_KINDS_WITH: dict[str, tuple[QuestionKind, ...]] = {
    "scale": (QuestionKind.JUDGEMENT, QuestionKind.YES_NO),
    "choices": _LISTED,
    "people": (QuestionKind.PEOPLE,),
    "minimum": (QuestionKind.NUMBER,),
    "maximum": (QuestionKind.NUMBER,),
    "whole": (QuestionKind.NUMBER,),
    "unit": (QuestionKind.NUMBER,),
    "not_above": (QuestionKind.NUMBER,),
    "earliest": (QuestionKind.DATE,),
    "latest": (QuestionKind.DATE,),
    "columns": (QuestionKind.TABLE,),
    "rows": (QuestionKind.TABLE,),
    "descriptors": (QuestionKind.JUDGEMENT, QuestionKind.YES_NO),
}
_NEEDED = {
    "scale": ProblemCode.SCALE_MISSING,
    "choices": ProblemCode.CHOICES_MISSING,
    "people": ProblemCode.PEOPLE_MISSING,
}
_NEEDING = {"scale": (QuestionKind.JUDGEMENT,), "choices": _LISTED, "people": (QuestionKind.PEOPLE,)}
"""For each of these, the kinds of question that cannot do without it."""
_COLUMNS_NEEDED = (ActionField.ACTION, ActionField.LEAD, ActionField.DUE)
"""A plan needs to say what, who and by when (CPSU: a specific goal, a named person, a timescale)."""


def kind_flaws(readable: Readable) -> Iterator[Flaw]:
    """A flaw for each property that is missing or does not fit, and for each wrong value in the topic's lists."""
    scales, choice_lists = readable.ids("scales"), readable.ids("choice_lists")
    for position, question in readable.questions():
        path = ("questions", position)
        yield from _property_flaws(path, question)
        yield from _scale_flaws(path, readable.topic, question)
        yield from _name_flaws((*path, "scale"), question.scale, scales, ProblemCode.SCALE_UNKNOWN)
        yield from _name_flaws((*path, "choices"), question.choices, choice_lists, ProblemCode.CHOICES_UNKNOWN)
        yield from _range_flaws(path, question)
    yield from _other_flaws(readable.topic)
    yield from _file_type_flaws(readable.topic)
    yield from _column_flaws(readable)


def _property_flaws(path: JsonPath, question: Question) -> Iterator[Flaw]:
    for key, kinds in _KINDS_WITH.items():
        given = getattr(question, key)
        is_given = given is not False and given not in ("", (), None)
        if is_given and question.kind not in kinds:
            yield Flaw(ProblemCode.PROPERTY_UNFIT, (*path, key), found=key, allowed=tuple(kinds))
        if not is_given and question.kind in _NEEDING.get(key, ()):
            yield Flaw(_NEEDED[key], (*path, key), found=question.kind)


def _name_flaws(path: JsonPath, name: str, allowed: tuple[str, ...] | None, code: ProblemCode) -> Iterator[Flaw]:
    if name and allowed is not None and name not in allowed:
        yield Flaw(code, path, found=name, allowed=allowed)


def _range_flaws(path: JsonPath, question: Question) -> Iterator[Flaw]:
    if question.minimum is not None and question.maximum is not None and question.minimum > question.maximum:
        yield Flaw(ProblemCode.RANGE_EMPTY, (*path, "minimum"))


def _scale_flaws(path: JsonPath, topic: Topic, question: Question) -> Iterator[Flaw]:
    """The options of yes and no, and descriptors that name an option the scale does not have."""
    scale = topic.scale_of(question)
    if scale is None:
        return
    if question.kind is QuestionKind.YES_NO and set(scale.codes) != {YES, NO}:
        yield Flaw(ProblemCode.SCALE_NOT_YES_NO, (*path, "scale"), found=question.scale)
    for index, descriptor in enumerate(question.descriptors):
        if descriptor.code not in scale.codes:
            place = (*path, "descriptors", index, "code")
            yield Flaw(ProblemCode.OPTION_UNKNOWN, place, found=descriptor.code, allowed=scale.codes)


def _plan_needed(readable: Readable) -> Iterator[Flaw]:
    """An option cannot demand an action in a topic without an action plan."""
    if readable.is_broken("action_plan"):
        return
    for position, scale in enumerate(readable.topic.scales):
        for index, option in enumerate(scale.options):
            if option.needs_action:
                path = ("scales", position, "options", index, "needs_action")
                yield Flaw(ProblemCode.PLAN_MISSING, path, found=option.label)


def _other_flaws(topic: Topic) -> Iterator[Flaw]:
    for position, choices in enumerate(topic.choice_lists):
        for index, choice in enumerate(choices.choices):
            if choices.other and choice.code == OTHER:
                yield Flaw(ProblemCode.OTHER_TAKEN, ("choice_lists", position, "choices", index, "code"), found=OTHER)


def _file_type_flaws(topic: Topic) -> Iterator[Flaw]:
    for path, part in parts(topic):
        for index, name in enumerate(part.types) if isinstance(part, EvidenceRule) else ():
            if name not in EVIDENCE_TYPES:
                path_of_type = (*path, "types", index)
                yield Flaw(ProblemCode.FILE_TYPE_UNKNOWN, path_of_type, found=cut_text(name), allowed=EVIDENCE_TYPES)


def _column_flaws(readable: Readable) -> Iterator[Flaw]:
    topic = readable.topic
    if topic.action_plan is None:
        yield from _plan_needed(readable)
        return
    there = {column.field for column in topic.plan_columns}
    for field in _COLUMNS_NEEDED:
        if field not in there:
            yield Flaw(ProblemCode.COLUMN_MISSING, ("action_plan", "columns"), found=field)

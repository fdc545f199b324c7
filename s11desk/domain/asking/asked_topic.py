"""The part of a topic that a colleague is asked: a topic of its own, with only these questions."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from s11desk.domain.topics.questions import Comparison, Condition, Question
from s11desk.domain.topics.scales import Scale
from s11desk.domain.topics.topic import ReturnAddress, Topic
from s11desk.domain.topics.translations import fitting_translations

_NUMBERS_SINCE = 2
"""The format of topics that can say the number of a question."""


def asked_topic(topic: Topic, question_ids: Collection[str]) -> Topic:
    """``topic`` with only these questions, which keep their numbers, their guidance and their answers to choose from.

    A rule that needs the answer to another question goes. So does what is about the return: the introduction, the
    address, who signs, and to whom the return is encrypted; and the translations of all these. Raises ValueError if
    ``topic`` has none of the questions.
    """
    asked = tuple(question for question in topic.questions if question.id in question_ids)
    if not asked:
        raise ValueError("a colleague is asked at least one question")
    ids = {question.id for question in asked}
    guidance = {name for question in asked for name in question.guidance}
    lists = {
        name for question in asked for name in (question.choices, *(column.choices for column in question.columns))
    }
    part = msgspec.structs.replace(
        topic,
        format=max(topic.format, _NUMBERS_SINCE),
        introduction=(),
        questions=tuple(_alone(topic, question, ids) for question in asked),
        return_to=ReturnAddress(),
        guidance=tuple(piece for piece in topic.guidance if piece.id in guidance),
        scales=tuple(_scale(topic, one) for one in topic.scales if one.id in {question.scale for question in asked}),
        choice_lists=tuple(one for one in topic.choice_lists if one.id in lists),
        encrypt_to=(),
        sections=tuple(one for one in topic.sections if one.id in {question.section for question in asked}),
        frameworks=tuple(one for one in topic.frameworks if one.id in _frameworks(asked)),
        sign_off=(),
    )
    return msgspec.structs.replace(part, translations=fitting_translations(part, topic.translations))


def _alone(topic: Topic, question: Question, asked: Collection[str]) -> Question:
    return msgspec.structs.replace(
        question,
        number=topic.number_of(question.id),
        show_when=tuple(one for one in question.show_when if _needs(one) <= set(asked)),
        not_above=question.not_above if question.not_above in asked else "",
    )


def _needs(condition: Condition) -> set[str]:
    """The questions whose answers decide about the condition."""
    compared: tuple[Comparison, ...] = condition.any or (condition,)
    return {one.question for one in compared}


def _scale(topic: Topic, scale: Scale) -> Scale:
    """In an early topic the word "moderated" meant nothing."""
    return msgspec.structs.replace(scale, moderated=scale.moderated and topic.format >= _NUMBERS_SINCE)


def _frameworks(asked: tuple[Question, ...]) -> set[str]:
    return {reference.framework for question in asked for reference in question.references}

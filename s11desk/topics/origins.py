"""The origin of every text of a topic, and the texts that are this project's own choice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from s11desk.domain.topics.topic import Origin, Question, Topic


class Part(StrEnum):
    """A part of a topic that has an origin."""

    SECTION = "section"
    DEFINITION = "definition"
    QUESTION = "question"
    HELP = "help"
    PERSON = "person"
    GUIDANCE = "guidance"
    SCALE = "scale"
    CHOICE_LIST = "choice-list"
    EVIDENCE = "evidence"
    ACTION_PLAN = "action-plan"
    CONTACT = "contact"
    RETURN_TO = "return-to"
    RECIPIENT = "recipient"


@dataclass(frozen=True, slots=True)
class Credit:
    """The origin of one text. ``name``: its heading, title, term or label, or the id of its question."""

    part: Part
    name: str
    origin: Origin


def text_credits(topic: Topic) -> tuple[Credit, ...]:
    """Every text of ``topic`` that has an origin, in the pack's order."""
    return tuple(Credit(part, name, origin) for part, name, origin in _origins(topic) if origin is not None)


def _origins(topic: Topic) -> Iterator[tuple[Part, str, Origin | None]]:
    yield Part.CONTACT, topic.contact.name, topic.contact.origin
    yield Part.RETURN_TO, topic.return_to.email, topic.return_to.origin
    yield from ((Part.SECTION, section.heading, section.origin) for section in topic.introduction)
    yield from ((Part.DEFINITION, definition.term, definition.origin) for definition in topic.definitions)
    for question in topic.questions:
        yield from _question_origins(question)
    yield from ((Part.GUIDANCE, piece.title, origin) for piece in topic.guidance for origin in piece.rests_on)
    yield from ((Part.SCALE, scale.title, scale.origin) for scale in topic.scales)
    yield from ((Part.CHOICE_LIST, choices.id, choices.origin) for choices in topic.choice_lists)
    if topic.evidence is not None:
        yield Part.EVIDENCE, "", topic.evidence.origin
    if topic.action_plan is not None:
        yield Part.ACTION_PLAN, "", topic.action_plan.origin
    yield from ((Part.RECIPIENT, recipient.name, recipient.origin) for recipient in topic.encrypt_to)


def _question_origins(question: Question) -> Iterator[tuple[Part, str, Origin | None]]:
    yield Part.QUESTION, question.id, question.origin
    yield Part.HELP, question.id, question.help_origin
    yield from ((Part.PERSON, person.label, person.origin) for person in question.people)
    if question.evidence is not None:
        yield Part.EVIDENCE, question.id, question.evidence.origin

"""A whole topic as lines for the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from s11desk.app.pack_review import issuer_of
from s11desk.app.topic_packs import Credit, Part, text_credits
from s11desk.domain.topics.topic import OTHER, Origin, OriginKind, Question, Topic
from s11desk.wording.dates import day
from s11desk.wording.topics.pack_review_sentences import issuer_lines


def topic_lines(topic: Topic) -> Iterator[str]:
    """A topic: whom it comes from, its questions with their ids and answers, and whose words they are."""
    yield f"{topic.title} ({topic.year}), {topic.partnership.name}"
    yield f"id {topic.id}, version {topic.version}"
    yield from issuer_lines(issuer_of(topic))
    yield f"Deadline: {day(topic.deadline) if topic.deadline else 'none given'}"
    yield ""
    for question in topic.questions:
        yield from _question_lines(topic, question)
    yield ""
    yield "Where the wording comes from"
    for credit in text_credits(topic):
        line = f"{_credited_part(topic, credit)}: {_origin_words(topic, credit.origin)}. {credit.origin.note}".rstrip()
        yield textwrap.fill(line, 100, initial_indent="  ", subsequent_indent="    ")


_PARTS = {
    Part.SECTION: "Introduction, “{name}”",
    Part.DEFINITION: "Definition of “{name}”",
    Part.QUESTION: "Question {name}",
    Part.HELP: "Help with question {name}",
    Part.PERSON: "Details of “{name}”",
    Part.GUIDANCE: "Guidance “{name}”",
    Part.SCALE: "Scale “{name}”",
    Part.CHOICE_LIST: "List “{name}”",
    Part.EVIDENCE: "Rules for evidence",
    Part.ACTION_PLAN: "Columns of the action plan",
    Part.CONTACT: "Contact",
    Part.RETURN_TO: "Return address",
    Part.RECIPIENT: "Certificate of {name}",
}


def _credited_part(topic: Topic, credit: Credit) -> str:
    is_question = credit.part in {Part.QUESTION, Part.HELP}
    name = str(topic.number_of(credit.name)) if is_question else credit.name
    return _PARTS[credit.part].format(name=name)


def _origin_words(topic: Topic, origin: Origin) -> str:
    source = topic.source(origin.source)
    if origin.how is OriginKind.PROJECT_CHOICE or source is None:
        return _ORIGINS[origin.how]
    return f"{_ORIGINS[origin.how]} {source.title}, {source.publisher}, {source.year} ({source.licence})"


_ORIGINS = {
    OriginKind.QUOTED: "quoted from",
    OriginKind.CARRIED_OVER: "carried over from",
    OriginKind.WRITTEN: "written for this pack, based on",
    OriginKind.PROJECT_CHOICE: "written for this program, not by the partnership",
}


def _question_lines(topic: Topic, question: Question) -> Iterator[str]:
    number = f"{topic.number_of(question.id):>3}. "
    yield textwrap.fill(question.text, 100, initial_indent=number, subsequent_indent="     ")
    needed = "required" if question.required else "optional"
    yield f"     [{question.id}] {question.kind.value}, {needed}"
    scale, choices = topic.scale_of(question), topic.choices_of(question)
    for option in scale.options if scale else ():
        yield f"       {option.code}: {option.label}"
    for choice in choices.choices if choices else ():
        yield f"       {choice.code}: {choice.label}"
    if choices is not None and choices.other:
        yield f"       {OTHER}: Other, in the agency's own words"
    for person in question.people:
        yield f"       {person.id}: {person.label}"

"""Finds what authors of real forms got wrong although the pack can be used: each is a warning."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.domain.topics.question_matches import EarlierTopic, moved_ids
from s11desk.domain.topics.topic import EvidenceRule, QuestionKind, Topic
from s11desk.domain.topics.topic_limits import EMAIL_PATTERN
from s11desk.topics.checks.doubtful_content import doubtful_flaws
from s11desk.topics.checks.flaw import Flaw, JsonPath, cut_text
from s11desk.topics.checks.readable import Readable, parts
from s11desk.topics.checks.scale_checks import scale_flaws
from s11desk.topics.checks.unfinished_texts import unfinished_flaws
from s11desk.wording.plain_text import code_point

_TINY = 50_000
_TITLE_LENGTH, _QUESTION_LENGTH = 150, 600
_NOT_ADDRESS = re.compile(r"[:;,<>()\[\]\"]|^www\.")
_EXAMPLE_ADDRESS = re.compile(r"@example\.(?:org|com|net)$", re.IGNORECASE)
"""RFC 2606, section 3: nobody has an address at these."""
_NOT_TEXT = {"address", "certificate", "id", "code", "colour", "email"}


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What a pack is compared with. ``today``: for a deadline that is past; None leaves that out.

    ``earlier``: the topics that are here, for ids that moved to another question.
    """

    today: dt.date | None = None
    earlier: tuple[EarlierTopic, ...] = ()


NO_CONTEXT = CheckContext()


def author_flaws(readable: Readable, context: CheckContext) -> Iterator[Flaw]:
    """A flaw for each thing that is worth a look."""
    topic, today = readable.topic, context.today
    if today is not None and topic.deadline is not None and topic.deadline < today:
        yield Flaw(ProblemCode.DEADLINE_PAST, ("deadline",), found=topic.deadline.isoformat())
    for key, email in (("contact", topic.contact.email), ("return_to", topic.return_to.email)):
        if _EXAMPLE_ADDRESS.search(email):
            yield Flaw(ProblemCode.PLACEHOLDER_LEFT, (key, "email"), found=cut_text(email))
        if foreign := sorted({one for one in email if not one.isascii()}):
            letters = tuple(f"{one} ({unicodedata.name(one, code_point(one)).lower()})" for one in foreign[:5])
            yield Flaw(ProblemCode.EMAIL_LETTERS, (key, "email"), found=cut_text(email), allowed=letters)
        if _NOT_ADDRESS.search(email) and re.search(EMAIL_PATTERN, email):
            yield Flaw(ProblemCode.EMAIL_DOUBTFUL, (key, "email"), found=cut_text(email))
    yield from _text_flaws(topic)
    yield from _question_flaws(topic)
    yield from doubtful_flaws(topic, today)
    yield from _moved_flaws(topic, context)
    yield from _unused_lists(topic)
    for position, scale in enumerate(topic.scales):
        yield from scale_flaws(("scales", position), scale)
    for path, part in parts(topic):
        if isinstance(part, EvidenceRule) and 0 < part.max_file_bytes < _TINY:
            yield Flaw(ProblemCode.LIMIT_TINY, (*path, "max_file_bytes"), found=str(part.max_file_bytes))


def _text_flaws(topic: Topic) -> Iterator[Flaw]:
    for path, part in parts(topic):
        if isinstance(part, tuple) or not hasattr(part, "__struct_fields__"):
            continue
        for name in part.__struct_fields__:
            text = getattr(part, name)
            if isinstance(text, str) and text and name not in _NOT_TEXT:
                yield from unfinished_flaws((*path, name), text)


def _question_flaws(topic: Topic) -> Iterator[Flaw]:
    if len(topic.title) > _TITLE_LENGTH:
        yield Flaw(ProblemCode.TEXT_LONG, ("title",), found=str(len(topic.title)), limit=_TITLE_LENGTH)
    if topic.questions and not any(question.required for question in topic.questions):
        yield Flaw(ProblemCode.ALL_OPTIONAL, ("questions",))
    seen: dict[str, str] = {}
    agency = ""
    for position, question in enumerate(topic.questions):
        path: JsonPath = ("questions", position)
        words = " ".join(question.text.casefold().split())
        if words and words in seen:
            yield Flaw(ProblemCode.WORDING_REPEATED, (*path, "text"), found=seen[words])
        seen.setdefault(words, question.id)
        if len(question.text) > _QUESTION_LENGTH:
            found = str(len(question.text))
            yield Flaw(ProblemCode.TEXT_LONG, (*path, "text"), found=found, limit=_QUESTION_LENGTH)
        if question.kind is QuestionKind.AGENCY and agency:
            yield Flaw(ProblemCode.AGENCY_TWICE, (*path, "kind"), found=agency)
        agency = agency or (question.id if question.kind is QuestionKind.AGENCY else "")
        asked = {condition.question for condition in question.show_when if not condition.any}
        if len(asked) > 1:
            yield Flaw(ProblemCode.RULES_ALL_NEEDED, (*path, "show_when"), found=str(len(question.show_when)))


def _moved_flaws(topic: Topic, context: CheckContext) -> Iterator[Flaw]:
    """An id that belonged to another question: answers of two years that have nothing in common would be compared."""
    places = {question.id: position for position, question in enumerate(topic.questions)}
    for earlier in context.earlier:
        for moved in moved_ids(earlier, topic.questions) if earlier.id == topic.id else ():
            code = ProblemCode.ID_MOVED if moved.fits else ProblemCode.ID_REUSED
            allowed = (moved.fits,) if moved.fits else ()
            yield Flaw(code, ("questions", places[moved.id], "id"), moved.id, allowed, limit=earlier.version)


def _unused_lists(topic: Topic) -> Iterator[Flaw]:
    scales = {question.scale for question in topic.questions}
    lists = {question.choices for question in topic.questions}
    lists |= {column.choices for question in topic.questions for column in question.columns}
    for position, scale in enumerate(topic.scales):
        if scale.id and scale.id not in scales:
            yield Flaw(ProblemCode.SCALE_UNUSED, ("scales", position, "id"), found=scale.id)
    for position, choices in enumerate(topic.choice_lists):
        if choices.id and choices.id not in lists:
            yield Flaw(ProblemCode.CHOICES_UNUSED, ("choice_lists", position, "id"), found=choices.id)

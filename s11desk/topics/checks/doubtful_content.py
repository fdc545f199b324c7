"""Finds content that is allowed and probably not meant: a number in a wording, a list of one, a year long past."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.domain.topics.questions import Question, QuestionKind
from s11desk.domain.topics.topic import Topic
from s11desk.topics.checks.flaw import Flaw, JsonPath, cut_text
from s11desk.topics.checks.readable import parts

_NUMBER_FIRST = re.compile(r"\s*(?:Q(?:uestion)?\s*)?(\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?)\s*[.):–-]?\s+(?=[A-Z“\"'])")
"""A number before a question that begins with a capital, such as ``2.1 Have you a policy?``."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_CHOSEN = {"options", "choices"}
_LABELLED = {*_CHOSEN, "rows", "columns", "sign_off"}
_YEARS_AHEAD, _YEARS_BEHIND = 5, 5


def doubtful_flaws(topic: Topic, today: dt.date | None) -> Iterator[Flaw]:
    """A flaw for each content that is worth a look."""
    yield from _year_flaws(topic, today)
    yield from _alike_flaws(topic)
    yield from _always_flaws(topic)
    yield from _file_flaws(topic)
    for position, question in enumerate(topic.questions):
        yield from _wording_flaws(position, question)
    for position, choices in enumerate(topic.choice_lists):
        if len(choices.choices) == 1 and not choices.other:
            yield Flaw(ProblemCode.LIST_SHORT, ("choice_lists", position), found=choices.id)
    for place, scale in enumerate(topic.scales):
        for number, option in enumerate(scale.options):
            if option.asks and not (option.needs_reason or option.needs_evidence or option.needs_reason_or_file):
                yield Flaw(ProblemCode.ASKS_UNUSED, ("scales", place, "options", number, "asks"), cut_text(option.asks))


def _year_flaws(topic: Topic, today: dt.date | None) -> Iterator[Flaw]:
    years = [int(year) for year in _YEAR.findall(topic.year)]
    if not years or (today is not None and max(years) < today.year - _YEARS_BEHIND):
        yield Flaw(ProblemCode.YEAR_DOUBTFUL, ("year",), found=cut_text(topic.year))
    if today is not None and topic.deadline is not None and topic.deadline.year > today.year + _YEARS_AHEAD:
        yield Flaw(ProblemCode.DEADLINE_FAR, ("deadline",), found=topic.deadline.isoformat())


def _wording_flaws(position: int, question: Question) -> Iterator[Flaw]:
    path = ("questions", position, "text")
    if numbered := _NUMBER_FIRST.match(question.text):
        yield Flaw(ProblemCode.NUMBER_IN_WORDING, path, found=numbered[1])
    if question.text.strip() and not any(letter.isalpha() for letter in question.text):
        yield Flaw(ProblemCode.TEXT_WORDLESS, path, found=cut_text(question.text.strip()))
    if question.help and _plain(question.help) == _plain(question.text):
        yield Flaw(ProblemCode.HELP_REPEATS, ("questions", position, "help"))


def _alike_flaws(topic: Topic) -> Iterator[Flaw]:
    """Labels of one list that differ only in spaces, and those of rows, columns or signers that are the same."""
    for path, part in parts(topic):
        if not isinstance(part, tuple) or path[-1] not in _LABELLED:
            continue
        seen: dict[str, str] = {}
        for position, entry in enumerate(part):
            key = "label" if hasattr(entry, "label") else "title"
            label = getattr(entry, key, "")
            earlier = seen.get(_plain(label), "")
            is_error = path[-1] in _CHOSEN and label.strip().casefold() == earlier.strip().casefold()
            if label.strip() and earlier and not is_error:
                yield Flaw(ProblemCode.LABEL_ALIKE, (*path, position, key), found=cut_text(label))
            seen.setdefault(_plain(label), label)


def _always_flaws(topic: Topic) -> Iterator[Flaw]:
    """Alternatives of which one always holds: not this answer, or not that one."""
    for position, question in enumerate(topic.questions):
        for index, condition in enumerate(question.show_when):
            without = [one for one in condition.any if one.none_of and not one.any_of]
            named = {one.question: set(one.none_of) for one in without}
            for other in (one.question for one in without if named[one.question].isdisjoint(one.none_of)):
                yield Flaw(ProblemCode.RULE_ALWAYS, ("questions", position, "show_when", index), found=other)


def _file_flaws(topic: Topic) -> Iterator[Flaw]:
    """Questions and options that demand a file where none can be attached."""
    without = [(place, one) for place, one in enumerate(topic.questions) if topic.evidence_rule(one) is None]
    for place, question in without:
        if question.kind is QuestionKind.FILE:
            found = cut_text(question.text)
            yield Flaw(ProblemCode.FILE_IMPOSSIBLE, ("questions", place, "kind"), found, (question.id,))
    for place, scale in enumerate(topic.scales):
        asked = next((one.id for _, one in without if one.scale == scale.id and scale.id), "")
        for number, option in enumerate(scale.options):
            if asked and option.needs_evidence:
                path: JsonPath = ("scales", place, "options", number, "needs_evidence")
                yield Flaw(ProblemCode.FILE_IMPOSSIBLE, path, cut_text(option.label), (asked,))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())

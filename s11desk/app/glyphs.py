"""Finds characters of a topic that the shipped typeface does not have, so that paper shows them as numbers."""

from __future__ import annotations

from collections.abc import Iterator

from s11desk import report
from s11desk.app.home.paths import resources_folder
from s11desk.domain.pack_problems import Problem, ProblemCode
from s11desk.domain.topic import Topic

_SHOWN = 12


def glyph_problems(file: str, topic: Topic) -> Iterator[Problem]:
    """One warning with the first characters that cannot be printed; none if all can."""
    missing = report.missing_characters(resources_folder() / "fonts", _texts(topic))
    if missing:
        rest = f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
        yield Problem(ProblemCode.GLYPH_MISSING, file, found=" ".join(missing[:_SHOWN]) + rest)


def _texts(topic: Topic) -> Iterator[str]:
    yield topic.title
    for section in topic.introduction:
        yield from (section.heading, section.body)
    for question in topic.questions:
        yield from (question.text, question.help, question.short)
    for scale in topic.scales:
        for option in scale.options:
            yield from (option.label, option.descriptor)
    for choices in topic.choice_lists:
        yield from (choice.label for choice in choices.choices)
    for piece in topic.guidance:
        yield from (piece.title, piece.text)

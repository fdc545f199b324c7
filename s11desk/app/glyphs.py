"""Finds characters of a topic that the shipped typeface does not have, so that paper shows them as numbers."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from s11desk import report
from s11desk.app.home.paths import resources_folder
from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.domain.topics.topic import Topic
from s11desk.topics.checks.readable import parts

_SHOWN = 12


def glyph_problems(file: str, topic: Topic) -> Iterator[Problem]:
    """One warning with the first characters that cannot be printed; none if all can."""
    missing = report.missing_characters(resources_folder() / "fonts", _texts(topic))
    if missing:
        rest = f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
        yield Problem(ProblemCode.GLYPH_MISSING, file, found=" ".join(missing[:_SHOWN]) + rest)


def _texts(topic: Topic) -> Iterator[str]:
    """Every text of the topic, wherever it is."""
    for _, part in parts(topic):
        if isinstance(part, msgspec.Struct):
            values = (getattr(part, name) for name in part.__struct_fields__)
            yield from (value for value in values if isinstance(value, str))

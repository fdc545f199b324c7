"""Finds all flaws in the JSON value of a topic: the schema checks its structure, the other checks its meaning."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

import msgspec

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.domain.topics.topic import Topic
from s11desk.topics.checks.author_checks import NO_CONTEXT, CheckContext, author_flaws
from s11desk.topics.checks.certificate_checks import certificate_flaws
from s11desk.topics.checks.flaw import Flaw, JsonPath, cut_text
from s11desk.topics.checks.format_checks import format_flaws
from s11desk.topics.checks.kind_checks import kind_flaws
from s11desk.topics.checks.link_checks import link_flaws
from s11desk.topics.checks.pack_structure import structure_flaws
from s11desk.topics.checks.pack_texts import text_flaws
from s11desk.topics.checks.reachability import unreachable_flaws
from s11desk.topics.checks.readable import Readable
from s11desk.topics.checks.references import reference_flaws
from s11desk.topics.checks.salvage import salvage_topic
from s11desk.topics.checks.section_checks import section_flaws
from s11desk.topics.checks.skip_rules import rule_flaws
from s11desk.topics.checks.table_checks import table_flaws
from s11desk.topics.checks.translation_checks import missing_translation_flaws, translation_flaws

_UNKNOWN_VALUE_CODES = {
    ProblemCode.KEY_MISSING,
    ProblemCode.TYPE_WRONG,
    ProblemCode.WORD_UNKNOWN,
    ProblemCode.DATE_WRONG,
}
"""Flaws that leave the value unknown."""


def read_topic_value(
    value: object, limit: int, context: CheckContext = NO_CONTEXT
) -> tuple[Topic | None, tuple[Flaw, ...]]:
    """The topic in the JSON ``value``, None if it is not one, and up to ``limit`` flaws of structure and meaning.

    ``context``: the day and the topics that are here.
    """
    topic, flaws = _convert(value, limit)
    broken = frozenset(flaw.path for flaw in flaws if flaw.code in _UNKNOWN_VALUE_CODES)
    readable = Readable(topic or salvage_topic(value), broken)
    meaning = (flaw for flaw in _meaning_flaws(readable) if not readable.is_broken(*flaw.path))
    worth_a_look = (flaw for flaw in author_flaws(readable, context) if not readable.is_broken(*flaw.path))
    missing = missing_translation_flaws(readable)
    return topic, tuple(islice(chain(flaws, text_flaws(value), meaning, worth_a_look, missing), limit))


def _convert(value: object, limit: int) -> tuple[Topic | None, tuple[Flaw, ...]]:
    """Convert ``value`` to a topic, or find its flaws by the schema.

    The schema is made from the types, so the slow validator runs only if the types refuse.
    """
    try:
        return msgspec.convert(value, Topic), ()
    except msgspec.ValidationError as error:
        flaws = tuple(islice(structure_flaws(value), limit))
        return None, flaws or (Flaw(ProblemCode.NOT_UNDERSTOOD, (), found=cut_text(error)),)


def _meaning_flaws(readable: Readable) -> Iterator[Flaw]:
    yield from reference_flaws(readable)
    yield from format_flaws(readable)
    yield from kind_flaws(readable)
    yield from section_flaws(readable)
    yield from table_flaws(readable)
    yield from certificate_flaws(readable.topic)
    yield from translation_flaws(readable)
    yield from link_flaws(readable.topic)
    rule_problems = tuple(rule_flaws(readable))
    yield from rule_problems
    faulty = {_comparison_of(path) for path in (*(flaw.path for flaw in rule_problems), *readable.broken)}
    yield from unreachable_flaws(readable, frozenset(faulty))


def _comparison_of(path: JsonPath) -> JsonPath:
    """For any path inside a condition, the path of that condition or of that alternative; others unchanged."""
    if path[2:3] != ("show_when",):
        return path
    return path[:6] if path[4:5] == ("any",) and len(path) > 5 else path[:4]

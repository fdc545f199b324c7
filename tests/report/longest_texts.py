"""Topics and audits in which every text has a certain length, as far as the formats allow."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar, cast

import msgspec

from s11desk.domain.audits.audit import Audit
from s11desk.domain.topics.questions import ColumnKind, TableColumn, TableRow
from s11desk.domain.topics.scales import Option, Scale, Total
from s11desk.domain.topics.topic import Question, QuestionKind, SigningRole, Topic
from s11desk.domain.topics.topic_texts import Section
from tests.report.sample import QUOTED
from tests.report.shaped_samples import FROM_THE_LEFT, FROM_THE_RIGHT, MIXED, WITH_MARKS

T = TypeVar("T")
Lengthen = Callable[[str, int], str]

_FREE_TEXTS = {None, r"\S"}
_NO_TEXTS = frozenset({"scale", "choices", "certificate", "telephone"})
"""Fields whose texts are ids, or have a form of their own."""
_UNLIMITED = 20_000
_SHAPED = " ".join([*FROM_THE_LEFT.values(), *FROM_THE_RIGHT.values(), *WITH_MARKS.values(), *MIXED, "क्ष" * 70, ""])


def words(text: str, limit: int) -> str:
    """A text of many words."""
    return (f"{text or 'word'} " * (limit // (len(text or "word") + 1) + 1))[:limit].strip()


def one_word(text: str, limit: int) -> str:
    """A text without a space."""
    return (re.sub(r"\s", "", text) or "w")[:1] * limit


def lines(text: str, limit: int) -> str:
    """A text with a line break after every letter."""
    return ((text.strip() or "x")[:1] + "\n") * (limit // 2 - 1) + "x"


def shaped(text: str, limit: int) -> str:
    """A text of letters that join, take marks or run from right to left."""
    return f"{text[:8]} {_SHAPED * (limit // len(_SHAPED) + 1)}"[:limit].strip()


def lengthened(value: T, lengthen: Lengthen, most: int, only: frozenset[str] = frozenset()) -> T:
    """``value`` with each of its free texts at its limit, or with ``most`` characters. ``only``: of these fields."""
    return cast("T", _longer(value, lengthen, most, only))


def _longer(value: Any, lengthen: Lengthen, most: int, only: frozenset[str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_longer(one, lengthen, most, only) for one in value)
    if not isinstance(value, msgspec.Struct):
        return value
    info = msgspec.inspect.type_info(type(value))
    assert isinstance(info, msgspec.inspect.StructType)
    changed = {}
    for field in info.fields:
        now = getattr(value, field.name)
        limit = _limit(field, most)
        if isinstance(now, str) and type(now) is str and limit and field.name not in _NO_TEXTS:
            if not only or f"{type(value).__name__}.{field.name}" in only:
                changed[field.name] = lengthen(now, limit)
        elif not isinstance(now, str):
            changed[field.name] = _longer(now, lengthen, most, only)
    return msgspec.structs.replace(value, **changed)


def _limit(field: msgspec.inspect.Field, most: int) -> int:
    kind = field.type
    if not isinstance(kind, msgspec.inspect.StrType) or kind.pattern not in _FREE_TEXTS:
        return 0
    if kind.max_length is None and kind.pattern is None and field.name in {"id", "question", "choice", "sha256"}:
        return 0
    return min(kind.max_length or _UNLIMITED, most)


def crowded_topic(topic: Topic, scales: int = 3, options: int = 40) -> Topic:
    """``topic`` with many scales of many options, sections, a wide table and two signing roles."""
    made = tuple(
        Scale(
            id=f"scale-{number}",
            title=f"Scale {number}",
            options=tuple(
                Option(f"o{code}", f"Option {code}", "What it means.", needs_action=code == 1)
                for code in range(options)
            ),
            origin=QUOTED,
            total=Total.COUNT,
        )
        for number in range(scales)
    )
    questions = (
        *topic.questions,
        *(Question(f"q-{one.id}", "Crowded?", QuestionKind.JUDGEMENT, QUOTED, scale=one.id) for one in made),
        Question(
            "wide",
            "How many in each quarter?",
            QuestionKind.TABLE,
            QUOTED,
            columns=tuple(TableColumn(id=f"c{n}", label="Column", kind=ColumnKind.SHORT_TEXT) for n in range(12)),
            rows=tuple(TableRow(f"r{n}", "Row") for n in range(30)),
        ),
    )
    sections = (Section("all", "Everything", QUOTED, "What it is about.", "Part A"),)
    return msgspec.structs.replace(
        topic,
        format=2,
        scales=(*topic.scales, *made),
        questions=tuple(msgspec.structs.replace(one, section="all") for one in questions),
        sections=sections,
        sign_off=(SigningRole("lead", "Lead", "I declare."), SigningRole("head", "Head", "I approve.")),
    )


def long_audit(audit: Audit, lengthen: Lengthen, most: int) -> Audit:
    """``audit`` with each text of its answers, files and actions at this length."""
    changed = lengthened(audit, lengthen, most)
    kept = ("id", "topic_id", "topic_digest")
    return msgspec.structs.replace(
        changed,
        **{name: getattr(audit, name) for name in kept},
        answers=tuple(
            msgspec.structs.replace(new, question=old.question, choice=old.choice, choices=old.choices)
            for new, old in zip(changed.answers, audit.answers, strict=True)
        ),
    )

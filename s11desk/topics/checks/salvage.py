"""Makes a topic from a broken document: it keeps the readable values and makes the others empty.

This lets the checks of meaning see every readable part, even if another part is broken. Only those checks may use
the result, because it may break every limit of the format.
"""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from functools import cache
from typing import Any

from msgspec import inspect

from s11desk.domain.topics.topic import Topic
from s11desk.domain.topics.topic_limits import LIST_LIMIT


def salvage_topic(value: object) -> Topic:
    """The topic nearest to ``value``, which may be any JSON value. Positions in lists do not change."""
    topic = _salvage(_topic_type(), value)
    if not isinstance(topic, Topic):
        raise TypeError("a struct type is salvaged into its own struct")
    return topic


@cache
def _topic_type() -> inspect.Type:
    return inspect.type_info(Topic)


def _salvage(wanted: inspect.Type, value: object) -> Any:
    match wanted:
        case inspect.StructType():
            return _salvage_struct(wanted, value if isinstance(value, dict) else {})
        case inspect.VarTupleType():
            entries = value[:LIST_LIMIT] if isinstance(value, list) else []
            return tuple(_salvage(wanted.item_type, entry) for entry in entries)
        case inspect.UnionType():
            return None if value is None else _salvage(_not_none(wanted), value)
        case inspect.EnumType():
            words: list[Any] = list(wanted.cls)
            return next((word for word in words if word.value == value), words[0])
        case _:
            return _salvage_plain(wanted, value)


def _salvage_struct(wanted: inspect.StructType, value: dict[str, object]) -> Any:
    fields = {
        field.name: _salvage(field.type, value.get(field.encode_name))
        for field in wanted.fields
        if field.required or field.encode_name in value
    }
    return wanted.cls(**fields)


def _not_none(union: inspect.UnionType) -> inspect.Type:
    return next(member for member in union.types if not isinstance(member, inspect.NoneType))


def _salvage_plain(wanted: inspect.Type, value: object) -> object:
    match wanted:
        case inspect.StrType():
            return value if isinstance(value, str) else ""
        case inspect.BoolType():
            return value is True
        case inspect.IntType() | inspect.FloatType():
            return value if isinstance(value, int | float) and not isinstance(value, bool) else 0
        case _:
            with suppress(TypeError, ValueError):
                return dt.date.fromisoformat(value)  # type: ignore[arg-type]
            return None

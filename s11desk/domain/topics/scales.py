"""Scales and choice lists: what may be chosen, and what an answer must have then."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated

import msgspec
from msgspec import Meta

from s11desk.domain.topics.topic_limits import COLOUR_PATTERN, LIST_LIMIT, Id, MaybeShort, MaybeText, Text
from s11desk.domain.topics.topic_texts import Origin


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One point of a scale, and what an answer must have when it is chosen.

    ``colour`` is ``#rrggbb``; the label always appears with it. ``asks``: the label over its reason, such as "Give an
    example". ``needs_reason_or_file``: words or a file will do.
    """

    code: Id
    label: Text
    descriptor: MaybeText = ""
    colour: Annotated[str, Meta(pattern=COLOUR_PATTERN)] = ""
    score: int | None = None
    needs_reason: bool = False
    needs_evidence: bool = False
    needs_action: bool = False
    left_out_of_totals: bool = False
    asks: MaybeShort = ""
    needs_reason_or_file: bool = False

    @property
    def takes_reason(self) -> bool:
        """Whether people can give a reason for this option."""
        return self.needs_reason or self.needs_reason_or_file or bool(self.asks)


class Total(StrEnum):
    """What is added up over the judgements on one scale, for each section and for the whole."""

    NONE = "none"
    COUNT = "count"
    SUM = "sum"
    PERCENT = "percent"


class Scale(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, dict=True):
    """A scale as data. ``moderated``: the partnership puts its own score beside the agency's.

    ``total``: ``sum`` adds the scores, ``percent`` gives them as a share of the highest possible.
    """

    id: Id
    title: Text
    options: Annotated[tuple[Option, ...], Meta(min_length=2, max_length=LIST_LIMIT)]
    origin: Origin
    moderated: bool = False
    total: Total = Total.NONE

    def option(self, code: str) -> Option | None:
        """The option with this code; None if the scale has none."""
        return self._by_code.get(code)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes of all options, in the scale's order."""
        return tuple(option.code for option in self.options)

    @cached_property
    def _by_code(self) -> Mapping[str, Option]:
        return {option.code: option for option in reversed(self.options)}


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One entry of a choice list: people see the label, an answer holds the code."""

    code: Id
    label: Text


class ChoiceList(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A list to choose from. ``other``: people may also enter something that is not on the list."""

    id: Id
    choices: Annotated[tuple[Choice, ...], Meta(min_length=1, max_length=LIST_LIMIT)]
    origin: Origin
    other: bool = False

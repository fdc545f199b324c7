"""Search what agencies wrote: comments, answers and actions of every return."""

from __future__ import annotations

from dataclasses import dataclass

from s11desk.app.receiving.desk_list import judged_returns
from s11desk.app.receiving.receiving_desk import ReceivingDesk
from s11desk.domain.desk_values import CountingRule
from s11desk.register.words_index import search_words

MOST_HITS = 200
"""A person who sees more adds a word."""


@dataclass(frozen=True, slots=True)
class DeskSearch:
    """What is looked for. ``question``, ``topic``: ids; ``agency``: a part of its name; empty for any.

    ``counted_only``: only in returns that count by ``rule``.
    """

    text: str
    question: str = ""
    topic: str = ""
    agency: str = ""
    counted_only: bool = False
    rule: CountingRule = CountingRule.OPEN


@dataclass(frozen=True, slots=True)
class DeskHit:
    """A text that was found. ``question``: empty for an action that belongs to none."""

    received: str
    reference: str
    agency: str
    question: str
    excerpt: str


def search_desk(desk: ReceivingDesk, search: DeskSearch) -> tuple[DeskHit, ...]:
    """Find the texts with every word, at most :data:`MOST_HITS`. Raises what reading the register raises."""
    wanted = {
        one.received.sha256: one.received
        for one in judged_returns(desk, search.rule)
        if (one.counts or not search.counted_only)
        and search.topic in {"", one.received.topic.id}
        and search.agency.casefold() in one.received.agency.casefold()
    }
    hits: list[DeskHit] = []
    for found in search_words(desk.register, search.text):
        received = wanted.get(found.received)
        if received is not None and search.question in {"", found.question}:
            reference, agency = received.facts.reference, received.agency
            hits.append(DeskHit(found.received, reference, agency, found.question, found.excerpt))
        if len(hits) == MOST_HITS:
            break
    return tuple(hits)

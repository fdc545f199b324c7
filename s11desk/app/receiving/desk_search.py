"""Search what agencies wrote: comments, answers and actions of every return."""

from __future__ import annotations

from dataclasses import dataclass

from s11desk.app.receiving.receiving_desk import ReceivingDesk
from s11desk.domain.desk_counting import judge_returns
from s11desk.domain.desk_values import CountingRule, ReceivedReturn
from s11desk.register.received_rows import find_return, returns_of_audit
from s11desk.register.review_rows import current_states
from s11desk.register.words_index import WordsWanted, search_words

MOST_HITS = 200
"""A person who sees more adds a word."""


@dataclass(frozen=True, slots=True)
class DeskSearch:
    """What is looked for. ``question``, ``topic``: ids; empty for any. ``agency``: the beginnings of words of its name.

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
    """Find the texts with every word, at most :data:`MOST_HITS`. Raises what reading the register raises.

    Only returns that fit are read, so the time does not grow with all others.
    """
    seen: dict[str, ReceivedReturn | None] = {}
    hits: list[DeskHit] = []
    wanted = WordsWanted(search.text, search.question, search.topic, search.agency)
    for found in search_words(desk.register, wanted):
        if found.received not in seen:
            seen[found.received] = _wanted(desk, found.received, search)
        received = seen[found.received]
        if received is not None:
            reference, agency = received.facts.reference, received.agency
            hits.append(DeskHit(found.received, reference, agency, found.question, found.excerpt))
        if len(hits) == MOST_HITS:
            break
    return tuple(hits)


def _wanted(desk: ReceivingDesk, sha256: str, search: DeskSearch) -> ReceivedReturn | None:
    """The return, if the search asks for its kind."""
    received = find_return(desk.register, sha256)
    if received is None:
        return None
    return received if not search.counted_only or _counts(desk, received, search.rule) else None


def _counts(desk: ReceivingDesk, received: ReceivedReturn, rule: CountingRule) -> bool:
    chain = returns_of_audit(desk.register, received.facts.audit_id)
    states = current_states(desk.register, tuple(one.sha256 for one in chain))
    return any(one.counts and one.received.sha256 == received.sha256 for one in judge_returns(chain, states, rule))

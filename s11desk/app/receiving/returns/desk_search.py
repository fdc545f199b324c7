"""Search what agencies wrote: comments, answers and actions of every return."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from s11desk.app.receiving.agencies.agency_register import overview_on
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.bundle.audit_file import audit_of, decode_audit_file
from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.audit_texts import TextPlace, written_by_agency
from s11desk.domain.receiving.desk_agencies import match_key
from s11desk.domain.receiving.desk_counting import judge_returns
from s11desk.domain.receiving.desk_values import CountingRule, ReceivedReturn, ReviewState
from s11desk.domain.topics.topic import Topic
from s11desk.register.agency_rows import all_agencies
from s11desk.register.received_rows import find_return, return_data, returns_of_audit
from s11desk.register.review_rows import current_states
from s11desk.register.words_index import WordsFound, WordsWanted, search_words

MOST_HITS = 200
"""A person who sees more adds a word."""


@dataclass(frozen=True, slots=True)
class DeskSearch:
    """What is looked for. ``question``, ``topic``: ids; empty for any. ``agency``: the beginnings of words of its name.

    ``counted_only``: only in returns that count by ``rule``. ``type``: of an agency on the list. ``state``: the last
    decision on the return; None for any.
    """

    text: str
    question: str = ""
    topic: str = ""
    agency: str = ""
    counted_only: bool = False
    rule: CountingRule = CountingRule.OPEN
    type: str = ""
    year: str = ""
    state: ReviewState | None = None


@dataclass(frozen=True, slots=True)
class DeskHit:
    """A text that was found. ``question``: empty for an action that belongs to none.

    ``number`` and ``asked``: the question as the return's topic has it; empty if it has none. ``year``: of the topic.
    ``counts``: the return counts by the rule of the search. ``where``: what kind of text it is; None if nobody knows.
    """

    received: str
    reference: str
    agency: str
    question: str
    excerpt: str
    number: str = ""
    asked: str = ""
    year: str = ""
    counts: bool = True
    where: TextPlace | None = None


def search_desk(desk: ReceivingDesk, search: DeskSearch) -> tuple[DeskHit, ...]:
    """Find the texts with every word, at most :data:`MOST_HITS`. Raises what reading the register raises.

    Only returns that fit are read, so the time does not grow with all others.
    """
    seen: dict[str, ReceivedReturn | None] = {}
    counts: dict[str, bool] = {}
    hits: list[DeskHit] = []
    wanted = WordsWanted(search.text, search.question, search.topic, search.agency)
    returns = _Returns(desk, search)
    for found in search_words(desk.register, wanted):
        if found.received not in seen:
            seen[found.received] = returns.wanted(found.received)
        received = seen[found.received]
        if received is not None:
            if found.received not in counts:
                counts[found.received] = _counts(desk, received, search.rule)
            hits.append(replace(returns.hit(received, found), counts=counts[found.received]))
        if len(hits) == MOST_HITS:
            break
    return tuple(hits)


@dataclass(frozen=True)
class _Returns:
    """The returns of one search."""

    desk: ReceivingDesk
    search: DeskSearch
    _audits: dict[str, Audit] = field(default_factory=dict)

    @cached_property
    def _topics(self) -> Mapping[str, Topic]:
        return self.desk.topics_by_digest()

    @cached_property
    def _of_type(self) -> frozenset[str]:
        """The matches of agencies of the type that is looked for. It needs all returns, so it is made when needed."""
        ids = {one.id for one in all_agencies(self.desk.register) if one.expected.type == self.search.type}
        matches = overview_on(self.desk).matches
        return frozenset(key for key, match in matches.items() if match.agency in ids)

    def wanted(self, sha256: str) -> ReceivedReturn | None:
        """The return, if the search asks for its kind."""
        received, search = find_return(self.desk.register, sha256), self.search
        if received is None or search.year not in {"", received.topic.year}:
            return None
        if search.state not in {None, self._state(received)}:
            return None
        if search.type and match_key(received) not in self._of_type:
            return None
        return received if not search.counted_only or _counts(self.desk, received, search.rule) else None

    def hit(self, received: ReceivedReturn, found: WordsFound) -> DeskHit:
        """What was found, with the question as the return's own topic has it."""
        topic = self._topics[received.topic.digest]
        asked = topic.question(found.question) if found.question else None
        number, text = (topic.number_of(asked.id), asked.text) if asked is not None else ("", "")
        facts = received.facts
        of_return = received.sha256, facts.reference, received.agency
        where = self._where(found)
        return DeskHit(*of_return, found.question, found.excerpt, number, text, received.topic.year, where=where)

    def _where(self, found: WordsFound) -> TextPlace | None:
        """What the text is in the return: the index does not keep that. The first one that fits, if several do."""
        if found.received not in self._audits:
            self._audits[found.received] = audit_of(decode_audit_file(return_data(self.desk.register, found.received)))
        words = found.excerpt.strip("…").strip()
        texts = written_by_agency(self._audits[found.received], found.question)
        return next((one.where for one in texts if words in " ".join(one.text.split())), None)

    def _state(self, received: ReceivedReturn) -> ReviewState:
        return current_states(self.desk.register, (received.sha256,)).get(received.sha256, ReviewState.RECEIVED)


def _counts(desk: ReceivingDesk, received: ReceivedReturn, rule: CountingRule) -> bool:
    chain = returns_of_audit(desk.register, received.facts.audit_id)
    states = current_states(desk.register, tuple(one.sha256 for one in chain))
    return any(one.counts and one.received.sha256 == received.sha256 for one in judge_returns(chain, states, rule))

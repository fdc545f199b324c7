"""Search what agencies wrote: comments, answers and actions of every return."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.returns.searched_agencies import SearchedAgencies
from s11desk.bundle.audit_file import audit_of, decode_audit_file
from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.audit_texts import TextPlace, written_by_agency
from s11desk.domain.receiving.desk_agencies import AgencyMatch, match_key
from s11desk.domain.receiving.desk_counting import judge_returns
from s11desk.domain.receiving.desk_values import CountingRule, ReceivedReturn, ReviewState
from s11desk.domain.topics.topic import Topic
from s11desk.register.received_rows import find_return, return_data, returns_of_audit
from s11desk.register.review_rows import current_states
from s11desk.register.words_index import WordsFound, WordsWanted, search_words

MOST_HITS = 200
"""A person who sees more adds a word."""


@dataclass(frozen=True, slots=True)
class DeskSearch:
    """What is looked for. ``question``, ``topic``: ids; empty for any. ``agency``: words of its name, as it is on the
    list, of another name there, or of the name in its return; the last word may be incomplete.

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

    ``agency``: the name on the list, or that in the return if it is of nobody there.
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
    agencies, hits = SearchedAgencies(desk, search.agency), list[DeskHit]()
    returns = _Returns(desk, search, agencies)
    names = agencies.other_names
    found = search_words(desk.register, WordsWanted(search.text, search.question, search.topic, search.agency, names))
    while len(hits) < MOST_HITS and (some := tuple(islice(found, MOST_HITS))):
        returns.read(some)
        fitting = (one for one in some if one.received in returns)
        hits += (returns.hit(one) for one in islice(fitting, MOST_HITS - len(hits)))
    return tuple(hits)


@dataclass(frozen=True)
class _Returns:
    """The returns of one search, by their SHA-256: those that were read so far and that fit."""

    desk: ReceivingDesk
    search: DeskSearch
    agencies: SearchedAgencies
    _seen: set[str] = field(default_factory=set)
    _fitting: dict[str, ReceivedReturn] = field(default_factory=dict)
    _matches: dict[str, AgencyMatch] = field(default_factory=dict)
    _counting: dict[str, bool] = field(default_factory=dict)
    _audits: dict[str, Audit] = field(default_factory=dict)

    def __contains__(self, sha256: object) -> bool:
        return sha256 in self._fitting

    def read(self, found: Iterable[WordsFound]) -> None:
        """Read the returns of these texts, and whose they are: of many at once, because the list is read for it."""
        new = [one for one in dict.fromkeys(one.received for one in found) if one not in self._seen]
        self._seen.update(new)
        fitting = [one for one in map(self._wanted, new) if one is not None]
        self._matches.update(self.agencies.matches_of(fitting))
        self._fitting.update({one.sha256: one for one in fitting if self._is_of(one, self._match(one))})

    def _match(self, received: ReceivedReturn) -> AgencyMatch:
        return self._matches[match_key(received)]

    def _is_of(self, received: ReceivedReturn, match: AgencyMatch) -> bool:
        """Whether it is of an agency that is looked for."""
        is_type = self.search.type in {"", self.agencies.type_of(match)}
        return is_type and self.agencies.has(received, match)

    @cached_property
    def _topics(self) -> Mapping[str, Topic]:
        return self.desk.topics_by_digest()

    def _wanted(self, sha256: str) -> ReceivedReturn | None:
        """The return, if the search asks for its kind, whoever made it."""
        received, search = find_return(self.desk.register, sha256), self.search
        if received is None or search.year not in {"", received.topic.year}:
            return None
        if search.state not in {None, self._state(received)}:
            return None
        return received if not search.counted_only or self._counts(received) else None

    def _counts(self, received: ReceivedReturn) -> bool:
        if received.sha256 not in self._counting:
            self._counting[received.sha256] = _counts(self.desk, received, self.search.rule)
        return self._counting[received.sha256]

    def hit(self, found: WordsFound) -> DeskHit:
        """What was found, with the question as the return's own topic has it."""
        received = self._fitting[found.received]
        topic = self._topics[received.topic.digest]
        asked = topic.question(found.question) if found.question else None
        number, text = (topic.number_of(asked.id), asked.text) if asked is not None else ("", "")
        facts = received.facts
        of_return = received.sha256, facts.reference, self.agencies.shown_name(received, self._match(received))
        of_text = found.question, found.excerpt, number, text, received.topic.year
        return DeskHit(*of_return, *of_text, self._counts(received), self._where(found))

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

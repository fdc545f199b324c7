"""The agencies that a desk expects: whose each return is, who has returned by a day, and the rates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

import msgspec

from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.desk_counting import JudgedReturn, preference
from s11desk.domain.receiving.desk_values import ReceivedReturn, Review, ReviewState
from s11desk.domain.receiving.expected_agencies import ExpectedAgency, ReturnRate, agency_key
from s11desk.domain.receiving.lateness import day_made, days_past, last_day_after
from s11desk.domain.topics.topic import Topic

_ALIKE = 0.75
"""How alike two names must be, from 0 to 1, for a return to perhaps be that agency's (``difflib``)."""
NO_TYPE = "No type given"


class AgencyEventKind(StrEnum):
    """What was changed about an agency. LISTED: a list brought it. CHANGED: a later list says something else of it.

    CONTACT_CHANGED: the officer wrote its contact and its e-mail address.
    """

    LISTED = "listed"
    CHANGED = "changed"
    EXTENDED = "extended"
    EXTENSION_ENDED = "extension-ended"
    CLOSED = "closed"
    OPENED = "opened"
    CONTACT_CHANGED = "contact-changed"


class AgencyEvent(msgspec.Struct, frozen=True, omit_defaults=True):
    """One change: who made it and when. ``day``: the new last day, or the day from which it is closed."""

    kind: AgencyEventKind
    who: str
    at: dt.datetime
    day: dt.date | None = None
    why: str = ""


class DeskAgency(msgspec.Struct, frozen=True, omit_defaults=True):
    """An agency of the register. ``topics``: the ids that it is asked; empty for all of the desk.

    ``extended``: its own last day, None for that of the topic. ``closed``: from this day it is not expected any more,
    ``closed_why``: for example that it closed. ``history``: what was changed, the first change first.
    """

    id: str
    expected: ExpectedAgency
    topics: tuple[str, ...] = ()
    extended: dt.date | None = None
    closed: dt.date | None = None
    closed_why: str = ""
    history: tuple[AgencyEvent, ...] = ()

    @property
    def name(self) -> str:
        """Its name on the list."""
        return self.expected.name

    def is_closed_on(self, day: dt.date) -> bool:
        """Whether it is not expected any more on ``day``."""
        return self.closed is not None and self.closed <= day

    def last_day(self, deadline: dt.date | None) -> dt.date | None:
        """Its own last day, or ``deadline``, that of the topic, whichever is later. It ends at midnight in England."""
        return max(filter(None, (deadline, self.extended)), default=None)


class MatchDecision(msgspec.Struct, frozen=True, omit_defaults=True):
    """The officer's word on whose a return is. ``agency``: its id; empty: none of those on the list.

    ``is_undone``: the word before is taken back, and the program matches by itself again.
    """

    who: str
    at: dt.datetime
    agency: str = ""
    is_undone: bool = False


class MatchBasis(StrEnum):
    """Why a return is taken to be an agency's. UNCLEAR: signer and name say different things. NONE: nothing fits."""

    CHOSEN = "chosen"
    SIGNER = "signer"
    NAME = "name"
    UNCLEAR = "unclear"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class AgencyMatch:
    """Whose a return is. ``agency``: empty for nobody on the list. ``nearest``: the name most like it, if none fits."""

    agency: str
    basis: MatchBasis
    nearest: str = ""


class AgencyProgress(StrEnum):
    """Where an agency is with one topic. LATE: what counts was made after the last day for it.

    EXTENDED: outstanding, and its own later last day has not passed. CORRECTING: its return was sent back, and nothing
    of it counts.
    """

    RETURNED = "returned"
    LATE = "returned-late"
    CORRECTING = "correction-asked"
    OUTSTANDING = "outstanding"
    EXTENDED = "extended"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class AgencyStanding:
    """One agency and one topic on a day. ``received``: the return that counts, None if there is none.

    ``shown``: the return that counts, or else the one on which the officer decided last; None if there is neither.
    ``has_sent``: something of it was taken in, though it may not count, so nobody reminds it. ``last_day``: of what
    counts, or of what the agency is asked for now; None if there is none. ``days_late``: of what counts; of what is
    outstanding or to be corrected, the days since the last day.
    """

    agency: DeskAgency
    topic: str
    progress: AgencyProgress
    received: ReceivedReturn | None = None
    has_sent: bool = False
    last_day: dt.date | None = None
    days_late: int = 0
    shown: JudgedReturn | None = None


def newest_asked(asked: Iterable[Topic]) -> dict[str, Topic]:
    """By its id, the version of each topic that the desk asks now. ``asked``: in the order in which it began to."""
    newest: dict[str, Topic] = {}
    for topic in asked:
        before = newest.get(topic.id)
        if before is None or before.version <= topic.version:
            newest[topic.id] = topic
    return newest


def match_key(received: ReceivedReturn) -> str:
    """What a match is about: an audit under one agency's name. Copies of one draft may go to several agencies."""
    return f"{received.facts.audit_id} {received.facts.agency}"


def match_returns(
    agencies: Sequence[DeskAgency],
    returns: Sequence[ReceivedReturn],
    decisions: Mapping[str, MatchDecision],
    *,
    finds_nearest: bool = True,
) -> dict[str, AgencyMatch]:
    """Whose each return is, by :func:`match_key`. ``decisions``: the officer's, by the same key.

    ``finds_nearest``: find the name on the list that is most like an unknown one, too, which takes the most time.

    The officer's word counts first. Otherwise a key that signed for one agency only, by the officer's word, and the
    name on the return must not contradict each other.
    """
    known = {agency.id: agency for agency in agencies}
    listed = known if finds_nearest else {}
    by_name: dict[str, set[str]] = {}
    for agency in agencies:
        for name in (agency.name, *agency.expected.other_names):
            by_name.setdefault(agency_key(name), set()).add(agency.id)
    signers = _signers(returns, decisions)
    matches: dict[str, AgencyMatch] = {}
    for one in returns:
        decision = decisions.get(match_key(one))
        if decision is not None and not decision.is_undone and decision.agency in {"", *known}:
            matches[match_key(one)] = AgencyMatch(decision.agency, MatchBasis.CHOSEN)
        else:
            signed = signers.get(one.signer_key, set()) & known.keys()
            matches[match_key(one)] = _match(signed, by_name.get(one.facts.agency, set()), one, by_name, listed)
    return matches


def _signers(returns: Sequence[ReceivedReturn], decisions: Mapping[str, MatchDecision]) -> dict[str, set[str]]:
    """For each signing key the agencies that the officer said it signed for."""
    signers: dict[str, set[str]] = {}
    for one in returns:
        decision = decisions.get(match_key(one))
        if one.signer_key and decision is not None and decision.agency and not decision.is_undone:
            signers.setdefault(one.signer_key, set()).add(decision.agency)
    return signers


def _match(
    signed: set[str],
    named: set[str],
    received: ReceivedReturn,
    by_name: Mapping[str, set[str]],
    known: Mapping[str, DeskAgency],
) -> AgencyMatch:
    both = signed & named
    if len(both or named) == 1 and (both or not signed):
        return AgencyMatch(next(iter(both or named)), MatchBasis.NAME)
    if len(signed) == 1 and not named:
        return AgencyMatch(next(iter(signed)), MatchBasis.SIGNER)
    if signed or named:
        return AgencyMatch("", MatchBasis.UNCLEAR)
    alike = get_close_matches(received.facts.agency, by_name, n=1, cutoff=_ALIKE) if known else []
    nearest = min(by_name[alike[0]]) if alike else ""
    return AgencyMatch("", MatchBasis.NONE, known[nearest].name if nearest else "")


def standings_on(
    day: dt.date,
    agencies: Iterable[DeskAgency],
    judged: Sequence[JudgedReturn],
    matches: Mapping[str, AgencyMatch],
    deadlines: Mapping[str, dt.date | None],
    reviews: Mapping[str, Review],
) -> tuple[AgencyStanding, ...]:
    """Where each agency is with each topic on ``day``. ``judged``: made by that day. ``deadlines``: by topic id.

    ``reviews``: the decision that holds on each return, by its SHA-256.
    """
    of_agency: dict[tuple[str, str], list[JudgedReturn]] = {}
    for one in judged:
        match = matches.get(match_key(one.received))
        if match is not None and match.agency:
            of_agency.setdefault((match.agency, one.received.topic.id), []).append(one)
    return tuple(
        _standing(day, agency, topic, of_agency.get((agency.id, topic), []), deadline, reviews)
        for topic, deadline in deadlines.items()
        for agency in agencies
        if not agency.topics or topic in agency.topics
    )


def _standing(
    day: dt.date,
    agency: DeskAgency,
    topic: str,
    sent: Sequence[JudgedReturn],
    deadline: dt.date | None,
    reviews: Mapping[str, Review],
) -> AgencyStanding:
    counting = [one for one in sent if one.counts]
    decided = [one for one in sent if one.review is not ReviewState.RECEIVED]
    shown = max(counting or decided, key=preference, default=None)
    received = shown.received if counting and shown is not None else None
    has_sent = any(one.received.state is not FileState.REFUSED for one in sent)
    sent_back = [one.received for one in sent if one.review is ReviewState.SENT_BACK]
    last_day = last_day_for(received, agency.last_day(deadline), sent_back, reviews)
    progress = _progress(day, agency, deadline, received, last_day, is_sent_back=bool(sent_back))
    until = day_made(received) if received is not None else day
    days = days_past(until, last_day) if progress is not AgencyProgress.CLOSED else 0
    return AgencyStanding(agency, topic, progress, received, has_sent, last_day, days, shown)


def last_day_for(
    received: ReceivedReturn | None,
    last_day: dt.date | None,
    sent_back: Iterable[ReceivedReturn],
    reviews: Mapping[str, Review],
) -> dt.date | None:
    """The last day for a return, which may correct an earlier one of ``sent_back``; None if it cannot be late.

    ``received``: None for the one that an agency is asked for now. ``last_day``: as in :func:`last_day_after`.
    ``reviews``: by SHA-256.
    """
    earlier = [one for one in sent_back if received is None or one.facts.made < received.facts.made]
    return last_day_after(last_day, [reviews[one.sha256] for one in earlier])


def _progress(
    day: dt.date,
    agency: DeskAgency,
    deadline: dt.date | None,
    received: ReceivedReturn | None,
    last_day: dt.date | None,
    *,
    is_sent_back: bool,
) -> AgencyProgress:
    if received is not None:
        is_late = days_past(day_made(received), last_day) > 0
        return AgencyProgress.LATE if is_late else AgencyProgress.RETURNED
    if agency.is_closed_on(day):
        return AgencyProgress.CLOSED
    if is_sent_back:
        return AgencyProgress.CORRECTING
    is_extended = agency.extended is not None and day <= agency.extended and agency.extended > (deadline or dt.date.min)
    return AgencyProgress.EXTENDED if is_extended else AgencyProgress.OUTSTANDING


def rates_of(standings: Iterable[AgencyStanding]) -> tuple[ReturnRate, ...]:
    """The rates of each topic: all types together, then each type. Closed agencies are not in the base."""
    found: dict[str, dict[str, list[AgencyProgress]]] = {}
    for one in standings:
        by_type = found.setdefault(one.topic, {"": []})
        if one.progress is not AgencyProgress.CLOSED:
            by_type[""].append(one.progress)
            by_type.setdefault(one.agency.expected.type or NO_TYPE, []).append(one.progress)
    returned = {AgencyProgress.RETURNED, AgencyProgress.LATE}
    return tuple(
        ReturnRate(
            topic,
            kind,
            len(progress),
            sum(one in returned for one in progress),
            sum(one is AgencyProgress.LATE for one in progress),
            sum(one is AgencyProgress.CORRECTING for one in progress),
        )
        for topic, by_type in found.items()
        for kind, progress in sorted(by_type.items())
    )


def to_remind(standings: Iterable[AgencyStanding], matches: Iterable[AgencyMatch]) -> Iterator[AgencyStanding]:
    """The agencies to remind: outstanding, nothing of theirs came, and no unmatched return has a name like theirs.

    An agency with an extension is reminded once that has passed.
    """
    perhaps = {match.nearest for match in matches if match.basis is MatchBasis.NONE and match.nearest}
    for one in standings:
        is_open = one.progress is AgencyProgress.OUTSTANDING and not one.has_sent
        if is_open and one.agency.name not in perhaps:
            yield one

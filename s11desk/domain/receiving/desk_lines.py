"""The returns of a desk as the lines of a list, and the filters that shorten it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from s11desk.domain.receiving.also_here import AlsoHere
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.desk_counting import JudgedReturn
from s11desk.domain.receiving.desk_values import ReviewState


class LineState(StrEnum):
    """Where the officer is with a return: the decision, or without one what the program found.

    TO_SEND_BACK: it was decided to send it back, and nobody has said yet that the request was sent.
    HELD, REFUSED and FORKED always need a look. FORKED: another copy of the draft made a return too, or other people
    signed a copy apart. EARLIER: a later return, or a copy with more signatures, is here.
    """

    HELD = "held"
    REFUSED = "refused"
    FORKED = "forked"
    NEW = "new"
    ACCEPTED = "accepted"
    TO_SEND_BACK = "to-send-back"
    SENT_BACK = "sent-back"
    NOT_COUNTED = "not-counted"
    EARLIER = "earlier"


NEEDS_LOOK = "needs-look"
"""The choice of a filter for every return that needs a look, whatever its state."""

NOT_COUNTING = "does-not-count"
"""The choice of a filter for every return that does not count, whatever its state."""

_DECIDED = {
    ReviewState.ACCEPTED: LineState.ACCEPTED,
    ReviewState.SENT_BACK: LineState.SENT_BACK,
    ReviewState.NOT_COUNTED: LineState.NOT_COUNTED,
}
_FOUND = {FileState.HELD: LineState.HELD, FileState.REFUSED: LineState.REFUSED}
_ALWAYS_NEED_LOOK = {LineState.HELD, LineState.REFUSED, LineState.FORKED}
_OPEN = {LineState.NEW, LineState.HELD, LineState.FORKED}
_LATEST = {FileState.COUNTED, FileState.FORKED, FileState.SIGNED_APART}


def line_state(judged: JudgedReturn, *, is_told: bool = True) -> LineState:
    """Where the officer is with a return. ``is_told``: the agency knows of a decision to send it back."""
    if judged.review is ReviewState.SENT_BACK and judged.decision.state is FileState.REPLACED:
        return LineState.EARLIER
    if judged.review is ReviewState.SENT_BACK and not is_told:
        return LineState.TO_SEND_BACK
    decided = _DECIDED.get(judged.review) or _FOUND.get(judged.received.state)
    if decided is not None:
        return decided
    decision = judged.decision
    if decision.state in _LATEST and (decision.is_forked or decision.is_signed_apart):
        return LineState.FORKED
    return LineState.NEW if decision.state is FileState.COUNTED else LineState.EARLIER


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """A return in the list. ``agency``: as the return names it. ``owner`` and ``type``: of the agency on the list whose
    it is; empty if it is nobody's. ``topic``: its id. ``why``: why it does not count, or what to know about it.
    ``is_unchecked``: this computer does not have its questions. ``is_nobodys``: it is no agency's on the desk's list,
    and the officer has not said that this is right. ``also_here``: another return of the agency about the same topic.
    ``approved_by``: who approved it; empty if nobody did.
    """

    sha256: str
    reference: str
    agency: str
    owner: str
    type: str
    topic: str
    topic_name: str
    made: dt.datetime
    taken: dt.datetime
    state: LineState
    counts: bool
    why: str
    is_unchecked: bool = False
    is_nobodys: bool = False
    also_here: AlsoHere | None = None
    approved_by: str = ""

    @property
    def name(self) -> str:
        """Whose it is: the name on the list if it is known, otherwise the name in the return."""
        return self.owner or self.agency

    @property
    def needs_look(self) -> bool:
        """Whether a person should look at the return. The one rule for every page, list and number."""
        if self.state in _ALWAYS_NEED_LOOK:
            return True
        is_open = self.is_nobodys or self.is_second or (self.is_unchecked and self.state is LineState.NEW)
        return self.counts and is_open

    @property
    def is_second(self) -> bool:
        """Whether another audit of the agency about the topic is here, and nobody has said which of the two counts."""
        other = self.also_here
        if other is None or other.is_correction:
            return False
        return self.state is LineState.NEW or other.review is ReviewState.ACCEPTED

    @property
    def is_plain(self) -> bool:
        """Whether it counts, nothing about it needs a look, and nobody has decided on it."""
        return self.counts and self.state is LineState.NEW and not self.needs_look


@dataclass(frozen=True, slots=True)
class ReturnsFilter:
    """What the list shows. Empty: everything.

    ``state``: a :class:`LineState`, :data:`NEEDS_LOOK` or :data:`NOT_COUNTING`.

    ``words``: parts of names or of a reference, in any order and any capitals.
    """

    state: str = ""
    agency: str = ""
    type: str = ""
    topic: str = ""
    words: str = ""
    newest_first: bool = False


def filter_lines(lines: Iterable[ReturnLine], chosen: ReturnsFilter) -> tuple[ReturnLine, ...]:
    """The lines that ``chosen`` lets through, in their order, or the ones taken in last first."""
    words = chosen.words.casefold().split()
    found = [one for one in lines if _passes(one, chosen) and _has_words(one, words)]
    if chosen.newest_first:
        found.sort(key=lambda one: (one.taken, one.made), reverse=True)
    return tuple(found)


def next_to_decide(lines: Sequence[ReturnLine], after: str, chosen: ReturnsFilter) -> ReturnLine | None:
    """The next line after ``after`` (a SHA-256) on which nobody has decided; after the last line comes the first.

    Only lines that ``chosen`` lets through. None if there is none.
    """
    ordered = sorted(lines, key=lambda one: (one.taken, one.made), reverse=True) if chosen.newest_first else list(lines)
    at = next((at for at, one in enumerate(ordered) if one.sha256 == after), -1)
    rest = (*ordered[at + 1 :], *ordered[: max(at, 0)])
    return next((one for one in filter_lines(rest, replace(chosen, newest_first=False)) if one.state in _OPEN), None)


def _passes(one: ReturnLine, chosen: ReturnsFilter) -> bool:
    return (
        chosen.state in {"", one.state.value, *_groups(one)}
        and chosen.agency in {"", one.name}
        and chosen.type in {"", one.type}
        and chosen.topic in {"", one.topic}
    )


def _groups(one: ReturnLine) -> tuple[str, ...]:
    """The choices for several states that let a line through."""
    return (*((NEEDS_LOOK,) if one.needs_look else ()), *(() if one.counts else (NOT_COUNTING,)))


def _has_words(one: ReturnLine, words: list[str]) -> bool:
    if not words:
        return True
    text = f"{one.agency} {one.owner} {one.reference}".casefold()
    return all(word in text for word in words)

"""Decides which of the returns that a partnership received count, and why the others do not.

Of each audit the newest return counts. The same rule gives the same answer in whatever order the files arrived.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec


class FileState(StrEnum):
    """What becomes of a received file. Only a COUNTED one is in the tables of answers.

    REPEATED: the same return came in another file. UNAPPROVED: a copy with more signatures counts. SIGNED_APART:
    another person signed this copy, and neither copy has the signatures of the other; one of them counts. REPLACED: a
    later return of the same audit counts. FORKED: another return of the same audit has the same number, and is newer.
    HELD: a person has to look at it first. REFUSED: it is not a return, or it does not verify.
    """

    COUNTED = "counted"
    REPEATED = "repeated"
    UNAPPROVED = "unapproved-copy"
    SIGNED_APART = "signed-apart"
    REPLACED = "replaced"
    FORKED = "forked"
    HELD = "held"
    REFUSED = "refused"


class EarlierNumber(msgspec.Struct, frozen=True):
    """A return that a later one names as made before it."""

    number: int
    reference: str


class CountableReturn(msgspec.Struct, frozen=True):
    """The facts of a verified return that decide whether it counts.

    ``content``: the SHA-256 of its ``audit.json``; a copy with the approver's signature has the same. ``sha256``: of
    the whole file. ``signatures``: how many people signed. ``earlier``: the returns of the same audit that it names.
    ``agency``: the same for all ways to write one name. ``chain``: a digest of each signature, in order.
    """

    audit_id: str
    number: int
    reference: str
    made: dt.datetime
    content: str
    sha256: str
    signatures: int
    earlier: tuple[EarlierNumber, ...] = ()
    agency: str = ""
    chain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CountDecision:
    """``is_forked``: two copies of the draft made returns, so the agency should say which one it means.

    ``is_signed_apart``: two people signed copies of this very return, and neither has the signature of the other.
    """

    state: FileState
    is_forked: bool = False
    is_signed_apart: bool = False


def decide_which_count(received: Sequence[CountableReturn]) -> tuple[CountDecision, ...]:
    """Decide on each return, in the order of ``received``. The order has no effect on a decision."""
    by_audit: dict[str, list[int]] = {}
    for index, each in enumerate(received):
        by_audit.setdefault(each.audit_id, []).append(index)
    decisions: dict[int, CountDecision] = {}
    for indexes in by_audit.values():
        decisions |= _decide_on_audit([(index, received[index]) for index in indexes])
    return tuple(decisions[index] for index in range(len(received)))


def _decide_on_audit(received: list[tuple[int, CountableReturn]]) -> dict[int, CountDecision]:
    index, first = received[0]
    if len(received) == 1 and not first.earlier:  # as in most audits
        return {index: CountDecision(FileState.COUNTED)}
    forked = _find_forked(each for _, each in received)
    decisions: dict[int, CountDecision] = {}
    for of_agency in _split_by_agency(received):
        decisions |= _decide_on_agency(of_agency, forked)
    return decisions


def _split_by_agency(received: list[tuple[int, CountableReturn]]) -> list[list[tuple[int, CountableReturn]]]:
    """The returns of each agency, if several agencies went on with copies of one draft.

    A copied draft shows in one number under two names. A later number with another name is an agency that corrected it.
    """
    names: dict[int, set[str]] = {}
    for _, each in received:
        names.setdefault(each.number, set()).add(each.agency)
    if all(len(some) == 1 for some in names.values()):
        return [received]
    by_agency: dict[str, list[tuple[int, CountableReturn]]] = {}
    for index, each in received:
        by_agency.setdefault(each.agency, []).append((index, each))
    return list(by_agency.values())


def _decide_on_agency(received: list[tuple[int, CountableReturn]], forked: frozenset[str]) -> dict[int, CountDecision]:
    by_content: dict[str, list[tuple[int, CountableReturn]]] = {}
    for index, each in sorted(received, key=lambda pair: (-pair[1].signatures, pair[1].sha256, pair[0])):
        by_content.setdefault(each.content, []).append((index, each))
    newest_first = sorted(by_content.values(), key=lambda copies: _age(copies[0][1]), reverse=True)
    newest = newest_first[0][0][1]
    decisions = {}
    for copies in newest_first:
        (index, best), *others = copies
        state = FileState.COUNTED if best is newest else _state_of_older(best, newest)
        is_forked, is_apart = best.content in forked, any(_is_signed_apart(other, best) for _, other in others)
        decisions[index] = CountDecision(state, is_forked, is_apart)
        for other_index, other in others:
            decisions[other_index] = CountDecision(_state_of_copy(other, best), is_forked, is_apart)
    return decisions


def _state_of_copy(copy: CountableReturn, best: CountableReturn) -> FileState:
    if copy.sha256 == best.sha256:
        return FileState.REPEATED
    return FileState.SIGNED_APART if _is_signed_apart(copy, best) else FileState.UNAPPROVED


def _is_signed_apart(copy: CountableReturn, best: CountableReturn) -> bool:
    """Whether ``best``, which has no fewer signatures, does not have all those of ``copy``."""
    return best.chain[: len(copy.chain)] != copy.chain


def _age(each: CountableReturn) -> tuple[int, dt.datetime, str]:
    return each.number, each.made, each.content


def _state_of_older(older: CountableReturn, newest: CountableReturn) -> FileState:
    return FileState.FORKED if older.number == newest.number else FileState.REPLACED


def _find_forked(returns: Iterable[CountableReturn]) -> frozenset[str]:
    """The contents of returns that cannot all come from one draft: one number twice, or an earlier return denied."""
    each_once = tuple({each.content: each for each in returns}.values())
    received: dict[int, set[str]] = {}
    named: dict[int, set[str]] = {}
    for each in each_once:
        received.setdefault(each.number, set()).add(each.reference)
        for earlier in each.earlier:
            named.setdefault(earlier.number, set()).add(earlier.reference)
    numbers = Counter(each.number for each in each_once)
    return frozenset(
        each.content
        for each in each_once
        if numbers[each.number] > 1
        or named.get(each.number, set()) - {each.reference}
        or any(received.get(earlier.number, set()) - {earlier.reference} for earlier in each.earlier)
    )

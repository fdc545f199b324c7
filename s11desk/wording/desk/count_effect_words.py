"""Words for what a decision on one return does to the other returns of its audit."""

from __future__ import annotations

from collections.abc import Sequence

from s11desk.domain.receiving.count_effects import CountEffect
from s11desk.domain.receiving.desk_values import ReceivedReturn
from s11desk.wording.amounts import counted, listed
from s11desk.wording.dates import local_day


def then_sentence(effect: CountEffect, reference: str) -> str:
    """What counts after a decision that nobody has made yet on ``reference``; empty if nothing else changes.

    What would begin to count is not in it where :func:`neither_choice` asks about it.
    """
    starts = () if effect.in_turn else effect.starts
    return " ".join(
        (
            *_sentences(starts, reference, "counts then", "count then"),
            *_sentences(effect.stops, reference, "does not count any more then", "do not count any more then"),
        )
    )


def now_sentence(returns: Sequence[ReceivedReturn], reference: str) -> str:
    """Which other returns count now that ``reference`` does not; empty without one."""
    return " ".join(_sentences(returns, reference, "counts now", "count now"))


def neither_choice(effect: CountEffect, reference: str) -> tuple[str, str]:
    """The choice to leave out every other return too that would begin to count, and what happens without it."""
    names = listed((_named(each, reference) for each in effect.starts), "and")
    verb = "counts" if len(effect.starts) == 1 else "count"
    if len(effect.in_turn) == len(effect.starts):
        one = "it" if len(effect.starts) == 1 else "they"
        return f"Do not count {names} either", f"Without this tick, {one} {verb} instead."
    every = f"any other return of this audit ({counted(len(effect.in_turn), 'return')})"
    return f"Do not count {every} either", f"Without this tick, {names} {verb} instead."


def _sentences(returns: Sequence[ReceivedReturn], reference: str, one: str, many: str) -> tuple[str, ...]:
    if not returns:
        return ()
    names = listed((_named(each, reference) for each in returns), "and")
    return (f"{names[:1].upper()}{names[1:]} {one if len(returns) == 1 else many}.",)


def _named(one: ReceivedReturn, reference: str) -> str:
    """A return by its number and day; a copy of the return ``reference`` by its signatures."""
    if one.facts.reference == reference:
        return f"the other copy of this return, with {counted(one.facts.signatures, 'signature')},"
    return f"return {one.facts.number} of {local_day(one.facts.made)} ({one.facts.reference})"

"""Words for what a decision on one return does to the other returns of its audit."""

from __future__ import annotations

from collections.abc import Sequence

from s11desk.domain.count_effects import CountEffect
from s11desk.domain.desk_values import ReceivedReturn
from s11desk.wording.amounts import counted, listed
from s11desk.wording.dates import local_day


def then_sentence(effect: CountEffect, reference: str) -> str:
    """What counts after a decision that nobody has made yet on ``reference``; empty if nothing else changes."""
    return " ".join(
        (
            *_sentences(effect.starts, reference, "counts then", "count then"),
            *_sentences(effect.stops, reference, "does not count any more then", "do not count any more then"),
        )
    )


def now_sentence(returns: Sequence[ReceivedReturn], reference: str) -> str:
    """Which other returns count now that ``reference`` does not; empty without one."""
    return " ".join(_sentences(returns, reference, "counts now", "count now"))


def neither_choice(effect: CountEffect) -> str:
    """The choice to leave out every other return too that would begin to count."""
    if len(effect.in_turn) == 1:
        return "Do not count that one either"
    return f"Do not count any earlier return of this audit either ({counted(len(effect.in_turn), 'return')})"


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

"""Words for the question which returns are in the tables of all answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from s11desk.domain.desk_values import CountingRule
from s11desk.wording.amounts import counted

WHICH = "Which returns are in the tables?"


def which_text(by_rule: Mapping[CountingRule, int]) -> str:
    """What the choices mean. ``by_rule``: how many returns are in tables by each rule."""
    more = by_rule[CountingRule.CAME] - by_rule[CountingRule.OPEN]
    count = by_rule[CountingRule.OPEN]
    parts = [f"{counted(count, 'return counts', 'returns count')}: new or accepted."]
    if more > 0:
        sent = counted(more, "more was", "more were")
        parts.append(f"{sent} sent back and not corrected yet, so the answers in it may change.")
    parts.append(
        "Returns that you do not count, and files that are held or refused, are never in the tables. The sheet “Not in "
        "the tables” names each of them, with the reason."
    )
    return " ".join(parts)


def which_choices(by_rule: Mapping[CountingRule, int]) -> tuple[tuple[str, CountingRule], ...]:
    """The choices in words, each with its rule. A choice that would be the same as another, or empty, is left out."""
    return tuple(_choices(by_rule))


def _choices(by_rule: Mapping[CountingRule, int]) -> Iterator[tuple[str, CountingRule]]:
    came, count, accepted = (by_rule[one] for one in (CountingRule.CAME, CountingRule.OPEN, CountingRule.ACCEPTED))
    yield (f"All {count} that count" if count != 1 else "The one that counts"), CountingRule.OPEN
    if 0 < accepted < count:
        yield f"Only the {accepted} accepted", CountingRule.ACCEPTED
    if came > count:
        yield f"All {came}, also those sent back", CountingRule.CAME

"""Words for the question which returns are in the tables of all answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from s11desk.domain.receiving.desk_values import CountingRule
from s11desk.wording.amounts import counted

WHICH = "Which returns do you want in it?"
_MORE = {
    CountingRule.OPEN: ", new or accepted. “See all answers side by side” has the same.",
    CountingRule.ACCEPTED: ".",
    CountingRule.CAME: ", with what was sent back. That may still change.",
}


def inside_sentence(by_rule: Mapping[CountingRule, int], second: int = 0) -> str:
    """Which returns are in every table of answers, and which are not; the same for the page and for each question.

    ``by_rule``: how many are in tables by each rule. ``second``: how many count and are in no table, because another
    one of their agency is.
    """
    inside, back = by_rule[CountingRule.OPEN], _sent_back(by_rule)
    parts = [f"{back} that {'was' if back == 1 else 'were'} sent back and not corrected yet"] if back else []
    parts += [counted(second, "second return of an agency", "second returns of agencies")] if second else []
    start = f"{counted(inside, 'return that is', 'returns that are')} new or accepted"
    left_out = f", without {' and '.join(parts)}" if parts else ""
    return f"In the tables: {start}{left_out}."


def has_choice(by_rule: Mapping[CountingRule, int]) -> bool:
    """Whether there is something to choose."""
    return len(which_choices(by_rule)) > 1


def which_text(by_rule: Mapping[CountingRule, int]) -> str:
    """What the choices mean, a line for each."""
    return "\n\n".join(
        f"{words}: {counted(by_rule[rule], 'return')}{_MORE[rule]}" for words, rule in which_choices(by_rule)
    )


def which_choices(by_rule: Mapping[CountingRule, int]) -> tuple[tuple[str, CountingRule], ...]:
    """The choices in words, each with its rule. A choice that would be the same as another, or empty, is left out."""
    return tuple(_choices(by_rule))


def _sent_back(by_rule: Mapping[CountingRule, int]) -> int:
    return by_rule[CountingRule.CAME] - by_rule[CountingRule.OPEN]


def _choices(by_rule: Mapping[CountingRule, int]) -> Iterator[tuple[str, CountingRule]]:
    came, count, accepted = (by_rule[one] for one in (CountingRule.CAME, CountingRule.OPEN, CountingRule.ACCEPTED))
    if count:
        yield "Counted", CountingRule.OPEN
    if 0 < accepted < count:
        yield "Accepted", CountingRule.ACCEPTED
    if came > count:
        yield "All", CountingRule.CAME
